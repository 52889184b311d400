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

    def latest(self, now: datetime) -> date:
        """The announcement date that is the newest at ``now`` (aware)."""
        ...

    async def close(self) -> None: ...


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
