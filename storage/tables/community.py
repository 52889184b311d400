"""What others think of papers."""

from sqlalchemy import Column, Date, PrimaryKeyConstraint, Table

from storage.columns import Json
from storage.tables.schema import metadata, number, space, text, time, word

community_signals = Table(
    "community_signals",
    metadata,
    text("paper_id"),
    word("source"),
    word("kind"),
    number("value"),
    text("url"),
    time("stored_at"),
    PrimaryKeyConstraint("paper_id", "source", "kind"),
)

# What a source was asked about, and from when on it may be asked again.
community_asked = Table(
    "community_asked",
    metadata,
    word("source"),
    Column("announced_on", Date, nullable=False),
    time("again_at"),
    PrimaryKeyConstraint("source", "announced_on"),
)

# Paper to page: what a space likes shows in it, and is nobody else's.
recommendations = Table(
    "recommendations",
    metadata,
    space(),
    word("source"),
    Column("pages", Json(dict[str, str]), nullable=False),
    time("again_at"),
    PrimaryKeyConstraint("space_id", "source"),
)
