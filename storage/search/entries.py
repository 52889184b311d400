"""The entries of the index, read from the notes and to-dos."""

from collections.abc import AsyncIterator, Sequence

from sqlalchemy import ColumnElement, bindparam, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ports.library import HitKind
from storage.search.index import Entry
from storage.statements import IN_PLACE
from storage.tables import notes, spaces, todos

READ_AT_ONCE = 500

_MADE = (
    select(spaces.c.last_note + spaces.c.last_todo)
    .where(spaces.c.id == bindparam("in_space"))
    .execution_options(**IN_PLACE)
)


async def entry_count(connection: AsyncConnection, space_id: int) -> int:
    """The number of notes and to-dos that a space ever had."""
    found: int = (await connection.execute(_MADE, {"in_space": space_id})).scalar_one()
    return found


async def entries_of(connection: AsyncConnection, space_id: int | None = None) -> AsyncIterator[Sequence[Entry]]:
    """All entries of one space, or of all spaces, in batches, so that a large index does not fill the memory."""
    note = select(notes.c.id, notes.c.space_id, notes.c.title, notes.c.body).where(notes.c.deleted_at.is_(None))
    todo = select(todos.c.id, todos.c.space_id, todos.c.text.label("title"))
    for kind, table, statement in ((HitKind.NOTE, notes, note), (HitKind.TODO, todos, todo)):
        of_space: ColumnElement[bool] = true() if space_id is None else table.c.space_id == space_id
        after = 0
        while True:
            batch = statement.where(of_space, table.c.id > after).order_by(table.c.id).limit(READ_AT_ONCE)
            rows = (await connection.execute(batch)).all()
            if not rows:
                break
            after = rows[-1].id
            yield [Entry(kind, row.id, row.space_id, row.title, getattr(row, "body", "")) for row in rows]
