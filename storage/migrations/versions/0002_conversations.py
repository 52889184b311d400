"""Routes of answers, what messages are about, files that came with notes, layouts of digests, who is unreachable."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text()
WORD = sa.String(length=16)
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("outbox", sa.Column("route", TEXT, server_default="{}", nullable=False))
    op.add_column("outbox", sa.Column("scheduled", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("jobs", sa.Column("route", TEXT, server_default="{}", nullable=False))
    op.add_column("subscriptions", sa.Column("layout", WORD, server_default="compact", nullable=False))
    op.add_column("subscriptions", sa.Column("unreachable", sa.Boolean(), server_default=sa.false(), nullable=False))
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
    op.create_index(
        "ix_outbox_due",
        "outbox",
        ["platform", "scheduled", "next_at", "id"],
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_due", "outbox")
    op.drop_column("outbox", "scheduled")
    op.drop_table("attachments")
    op.drop_table("files")
    op.drop_table("message_subjects")
    op.drop_column("subscriptions", "unreachable")
    op.drop_column("subscriptions", "layout")
    op.drop_column("jobs", "route")
    op.drop_column("outbox", "route")
