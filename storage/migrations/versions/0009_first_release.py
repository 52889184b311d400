"""The schema of the first release.

Its number is that of the last schema before the release, so databases made by then need no change. The tables and the
names of their constraints stay as they were released, whatever becomes of ``storage.tables``. The prefix of checks is
doubled: ``ck_jobs_ck_jobs_state``.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = None

SCHEMA = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NUMBER = sa.Integer()
TEXT = sa.Text()
WORD = sa.String(length=16)
SHA256 = sa.String(length=64)
FLAG = sa.Boolean()
DATE = sa.Date()
TIME = sa.DateTime(timezone=True)
NAIVE_TIME = sa.DateTime()
CONVERSATION = ("platform", "workspace", "conversation_id")


def upgrade() -> None:
    SCHEMA.create_all(op.get_bind(), checkfirst=False)
    if op.get_bind().dialect.name == "postgresql":
        _create_postgresql_index()
    else:
        # Every non-ASCII character belongs to a term, whatever version of Unicode this SQLite knows.
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5"
            """(title, body, content='', tokenize="ascii tokenchars '_'")"""
        )


def downgrade() -> None:
    op.drop_table("search_index")
    SCHEMA.drop_all(op.get_bind(), checkfirst=False)


def _create_postgresql_index() -> None:
    op.create_table(
        "search_index",
        sa.Column("kind", WORD, nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("space_id", ID, nullable=False),
        sa.Column("length", NUMBER, nullable=False),
        sa.Column("terms", postgresql.TSVECTOR(), nullable=False),
        sa.Column("frequencies", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.id"], name="fk_search_index_space_id_spaces", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("kind", "id", name="pk_search_index"),
    )
    op.create_index("ix_search_index_space_id", "search_index", ["space_id"])
    op.create_index(
        "ix_search_index_terms",
        "search_index",
        ["terms"],
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )


def _id() -> sa.Column[Any]:
    return sa.Column("id", ID, primary_key=True)


def _required(kind: Any, *names: str, default: Any = None) -> list[sa.Column[Any]]:
    """Return columns that are never NULL."""
    return [sa.Column(name, kind, nullable=False, server_default=default) for name in names]


def _optional(kind: Any, *names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, kind) for name in names]


def _reference(name: str, target: str, **options: Any) -> sa.Column[Any]:
    return sa.Column(name, ID, sa.ForeignKey(target, ondelete="CASCADE"), nullable=False, **options)


def _weak_reference(name: str, target: str) -> sa.Column[Any]:
    return sa.Column(name, ID, sa.ForeignKey(target, ondelete="SET NULL"), index=True)


def _space(**options: Any) -> sa.Column[Any]:
    return _reference("space_id", "spaces.id", **options)


def _user(name: str = "user_id") -> sa.Column[Any]:
    return sa.Column(name, ID, sa.ForeignKey("users.id"), nullable=False)


def _installed() -> list[sa.Column[Any]]:
    """Return the columns of both tables of slack_sdk's installation store."""
    return [
        sa.Column("id", NUMBER, primary_key=True),
        *_required(TEXT, "client_id", "app_id"),
        *_optional(TEXT, "enterprise_id", "enterprise_name", "team_name"),
        sa.Column("team_id", TEXT, index=True),
        *_optional(TEXT, "bot_token", "bot_id", "bot_user_id", "bot_scopes", "bot_refresh_token"),
        *_optional(NAIVE_TIME, "bot_token_expires_at"),
        *_required(FLAG, "is_enterprise_install"),
        *_required(NAIVE_TIME, "installed_at"),
    ]


def _index_where(condition: str, name: str, *columns: str) -> sa.Index:
    return sa.Index(name, *columns, sqlite_where=sa.text(condition), postgresql_where=sa.text(condition))


