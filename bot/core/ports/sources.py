"""Where papers come from, and the files that people sent."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.core.identity import Address
from bot.core.model.papers import Announcement, Paper


class PaperSource(Protocol):
    """arXiv, or whatever stands in for it (the demo's bundled week)."""

    async def lookup(self, paper_ids: Collection[str]) -> Mapping[str, Paper]:
        """Metadata by versionless id; an id that does not exist is left out.

        Raises ``SourceError`` when the source could not be asked or its answer cannot be trusted.
        """
        ...

    async def announcements(self, categories: Collection[str], on: date) -> Sequence[Announcement]:
        """One ``Announcement`` per category for the announcement date ``on``, in the order given.

        A category that could not be read comes back as ``FeedState.FAILED``; nothing is raised for it.
        """
        ...

    async def between(self, categories: Collection[str], first: date, last: date) -> Sequence[Announcement]:
        """The same for every mailing from ``first`` to ``last``, past ones, with fewer requests.

        New papers and cross-lists only, by when they were submitted.
        """
        ...

    def mailings(self, first: date, last: date) -> Sequence[date]:
        """The announcement dates there are from ``first`` to ``last``, in order."""
        ...

    def latest(self, now: datetime) -> date:
        """The announcement date that is the newest at ``now`` (aware)."""
        ...

    def upcoming(self, now: datetime) -> tuple[date, datetime] | None:
        """The announcement date after that, and when it goes out (aware); ``None`` where no more will come."""
        ...

    async def close(self) -> None: ...


class Collector(Protocol):
    """Keeps the ledger of announcements filled, once for all who need it."""

    async def collect(self, categories: Collection[str], dates: Collection[date], *, at_once: bool = False) -> None:
        """Return when all was tried to have the announcements of these mailings in the ledger.

        What failed a moment ago is not tried again, except ``at_once``, for a person who waits. Raises
        ``SourceError`` when another worker is at it for too long.
        """
        ...


class FileSource(Protocol):
    """Files that people sent."""

    async def download(self, address: Address, reference: str) -> bytes:
        """Raises ``SourceError`` when it cannot be had (now)."""
        ...


@dataclass(frozen=True, slots=True)
class Sources:
    """What a background job may fetch from."""

    papers: PaperSource
    files: FileSource
    ledger: Collector
