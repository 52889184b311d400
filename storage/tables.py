"""Every table. Ids of one space never show up in another: each table of a space begins with its id."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ColumnClause,
    Date,
    DateTime,
    Double,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    false,
    literal_column,
    true,
)
from sqlalchemy.dialects.postgresql import JSONB, TSVECTOR

from bot.core.messages import Reply, Route
from bot.core.model.digests import Interests
from storage.columns import Json, PersonText, UtcDateTime

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
"""SQLite numbers rows by itself only in a column declared INTEGER."""

PENDING: ColumnClause[str] = literal_column("'pending'")
"""Written out, because a partial index serves only conditions without parameters."""


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True)


def _text(name: str, **options: Any) -> Column[str]:
    return Column(name, PersonText, nullable=False, **options)


def _word(name: str, **options: Any) -> Column[str]:
    """For words that are ours: states, kinds."""
    return Column(name, String(16), nullable=False, **options)


def _number(name: str, **options: Any) -> Column[int]:
    return Column(name, Integer, nullable=False, **options)


def _time(name: str) -> Column[Any]:
    return Column(name, UtcDateTime, nullable=False)


def _space(**options: Any) -> Column[int]:
    return Column("space_id", Id, ForeignKey("spaces.id", ondelete="CASCADE"), nullable=False, **options)


def _user(name: str = "user_id") -> Column[int]:
    return Column(name, Id, ForeignKey("users.id"), nullable=False)


def _conversation() -> tuple[Column[str], ...]:
    return _text("platform"), _text("workspace"), _text("conversation_id")


def _address() -> tuple[Column[Any], ...]:
    return *_conversation(), Column("thread_id", PersonText)


def _embedded_as() -> Column[int]:
    """The model that the vectors of the present text are of, 0 where there are none."""
    return _number("embedded_as", server_default="0")


def _route() -> Column[Any]:
    return Column("route", Json(Route), nullable=False, server_default="{}")


meta = Table(
    "meta", metadata, Column("name", String(32), primary_key=True), Column("value", String(255), nullable=False)
)

receipts = Table(
    "receipts",
    metadata,
    _text("platform"),
    _text("workspace"),
    _text("event_key"),
    _time("received_at"),
    _text("error_id", server_default=""),
    PrimaryKeyConstraint("platform", "workspace", "event_key"),
    sqlite_with_rowid=False,
)

spaces = Table(
    "spaces",
    metadata,
    _id(),
    *_conversation(),
    _word("kind"),
    _text("language"),
    _text("timezone"),
    _number("last_note", server_default="0"),
    _number("last_todo", server_default="0"),
    _number("last_subscription", server_default="0"),
    _time("created_at"),
    UniqueConstraint("platform", "workspace", "conversation_id"),
)

users = Table(
    "users",
    metadata,
    _id(),
    _text("platform"),
    _text("workspace"),
    _text("user_id"),
    _text("name"),
    _text("folded_name"),  # what by: is compared with; each database has its own idea of lower()
    _time("created_at"),
    UniqueConstraint("platform", "workspace", "user_id"),
)

notes = Table(
    "notes",
    metadata,
    _id(),
    _space(),
    _number("number"),
    _user("author_id"),
    _text("title"),
    _text("paper_id"),
    _text("body"),
    Column("written_on", Date, nullable=False),
    _time("created_at"),
    _time("updated_at"),
    _number("revision"),
    Column("deleted_at", UtcDateTime),
    _embedded_as(),
    UniqueConstraint("space_id", "number"),
    Index(None, "space_id", "written_on"),
    Index(None, "space_id", "paper_id"),
    Index(
        "ix_notes_embedded_as_id",
        "embedded_as",
        "id",
        sqlite_where=literal_column("deleted_at IS NULL"),
        postgresql_where=literal_column("deleted_at IS NULL"),
    ),
)

note_tags = Table(
    "note_tags",
    metadata,
    _space(),
    Column("note_id", Id, ForeignKey("notes.id", ondelete="CASCADE"), nullable=False),
    _text("folded"),
    _text("tag"),
    _number("position"),
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
    _id(),
    _space(index=True),
    Column("note_id", Id, ForeignKey("notes.id", ondelete="CASCADE"), nullable=False),
    _number("position"),
    *_conversation(),
    _text("reference"),
    _text("name"),
    _text("media_type"),
    Column("size", BigInteger, nullable=False),
    _text("url"),
    Column("sha256", String(64), ForeignKey("files.sha256"), index=True),
    _time("stored_at"),
    UniqueConstraint("note_id", "position"),
)

todos = Table(
    "todos",
    metadata,
    _id(),
    _space(),
    _number("number"),
    # Not CASCADE: SQLite cascades by recursion and stops at 1,000 levels, people nest deeper.
    Column("parent_id", Id, ForeignKey("todos.id", ondelete="SET NULL")),
    _word("kind"),
    _text("text"),
    _text("paper_id"),
    _word("state"),
    Column("due", Date),
    _number("priority"),
    _number("position"),
    _time("created_at"),
    Column("closed_at", UtcDateTime),
    _embedded_as(),
    UniqueConstraint("space_id", "number"),
    Index(None, "space_id", "parent_id", "position"),
    Index(None, "space_id", "paper_id"),
    Index(None, "parent_id"),
    Index(None, "embedded_as", "id"),
)

models = Table("models", metadata, Column("id", Integer, primary_key=True), _text("name", unique=True))

vectors = Table(
    "vectors",
    metadata,
    _id(),
    _space(),
    Column("model", Integer, ForeignKey("models.id"), nullable=False),
    _word("kind"),
    Column("entry_id", Id, nullable=False, index=True),
    _number("passage"),
    Column("vector", LargeBinary, nullable=False),
    Index(None, "space_id", "model", "id"),
    sqlite_autoincrement=True,  # whoever has read up to an id has only to read on from there
)

papers = Table(
    "papers",
    metadata,
    _text("paper_id", primary_key=True),
    _number("version"),
    _text("title"),
    _text("abstract"),
    Column("authors", Json(tuple[str, ...]), nullable=False),
    Column("categories", Json(tuple[str, ...]), nullable=False),
    Column("published", UtcDateTime),
    Column("updated", UtcDateTime),
    _text("comment"),
    _text("doi"),
    _text("journal_ref"),
    _time("stored_at"),
)

announcements = Table(
    "announcements",
    metadata,
    _text("category"),
    Column("announced_on", Date, nullable=False),
    _word("state"),
    _text("source"),
    _time("stored_at"),
    Column("complete", Boolean, nullable=False, server_default=true()),
    Column("shows", Date),
    _text("reason", server_default=""),
    PrimaryKeyConstraint("category", "announced_on"),
)

announced = Table(
    "announced",
    metadata,
    _text("category"),
    Column("announced_on", Date, nullable=False),
    _number("position"),
    _text("paper_id"),
    _word("kind"),
    _word("source", server_default="feed"),
    PrimaryKeyConstraint("category", "announced_on", "position"),
    ForeignKeyConstraint(
        ["category", "announced_on"], ["announcements.category", "announcements.announced_on"], ondelete="CASCADE"
    ),
    ForeignKeyConstraint(["paper_id"], ["papers.paper_id"]),
)

# What a newer version took the place of, shared by all spaces.
paper_versions = Table(
    "paper_versions",
    metadata,
    _text("paper_id"),
    _number("version"),
    _text("title"),
    _number("abstract"),
    _text("comment"),
    _time("replaced_at"),
    PrimaryKeyConstraint("paper_id", "version"),
    ForeignKeyConstraint(["paper_id"], ["papers.paper_id"]),
)

arxiv_gate = Table(
    "arxiv_gate",
    metadata,
    Column("name", String(16), primary_key=True),
    _text("holder"),
    _time("free_at"),
)

document_parts = Table(
    "document_parts",
    metadata,
    _space(),
    _text("format"),
    _number("position"),
    _text("raw"),
    _text("fingerprint"),
    Column("note_id", Id, ForeignKey("notes.id", ondelete="SET NULL"), index=True),
    Column("todo_id", Id, ForeignKey("todos.id", ondelete="SET NULL"), index=True),
    _number("revision"),
    _text("state"),
    Column("day", Date),
    PrimaryKeyConstraint("space_id", "format", "position"),
)

dialogues = Table(
    "dialogues",
    metadata,
    _space(),
    _user(),
    _text("name"),
    _text("state"),
    _time("opened_at"),
    PrimaryKeyConstraint("space_id", "user_id"),
)

continuations = Table(
    "continuations",
    metadata,
    _id(),
    _space(),
    _text("payload"),
    _time("created_at"),
    Index(None, "space_id", "created_at"),
)

subscriptions = Table(
    "subscriptions",
    metadata,
    _id(),
    _space(),
    _user(),
    _number("number"),
    *_address(),
    Column("interests", Json(Interests), nullable=False),
    Column("at", Time, nullable=False),
    _text("timezone"),
    _number("top"),
    Column("weekdays", Json(tuple[int, ...]), nullable=False),
    _time("created_at"),
    Column("last_due", Date, nullable=False),
    Column("paused", Boolean, nullable=False),
    _word("layout", server_default="compact"),
    _word("rhythm", server_default="daily"),
    Column("unreachable", Boolean, nullable=False, server_default=false()),
    Column("since", Date),
    UniqueConstraint("space_id", "number"),
    Index(None, "platform", "workspace", "conversation_id"),
)

considered = Table(
    "considered",
    metadata,
    Column("subscription_id", Id, ForeignKey("subscriptions.id", ondelete="CASCADE"), nullable=False),
    _text("category"),
    Column("announced_on", Date, nullable=False),
    _number("entries"),
    PrimaryKeyConstraint("subscription_id", "category", "announced_on"),
)

replacements_told = Table(
    "replacements_told",
    metadata,
    _space(),
    _text("paper_id"),
    _number("version"),
    PrimaryKeyConstraint("space_id", "paper_id", "version"),
)

picks = Table(
    "picks",
    metadata,
    _space(),
    _text("paper_id"),
    Column("announced_on", Date, nullable=False),
    _number("rank"),
    Column("score", Double, nullable=False),
    Column("reasons", Json(tuple[str, ...]), nullable=False),
    _time("created_at"),
    PrimaryKeyConstraint("space_id", "paper_id", "announced_on"),
)

signals = Table(
    "signals",
    metadata,
    _space(),
    _user(),
    _text("paper_id"),
    _word("signal"),
    _time("created_at"),
    PrimaryKeyConstraint("space_id", "user_id", "paper_id"),
)

message_subjects = Table(
    "message_subjects",
    metadata,
    *_conversation(),
    _text("message"),
    _space(index=True),
    Column("about", Json(tuple[str, ...]), nullable=False),
    _time("stored_at"),
    PrimaryKeyConstraint("platform", "workspace", "conversation_id", "message"),
    sqlite_with_rowid=False,
)

# In both queues `next_at` is when a row may be claimed: not before, or the end of the lease of who holds it.
# `attempts` counts the claims, so together with the id it names one of them.
outbox = Table(
    "outbox",
    metadata,
    _id(),
    _text("dedupe_key", unique=True),
    *_address(),
    Column("reply", Json(Reply), nullable=False),
    _text("reply_key"),
    Column("scheduled", Boolean, nullable=False, server_default=false()),
    _word("state"),
    _time("next_at"),
    _text("owner"),
    _number("attempts"),
    _number("sent"),
    _text("refs"),  # the platform's reference of each part sent, each ended by a newline
    _text("reason"),
    _time("created_at"),
    _route(),
    CheckConstraint("state IN ('pending', 'sent', 'failed')", name="state"),
    Index(
        "ix_outbox_pending",
        "platform",
        "workspace",
        "conversation_id",
        "id",
        sqlite_where=literal_column("state = 'pending'"),
        postgresql_where=literal_column("state = 'pending'"),
    ),
    Index(
        "ix_outbox_due",
        "platform",
        "scheduled",
        "next_at",
        "id",
        sqlite_where=literal_column("state = 'pending'"),
        postgresql_where=literal_column("state = 'pending'"),
    ),
    Index(None, "platform", "workspace", "conversation_id", "reply_key"),
    sqlite_autoincrement=True,  # an id is never used twice, so a late worker cannot mistake a new row for its own
)

jobs = Table(
    "jobs",
    metadata,
    _id(),
    Column("dedupe_key", PersonText, unique=True),  # NULL where there is none; NULLs never collide
    _text("kind"),
    _text("payload"),
    _space(index=True),
    _user(),
    *_address(),
    _word("state"),
    _time("next_at"),
    _text("owner"),
    _number("attempts"),
    _text("reason"),
    _time("created_at"),
    _route(),
    CheckConstraint("state IN ('pending', 'done')", name="state"),
    Index(
        "ix_jobs_pending",
        "next_at",
        sqlite_where=literal_column("state = 'pending'"),
        postgresql_where=literal_column("state = 'pending'"),
    ),
    sqlite_autoincrement=True,
)

# PostgreSQL only; on SQLite the index is the FTS5 table of the same name, which SQLAlchemy cannot describe.
search_index = Table(
    "search_index",
    metadata,
    _word("kind"),
    Column("id", BigInteger, nullable=False),
    _space(index=True),
    _number("length"),
    Column("terms", TSVECTOR, nullable=False),
    Column("frequencies", JSONB, nullable=False),
    PrimaryKeyConstraint("kind", "id"),
    # Without a list of pending entries: every search would read through it, and pay more than the inserts save.
    Index(None, "terms", postgresql_using="gin", postgresql_with={"fastupdate": "off"}),
    info={"dialect": "postgresql"},
)

# What slack_sdk's installation and state stores keep; a test compares the columns. They write naive times, in UTC.


def _slack(name: str, *columns: Column[Any]) -> Table:
    return Table(name, metadata, Column("id", Integer, primary_key=True), *columns)


def _texts(*names: str, nullable: bool = True) -> tuple[Column[Any], ...]:
    return tuple(Column(name, Text, nullable=nullable) for name in names)


def _installed() -> tuple[Column[Any], ...]:
    return (
        *_texts("client_id", "app_id", nullable=False),
        *_texts("enterprise_id", "enterprise_name", "team_name"),
        Column("team_id", Text, index=True),
        *_texts("bot_token", "bot_id", "bot_user_id", "bot_scopes", "bot_refresh_token"),
        Column("bot_token_expires_at", DateTime),
        Column("is_enterprise_install", Boolean, nullable=False),
        Column("installed_at", DateTime, nullable=False),
    )


slack_bots = _slack("slack_bots", *_installed())

slack_installations = _slack(
    "slack_installations",
    *_installed(),
    *_texts("user_id", nullable=False),
    *_texts("enterprise_url", "user_token", "user_scopes", "user_refresh_token", "token_type"),
    Column("user_token_expires_at", DateTime),
    *_texts("incoming_webhook_url", "incoming_webhook_channel", "incoming_webhook_channel_id"),
    *_texts("incoming_webhook_configuration_url"),
)

slack_oauth_states = _slack(
    "slack_oauth_states",
    Column("state", Text, nullable=False, unique=True),
    Column("expire_at", DateTime, nullable=False),
)
