"""The rights that a group's administrators give to all its members."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("spaces", sa.Column("members_may", sa.Text(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("spaces", "members_may")
