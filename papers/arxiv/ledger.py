"""Fills the ledger of announcements: one worker at a time asks arXiv, for all subscriptions together."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.core.clock import Clock
from bot.core.errors import SourceError
from bot.core.model.papers import REPLACEMENTS, Announcement, AnnounceType, FeedState, LedgerLine
from bot.core.ports.sources import PaperSource
from bot.core.ports.storage import Storage
from bot.core.workers.background import alongside

log = logging.getLogger(__name__)

TRY_AGAIN = timedelta(minutes=5)
"""Time between two tries to read an announcement that failed, however many digests lack it."""

LOOK_AGAIN = timedelta(hours=6)
"""Time until an announcement that may be incomplete is read again."""

HELD = timedelta(days=7)
"""The API finds papers that moderation held back for at most this long between submission and announcement."""

REMEMBERED = timedelta(days=30)
"""Papers announced within this time are known, to tell them from new ones."""

_NAME = "collection"
_LEASE = timedelta(seconds=60)
_LOOK = 0.2  # seconds between checks while another worker collects
_PATIENCE = 30.0  # seconds

Wanted = Mapping[date, Sequence[str]]
"""Categories by date."""


class Ledger:
    """Implements ``bot.core.ports.sources.Collector``. ``worker`` names this process in the shared database."""

    def __init__(self, source: PaperSource, storage: Storage, clock: Clock, worker: str) -> None:
        self._source = source
        self._storage = storage
        self._clock = clock
        self._worker = worker
        self._lock = asyncio.Lock()

    async def collect(self, categories: Collection[str], dates: Collection[date], *, at_once: bool = False) -> None:
        """See the port. It also collects the newest mailing of the categories of all other subscriptions."""
        async with self._lock:
            if not await self._lacking(categories, dates, at_once=at_once):
                return
            async with self._alone():
                await self._collect(categories, dates, at_once=at_once)

    async def _collect(self, categories: Collection[str], dates: Collection[date], *, at_once: bool) -> None:
        lacking = await self._lacking(categories, dates, at_once=at_once)  # another worker may have been faster
        newest = self._source.latest(self._clock())
        if newest in lacking:
            async with self._storage.begin() as work:
                everybody = await work.subscriptions.categories()
            others = (await self._lacking(everybody, [newest], at_once=False)).get(newest, ())
            lacking = {**lacking, newest: tuple(dict.fromkeys((*lacking[newest], *others)))}
        shown, past = await self._by_source(lacking, newest)
        for on, names in shown.items():
            await self._enter(await self._source.announcements(names, on))
        for category, days in past.items():
            await self._catch_up(category, days)

    async def _by_source(self, lacking: Wanted, newest: date) -> tuple[Wanted, Mapping[str, Sequence[date]]]:
        """Split what is lacking: announcements a feed may still show, by date; those only the API has, by category.

        Until the feeds show the newest mailing, they show the previous one.
        """
        before = list(self._source.mailings(newest - HELD, newest))[:-1][-1:]
        shown: dict[date, list[str]] = defaultdict(list)
        past: dict[str, list[date]] = defaultdict(list)
        for on in sorted(lacking):
            settled = await self._settled(lacking[on], on) if on in before else set()
            for category in lacking[on]:
                if on >= newest or not self._source.mailings(on, on) or (on in before and category not in settled):
                    shown[on].append(category)
                else:
                    past[category].append(on)
        return shown, past

    async def _settled(self, categories: Sequence[str], on: date) -> Collection[str]:
        async with self._storage.begin() as work:
            lines = await work.announcements.lines(categories, on, on)
        return {line.category for line in lines if line.state.settled}

    async def _lacking(
        self, categories: Collection[str], dates: Collection[date], *, at_once: bool
    ) -> dict[date, Sequence[str]]:
        """Return the announcements that are worth asking for now."""
        if not categories or not dates:
            return {}
        now = self._clock()
        async with self._storage.begin() as work:
            lines = await work.announcements.lines(categories, min(dates), max(dates))
        fine = {(line.on, line.category) for line in lines if not _worth_asking(line, now, at_once=at_once)}
        found = {on: tuple(name for name in categories if (on, name) not in fine) for on in dates}
        return {on: names for on, names in found.items() if names}

    async def _catch_up(self, category: str, days: Sequence[date]) -> None:
        """Collect past mailings of a category, and held-back papers of earlier mailings that are in the ledger."""
        first, last = days[0], days[-1]
        async with self._storage.begin() as work:
            lines = await work.announcements.lines([category], first - HELD, last + HELD)
            known = await work.announcements.known(category, first - REMEMBERED, last + REMEMBERED)
        followed = {line.on: line for line in lines if line.state.settled and line.on < last and line.on not in days}
        found = await self._source.between(category, min([first, *followed]), last)
        newest = max((line.on for line in lines if line.state is FeedState.FRESH), default=first)
        await self._enter([_passed_over(each, newest) for each in found if each.on in days])
        held = {each.on: tuple(e for e in each.entries if e.paper.paper_id not in known) for each in found}
        earlier = [each for each in found if each.on in followed and held[each.on]]
        await self._enter([replace(e, entries=held[e.on], complete=followed[e.on].complete) for e in earlier])

    async def _enter(self, found: Sequence[Announcement]) -> None:
        """Put announcements into the ledger, without papers that were announced before."""
        checked = [await self._checked(each) for each in found]
        now = self._clock()
        async with self._storage.begin() as work:
            await work.announcements.put(checked, now)
            replaced = {e.paper.paper_id for each in checked for e in each.entries if e.kind in REPLACEMENTS}
            noted = await work.papers.noted(replaced)
        if noted:
            await self._describe(noted)

    async def _checked(self, found: Announcement) -> Announcement:
        """Drop known papers: a feed may show yesterday's entries under today's date; the API repeats those of feeds."""
        if not found.entries:
            return found
        first, last = found.on - REMEMBERED, found.on if _has_feed(found) else found.on + REMEMBERED
        async with self._storage.begin() as work:
            known = await work.announcements.known(found.category, first, last)
        old = {paper_id for paper_id, on in known.items() if on != found.on}
        kept = tuple(e for e in found.entries if e.kind in REPLACEMENTS or e.paper.paper_id not in old)
        new = [entry for entry in found.entries if entry.kind is AnnounceType.NEW]
        if _has_feed(found) and new and all(entry.paper.paper_id in old for entry in new):
            return await self._stale(replace(found, entries=()), max(known[entry.paper.paper_id] for entry in new))
        state = found.state if kept or not found.settled else FeedState.QUIET
        return replace(found, state=state, entries=kept)

    async def _stale(self, found: Announcement, shows: date) -> Announcement:
        (by_api,) = await self._source.between(found.category, found.on, found.on)
        if by_api.entries:
            return await self._checked(replace(by_api, complete=False))
        return replace(found, state=FeedState.STALLED, complete=False, shows=shows)

    async def _describe(self, paper_ids: Collection[str]) -> None:
        """Look up replaced papers: feeds lack the comments, in which authors say what changed."""
        try:
            papers = await self._source.lookup(paper_ids)
        except SourceError as error:
            log.warning("comments of %s could not be read: %s", ", ".join(paper_ids), error.reason)
            return
        async with self._storage.begin() as work:
            await work.papers.put(papers.values(), self._clock())

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        """Exclude all other workers over the database."""
        await self._take()
        try:
            async with alongside(self._renew()):
                yield
        finally:
            await self._storage.turns.give_back(_NAME, self._worker, self._clock())

    async def _take(self) -> None:
        now, waited = self._clock(), 0.0
        while await self._storage.turns.take(_NAME, self._worker, now, now + _LEASE) is not None:
            if waited >= _PATIENCE:
                raise SourceError("another worker is collecting announcements", _PATIENCE)
            await asyncio.sleep(_LOOK)
            waited += _LOOK
            now = max(self._clock(), now + timedelta(seconds=_LOOK))

    async def _renew(self) -> None:
        while True:
            await asyncio.sleep(_LEASE.total_seconds() / 3)
            await self._storage.turns.renew(_NAME, self._worker, self._clock() + _LEASE)


def _passed_over(found: Announcement, newest: date) -> Announcement:
    """A mailing without papers is quiet once a later one has papers: it was a holiday, or came with the later one."""
    if found.state is FeedState.WAITING and found.on < newest:
        return replace(found, state=FeedState.QUIET)
    return found


def _has_feed(found: Announcement) -> bool:
    return any(entry.source == "feed" for entry in found.entries)


def _worth_asking(line: LedgerLine, now: datetime, *, at_once: bool) -> bool:
    if line.state.settled:
        return not line.complete and now - line.asked_at >= LOOK_AGAIN
    return at_once or now - line.asked_at >= TRY_AGAIN
