"""The first schema."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()
WORD = sa.String(length=16)
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "announcements",
        sa.Column("category", TEXT, nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.Column("state", WORD, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("stored_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("category", "announced_on", name="pk_announcements"),
    )
    op.create_table(
        "meta",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
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
        sa.Column("state", WORD, nullable=False),
        sa.Column("next_at", TIME, nullable=False),
        sa.Column("owner", TEXT, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("refs", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.CheckConstraint("state IN ('pending', 'sent', 'failed')", name="ck_outbox_state"),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("dedupe_key", name="uq_outbox_dedupe_key"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_outbox_pending",
        "outbox",
        ["platform", "workspace", "conversation_id", "id"],
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index(
        "ix_outbox_platform_workspace_conversation_id_reply_key",
        "outbox",
        ["platform", "workspace", "conversation_id", "reply_key"],
    )
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
        "receipts",
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("workspace", TEXT, nullable=False),
        sa.Column("event_key", TEXT, nullable=False),
        sa.Column("received_at", TIME, nullable=False),
        sa.Column("error_id", TEXT, server_default="", nullable=False),
        sa.PrimaryKeyConstraint("platform", "workspace", "event_key", name="pk_receipts"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "spaces",
        sa.Column("id", ID, nullable=False),
        sa.Column("platform", TEXT, nullable=False),
        sa.Column("workspace", TEXT, nullable=False),
        sa.Column("conversation_id", TEXT, nullable=False),
        sa.Column("kind", WORD, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("timezone", TEXT, nullable=False),
        sa.Column("last_note", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_todo", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_subscription", sa.Integer(), server_default="0", nullable=False),
        sa.Column("created_at", TIME, nullable=False),
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
        "announced",
        sa.Column("category", TEXT, nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("paper_id", TEXT, nullable=False),
        sa.Column("kind", WORD, nullable=False),
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
        sa.CheckConstraint("state IN ('pending', 'done')", name="ck_jobs_state"),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name="fk_jobs_space_id_spaces", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_jobs_user_id_users"),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint("dedupe_key", name="uq_jobs_dedupe_key"),
        sqlite_autoincrement=True,
    )
    op.create_index(
        "ix_jobs_pending",
        "jobs",
        ["next_at"],
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )
    op.create_index("ix_jobs_space_id", "jobs", ["space_id"])
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
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name="fk_notes_author_id_users"),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name="fk_notes_space_id_spaces", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_notes"),
        sa.UniqueConstraint("space_id", "number", name="uq_notes_space_id_number"),
    )
    op.create_index("ix_notes_space_id_paper_id", "notes", ["space_id", "paper_id"])
    op.create_index("ix_notes_space_id_written_on", "notes", ["space_id", "written_on"])
    op.create_table(
        "picks",
        sa.Column("space_id", ID, nullable=False),
        sa.Column("paper_id", TEXT, nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reasons", TEXT, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name="fk_picks_space_id_spaces", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("space_id", "paper_id", "announced_on", name="pk_picks"),
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
        sa.ForeignKeyConstraint(["parent_id"], ["todos.id"], name="fk_todos_parent_id_todos", ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name="fk_todos_space_id_spaces", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_todos"),
        sa.UniqueConstraint("space_id", "number", name="uq_todos_space_id_number"),
    )
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
    op.drop_table("note_tags")
    op.drop_table("document_parts")
    op.drop_table("todos")
    op.drop_table("subscriptions")
    op.drop_table("signals")
    op.drop_table("picks")
    op.drop_table("notes")
    op.drop_table("jobs")
    op.drop_table("dialogues")
    op.drop_table("continuations")
    op.drop_table("announced")
    op.drop_table("users")
    op.drop_table("spaces")
    op.drop_table("receipts")
    op.drop_table("papers")
    op.drop_table("outbox")
    op.drop_table("meta")
    op.drop_table("announcements")


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
