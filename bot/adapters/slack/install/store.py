"""The stored installations: slack_sdk's stores, with every token encrypted."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from slack_bolt.error import BoltError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.sqlalchemy_utils import normalize_datetime_for_db
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
from sqlalchemy import Dialect, Text, TypeDecorator, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.core.errors import SettingsError

Transaction = Callable[[], AbstractAsyncContextManager[AsyncConnection]]
"""Commits on exit, rolls back on any exception; raises ``StorageUnavailable``."""

_SECRET = ("bot_token", "bot_refresh_token", "user_token", "user_refresh_token", "incoming_webhook_url")

_WRONG_KEY = (
    "PAPERBOY_SECRET_KEY is not the key that the Slack tokens in the database are encrypted with; add the right one "
    "after it, separated by a comma"
)


class OrgWide(BoltError):
    """An entire Enterprise Grid organization was chosen instead of a workspace."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A workspace. ``name`` is the one at the time of the installation."""

    team: str
    name: str
    token: str = field(repr=False)


class Encrypted(TypeDecorator[str]):
    """Text stored encrypted, as Fernet tokens (AES-128-CBC, HMAC-SHA256)."""

    impl = Text
    cache_ok = True

    def __init__(self, keys: MultiFernet) -> None:
        super().__init__()
        self.keys = keys

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  # SQLAlchemy's
        return None if value is None else self.keys.encrypt(value.encode()).decode()

    def process_result_value(self, value: str | None, dialect: Dialect) -> str | None:  # noqa: ARG002  # the same
        try:
            return None if value is None else self.keys.decrypt(value).decode()
        except InvalidToken as error:
            raise SettingsError(_WRONG_KEY) from error


@dataclass(frozen=True, slots=True)
class _Engine:
    """The part of an engine that slack_sdk's stores use; it opens our own transactions."""

    begin: Transaction
    connect: Transaction


class Installations(AsyncSQLAlchemyInstallationStore):
    """Installations by team id. ``keys`` are Fernet keys: the first encrypts, any of them decrypts.

    All methods raise ``StorageUnavailable``, and ``SettingsError`` when no key fits.
    """

    def __init__(self, client_id: str, transaction: Transaction, keys: Sequence[str]) -> None:
        super().__init__(client_id, _engine(transaction))
        fernet = MultiFernet([Fernet(key) for key in keys])
        for table in (self.bots, self.installations):
            for name in _SECRET:
                if name in table.c:
                    table.c[name].type = Encrypted(fernet)

    async def async_save(self, installation: Installation) -> None:
        """Raises ``OrgWide``, because Paperboy needs an installation per workspace."""
        if installation.is_enterprise_install or not installation.team_id:
            raise OrgWide("the entire organization was chosen")
        await super().async_save(installation)

    async def token(self, team: str) -> str | None:
        """Return the newest bot token of a workspace; ``None`` if Paperboy is not installed there (any more)."""
        found = await self._newest(self.bots.c.team_id == team)
        return found[0].token if found else None

    async def everywhere(self) -> Sequence[Installed]:
        return await self._newest()

    async def remove(self, team: str, before: datetime) -> None:
        """Forget the installations made before a time (aware); the event of an earlier removal can come late."""
        until = normalize_datetime_for_db(before.astimezone(UTC))
        async with self.engine.begin() as connection:
            for table in (self.bots, self.installations):
                mine = table.c.client_id == self.client_id, table.c.team_id == team, table.c.installed_at < until
                await connection.execute(table.delete().where(*mine))

    async def reencrypt(self) -> None:
        """Encrypt every token with the first key, so that the other keys can be removed."""
        async with self.engine.begin() as connection:
            for table in (self.bots, self.installations):
                secrets = [table.c[name] for name in _SECRET if name in table.c]
                mine = select(table.c.id, *secrets).where(table.c.client_id == self.client_id)
                for row in (await connection.execute(mine)).mappings().all():
                    tokens = {column.name: row[column.name] for column in secrets}
                    await connection.execute(update(table).where(table.c.id == row["id"]).values(tokens))

    async def _newest(self, *conditions: Any) -> Sequence[Installed]:
        bots = self.bots.c
        mine = bots.client_id == self.client_id, bots.bot_token.is_not(None), *conditions
        found = select(bots.team_id, bots.team_name, bots.bot_token).where(*mine).order_by(bots.installed_at, bots.id)
        async with self.engine.connect() as connection:
            rows = (await connection.execute(found)).all()
        return list({row.team_id: Installed(*row) for row in rows}.values())


class States(AsyncSQLAlchemyOAuthStateStore):
    """The ``state`` values of started installations; each must come back once and in time.

    All methods raise ``StorageUnavailable``.
    """

    def __init__(self, expiration_seconds: int, transaction: Transaction) -> None:
        super().__init__(expiration_seconds, _engine(transaction))

    async def async_issue(self, *args: Any, **kwargs: Any) -> str:
        async with self.engine.begin() as connection:  # most installations are never completed
            await connection.execute(self.oauth_states.delete().where(self.oauth_states.c.expire_at <= _now()))
        state: str = await super().async_issue(*args, **kwargs)
        return state

    async def async_consume(self, state: str) -> bool:
        """Take a state in one statement, so that it is taken once; slack_sdk's own method can take it twice."""
        waiting = self.oauth_states.c
        async with self.engine.begin() as connection:
            taken = await connection.execute(
                self.oauth_states.delete().where(waiting.state == state, waiting.expire_at > _now())
            )
        return taken.rowcount == 1


def _engine(transaction: Transaction) -> AsyncEngine:
    return cast(AsyncEngine, _Engine(begin=transaction, connect=transaction))


def _now() -> datetime | None:
    return normalize_datetime_for_db(datetime.now(UTC))
