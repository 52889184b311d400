"""Keeps the ledger of announcements filled: one worker at a time asks arXiv, for all subscriptions together."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.core.clock import Clock
from bot.core.errors import SourceError
from bot.core.model.papers import REPLACEMENTS, Announcement, AnnounceType, FeedState, LedgerLine
from bot.core.ports.sources import PaperSource
from bot.core.ports.storage import Storage

log = logging.getLogger(__name__)

TRY_AGAIN = timedelta(minutes=5)
"""What could not be had is asked for again after this time, however many digests lack it."""

LOOK_AGAIN = timedelta(hours=6)
"""What was had, but perhaps not whole, is asked for again after this time."""

HELD = timedelta(days=7)
"""How long before its announcement a paper may have been submitted, and held back, to be found through the API."""

REMEMBERED = timedelta(days=30)
"""How long what was announced is known, to tell it from what is new."""

_NAME = "collection"
_LEASE = timedelta(seconds=60)
_LOOK = 0.2  # seconds, while another worker collects
_PATIENCE = 30.0  # seconds

Wanted = Mapping[date, Sequence[str]]
"""Categories by date."""


class Ledger:
    """Implements ``bot.core.ports.sources.Collector``. ``worker`` is this process's name there."""

    def __init__(self, source: PaperSource, storage: Storage, clock: Clock, worker: str) -> None:
        self._source = source
        self._storage = storage
        self._clock = clock
        self._worker = worker
        self._lock = asyncio.Lock()

    async def collect(self, categories: Collection[str], dates: Collection[date], *, at_once: bool = False) -> None:
        """See the port. Of the newest mailing it asks for the categories of all subscriptions, too."""
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
        """What a feed may show still, by date, and what only the API can have, by category.

        Until the newest mailing is in the feeds, they show the one before.
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
        """What is worth asking for now."""
        if not categories or not dates:
            return {}
        now = self._clock()
        async with self._storage.begin() as work:
            lines = await work.announcements.lines(categories, min(dates), max(dates))
        fine = {(line.on, line.category) for line in lines if not _worth_asking(line, now, at_once=at_once)}
        found = {on: tuple(name for name in categories if (on, name) not in fine) for on in dates}
        return {on: names for on, names in found.items() if names}

    async def _catch_up(self, category: str, days: Sequence[date]) -> None:
        """Of mailings that are past, one category; and what was held back before them, where that is followed."""
        first, last = days[0], days[-1]
        async with self._storage.begin() as work:
            lines = await work.announcements.lines([category], first - HELD, last + HELD)
            known = await work.announcements.known(category, first - REMEMBERED, last + REMEMBERED)
        followed = {line.on: line for line in lines if line.state.settled and line.on < last and line.on not in days}
        found = await self._source.between([category], min([first, *followed]), last)
        newest = max((line.on for line in lines if line.state is FeedState.FRESH), default=first)
        await self._enter([_passed_over(each, newest) for each in found if each.on in days])
        held = [(each, tuple(e for e in each.entries if e.paper.paper_id not in known)) for each in found]
        await self._enter(
            [
                replace(each, entries=entries, complete=followed[each.on].complete)
                for each, entries in held
                if entries and each.on in followed
            ]
        )

    async def _enter(self, found: Sequence[Announcement]) -> None:
        """Leave out what was announced before, and put the rest into the ledger."""
        checked = [await self._checked(each) for each in found]
        now = self._clock()
        async with self._storage.begin() as work:
            await work.announcements.put(checked, now)
            replaced = {e.paper.paper_id for each in checked for e in each.entries if e.kind in REPLACEMENTS}
            noted = await work.papers.noted(replaced)
        if noted:
            await self._describe(noted)

    async def _checked(self, found: Announcement) -> Announcement:
        """A feed may be dated today and hold what it held yesterday; the API gives what feeds gave on another day."""
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
        (by_api,) = await self._source.between([found.category], found.on, found.on)
        if by_api.entries:
            return await self._checked(replace(by_api, complete=False))
        return replace(found, state=FeedState.STALLED, complete=False, shows=shows)

    async def _describe(self, paper_ids: Collection[str]) -> None:
        """Feeds have no comments, in which people look for what changed."""
        try:
            papers = await self._source.lookup(paper_ids)
        except SourceError as error:
            log.warning("what changed in %s is not known whole: %s", ", ".join(paper_ids), error.reason)
            return
        async with self._storage.begin() as work:
            await work.papers.put(papers.values(), self._clock())

    @asynccontextmanager
    async def _alone(self) -> AsyncIterator[None]:
        """Among all workers over the database."""
        await self._take()
        renewing = asyncio.create_task(self._renew())
        try:
            yield
        finally:
            renewing.cancel()
            with suppress(asyncio.CancelledError):
                await renewing
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
    """Where a later mailing is out, one without papers is a holiday, or came with the later one."""
    if found.state is FeedState.WAITING and found.on < newest:
        return replace(found, state=FeedState.QUIET)
    return found


def _has_feed(found: Announcement) -> bool:
    return any(entry.source == "feed" for entry in found.entries)


def _worth_asking(line: LedgerLine, now: datetime, *, at_once: bool) -> bool:
    if line.state.settled:
        return not line.complete and now - line.asked_at >= LOOK_AGAIN
    return at_once or now - line.asked_at >= TRY_AGAIN
