"""Vectors of notes and to-dos, for search by meaning."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
WORD = sa.String(length=16)


def upgrade() -> None:
    op.create_table(
        "models",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
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
    for table in ("notes", "todos"):
        op.add_column(table, sa.Column("embedded_as", sa.Integer(), server_default="0", nullable=False))
    kept = sa.text("deleted_at IS NULL")
    op.create_index("ix_notes_embedded_as_id", "notes", ["embedded_as", "id"], sqlite_where=kept, postgresql_where=kept)
    op.create_index("ix_todos_embedded_as_id", "todos", ["embedded_as", "id"])


def downgrade() -> None:
    op.drop_index("ix_todos_embedded_as_id", "todos")
    op.drop_index("ix_notes_embedded_as_id", "notes")
    op.drop_column("todos", "embedded_as")
    op.drop_column("notes", "embedded_as")
    op.drop_table("vectors")
    op.drop_table("models")
