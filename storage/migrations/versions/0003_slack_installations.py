"""The Slack workspaces that installed the app, and the installations that have begun."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

TEXT = sa.Text()
TIME = sa.DateTime()


def _texts(*names: str, nullable: bool = True) -> list[sa.Column[str]]:
    return [sa.Column(name, TEXT, nullable=nullable) for name in names]


def _create(table: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        *_texts("client_id", "app_id", nullable=False),
        *_texts("enterprise_id", "enterprise_name", "team_id", "team_name"),
        *_texts("bot_token", "bot_id", "bot_user_id", "bot_scopes", "bot_refresh_token"),
        sa.Column("bot_token_expires_at", TIME, nullable=True),
        *columns,
        sa.Column("is_enterprise_install", sa.Boolean(), nullable=False),
        sa.Column("installed_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
    )
    op.create_index(f"ix_{table}_team_id", table, ["team_id"])


def upgrade() -> None:
    _create("slack_bots")
    _create(
        "slack_installations",
        *_texts("user_id", nullable=False),
        *_texts("enterprise_url", "user_token", "user_scopes", "user_refresh_token"),
        sa.Column("user_token_expires_at", TIME, nullable=True),
        *_texts("incoming_webhook_url", "incoming_webhook_channel", "incoming_webhook_channel_id"),
        *_texts("incoming_webhook_configuration_url", "token_type"),
    )
    op.create_table(
        "slack_oauth_states",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("expire_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_slack_oauth_states"),
        sa.UniqueConstraint("state", name="uq_slack_oauth_states_state"),
    )


def downgrade() -> None:
    op.drop_table("slack_oauth_states")
    op.drop_table("slack_installations")
    op.drop_table("slack_bots")