sa.Table(
    "spaces",
    SCHEMA,
    _id(),
    *_required(TEXT, *CONVERSATION),
    *_required(WORD, "kind"),
    *_required(TEXT, "language", "timezone"),
    *_required(NUMBER, "last_note", "last_todo", "last_subscription", default="0"),
    *_required(TIME, "created_at"),
    *_required(FLAG, "surprises", default=sa.true()),
    sa.UniqueConstraint(*CONVERSATION),
)
sa.Table(
    "users",
    SCHEMA,
    _id(),
    *_required(TEXT, "platform", "workspace", "user_id", "name", "folded_name"),
    *_required(TIME, "created_at"),
    sa.UniqueConstraint("platform", "workspace", "user_id"),
)
sa.Table(
    "dialogues",
    SCHEMA,
    _space(),
    _user(),
    *_required(TEXT, "name", "state"),
    *_required(TIME, "opened_at"),
    sa.PrimaryKeyConstraint("space_id", "user_id"),
)
sa.Table(
    "continuations",
    SCHEMA,
    _id(),
    _space(),
    *_required(TEXT, "payload"),
    *_required(TIME, "created_at"),
    sa.Index(None, "space_id", "created_at"),
)
sa.Table(
    "message_subjects",
    SCHEMA,
    *_required(TEXT, *CONVERSATION, "message"),
    _space(index=True),
    *_required(TEXT, "about"),
    *_required(TIME, "stored_at"),
    sa.PrimaryKeyConstraint(*CONVERSATION, "message"),
    sqlite_with_rowid=False,
)

sa.Table(
    "papers",
    SCHEMA,
    sa.Column("paper_id", TEXT, primary_key=True),
    *_required(NUMBER, "version"),
    *_required(TEXT, "title", "abstract", "authors", "categories"),
    *_optional(TIME, "published", "updated"),
    *_required(TEXT, "comment", "doi", "journal_ref"),
    *_required(TIME, "stored_at"),
)
sa.Table(
    "paper_versions",
    SCHEMA,
    *_required(TEXT, "paper_id"),
    *_required(NUMBER, "version"),
    *_required(TEXT, "title"),
    *_required(NUMBER, "abstract"),
    *_required(TEXT, "comment"),
    *_required(TIME, "replaced_at"),
    sa.PrimaryKeyConstraint("paper_id", "version"),
    sa.ForeignKeyConstraint(["paper_id"], ["papers.paper_id"]),
)
sa.Table(
    "announcements",
    SCHEMA,
    *_required(TEXT, "category"),
    *_required(DATE, "announced_on"),
    *_required(WORD, "state"),
    *_required(TEXT, "source"),
    *_required(TIME, "stored_at"),
    *_required(FLAG, "complete", default=sa.true()),
    *_optional(DATE, "shows"),
    *_required(TEXT, "reason", default=""),
    sa.PrimaryKeyConstraint("category", "announced_on"),
)
sa.Table(
    "announced",
    SCHEMA,
    *_required(TEXT, "category"),
    *_required(DATE, "announced_on"),
    *_required(NUMBER, "position"),
    *_required(TEXT, "paper_id"),
    *_required(WORD, "kind"),
    *_required(WORD, "source", default="feed"),
    sa.PrimaryKeyConstraint("category", "announced_on", "position"),
    sa.ForeignKeyConstraint(
        ["category", "announced_on"], ["announcements.category", "announcements.announced_on"], ondelete="CASCADE"
    ),
    sa.ForeignKeyConstraint(["paper_id"], ["papers.paper_id"]),
)
sa.Table(
    "community_asked",
    SCHEMA,
    *_required(WORD, "source"),
    *_required(DATE, "announced_on"),
    *_required(TIME, "again_at"),
    sa.PrimaryKeyConstraint("source", "announced_on"),
)
sa.Table(
    "community_signals",
    SCHEMA,
    *_required(TEXT, "paper_id"),
    *_required(WORD, "source", "kind"),
    *_required(NUMBER, "value"),
    *_required(TEXT, "url"),
    *_required(TIME, "stored_at"),
    sa.PrimaryKeyConstraint("paper_id", "source", "kind"),
)

