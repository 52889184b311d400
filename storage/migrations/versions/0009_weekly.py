"""Subscriptions may bring a review of the week instead of digests."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("subscriptions", sa.Column("rhythm", sa.String(16), nullable=False, server_default="daily"))


def downgrade() -> None:
    op.drop_column("subscriptions", "rhythm")
