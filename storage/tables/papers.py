"""Papers and the ledger of announcements, shared by all spaces."""

from sqlalchemy import Boolean, Column, Date, ForeignKeyConstraint, PrimaryKeyConstraint, String, Table, true

from bot.core.model.papers import AnnounceType, FeedState
from storage.columns import Json, UtcDateTime
from storage.tables.schema import metadata, number, text, time, word

papers = Table(
    "papers",
    metadata,
    text("paper_id", primary_key=True),
    number("version"),
    text("title"),
    text("abstract"),
    Column("authors", Json(tuple[str, ...]), nullable=False),
    Column("categories", Json(tuple[str, ...]), nullable=False),
    Column("published", UtcDateTime),
    Column("updated", UtcDateTime),
    text("comment"),
    text("doi"),
    text("journal_ref"),
    time("stored_at"),
)

# Versions that a newer one has replaced, shared by all spaces.
paper_versions = Table(
    "paper_versions",
    metadata,
    text("paper_id"),
    number("version"),
    text("title"),
    number("abstract"),
    text("comment"),
    time("replaced_at"),
    PrimaryKeyConstraint("paper_id", "version"),
    ForeignKeyConstraint(["paper_id"], ["papers.paper_id"]),
)

announcements = Table(
    "announcements",
    metadata,
    text("category"),
    Column("announced_on", Date, nullable=False),
    word("state", FeedState),
    text("source"),
    time("stored_at"),
    Column("complete", Boolean, nullable=False, server_default=true()),
    Column("shows", Date),
    text("reason", server_default=""),
    PrimaryKeyConstraint("category", "announced_on"),
)

announced = Table(
    "announced",
    metadata,
    text("category"),
    Column("announced_on", Date, nullable=False),
    number("position"),
    text("paper_id"),
    word("kind", AnnounceType),
    word("source", server_default="feed"),
    PrimaryKeyConstraint("category", "announced_on", "position"),
    ForeignKeyConstraint(
        ["category", "announced_on"], ["announcements.category", "announcements.announced_on"], ondelete="CASCADE"
    ),
    ForeignKeyConstraint(["paper_id"], ["papers.paper_id"]),
)

# One row per service with limited pace: arXiv and, despite the name, also others.
arxiv_gate = Table(
    "arxiv_gate",
    metadata,
    Column("name", String(16), primary_key=True),
    text("holder"),
    time("free_at"),
)