sa.Table(
    "notes",
    SCHEMA,
    _id(),
    _space(),
    *_required(NUMBER, "number"),
    _user("author_id"),
    *_required(TEXT, "title", "paper_id", "body"),
    *_required(DATE, "written_on"),
    *_required(TIME, "created_at", "updated_at"),
    *_required(NUMBER, "revision"),
    *_optional(TIME, "deleted_at"),
    *_required(NUMBER, "embedded_as", default="0"),
    sa.UniqueConstraint("space_id", "number"),
    sa.Index(None, "space_id", "paper_id"),
    sa.Index(None, "space_id", "written_on"),
    _index_where("deleted_at IS NULL", "ix_notes_embedded_as_id", "embedded_as", "id"),
)
sa.Table(
    "note_tags",
    SCHEMA,
    _space(),
    _reference("note_id", "notes.id"),
    *_required(TEXT, "folded", "tag"),
    *_required(NUMBER, "position"),
    sa.PrimaryKeyConstraint("note_id", "folded"),
    sa.Index(None, "space_id", "folded"),
    sqlite_with_rowid=False,
)
sa.Table("files", SCHEMA, sa.Column("sha256", SHA256, primary_key=True), *_required(sa.LargeBinary(), "content"))
sa.Table(
    "attachments",
    SCHEMA,
    _id(),
    _space(index=True),
    _reference("note_id", "notes.id"),
    *_required(NUMBER, "position"),
    *_required(TEXT, *CONVERSATION, "reference", "name", "media_type"),
    *_required(sa.BigInteger(), "size"),
    *_required(TEXT, "url"),
    sa.Column("sha256", SHA256, sa.ForeignKey("files.sha256"), index=True),
    *_required(TIME, "stored_at"),
    sa.UniqueConstraint("note_id", "position"),
)
sa.Table(
    "todos",
    SCHEMA,
    _id(),
    _space(),
    *_required(NUMBER, "number"),
    _weak_reference("parent_id", "todos.id"),
    *_required(WORD, "kind"),
    *_required(TEXT, "text", "paper_id"),
    *_required(WORD, "state"),
    *_optional(DATE, "due"),
    *_required(NUMBER, "priority", "position"),
    *_required(TIME, "created_at"),
    *_optional(TIME, "closed_at"),
    *_required(NUMBER, "embedded_as", default="0"),
    sa.UniqueConstraint("space_id", "number"),
    sa.Index(None, "embedded_as", "id"),
    sa.Index(None, "space_id", "paper_id"),
    sa.Index(None, "space_id", "parent_id", "position"),
)
sa.Table(
    "document_parts",
    SCHEMA,
    _space(),
    *_required(TEXT, "format"),
    *_required(NUMBER, "position"),
    *_required(TEXT, "raw", "fingerprint"),
    _weak_reference("note_id", "notes.id"),
    _weak_reference("todo_id", "todos.id"),
    *_required(NUMBER, "revision"),
    *_required(TEXT, "state"),
    *_optional(DATE, "day"),
    sa.PrimaryKeyConstraint("space_id", "format", "position"),
)

sa.Table(
    "subscriptions",
    SCHEMA,
    _id(),
    _space(),
    _user(),
    *_required(NUMBER, "number"),
    *_required(TEXT, *CONVERSATION),
    *_optional(TEXT, "thread_id"),
    *_required(TEXT, "interests"),
    *_required(sa.Time(), "at"),
    *_required(TEXT, "timezone"),
    *_required(NUMBER, "top"),
    *_required(TEXT, "weekdays"),
    *_required(TIME, "created_at"),
    *_required(DATE, "last_due"),
    *_required(FLAG, "paused"),
    *_required(WORD, "layout", default="compact"),
    *_required(WORD, "rhythm", default="daily"),
    *_required(FLAG, "unreachable", default=sa.false()),
    *_optional(DATE, "since"),
    sa.UniqueConstraint("space_id", "number"),
    sa.Index(None, *CONVERSATION),
)
sa.Table(
    "considered",
    SCHEMA,
    _reference("subscription_id", "subscriptions.id"),
    *_required(TEXT, "category"),
    *_required(DATE, "announced_on"),
    *_required(NUMBER, "entries"),
    sa.PrimaryKeyConstraint("subscription_id", "category", "announced_on"),
)
sa.Table(
    "picks",
    SCHEMA,
    _space(),
    *_required(TEXT, "paper_id"),
    *_required(DATE, "announced_on"),
    *_required(NUMBER, "rank"),
    *_required(sa.Double(), "score"),
    *_required(TEXT, "reasons", "terms"),
    *_required(TIME, "created_at"),
    *_required(FLAG, "scheduled", default=sa.false()),
    sa.PrimaryKeyConstraint("space_id", "paper_id", "announced_on"),
    sa.Index(None, "space_id", "created_at"),
)
sa.Table(
    "replacements_told",
    SCHEMA,
    _space(),
    *_required(TEXT, "paper_id"),
    *_required(NUMBER, "version"),
    sa.PrimaryKeyConstraint("space_id", "paper_id", "version"),
)
sa.Table(
    "signals",
    SCHEMA,
    _space(),
    _user(),
    *_required(TEXT, "paper_id"),
    *_required(WORD, "signal"),
    *_required(TIME, "created_at"),
    sa.PrimaryKeyConstraint("space_id", "user_id", "paper_id"),
)
sa.Table(
    "preferences",
    SCHEMA,
    _space(),
    *_required(TEXT, "subject"),
    *_required(sa.Double(), "weight"),
    _user(),
    *_required(TIME, "created_at"),
    sa.PrimaryKeyConstraint("space_id", "subject"),
)
sa.Table(
    "recommendations",
    SCHEMA,
    _space(),
    *_required(WORD, "source"),
    *_required(TEXT, "pages"),
    *_required(TIME, "again_at"),
    sa.PrimaryKeyConstraint("space_id", "source"),
)

