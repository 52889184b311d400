"""arXiv as a source of papers: the feed for the mailing it shows, the API for earlier mailings and missing papers.

``docs/announcements.md`` describes each fault of arXiv and how it is handled.
"""

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from bot.core.clock import Clock, system_clock
from bot.core.errors import SourceError
from bot.core.model.papers import Announced, Announcement, AnnounceType, FeedState, Paper
from papers.arxiv import calendar
from papers.arxiv.identifiers import parse_paper_id
from papers.arxiv.late import is_overdue, state_of_feed
from papers.arxiv.taxonomy import is_category
from papers.gate import FeedBroken, FeedRefused, RequestGate

if TYPE_CHECKING:
    from papers.arxiv.api import ArxivApi
    from papers.arxiv.feeds import Feed, FeedReader

_LOG = logging.getLogger(__name__)

INDEX_LAG = timedelta(days=3)
"""The API may lack a mailing's papers for this long. Until then, an empty answer proves nothing."""

SAMPLE = 20
"""New papers of a feed whose submission times are looked up to tell which mailing it really shows."""


@dataclass
class ArxivSource:
    """Implements ``bot.core.ports.sources.PaperSource``. ``timeout`` is in seconds, for one request.

    Both clients are imported when arXiv is first asked, so that a start does not wait for them: they and their packages
    are a third of all imports.
    """

    gate: RequestGate
    api_url: str
    feed_url: str
    clock: Clock = system_clock
    timeout: float = 30.0

    @cached_property
    def _api(self) -> "ArxivApi":
        from papers.arxiv.api import ArxivApi  # noqa: PLC0415  # as the class says

        return ArxivApi(self.gate, url=self.api_url, timeout=self.timeout)

    @cached_property
    def _feeds(self) -> "FeedReader":
        from papers.arxiv.feeds import FeedReader  # noqa: PLC0415  # as the class says

        return FeedReader(self.gate, url=self.feed_url, timeout=self.timeout)

    async def lookup(self, paper_ids: Collection[str]) -> Mapping[str, Paper]:
        # arXiv would refuse all the ids because of one in the wrong form, which cannot exist anyway.
        references = filter(None, map(parse_paper_id, paper_ids))
        return await self._api.lookup([reference.paper_id for reference in references])

    async def announcements(self, categories: Collection[str], on: date) -> Sequence[Announcement]:
        """See the port.

        The API's answer is close, not exact: held-back papers and later cross-lists count towards the mailing that
        the paper was submitted for, and replacements are missing.
        """
        names = list(dict.fromkeys(categories))
        now = self.clock()
        if not calendar.has_mailing(on):
            return [Announcement(name, on, FeedState.QUIET) for name in names]
        if calendar.announced_at(on) > now:
            return [Announcement(name, on, FeedState.WAITING, complete=False) for name in names]
        found = _failed((name for name in names if not is_category(name)), on, "", "not a category")
        asked = [name for name in names if name not in found]
        if asked and on == calendar.shown_by_feeds(now):
            found |= await self._from_feed(asked, on, now)
        for name in asked:
            if name not in found:
                found |= await self._from_api(name, on, now)
        return [found[name] for name in names]

    async def between(self, category: str, first: date, last: date) -> Sequence[Announcement]:
        """See the port. It makes one query for any number of mailings."""
        return await self._submitted(category, calendar.mailings(first, last), self.clock())

    def mailings(self, first: date, last: date) -> Sequence[date]:
        return calendar.mailings(first, last)

    def latest(self, now: datetime) -> date:
        return calendar.latest_announcement(now)

    def upcoming(self, now: datetime) -> tuple[date, datetime]:
        on = calendar.next_announcement(now)
        return on, calendar.announced_at(on)

    async def close(self) -> None:
        if "_api" in self.__dict__:
            self._api.close()
        if "_feeds" in self.__dict__:
            await self._feeds.close()

    async def _from_feed(self, categories: Sequence[str], on: date, now: datetime) -> dict[str, Announcement]:
        """Categories that only the API can answer for are left out."""
        try:
            feed = await self._feeds.read(categories)
        except FeedRefused as error:
            if len(categories) == 1:
                return _failed(categories, on, "feed", error.reason)
            return await self._from_halves(categories, on, now)
        except FeedBroken as error:
            _LOG.warning("No feed of %s for %s: %s", on, ", ".join(categories), error.reason)
            return {}
        except SourceError as error:
            return _failed(categories, on, "feed", error.reason)
        if feed.is_full and len(categories) > 1:
            return await self._from_halves(categories, on, now)
        if feed.entries and feed.on < on and await self._mailing_shown(feed) == on:
            feed = feed.dated(on)
        return {name: await self._checked(name, feed, on, now) for name in categories}

    async def _from_halves(self, categories: Sequence[str], on: date, now: datetime) -> dict[str, Announcement]:
        """Isolate a category that spoils the feed for the others: an unknown one, or one with too many entries."""
        middle = len(categories) // 2
        first, second = categories[:middle], categories[middle:]
        return await self._from_feed(first, on, now) | await self._from_feed(second, on, now)

    async def _mailing_shown(self, feed: "Feed") -> date | None:
        """Return the mailing that the feed really shows, according to its latest submissions; ``None`` if unknown.

        A paper never appears before the mailing that it was submitted for.
        """
        new = [entry.paper.paper_id for entry in feed.entries if entry.kind is AnnounceType.NEW]
        try:
            papers = await self._api.lookup(sorted(new)[-SAMPLE:])
        except SourceError as error:
            _LOG.warning("The date of the feed of %s could not be checked: %s", feed.on, error.reason)
            return None
        days = [calendar.mailing_of(paper.published) for paper in papers.values() if paper.published]
        return max(days, default=None)

    async def _checked(self, category: str, feed: "Feed", on: date, now: datetime) -> Announcement:
        """Take one category from the feed, or from the API if the feed is old, empty, full or without new papers."""
        entries = feed.announced(category) if feed.on == on else ()
        if any(entry.kind is AnnounceType.NEW for entry in entries) and not feed.is_full:
            return _announcement(category, on, entries, "feed")
        found = (await self._from_api(category, on, now))[category]
        if found.entries:
            return replace(found, entries=(*entries, *found.entries))
        if found.state is FeedState.FAILED and not entries:
            return found
        return _by_feed_alone(category, feed, on, entries, now)

    async def _from_api(self, category: str, on: date, now: datetime) -> dict[str, Announcement]:
        (found,) = await self._submitted(category, [on], now)
        return {category: found}

    async def _submitted(self, category: str, mailings: Sequence[date], now: datetime) -> list[Announcement]:
        """Return the mailings of one category, with the papers submitted for each of them."""
        if not mailings:
            return []
        start, end = calendar.submission_window(mailings[0])[0], calendar.submission_window(mailings[-1])[1]
        try:
            papers = await self._api.submitted_between(category, start, end)
        except SourceError as error:
            return [_failed([category], on, "api", error.reason)[category] for on in mailings]
        due: dict[date, list[Announced]] = defaultdict(list)
        for paper in papers:
            if paper.published:
                on = calendar.mailing_of(paper.published)
                due[on].append(Announced(paper, category, on, _kind(paper, category), "api"))
        return [_by_api(category, on, due[on], now) for on in mailings]


