"""The tables of slack_sdk's stores; a test compares the columns. slack_sdk writes naive times, in UTC."""

from typing import Any

from sqlalchemy import Boolean, Column, DateTime, Integer, Table, Text

from storage.tables.schema import metadata


def _slack(name: str, *columns: Column[Any]) -> Table:
    return Table(name, metadata, Column("id", Integer, primary_key=True), *columns)


def _texts(*names: str, nullable: bool = True) -> tuple[Column[Any], ...]:
    return tuple(Column(name, Text, nullable=nullable) for name in names)


def _installed() -> tuple[Column[Any], ...]:
    return (
        *_texts("client_id", "app_id", nullable=False),
        *_texts("enterprise_id", "enterprise_name", "team_name"),
        Column("team_id", Text, index=True),
        *_texts("bot_token", "bot_id", "bot_user_id", "bot_scopes", "bot_refresh_token"),
        Column("bot_token_expires_at", DateTime),
        Column("is_enterprise_install", Boolean, nullable=False),
        Column("installed_at", DateTime, nullable=False),
    )


slack_bots = _slack("slack_bots", *_installed())

slack_installations = _slack(
    "slack_installations",
    *_installed(),
    *_texts("user_id", nullable=False),
    *_texts("enterprise_url", "user_token", "user_scopes", "user_refresh_token", "token_type"),
    Column("user_token_expires_at", DateTime),
    *_texts("incoming_webhook_url", "incoming_webhook_channel", "incoming_webhook_channel_id"),
    *_texts("incoming_webhook_configuration_url"),
)

slack_oauth_states = _slack(
    "slack_oauth_states",
    Column("state", Text, nullable=False, unique=True),
    Column("expire_at", DateTime, nullable=False),
)
