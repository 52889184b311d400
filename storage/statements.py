"""SQL that several repositories share."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_
from sqlalchemy.dialects.postgresql import Insert, insert

from bot.core.identity import Address

__all__ = [
    "IN_PLACE",
    "address_of",
    "address_values",
    "in_chunks",
    "in_conversation",
    "insert",
    "one_or_many",
    "upsert",
]

# `insert` is PostgreSQL's for both databases, because SQLite has the same ON CONFLICT clause.

IN_PLACE = {"in_place": True}
"""Execution options of statements that find a few rows by a key, as most do; see ``storage.sqlite``."""

CHUNK = 1000
"""Values in one ``IN (…)``; both databases allow 32,766 parameters per statement."""


def in_chunks(values: Collection[Any]) -> Iterator[list[Any]]:
    """Yield ``values`` in lists that fit into a statement; nothing when there are no values."""
    listed = list(values)
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]


def one_or_many(rows: list[dict[str, Any]]) -> dict[str, Any] | list[dict[str, Any]]:
    """Return a single row as such: a list would cost one more trip to the driver's thread."""
    return rows[0] if len(rows) == 1 else rows


def upsert(
    table: Table, *columns: str, where: ColumnElement[bool] | None = None, rows: Select[Any] | None = None
) -> Insert:
    """Return an INSERT, of ``rows`` if given, that overwrites ``columns`` of a row with the same primary key.

    With ``where`` it overwrites only the existing rows that meet the condition.
    """
    new = insert(table)
    if rows is not None:
        new = new.from_select([column.name for column in rows.selected_columns], rows)
    changed = {name: new.excluded[name] for name in columns}
    return new.on_conflict_do_update(constraint=table.primary_key, set_=changed, where=where)


def address_values(address: Address) -> dict[str, Any]:
    return {
        "platform": address.platform,
        "workspace": address.workspace,
        "conversation_id": address.conversation_id,
        "thread_id": address.thread_id,
    }


def address_of(row: Any) -> Address:
    return Address(row.platform, row.workspace, row.conversation_id, row.thread_id)


def in_conversation(table: Table, address: Address) -> ColumnElement[bool]:
    """Return the condition that a row belongs to the conversation, in any thread."""
    return and_(
        table.c.platform == address.platform,
        table.c.workspace == address.workspace,
        table.c.conversation_id == address.conversation_id,
    )
