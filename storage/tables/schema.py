"""The metadata of all tables, and columns by content."""

from typing import Any

from sqlalchemy import BigInteger, Column, ColumnClause, ForeignKey, Index, Integer, MetaData, literal_column

from bot.core.messages import Route
from storage.columns import Json, PersonText, UtcDateTime, Word

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Id = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers rows automatically only in a column declared INTEGER."""

PENDING: ColumnClause[str] = literal_column("'pending'")
"""A literal, because a partial index works only for conditions without parameters."""


def id_() -> Column[int]:
    return Column("id", Id, primary_key=True)


def text(name: str, **options: Any) -> Column[str]:
    return Column(name, PersonText, nullable=False, **options)


def word(name: str, shape: type[str] = str, **options: Any) -> Column[Any]:
    """Return a column for our own words: states and kinds."""
    return Column(name, Word(shape), nullable=False, **options)


def number(name: str, **options: Any) -> Column[int]:
    return Column(name, Integer, nullable=False, **options)


def time(name: str) -> Column[Any]:
    return Column(name, UtcDateTime, nullable=False)


def space(**options: Any) -> Column[int]:
    return Column("space_id", Id, ForeignKey("spaces.id", ondelete="CASCADE"), nullable=False, **options)


def user(name: str = "user_id") -> Column[int]:
    return Column(name, Id, ForeignKey("users.id"), nullable=False)


def conversation() -> tuple[Column[str], ...]:
    return text("platform"), text("workspace"), text("conversation_id")


def address() -> tuple[Column[Any], ...]:
    return *conversation(), Column("thread_id", PersonText)


def embedded_as() -> Column[int]:
    """Return a column for the model of the present text's vectors; 0 if there are none."""
    return number("embedded_as", server_default="0")


def partial_index(condition: str, name: str, *columns: str) -> Index:
    """Return an index of the rows that meet an SQL condition."""
    where: ColumnClause[bool] = literal_column(condition)
    return Index(name, *columns, sqlite_where=where, postgresql_where=where)


def route() -> Column[Any]:
    return Column("route", Json(Route), nullable=False, server_default="{}")