def _kind(paper: Paper, category: str) -> AnnounceType:
    return AnnounceType.NEW if paper.categories[:1] == (category,) else AnnounceType.CROSS


def _by_api(category: str, on: date, entries: Sequence[Announced], now: datetime) -> Announcement:
    indexed = now - calendar.announced_at(on) >= INDEX_LAG
    if not entries and not indexed:
        return Announcement(category, on, FeedState.WAITING, source="api", complete=False)
    return replace(_announcement(category, on, entries, "api"), complete=indexed)


def _by_feed_alone(category: str, feed: "Feed", on: date, entries: Sequence[Announced], now: datetime) -> Announcement:
    """Judge a category without new papers in the feed, for which the API has none (yet) either."""
    shows = feed.stuck(category) if feed.on == on else feed.on
    if shows is None and (feed.entries or is_overdue(on, now)):
        return replace(_announcement(category, on, entries, "feed"), complete=False)
    return Announcement(
        category, on, state_of_feed(shows, on, now), tuple(entries), "feed", complete=False, shows=shows
    )


def _announcement(category: str, on: date, entries: Sequence[Announced], source: str) -> Announcement:
    state = FeedState.FRESH if entries else FeedState.QUIET
    return Announcement(category, on, state, tuple(entries), source)


def _failed(categories: Iterable[str], on: date, source: str, reason: str) -> dict[str, Announcement]:
    failed = Announcement("", on, FeedState.FAILED, source=source, complete=False, reason=reason)
    found = {name: replace(failed, category=name) for name in categories}
    if found:
        _LOG.warning("No announcement of %s for %s: %s", on, ", ".join(found), reason)
    return found
