"""Subscriptions, the papers shown, and the opinions of people about them."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    Table,
    Time,
    UniqueConstraint,
    false,
)

from bot.core.model.digests import Interests, Layout, Rhythm, Signal, Term
from storage.columns import Json
from storage.tables.schema import Id, address, id_, metadata, number, space, text, time, user, word

subscriptions = Table(
    "subscriptions",
    metadata,
    id_(),
    space(),
    user(),
    number("number"),
    *address(),
    Column("interests", Json(Interests), nullable=False),
    Column("at", Time, nullable=False),
    text("timezone"),
    number("top"),
    Column("weekdays", Json(tuple[int, ...]), nullable=False),
    time("created_at"),
    Column("last_due", Date, nullable=False),
    Column("paused", Boolean, nullable=False),
    word("layout", Layout, server_default="compact"),
    word("rhythm", Rhythm, server_default="daily"),
    Column("unreachable", Boolean, nullable=False, server_default=false()),
    Column("since", Date),
    UniqueConstraint("space_id", "number"),
    Index(None, "platform", "workspace", "conversation_id"),
)

considered = Table(
    "considered",
    metadata,
    Column("subscription_id", Id, ForeignKey("subscriptions.id", ondelete="CASCADE"), nullable=False),
    text("category"),
    Column("announced_on", Date, nullable=False),
    number("entries"),
    PrimaryKeyConstraint("subscription_id", "category", "announced_on"),
)

replacements_told = Table(
    "replacements_told",
    metadata,
    space(),
    text("paper_id"),
    number("version"),
    PrimaryKeyConstraint("space_id", "paper_id", "version"),
)

picks = Table(
    "picks",
    metadata,
    space(),
    text("paper_id"),
    Column("announced_on", Date, nullable=False),
    number("rank"),
    Column("score", Double, nullable=False),
    Column("reasons", Json(tuple[str, ...]), nullable=False),
    Column("terms", Json(tuple[Term, ...]), nullable=False),
    time("created_at"),
    Column("scheduled", Boolean, nullable=False, server_default=false()),
    PrimaryKeyConstraint("space_id", "paper_id", "announced_on"),
    Index(None, "space_id", "created_at"),
)

signals = Table(
    "signals",
    metadata,
    space(),
    user(),
    text("paper_id"),
    word("signal", Signal),
    time("created_at"),
    PrimaryKeyConstraint("space_id", "user_id", "paper_id"),
)

preferences = Table(
    "preferences",
    metadata,
    space(),
    text("subject"),
    Column("weight", Double, nullable=False),
    user(),
    time("created_at"),
    PrimaryKeyConstraint("space_id", "subject"),
)
