"""The to-do list."""

from sqlalchemy import Column, Date, ForeignKey, Index, Table, UniqueConstraint

from bot.core.model.todos import TodoKind, TodoState
from storage.columns import UtcDateTime
from storage.tables.schema import Id, embedded_as, id_, metadata, number, space, text, time, word

todos = Table(
    "todos",
    metadata,
    id_(),
    space(),
    number("number"),
    # Not CASCADE: SQLite cascades recursively up to 1,000 levels, but people nest deeper.
    Column("parent_id", Id, ForeignKey("todos.id", ondelete="SET NULL")),
    word("kind", TodoKind),
    text("text"),
    text("paper_id"),
    word("state", TodoState),
    Column("due", Date),
    number("priority"),
    number("position"),
    time("created_at"),
    Column("closed_at", UtcDateTime),
    embedded_as(),
    UniqueConstraint("space_id", "number"),
    Index(None, "space_id", "parent_id", "position"),
    Index(None, "space_id", "paper_id"),
    Index(None, "parent_id"),
    Index(None, "embedded_as", "id"),
)
