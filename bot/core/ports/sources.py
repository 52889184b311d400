"""Where papers come from, and the files that people sent."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.core.identity import Address
from bot.core.model.community import CommunitySignal
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


class CommunitySource(Protocol):
    """A service beside arXiv that says what others think of papers."""

    @property
    def name(self) -> str:
        """As it is named in the settings; at most 16 characters."""
        ...

    @property
    def recommends(self) -> bool:
        """Whether it is told which papers people like, to recommend others."""
        ...

    async def signals(self, on: date, papers: Sequence[str]) -> Sequence[CommunitySignal]:
        """What it says of the papers (versionless ids) announced on ``on``, and perhaps of others of that day.

        Raises ``SourceError`` when it could not be asked or its answer cannot be trusted.
        """
        ...

    async def recommendations(self, liked: Sequence[str], disliked: Sequence[str]) -> Sequence[CommunitySignal]:
        """Papers it recommends beside those liked, and what it says of the latter; raises like :meth:`signals`."""
        ...

    async def close(self) -> None: ...


class CommunityCollector(Protocol):
    """Asks the community sources that are enabled, once for all who need it."""

    async def collect(self, categories: Collection[str], dates: Collection[date], space_id: int) -> None:
        """Return when it is kept what they say of these mailings, and recommend to a space (0: to none).

        What they cannot tell in time is left out: no failure of theirs is raised.
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
    community: CommunityCollector
