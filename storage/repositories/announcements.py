"""arXiv's announcements, per category and date."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import and_, case, func, select

from bot.core.model.papers import (
    REPLACEMENTS,
    Announced,
    Announcement,
    EntryCount,
    FeedState,
    LedgerLine,
    Paper,
)
from storage.repositories.papers import SqlPapers
from storage.statements import Repository, from_row, insert, values_of
from storage.tables import announced, announcements, papers

_SETTLED = [state for state in FeedState if state.settled]
_NEW = insert(announcements)
_EXCLUDED = _NEW.excluded
_DETAILS = ("source", "complete", "shows", "reason", "stored_at")
# A failed check undoes nothing, and an empty one does not hide the entries that are there.
_PUT = _NEW.on_conflict_do_update(
    constraint=announcements.primary_key,
    set_={
        "state": case(
            (and_(announcements.c.state == FeedState.FRESH, _EXCLUDED.state == FeedState.QUIET), announcements.c.state),
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


class SqlAnnouncements(Repository):
    async def get(self, categories: Collection[str], on: date) -> Mapping[str, Announcement]:
        """Return the announcements by category; their entries have the papers as they are known now."""
        entries: dict[str, list[Announced]] = defaultdict(list)
        of_date = _ENTRIES.where(announced.c.announced_on == on)
        for row in await self.rows_with(of_date, announced.c.category, categories):
            entry = Announced(from_row(Paper, row), row.category, on, row.announce_type, row.source)
            entries[row.category].append(entry)
        ledger = select(announcements).where(announcements.c.announced_on == on)
        return {
            row.category: from_row(
                Announcement, row, on=on, entries=tuple(entries[row.category]), asked_at=row.stored_at
            )
            for row in await self.rows_with(ledger, announcements.c.category, categories)
        }

    async def put(self, found: Collection[Announcement], now: datetime) -> None:
        """Store announcements; a paper that is there already keeps its position and its first announce type."""
        in_order = sorted(found, key=lambda each: (each.category, each.on))
        await SqlPapers(self.connection).put([entry.paper for each in in_order for entry in each.entries], now)
        for each in in_order:
            values = values_of(each, "category", "state", "source", "complete", "shows", "reason")
            await self.connection.execute(_PUT, {**values, "announced_on": each.on, "stored_at": now})
            if each.entries:
                await self._add(each)

    async def lines(self, categories: Collection[str], first: date, last: date) -> Sequence[LedgerLine]:
        counts: dict[tuple[str, date], list[EntryCount]] = defaultdict(list)
        key = announced.c.category, announced.c.announced_on, announced.c.kind, announced.c.source
        numbers = (
            select(*key, func.count().label("number"))
            .where(announced.c.announced_on.between(first, last))
            .group_by(*key)
            .order_by(*key)
        )
        for row in await self.rows_with(numbers, announced.c.category, categories):
            counts[row.category, row.announced_on].append(EntryCount(row.kind, row.source, row.number))
        ledger = select(announcements).where(announcements.c.announced_on.between(first, last))
        found = [
            from_row(
                LedgerLine,
                row,
                on=row.announced_on,
                counts=tuple(counts[row.category, row.announced_on]),
                asked_at=row.stored_at,
            )
            for row in await self.rows_with(ledger, announcements.c.category, categories)
        ]
        return sorted(found, key=lambda line: (line.on, line.category))

    async def failed(self, since: datetime) -> Collection[str]:
        failed = announcements.c.state == FeedState.FAILED, announcements.c.stored_at >= since
        return set((await self.connection.execute(select(announcements.c.category).where(*failed))).scalars())

    async def known(self, category: str, first: date, last: date) -> Mapping[str, date]:
        wanted = (
            select(announced.c.paper_id, func.min(announced.c.announced_on).label("first"))
            .where(
                announced.c.category == category,
                announced.c.announced_on.between(first, last),
                announced.c.kind.not_in(REPLACEMENTS),
            )
            .group_by(announced.c.paper_id)
        )
        return {row.paper_id: row.first for row in await self.connection.execute(wanted)}

    async def _add(self, announcement: Announcement) -> None:
        """Add the new entries. The row of the announcement is locked, so no other transaction adds to it."""
        here = announced.c.category == announcement.category, announced.c.announced_on == announcement.on
        there = set((await self.connection.execute(select(announced.c.paper_id).where(*here))).scalars())
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
                "kind": entry.kind,
                "source": entry.source or announcement.source,
            }
            for position, (paper_id, entry) in enumerate(new.items(), start=len(there))
        ]
        if entries:
            await self.connection.execute(_ADD_ENTRY, entries)
