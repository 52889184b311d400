"""The tables of search."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, PrimaryKeyConstraint, String, Table
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

from storage.tables.schema import Id, id_, metadata, number, space, text, word

meta = Table(
    "meta", metadata, Column("name", String(32), primary_key=True), Column("value", String(255), nullable=False)
)

models = Table("models", metadata, Column("id", Integer, primary_key=True), text("name", unique=True))

vectors = Table(
    "vectors",
    metadata,
    id_(),
    space(),
    Column("model", Integer, ForeignKey("models.id"), nullable=False),
    word("kind"),
    Column("entry_id", Id, nullable=False, index=True),
    number("passage"),
    Column("vector", LargeBinary, nullable=False),
    Index(None, "space_id", "model", "id"),
    sqlite_autoincrement=True,  # so a reader that has read up to an id can continue from there
)

# PostgreSQL only; on SQLite the index is the FTS5 table of the same name, which SQLAlchemy cannot describe.
search_index = Table(
    "search_index",
    metadata,
    word("kind"),
    Column("id", BigInteger, nullable=False),
    space(index=True),
    number("length"),
    Column("terms", TSVECTOR, nullable=False),
    Column("frequencies", JSONB, nullable=False),
    PrimaryKeyConstraint("kind", "id"),
    # Without a pending list, because every search would scan it, which costs more than the inserts save.
    Index(None, "terms", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
    info={"dialect": "postgresql"},
)
