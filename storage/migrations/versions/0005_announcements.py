"""The ledger's details, what each subscription chose from, replaced versions, and one gate to arXiv for all workers."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

TEXT = sa.Text()
TIME = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("announcements", sa.Column("complete", sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column("announcements", sa.Column("shows", sa.Date(), nullable=True))
    op.add_column("announcements", sa.Column("reason", TEXT, nullable=False, server_default=""))
    op.add_column("announced", sa.Column("source", sa.String(16), nullable=False, server_default="feed"))
    op.add_column("subscriptions", sa.Column("since", sa.Date(), nullable=True))
    op.create_table(
        "paper_versions",
        sa.Column("paper_id", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("abstract", sa.Integer(), nullable=False),
        sa.Column("comment", TEXT, nullable=False),
        sa.Column("replaced_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("paper_id", "version", name="pk_paper_versions"),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.paper_id"], name="fk_paper_versions_paper_id_papers"),
    )
    op.create_table(
        "arxiv_gate",
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("holder", TEXT, nullable=False),
        sa.Column("free_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_arxiv_gate"),
    )
    op.create_table(
        "considered",
        sa.Column("subscription_id", ID, nullable=False),
        sa.Column("category", TEXT, nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("subscription_id", "category", "announced_on", name="pk_considered"),
        sa.ForeignKeyConstraint(
            ["subscription_id"],
            ["subscriptions.id"],
            name="fk_considered_subscription_id_subscriptions",
            ondelete="CASCADE",
        ),
    )
    op.create_table(
        "replacements_told",
        sa.Column("space_id", ID, nullable=False),
        sa.Column("paper_id", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("space_id", "paper_id", "version", name="pk_replacements_told"),
        sa.ForeignKeyConstraint(
            ["space_id"], ["spaces.id"], name="fk_replacements_told_space_id_spaces", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    for table in ("replacements_told", "considered", "arxiv_gate", "paper_versions"):
        op.drop_table(table)
    op.drop_column("subscriptions", "since")
    op.drop_column("announced", "source")
    for column in ("reason", "shows", "complete"):
        op.drop_column("announcements", column)
