"""How much people want subjects to count, whether they want surprises, and which picks a schedule showed."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

TEXT = sa.Text()
TIME = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("spaces", sa.Column("surprises", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("picks", sa.Column("scheduled", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_index("ix_picks_space_id_created_at", "picks", ["space_id", "created_at"])
    op.create_table(
        "preferences",
        sa.Column("space_id", ID, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("user_id", ID, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("space_id", "subject", name="pk_preferences"),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], name="fk_preferences_space_id_spaces", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_preferences_user_id_users"),
    )


def downgrade() -> None:
    op.drop_table("preferences")
    op.drop_index("ix_picks_space_id_created_at", "picks")
    op.drop_column("picks", "scheduled")
    op.drop_column("spaces", "surprises")
