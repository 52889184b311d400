"""What arXiv announced, per category and date."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model.papers import Announced, Announcement, AnnounceType, FeedState
from storage.papers import SqlPapers, paper_of
from storage.statements import in_chunks
from storage.tables import announced, announcements, papers

_DELETE = delete(announcements).where(
    announcements.c.category == bindparam("of_category"), announcements.c.announced_on == bindparam("of_date")
)
_ADD = insert(announcements)
_ADD_ENTRY = insert(announced)
_ENTRIES = (
    select(announced.c.category, announced.c.kind.label("announce_type"), papers)
    .join(papers, papers.c.paper_id == announced.c.paper_id)
    .order_by(announced.c.position)
)


class SqlAnnouncements:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection
        self._papers = SqlPapers(connection)

    async def get(self, categories: Collection[str], on: date) -> Mapping[str, Announcement]:
        """Entries carry their paper as it is known now."""
        found: dict[str, Announcement] = {}
        for chunk in in_chunks(categories):
            entries: dict[str, list[Announced]] = {category: [] for category in chunk}
            wanted = _ENTRIES.where(announced.c.category.in_(chunk), announced.c.announced_on == on)
            for row in await self._connection.execute(wanted):
                entry = Announced(paper_of(row), row.category, on, AnnounceType(row.announce_type))
                entries[row.category].append(entry)
            ledger = select(announcements).where(
                announcements.c.category.in_(chunk), announcements.c.announced_on == on
            )
            for row in await self._connection.execute(ledger):
                state = FeedState(row.state)
                found[row.category] = Announcement(row.category, on, state, tuple(entries[row.category]), row.source)
        return found

    async def put(self, given: Collection[Announcement], now: datetime) -> None:
        in_order = sorted(given, key=lambda each: (each.category, each.on))
        await self._papers.put([entry.paper for each in in_order for entry in each.entries], now)
        for each in in_order:
            await self._connection.execute(_DELETE, {"of_category": each.category, "of_date": each.on})
            row = {"category": each.category, "announced_on": each.on}
            values = {**row, "state": each.state.value, "source": each.source, "stored_at": now}
            await self._connection.execute(_ADD, values)
            entries = [
                {**row, "position": position, "paper_id": entry.paper.paper_id, "kind": entry.kind.value}
                for position, entry in enumerate(each.entries)
            ]
            if entries:
                await self._connection.execute(_ADD_ENTRY, entries)
