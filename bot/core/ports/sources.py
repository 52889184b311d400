"""The sources of papers, of opinions on them, and of the files that people sent."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.core.identity import Address
from bot.core.model.community import CommunitySignal
from bot.core.model.papers import Announcement, Paper


class PaperSource(Protocol):
    """arXiv, or its replacement in the demo and the tests."""

    async def lookup(self, paper_ids: Collection[str]) -> Mapping[str, Paper]:
        """Fetch metadata by versionless id; ids that do not exist are left out.

        Raises ``SourceError`` if the source does not answer, or its answer cannot be trusted.
        """

    async def announcements(self, categories: Collection[str], on: date) -> Sequence[Announcement]:
        """Fetch one ``Announcement`` per category for the announcement date ``on``, in the order given.

        A category that could not be read has ``FeedState.FAILED``, instead of an exception.
        """

    async def between(self, category: str, first: date, last: date) -> Sequence[Announcement]:
        """Fetch a category's announcements of past mailings, from ``first`` to ``last``, with fewer requests.

        They have only new papers and cross-lists, assigned to mailings by their submission times.
        """

    def mailings(self, first: date, last: date) -> Sequence[date]:
        """Return the announcement dates from ``first`` to ``last``, in order."""

    def latest(self, now: datetime) -> date:
        """Return the newest announcement date at ``now`` (aware)."""

    def upcoming(self, now: datetime) -> tuple[date, datetime] | None:
        """Return the next announcement date, and when it goes out (aware); ``None`` if there will be none."""

    async def close(self) -> None: ...


class Collector(Protocol):
    """Fills the ledger of announcements, once for all who need it."""

    async def collect(self, categories: Collection[str], dates: Collection[date], *, at_once: bool = False) -> None:
        """Try to read the announcements of these mailings into the ledger; return when everything was tried.

        A reading that failed a moment ago is retried only with ``at_once``, for a person who waits. Raises
        ``SourceError`` if another worker takes too long over the same readings.
        """


class CommunitySource(Protocol):
    """A service other than arXiv that reports what people think of papers."""

    name: str
    """Its name in the settings; at most 16 characters."""

    recommends: bool
    """The service is sent the papers that people like, to recommend others."""

    async def signals(self, on: date, papers: Sequence[str]) -> Sequence[CommunitySignal]:
        """Fetch its signals about papers (versionless ids) announced on ``on``; perhaps also about others of that day.

        Raises ``SourceError`` if the service does not answer, or its answer cannot be trusted.
        """

    async def recommendations(self, liked: Sequence[str], disliked: Sequence[str]) -> Sequence[CommunitySignal]:
        """Fetch recommendations based on the papers liked, and signals about those; raises like :meth:`signals`."""

    async def close(self) -> None: ...


class CommunityCollector(Protocol):
    """Queries the enabled community sources, once for all who need it."""

    async def collect(self, categories: Collection[str], dates: Collection[date], space_id: int) -> None:
        """Store the signals about these mailings, and the recommendations to a space (0: to none).

        Signals that do not arrive in time are left out; failures of the sources are not raised.
        """


class FileSource(Protocol):
    """Files that people sent."""

    async def download(self, address: Address, reference: str) -> bytes:
        """Fetch a file. Raises ``SourceError`` if the platform does not deliver it."""


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources that a background job may fetch from."""

    papers: PaperSource
    files: FileSource
    ledger: Collector
    community: CommunityCollector
