"""Opinions of other communities about papers."""

from sqlalchemy import Column, Date, PrimaryKeyConstraint, Table

from bot.core.model.community import CommunityKind
from storage.columns import Json
from storage.tables.schema import metadata, number, space, text, time, word

community_signals = Table(
    "community_signals",
    metadata,
    text("paper_id"),
    word("source"),
    word("kind", CommunityKind),
    number("value"),
    text("url"),
    time("stored_at"),
    PrimaryKeyConstraint("paper_id", "source", "kind"),
)

# The dates a source was asked about, and when it may be asked again.
community_asked = Table(
    "community_asked",
    metadata,
    word("source"),
    Column("announced_on", Date, nullable=False),
    time("again_at"),
    PrimaryKeyConstraint("source", "announced_on"),
)

# Pages by paper id. They depend on a space's preferences, so each space has its own.
recommendations = Table(
    "recommendations",
    metadata,
    space(),
    word("source"),
    Column("pages", Json(dict[str, str]), nullable=False),
    time("again_at"),
    PrimaryKeyConstraint("space_id", "source"),
)
