"""The schema of the first release.

Its number is that of the last schema before the release, so databases made by then need no change.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()
WORD = sa.String(length=16)
TIME = sa.DateTime(timezone=True)
PENDING = sa.text("state = 'pending'")
KEPT = sa.text("deleted_at IS NULL")


TABLES = (
    "spaces",
    "users",
    "dialogues",
    "continuations",
    "message_subjects",
    "papers",
    "paper_versions",
    "announcements",
    "announced",
    "community_asked",
    "community_signals",
    "notes",
    "note_tags",
    "files",
    "attachments",
    "todos",
    "document_parts",
    "subscriptions",
    "considered",
    "picks",
    "replacements_told",
    "signals",
    "preferences",
    "recommendations",
    "receipts",
    "outbox",
    "jobs",
    "arxiv_gate",
    "slack_installations",
    "slack_bots",
    "slack_oauth_states",
    "meta",
    "models",
    "vectors",
    "search_index",
)
"""In the order in which they are made: a table comes after those it refers to."""


def upgrade() -> None:
    _create_people()
    _create_papers()
    _create_notes()
    _create_digests()
    _create_queues()
    _create_slack()
    _create_search()
    _create_search_index()


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_people() -> None:
    op.create_table(
        "spaces",
        sa.Column("id", ID, nullable=False),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("workspace", TEXT, nullable=False),
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("timezone", TEXT, nullable=False),
        sa.Column("last_note", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("last_todo", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("last_subscription", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("surprises", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.PrimaryKeyConstraint("id", name="pk_spaces"),
        sa.UniqueConstraint(
            "platform", "workspace", "conversation_id", name="uq_spaces_platform_workspace_conversation_id"
        ),
    )
    op.create_table(
        "users",
        sa.Column("id", ID, nullable=False),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("workspace", TEXT, nullable=False),
        sa.Column("user_id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("folded_name", TEXT, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("platform", "workspace", "user_id", name="uq_users_platform_workspace_user_id"),
    )
    op.create_table(
        "dialogues",
        sa.Column("space_id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("opened_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name="fk_dialogues_space_id_spaces", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_dialogues_user_id_users"),
        sa.PrimaryKeyConstraint("space_id", "user_id", name="pk_dialogues"),
    )
    op.create_table(
        "continuations",
        sa.Column("id", ID, nullable=False),
        sa.Column("space_id", ID, nullable=False),
        sa.Column("payload", TEXT, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.id"], name="fk_continuations_space_id_spaces", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_continuations"),
    )
    op.create_index("ix_continuations_space_id_created_at", "continuations", ["space_id", "created_at"])
    op.create_table(
        "message_subjects",
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("workspace", TEXT, nullable=False),
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("message", TEXT, nullable=False),
        sa.Column("space_id", ID, nullable=False),
        sa.Column("about", TEXT, nullable=False),
        sa.Column("stored_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.id"], name="fk_message_subjects_space_id_spaces", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("platform", "workspace", "conversation_id", "message", name="pk_message_subjects"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_message_subjects_space_id", "message_subjects", ["space_id"])


def _create_papers() -> None:
    op.create_table(
        "papers",
        sa.Column("paper_id", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("abstract", TEXT, nullable=False),
        sa.Column("authors", TEXT, nullable=False),
        sa.Column("categories", TEXT, nullable=False),
        sa.Column("published", TIME, nullable=True),
        sa.Column("updated", TIME, nullable=True),
        sa.Column("comment", TEXT, nullable=False),
        sa.Column("doi", TEXT, nullable=False),
        sa.Column("journal_ref", TEXT, nullable=False),
        sa.Column("stored_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("paper_id", name="pk_papers"),
    )
    op.create_table(
        "paper_versions",
        sa.Column("paper_id", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("abstract", sa.Integer(), nullable=False),
        sa.Column("comment", TEXT, nullable=False),
        sa.Column("replaced_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.paper_id"], name="fk_paper_versions_paper_id_papers"),
        sa.PrimaryKeyConstraint("paper_id", "version", name="pk_paper_versions"),
    )
    op.create_table(
        "announcements",
        sa.Column("category", TEXT, nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("stored_at", TIME, nullable=False),
        sa.Column("complete", sa.Boolean(), nullable=False, server_default=sa.true()),
        sa.Column("shows", sa.Date(), nullable=True),
        sa.Column("reason", TEXT, nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("category", "announced_on", name="pk_announcements"),
    )
    op.create_table(
        "announced",
        sa.Column("category", TEXT, nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("paper_id", TEXT, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("source", WORD, nullable=False, server_default="feed"),
        sa.ForeignKeyConstraint(
            ["category", "announced_on"],
            ["announcements.category", "announcements.announced_on"],
            name="fk_announced_category_announced_on_announcements",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.paper_id"], name="fk_announced_paper_id_papers"),
        sa.PrimaryKeyConstraint("category", "announced_on", "position", name="pk_announced"),
    )
    op.create_table(
        "community_asked",
        sa.Column("source", WORD, nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.Column("again_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("source", "announced_on", name="pk_community_asked"),
    )
    op.create_table(
        "community_signals",
        sa.Column("paper_id", TEXT, nullable=False),
        sa.Column("source", WORD, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("stored_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("paper_id", "source", "kind", name="pk_community_signals"),
    )


def _create_notes() -> None:
    op.create_table(
        "notes",
        sa.Column("id", ID, nullable=False),
        sa.Column("space_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("author_id", ID, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("paper_id", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("deleted_at", TIME, nullable=True),
        sa.Column("embedded_as", sa.Integer(), nullable=False, server_default="0"),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name="fk_notes_author_id_users"),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name="fk_notes_space_id_spaces", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
        sa.UniqueConstraint("space_id", "number", name="uq_notes_space_id_number"),
    )
    op.create_index("ix_notes_embedded_as_id", "notes", ["embedded_as", "id"], sqlite_where=KEPT, postgresql_where=KEPT)
    op.create_index("ix_notes_space_id_paper_id", "notes", ["space_id", "paper_id"])
    op.create_index("ix_notes_space_id_written_on", "notes", ["space_id", "written_on"])
    op.create_table(
        "note_tags",
        sa.Column("space_id", ID, nullable=False),
        sa.Column("note_id", ID, nullable=False),
        sa.Column("folded", TEXT, nullable=False),
        sa.Column("tag", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name="fk_note_tags_note_id_notes", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name="fk_note_tags_space_id_spaces", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("note_id", "folded", name="pk_note_tags"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_note_tags_space_id_folded", "note_tags", ["space_id", "folded"])
    op.create_table(
        "files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_files"),
    )
    op.create_table(
        "attachments",
        sa.Column("id", ID, nullable=False),
        sa.Column("space_id", ID, nullable=False),
        sa.Column("note_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("workspace", TEXT, nullable=False),
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("reference", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("media_type", TEXT, nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("stored_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name="fk_attachments_note_id_notes", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name="fk_attachments_sha256_files"),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name="fk_attachments_space_id_spaces", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_attachments"),
        sa.UniqueConstraint("note_id", "position", name="uq_attachments_note_id_position"),
    )
    op.create_index("ix_attachments_sha256", "attachments", ["sha256"])
    op.create_index("ix_attachments_space_id", "attachments", ["space_id"])
    op.create_table(
        "todos",
        sa.Column("id", ID, nullable=False),
        sa.Column("space_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("parent_id", ID, nullable=True),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("paper_id", TEXT, nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("closed_at", TIME, nullable=True),
        sa.Column("embedded_as", sa.Integer(), nullable=False, server_default="0"),
        sa.ForeignKeyConstraint(["parent_id"], ["todos.id"], name="fk_todos_parent_id_todos", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name="fk_todos_space_id_spaces", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_todos"),
        sa.UniqueConstraint("space_id", "number", name="uq_todos_space_id_number"),
    )
    op.create_index("ix_todos_embedded_as_id", "todos", ["embedded_as", "id"])
    op.create_index("ix_todos_parent_id", "todos", ["parent_id"])
    op.create_index("ix_todos_space_id_paper_id", "todos", ["space_id", "paper_id"])
    op.create_index("ix_todos_space_id_parent_id_position", "todos", ["space_id", "parent_id", "position"])
    op.create_table(
        "document_parts",
        sa.Column("space_id", ID, nullable=False),
        sa.Column("format", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("raw", TEXT, nullable=False),
        sa.Column("fingerprint", TEXT, nullable=False),
        sa.Column("note_id", ID, nullable=True),
        sa.Column("todo_id", ID, nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["note_id"], ["notes.id"], name="fk_document_parts_note_id_notes", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.id"], name="fk_document_parts_space_id_spaces", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["todo_id"], ["todos.id"], name="fk_document_parts_todo_id_todos", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("space_id", "format", "position", name="pk_document_parts"),
    )
    op.create_index("ix_document_parts_note_id", "document_parts", ["note_id"])
    op.create_index("ix_document_parts_todo_id", "document_parts", ["todo_id"])


def _create_digests() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", ID, nullable=False),
        sa.Column("space_id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("workspace", TEXT, nullable=False),
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("thread_id", TEXT, nullable=True),
        sa.Column("interests", TEXT, nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("timezone", TEXT, nullable=False),
        sa.Column("top", sa.Integer(), nullable=False),
        sa.Column("weekdays", TEXT, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("last_due", sa.Date(), nullable=False),
        sa.Column("paused", sa.Boolean(), nullable=False),
        sa.Column("layout", WORD, nullable=False, server_default="compact"),
        sa.Column("rhythm", WORD, nullable=False, server_default="daily"),
        sa.Column("unreachable", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("since", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.id"], name="fk_subscriptions_space_id_spaces", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_subscriptions_user_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
        sa.UniqueConstraint("space_id", "number", name="uq_subscriptions_space_id_number"),
    )
    op.create_index(
        "ix_subscriptions_platform_workspace_conversation_id",
        "subscriptions",
        ["platform", "workspace", "conversation_id"],
    )
    op.create_table(
        "considered",
        sa.Column("subscription_id", ID, nullable=False),
        sa.Column("category", TEXT, nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscriptions.id"],
            name="fk_considered_subscription_id_subscriptions",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("subscription_id", "category", "announced_on", name="pk_considered"),
    )
    op.create_table(
        "picks",
        sa.Column("space_id", ID, nullable=False),
        sa.Column("paper_id", TEXT, nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reasons", TEXT, nullable=False),
        sa.Column("terms", TEXT, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("scheduled", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name="fk_picks_space_id_spaces", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("space_id", "paper_id", "announced_on", name="pk_picks"),
    )
    op.create_index("ix_picks_space_id_created_at", "picks", ["space_id", "created_at"])
    op.create_table(
        "replacements_told",
        sa.Column("space_id", ID, nullable=False),
        sa.Column("paper_id", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.id"], name="fk_replacements_told_space_id_spaces", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("space_id", "paper_id", "version", name="pk_replacements_told"),
    )
    op.create_table(
        "signals",
        sa.Column("space_id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("paper_id", TEXT, nullable=False),
        sa.Column("signal", WORD, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name="fk_signals_space_id_spaces", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_signals_user_id_users"),
        sa.PrimaryKeyConstraint("space_id", "user_id", "paper_id", name="pk_signals"),
    )
    op.create_table(
        "preferences",
        sa.Column("space_id", ID, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name="fk_preferences_space_id_spaces", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_preferences_user_id_users"),
        sa.PrimaryKeyConstraint("space_id", "subject", name="pk_preferences"),
    )
    op.create_table(
        "recommendations",
        sa.Column("space_id", ID, nullable=False),
        sa.Column("source", WORD, nullable=False),
        sa.Column("pages", TEXT, nullable=False),
        sa.Column("again_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.id"], name="fk_recommendations_space_id_spaces", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("space_id", "source", name="pk_recommendations"),
    )


def _create_queues() -> None:
    op.create_table(
        "receipts",
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("workspace", TEXT, nullable=False),
        sa.Column("event_key", TEXT, nullable=False),
        sa.Column("received_at", TIME, nullable=False),
        sa.Column("error_id", TEXT, nullable=False, server_default=""),
        sa.PrimaryKeyConstraint("platform", "workspace", "event_key", name="pk_receipts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "outbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("dedupe_key", TEXT, nullable=False),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("workspace", TEXT, nullable=False),
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("thread_id", TEXT, nullable=True),
        sa.Column("reply", TEXT, nullable=False),
        sa.Column("reply_key", TEXT, nullable=False),
        sa.Column("scheduled", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("state", WORD, nullable=False),
        sa.Column("next_at", TIME, nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("refs", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("route", TEXT, nullable=False, server_default="{}"),
        sa.CheckConstraint("state IN ('pending', 'sent', 'failed')", name="ck_outbox_state"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("dedupe_key", name="uq_outbox_dedupe_key"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["platform", "scheduled", "next_at", "id"],
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )
    op.create_index(
        "ix_outbox_pending",
        "outbox",
        ["platform", "workspace", "conversation_id", "id"],
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )
    op.create_index(
        "ix_outbox_platform_workspace_conversation_id_reply_key",
        "outbox",
        ["platform", "workspace", "conversation_id", "reply_key"],
    )
    op.create_table(
        "jobs",
        sa.Column("id", ID, nullable=False),
        sa.Column("dedupe_key", TEXT, nullable=True),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("payload", TEXT, nullable=False),
        sa.Column("space_id", ID, nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("workspace", TEXT, nullable=False),
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("thread_id", TEXT, nullable=True),
        sa.Column("state", WORD, nullable=False),
        sa.Column("next_at", TIME, nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("route", TEXT, nullable=False, server_default="{}"),
        sa.CheckConstraint("state IN ('pending', 'done')", name="ck_jobs_state"),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name="fk_jobs_space_id_spaces", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_jobs_user_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint("dedupe_key", name="uq_jobs_dedupe_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_jobs_pending", "jobs", ["next_at"], sqlite_where=PENDING, postgresql_where=PENDING)
    op.create_index("ix_jobs_space_id", "jobs", ["space_id"])
    op.create_table(
        "arxiv_gate",
        sa.Column("name", WORD, nullable=False),
        sa.Column("holder", TEXT, nullable=False),
        sa.Column("free_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_arxiv_gate"),
    )


def _create_slack() -> None:
    op.create_table(
        "slack_installations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", TEXT, nullable=False),
        sa.Column("app_id", TEXT, nullable=False),
        sa.Column("enterprise_id", TEXT, nullable=True),
        sa.Column("enterprise_name", TEXT, nullable=True),
        sa.Column("team_name", TEXT, nullable=True),
        sa.Column("team_id", TEXT, nullable=True),
        sa.Column("bot_token", TEXT, nullable=True),
        sa.Column("bot_id", TEXT, nullable=True),
        sa.Column("bot_user_id", TEXT, nullable=True),
        sa.Column("bot_scopes", TEXT, nullable=True),
        sa.Column("bot_refresh_token", TEXT, nullable=True),
        sa.Column("bot_token_expires_at", sa.DateTime(), nullable=True),
        sa.Column("is_enterprise_install", sa.Boolean(), nullable=False),
        sa.Column("installed_at", sa.DateTime(), nullable=False),
        sa.Column("user_id", TEXT, nullable=False),
        sa.Column("enterprise_url", TEXT, nullable=True),
        sa.Column("user_token", TEXT, nullable=True),
        sa.Column("user_scopes", TEXT, nullable=True),
        sa.Column("user_refresh_token", TEXT, nullable=True),
        sa.Column("token_type", TEXT, nullable=True),
        sa.Column("user_token_expires_at", sa.DateTime(), nullable=True),
        sa.Column("incoming_webhook_url", TEXT, nullable=True),
        sa.Column("incoming_webhook_channel", TEXT, nullable=True),
        sa.Column("incoming_webhook_channel_id", TEXT, nullable=True),
        sa.Column("incoming_webhook_configuration_url", TEXT, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_slack_installations"),
    )
    op.create_index("ix_slack_installations_team_id", "slack_installations", ["team_id"])
    op.create_table(
        "slack_bots",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", TEXT, nullable=False),
        sa.Column("app_id", TEXT, nullable=False),
        sa.Column("enterprise_id", TEXT, nullable=True),
        sa.Column("enterprise_name", TEXT, nullable=True),
        sa.Column("team_name", TEXT, nullable=True),
        sa.Column("team_id", TEXT, nullable=True),
        sa.Column("bot_token", TEXT, nullable=True),
        sa.Column("bot_id", TEXT, nullable=True),
        sa.Column("bot_user_id", TEXT, nullable=True),
        sa.Column("bot_scopes", TEXT, nullable=True),
        sa.Column("bot_refresh_token", TEXT, nullable=True),
        sa.Column("bot_token_expires_at", sa.DateTime(), nullable=True),
        sa.Column("is_enterprise_install", sa.Boolean(), nullable=False),
        sa.Column("installed_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_slack_bots"),
    )
    op.create_index("ix_slack_bots_team_id", "slack_bots", ["team_id"])
    op.create_table(
        "slack_oauth_states",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("expire_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_slack_oauth_states"),
        sa.UniqueConstraint("state", name="uq_slack_oauth_states_state"),
    )


def _create_search() -> None:
    op.create_table(
        "meta",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
    )
    op.create_table(
        "models",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_models"),
        sa.UniqueConstraint("name", name="uq_models_name"),
    )
    op.create_table(
        "vectors",
        sa.Column("id", ID, nullable=False),
        sa.Column("space_id", ID, nullable=False),
        sa.Column("model", sa.Integer(), nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("entry_id", ID, nullable=False),
        sa.Column("passage", sa.Integer(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["model"], ["models.id"], name="fk_vectors_model_models"),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name="fk_vectors_space_id_spaces", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_vectors"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_vectors_entry_id", "vectors", ["entry_id"])
    op.create_index("ix_vectors_space_id_model_id", "vectors", ["space_id", "model", "id"])


def _create_search_index() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _create_postgresql_index()
    else:
        # Every non-ASCII character belongs to a term, whatever version of Unicode this SQLite knows.
        op.execute(
            "CREATE VIRTUAL TABLE search_index USING fts5"
            """(title, body, content='', tokenize="ascii tokenchars '_'")"""
        )


def _create_postgresql_index() -> None:
    op.create_table(
        "search_index",
        sa.Column("kind", WORD, nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("space_id", ID, nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("terms", postgresql.TSVECTOR(), nullable=False),
        sa.Column("frequencies", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.id"], name="fk_search_index_space_id_spaces", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("kind", "id", name="pk_search_index"),
        info={"dialect": "postgresql"},
    )
    op.create_index("ix_search_index_space_id", "search_index", ["space_id"])
    op.create_index(
        "ix_search_index_terms",
        "search_index",
        ["terms"],
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