sa.Table(
    "receipts",
    SCHEMA,
    *_required(TEXT, "platform", "workspace", "event_key"),
    *_required(TIME, "received_at"),
    *_required(TEXT, "error_id", default=""),
    sa.PrimaryKeyConstraint("platform", "workspace", "event_key"),
    sqlite_with_rowid=False,
)
sa.Table(
    "outbox",
    SCHEMA,
    _id(),
    sa.Column("dedupe_key", TEXT, nullable=False, unique=True),
    *_required(TEXT, *CONVERSATION),
    *_optional(TEXT, "thread_id"),
    *_required(TEXT, "reply", "reply_key"),
    *_required(FLAG, "scheduled", default=sa.false()),
    *_required(WORD, "state"),
    *_required(TIME, "next_at"),
    *_required(TEXT, "owner"),
    *_required(NUMBER, "attempts", "sent"),
    *_required(TEXT, "refs", "reason"),
    *_required(TIME, "created_at"),
    *_required(TEXT, "route", default="{}"),
    sa.CheckConstraint("state IN ('pending', 'sent', 'failed')", name="ck_outbox_state"),
    sa.Index(None, *CONVERSATION, "reply_key"),
    _index_where("state = 'pending'", "ix_outbox_due", "platform", "scheduled", "next_at", "id"),
    _index_where("state = 'pending'", "ix_outbox_pending", *CONVERSATION, "id"),
    sqlite_autoincrement=True,
)
sa.Table(
    "jobs",
    SCHEMA,
    _id(),
    sa.Column("dedupe_key", TEXT, unique=True),
    *_required(TEXT, "kind", "payload"),
    _space(index=True),
    _user(),
    *_required(TEXT, *CONVERSATION),
    *_optional(TEXT, "thread_id"),
    *_required(WORD, "state"),
    *_required(TIME, "next_at"),
    *_required(TEXT, "owner"),
    *_required(NUMBER, "attempts"),
    *_required(TEXT, "reason"),
    *_required(TIME, "created_at"),
    *_required(TEXT, "route", default="{}"),
    sa.CheckConstraint("state IN ('pending', 'done')", name="ck_jobs_state"),
    _index_where("state = 'pending'", "ix_jobs_pending", "next_at"),
    sqlite_autoincrement=True,
)
sa.Table(
    "arxiv_gate",
    SCHEMA,
    sa.Column("name", WORD, primary_key=True),
    *_required(TEXT, "holder"),
    *_required(TIME, "free_at"),
)

sa.Table("slack_bots", SCHEMA, *_installed())
sa.Table(
    "slack_installations",
    SCHEMA,
    *_installed(),
    *_required(TEXT, "user_id"),
    *_optional(TEXT, "enterprise_url", "user_token", "user_scopes", "user_refresh_token", "token_type"),
    *_optional(NAIVE_TIME, "user_token_expires_at"),
    *_optional(TEXT, "incoming_webhook_url", "incoming_webhook_channel", "incoming_webhook_channel_id"),
    *_optional(TEXT, "incoming_webhook_configuration_url"),
)
sa.Table(
    "slack_oauth_states",
    SCHEMA,
    sa.Column("id", NUMBER, primary_key=True),
    sa.Column("state", TEXT, nullable=False, unique=True),
    *_required(NAIVE_TIME, "expire_at"),
)

sa.Table(
    "meta",
    SCHEMA,
    sa.Column("name", sa.String(length=32), primary_key=True),
    *_required(sa.String(length=255), "value"),
)
sa.Table(
    "models",
    SCHEMA,
    sa.Column("id", NUMBER, primary_key=True),
    sa.Column("name", TEXT, nullable=False, unique=True),
)
sa.Table(
    "vectors",
    SCHEMA,
    _id(),
    _space(),
    sa.Column("model", NUMBER, sa.ForeignKey("models.id"), nullable=False),
    *_required(WORD, "kind"),
    sa.Column("entry_id", ID, nullable=False, index=True),
    *_required(NUMBER, "passage"),
    *_required(sa.LargeBinary(), "vector"),
    sa.Index(None, "space_id", "model", "id"),
    sqlite_autoincrement=True,
)
