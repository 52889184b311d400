"""The base of all repositories, the SQL that they share, and the way between rows and dataclasses."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import ColumnElement, Row, Select, Table, and_, bindparam
from sqlalchemy.dialects.postgresql import Insert, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.identity import Address

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

__all__ = [
    "IN_PLACE",
    "Repository",
    "conversation_values",
    "from_row",
    "in_chunks",
    "in_conversation",
    "insert",
    "matches_parameters",
    "one_or_many",
    "upsert",
    "values_of",
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


T = TypeVar("T", bound="DataclassInstance")


@dataclass(frozen=True, slots=True)
class Repository:
    """The tables of one subject, in the open transaction of ``connection``."""

    connection: AsyncConnection

    async def rows_with(
        self, statement: Select[Any], column: ColumnElement[Any], values: Collection[Any]
    ) -> list[Row[Any]]:
        """Return the rows of a SELECT in which ``column`` has one of ``values``, however many those are."""
        rows: list[Row[Any]] = []
        for chunk in in_chunks(values):
            rows.extend(await self.connection.execute(statement.where(column.in_(chunk))))
        return rows


def from_row(shape: type[T], row: Row[Any], **others: Any) -> T:
    """Make a dataclass from the columns with the names of its fields; ``others`` are fields without such a column."""
    return shape(**{name: getattr(row, name) for name in _fields_of(shape) if name not in others}, **others)


def values_of(source: "DataclassInstance", *names: str) -> dict[str, Any]:
    """Return the fields of a dataclass as columns: those with these names, or all."""
    return {name: getattr(source, name) for name in names or _fields_of(type(source))}


@cache
def _fields_of(shape: "type[DataclassInstance]") -> tuple[str, ...]:
    return tuple(field.name for field in fields(shape))


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


def conversation_values(address: Address) -> dict[str, Any]:
    """Return the fields of an address without its thread."""
    return values_of(address, "platform", "workspace", "conversation_id")


def in_conversation(table: Table, address: Address) -> ColumnElement[bool]:
    """Return the condition that a row belongs to the conversation, in any thread."""
    return and_(*(table.c[name] == value for name, value in conversation_values(address).items()))


def matches_parameters(table: Table, *columns: str) -> ColumnElement[bool]:
    """Return the condition that each of the columns equals the parameter of the same name."""
    return and_(*(table.c[name] == bindparam(name) for name in columns))
