"""arXiv's announcements, per category and date."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model.papers import (
    REPLACEMENTS,
    Announced,
    Announcement,
    AnnounceType,
    EntryCount,
    FeedState,
    LedgerLine,
)
from storage.repositories.papers import SqlPapers, paper_of
from storage.statements import in_chunks, insert
from storage.tables import announced, announcements, papers

_SETTLED = [state.value for state in FeedState if state.settled]
_NEW = insert(announcements)
_EXCLUDED = _NEW.excluded
_DETAILS = ("source", "complete", "shows", "reason", "stored_at")
# A failed check undoes nothing, and an empty one does not hide the entries that are there.
_PUT = _NEW.on_conflict_do_update(
    constraint=announcements.primary_key,
    set_={
        "state": case(
            (and_(announcements.c.state == FeedState.FRESH.value, _EXCLUDED.state == FeedState.QUIET.value), "fresh"),
            else_=_EXCLUDED.state,
        ),
        **{name: _EXCLUDED[name] for name in _DETAILS},
    },
    where=announcements.c.state.not_in(_SETTLED) | _EXCLUDED.state.in_(_SETTLED),
)
_ADD_ENTRY = insert(announced)
_ENTRIES = (
    select(announced.c.category, announced.c.kind.label("announce_type"), announced.c.source, papers)
    .join(papers, papers.c.paper_id == announced.c.paper_id)
    .order_by(announced.c.position)
)


class SqlAnnouncements:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._papers = SqlPapers(connection)

    async def get(self, categories: Collection[str], on: date) -> Mapping[str, Announcement]:
        """Return the announcements by category; their entries have the papers as they are known now."""
        found: dict[str, Announcement] = {}
        for chunk in in_chunks(categories):
            entries: dict[str, list[Announced]] = {category: [] for category in chunk}
            wanted = _ENTRIES.where(announced.c.category.in_(chunk), announced.c.announced_on == on)
            for row in await self._connection.execute(wanted):
                entry = Announced(paper_of(row), row.category, on, AnnounceType(row.announce_type), row.source)
                entries[row.category].append(entry)
            ledger = select(announcements).where(
                announcements.c.category.in_(chunk), announcements.c.announced_on == on
            )
            for row in await self._connection.execute(ledger):
                found[row.category] = Announcement(
                    category=row.category,
                    on=on,
                    state=FeedState(row.state),
                    entries=tuple(entries[row.category]),
                    source=row.source,
                    complete=row.complete,
                    shows=row.shows,
                    reason=row.reason,
                    asked_at=row.stored_at,
                )
        return found

    async def put(self, found: Collection[Announcement], now: datetime) -> None:
        """Store announcements; a paper that is there already keeps its position and its first announce type."""
        in_order = sorted(found, key=lambda each: (each.category, each.on))
        await self._papers.put([entry.paper for each in in_order for entry in each.entries], now)
        for each in in_order:
            values = {name: getattr(each, name) for name in ("category", "source", "complete", "shows", "reason")}
            row = {**values, "announced_on": each.on, "state": each.state.value, "stored_at": now}
            await self._connection.execute(_PUT, row)
            if each.entries:
                await self._add(each)

    async def lines(self, categories: Collection[str], first: date, last: date) -> Sequence[LedgerLine]:
        counts: dict[tuple[str, date], list[EntryCount]] = defaultdict(list)
        found: list[LedgerLine] = []
        for chunk in in_chunks(categories):
            key = announced.c.category, announced.c.announced_on, announced.c.kind, announced.c.source
            numbers = (
                select(*key, func.count().label("number"))
                .where(announced.c.category.in_(chunk), announced.c.announced_on.between(first, last))
                .group_by(*key)
                .order_by(*key)
            )
            for row in await self._connection.execute(numbers):
                counted = EntryCount(AnnounceType(row.kind), row.source, row.number)
                counts[row.category, row.announced_on].append(counted)
            ledger = select(announcements).where(
                announcements.c.category.in_(chunk), announcements.c.announced_on.between(first, last)
            )
            for row in await self._connection.execute(ledger):
                counted_here = tuple(counts[row.category, row.announced_on])
                found.append(_line(row, counted_here))
        return sorted(found, key=lambda line: (line.on, line.category))

    async def failed(self, since: datetime) -> Collection[str]:
        failed = announcements.c.state == FeedState.FAILED.value, announcements.c.stored_at >= since
        return set((await self._connection.execute(select(announcements.c.category).where(*failed))).scalars())

    async def known(self, category: str, first: date, last: date) -> Mapping[str, date]:
        wanted = (
            select(announced.c.paper_id, func.min(announced.c.announced_on).label("first"))
            .where(
                announced.c.category == category,
                announced.c.announced_on.between(first, last),
                announced.c.kind.not_in([kind.value for kind in REPLACEMENTS]),
            )
            .group_by(announced.c.paper_id)
        )
        return {row.paper_id: row.first for row in await self._connection.execute(wanted)}

    async def _add(self, announcement: Announcement) -> None:
        """Add the new entries. The row of the announcement is locked, so no other transaction adds to it."""
        here = announced.c.category == announcement.category, announced.c.announced_on == announcement.on
        there = set((await self._connection.execute(select(announced.c.paper_id).where(*here))).scalars())
        new: dict[str, Announced] = {}
        for entry in announcement.entries:
            if entry.paper.paper_id not in there:
                new.setdefault(entry.paper.paper_id, entry)
        entries = [
            {
                "category": announcement.category,
                "announced_on": announcement.on,
                "position": position,
                "paper_id": paper_id,
                "kind": entry.kind.value,
                "source": entry.source or announcement.source,
            }
            for position, (paper_id, entry) in enumerate(new.items(), start=len(there))
        ]
        if entries:
            await self._connection.execute(_ADD_ENTRY, entries)


def _line(row: Any, counts: tuple[EntryCount, ...]) -> LedgerLine:
    return LedgerLine(
        category=row.category,
        on=row.announced_on,
        state=FeedState(row.state),
        source=row.source,
        complete=row.complete,
        asked_at=row.stored_at,
        counts=counts,
        shows=row.shows,
        reason=row.reason,
    )
