"""Notes with their tags and files, and the documents they were imported from."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    UniqueConstraint,
)

from storage.columns import UtcDateTime
from storage.tables.schema import (
    Id,
    conversation,
    embedded_as,
    id_,
    metadata,
    number,
    partial_index,
    space,
    text,
    time,
    user,
)

notes = Table(
    "notes",
    metadata,
    id_(),
    space(),
    number("number"),
    user("author_id"),
    text("title"),
    text("paper_id"),
    text("body"),
    Column("written_on", Date, nullable=False),
    time("created_at"),
    time("updated_at"),
    number("revision"),
    Column("deleted_at", UtcDateTime),
    embedded_as(),
    UniqueConstraint("space_id", "number"),
    Index(None, "space_id", "written_on"),
    Index(None, "space_id", "paper_id"),
    partial_index("deleted_at IS NULL", "ix_notes_embedded_as_id", "embedded_as", "id"),
)

note_tags = Table(
    "note_tags",
    metadata,
    space(),
    Column("note_id", Id, ForeignKey("notes.id", ondelete="CASCADE"), nullable=False),
    text("folded"),
    text("tag"),
    number("position"),
    PrimaryKeyConstraint("note_id", "folded"),
    Index(None, "space_id", "folded"),
    sqlite_with_rowid=False,
)

files = Table(
    "files",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

attachments = Table(
    "attachments",
    metadata,
    id_(),
    space(index=True),
    Column("note_id", Id, ForeignKey("notes.id", ondelete="CASCADE"), nullable=False),
    number("position"),
    *conversation(),
    text("reference"),
    text("name"),
    text("media_type"),
    Column("size", BigInteger, nullable=False),
    text("url"),
    Column("sha256", String(64), ForeignKey("files.sha256"), index=True),
    time("stored_at"),
    UniqueConstraint("note_id", "position"),
)

document_parts = Table(
    "document_parts",
    metadata,
    space(),
    text("format"),
    number("position"),
    text("raw"),
    text("fingerprint"),
    Column("note_id", Id, ForeignKey("notes.id", ondelete="SET NULL"), index=True),
    Column("todo_id", Id, ForeignKey("todos.id", ondelete="SET NULL"), index=True),
    number("revision"),
    text("state"),
    Column("day", Date),
    PrimaryKeyConstraint("space_id", "format", "position"),
)
