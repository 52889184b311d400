"""Where papers come from."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

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
