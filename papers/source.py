"""arXiv as a source of papers: the feed for the newest mailing, the API for those before it."""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from bot.core.clock import Clock, system_clock
from bot.core.errors import SourceError
from bot.core.identifiers import parse_paper_id
from bot.core.model.papers import Announced, Announcement, AnnounceType, FeedState, Paper
from papers import calendar
from papers.categories import is_category
from papers.gate import INTERVAL, FeedRefused, RequestGate

if TYPE_CHECKING:
    from papers.arxiv_api import ArxivApi
    from papers.feeds import FeedReader

_LOG = logging.getLogger(__name__)

INDEX_LAG = timedelta(days=3)
"""How long the API may go without a mailing's papers: until then, finding none proves nothing."""


class ArxivSource:
    """Implements ``bot.core.ports.sources.PaperSource``; a process has one, because the gate is in it.

    ``interval`` (between two requests) and ``timeout`` (of one) are in seconds. The two clients and the packages
    they stand on, a third of all imports, are there when arXiv is first asked: a start need not wait for them.
    """

    def __init__(
        self,
        api_url: str,
        feed_url: str,
        interval: float = INTERVAL,
        clock: Clock = system_clock,
        *,
        timeout: float = 30.0,
    ) -> None:
        self._gate = RequestGate(interval)
        self._api_url, self._feed_url = api_url, feed_url
        self._timeout = timeout
        self._clock = clock

    @cached_property
    def _api(self) -> "ArxivApi":
        from papers.arxiv_api import ArxivApi  # noqa: PLC0415  # as the class says

        return ArxivApi(self._gate, url=self._api_url, timeout=self._timeout)

    @cached_property
    def _feeds(self) -> "FeedReader":
        from papers.feeds import FeedReader  # noqa: PLC0415  # as the class says

        return FeedReader(self._gate, url=self._feed_url, timeout=self._timeout)

    async def lookup(self, paper_ids: Collection[str]) -> Mapping[str, Paper]:
        # What is not the id of a paper cannot exist, and arXiv would refuse the others with it.
        references = filter(None, map(parse_paper_id, paper_ids))
        return await self._api.lookup([reference.paper_id for reference in references])

    async def announcements(self, categories: Collection[str], on: date) -> Sequence[Announcement]:
        """See the port.

        What the API finds of a past mailing is close, not exact: a paper that moderation held back counts to
        the mailing it was submitted for, later cross-lists do too, and replacements are missing.
        """
        names = list(dict.fromkeys(categories))
        now = self._clock()
        if not calendar.has_mailing(on):
            return [Announcement(name, on, FeedState.QUIET) for name in names]
        if calendar.announced_at(on) > now:
            return [Announcement(name, on, FeedState.WAITING) for name in names]
        found = _failed((name for name in names if not is_category(name)), on, "", "not a category")
        asked = [name for name in names if name not in found]
        if asked and on == self.latest(now):
            found |= await self._from_feed(asked, on)
        for name in asked:
            if name not in found:
                found |= await self._from_api(name, on, now)
        return [found[name] for name in names]

    def latest(self, now: datetime) -> date:
        return calendar.latest_announcement(now)

    async def close(self) -> None:
        if "_api" in self.__dict__:
            self._api.close()
        if "_feeds" in self.__dict__:
            await self._feeds.close()

    async def _from_feed(self, categories: Sequence[str], on: date) -> dict[str, Announcement]:
        """Categories whose feed shows another day than ``on`` are left out."""
        try:
            feed = await self._feeds.read(categories)
        except FeedRefused as error:
            if len(categories) == 1:
                return _failed(categories, on, "feed", error.reason)
            return await self._from_halves(categories, on)
        except SourceError as error:
            return _failed(categories, on, "feed", error.reason)
        if feed.is_full and len(categories) > 1:
            return await self._from_halves(categories, on)
        if feed.on != on:
            return {}
        return {name: _announcement(name, on, feed.announced(name), "feed") for name in categories}

    async def _from_halves(self, categories: Sequence[str], on: date) -> dict[str, Announcement]:
        """For what one category spoils for the others: an unknown name, or more entries than a feed holds."""
        middle = len(categories) // 2
        return await self._from_feed(categories[:middle], on) | await self._from_feed(categories[middle:], on)

    async def _from_api(self, category: str, on: date, now: datetime) -> dict[str, Announcement]:
        try:
            papers = await self._api.submitted_between(category, *calendar.submission_window(on))
        except SourceError as error:
            return _failed([category], on, "api", error.reason)
        if not papers and now - calendar.announced_at(on) < INDEX_LAG:
            return {category: Announcement(category, on, FeedState.WAITING, source="api")}
        entries = [Announced(paper, category, on, _kind(paper, category)) for paper in papers]
        return {category: _announcement(category, on, entries, "api")}


def _kind(paper: Paper, category: str) -> AnnounceType:
    return AnnounceType.NEW if paper.categories[:1] == (category,) else AnnounceType.CROSS


def _announcement(category: str, on: date, entries: Sequence[Announced], source: str) -> Announcement:
    state = FeedState.FRESH if entries else FeedState.QUIET
    return Announcement(category, on, state, tuple(entries), source)


def _failed(categories: Iterable[str], on: date, source: str, reason: str) -> dict[str, Announcement]:
    found = {name: Announcement(name, on, FeedState.FAILED, source=source) for name in categories}
    if found:
        _LOG.warning("No announcement of %s for %s: %s", on, ", ".join(found), reason)
    return found
