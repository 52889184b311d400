"""How often the next part of a message was tried, and whether an earlier try may have left it on the platform.

A message of the earlier schema that was claimed before counts as perhaps sent, so it is looked for where that is
possible.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

ADDED = ("failures", "settled")


def upgrade() -> None:
    for name in ADDED:
        op.add_column("outbox", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    for name in ADDED:
        op.drop_column("outbox", name)
