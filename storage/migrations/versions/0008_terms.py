"""What the score of each paper shown is made of."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("picks", sa.Column("terms", sa.Text(), nullable=False, server_default="[]"))


def downgrade() -> None:
    op.drop_column("picks", "terms")
