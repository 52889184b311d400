"""What others think of papers, who was asked when, and what was recommended to a space."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

TEXT = sa.Text()
WORD = sa.String(16)
TIME = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
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
    op.create_table(
        "community_asked",
        sa.Column("source", WORD, nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.Column("again_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("source", "announced_on", name="pk_community_asked"),
    )
    op.create_table(
        "recommendations",
        sa.Column("space_id", ID, nullable=False),
        sa.Column("source", WORD, nullable=False),
        sa.Column("pages", TEXT, nullable=False),
        sa.Column("again_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("space_id", "source", name="pk_recommendations"),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.id"], name="fk_recommendations_space_id_spaces", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    for table in ("recommendations", "community_asked", "community_signals"):
        op.drop_table(table)
