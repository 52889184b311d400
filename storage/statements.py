"""What several repositories need to say in SQL."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import ColumnElement, Table, and_
from sqlalchemy.dialects.postgresql import insert

from bot.core.identity import Address

__all__ = ["IN_PLACE", "address_of", "address_values", "in_chunks", "in_conversation", "insert", "one_or_many"]

# `insert` is PostgreSQL's for both databases: SQLite took its ON CONFLICT clause over word for word.

IN_PLACE = {"in_place": True}
"""Execution options of statements that find their few rows by a key, as most of an event do: see ``storage.sqlite``."""

CHUNK = 1000
"""Values in one ``IN (…)``; both databases stop at 32,766 parameters a statement."""


def in_chunks(values: Collection[Any]) -> Iterator[list[Any]]:
    """``values`` in lists that fit into a statement; none when there are no values."""
    listed = list(values)
    for start in range(0, len(listed), CHUNK):
        yield listed[start : start + CHUNK]


def one_or_many(rows: list[dict[str, Any]]) -> dict[str, Any] | list[dict[str, Any]]:
    """A single row as such: a list makes the driver prepare for many, which costs a trip of its own."""
    return rows[0] if len(rows) == 1 else rows


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
    """Whether a row belongs to the conversation, whatever its thread."""
    return and_(
        table.c.platform == address.platform,
        table.c.workspace == address.workspace,
        table.c.conversation_id == address.conversation_id,
    )
