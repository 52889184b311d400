"""The workspaces that Paperboy is installed in, each with its token."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.install.store import Installations, Installed
from bot.adapters.slack.patience import outlast
from bot.core.errors import ConversationGone, StorageUnavailable
from bot.core.reachability import Reachability

FRESH = 60.0
"""Seconds until a token is read again, in case another process has stored a newer one."""

READ_IN = 0.5
"""Seconds to wait for a newer token; then the last known one is used."""


@dataclass(frozen=True, slots=True)
class Bot:
    """Paperboy's identity in one workspace. ``url`` is the workspace's (``https://acme.slack.com/``)."""

    team_id: str
    user_id: str
    bot_id: str
    url: str = ""


class Workspaces(Protocol):
    """Workspaces by team id. ``client`` and ``bot`` raise ``ConversationGone`` where Paperboy is not installed."""

    async def ready(self) -> None:
        """Return once Slack can be used. Raises ``SettingsError`` when a setting is wrong."""

    async def client(self, team: str) -> AsyncWebClient: ...

    async def bot(self, team: str) -> Bot:
        """Raises the errors of the Web API client."""

    async def removed(self, team: str, before: datetime) -> None:
        """Handle the removal of every installation made there before a time (aware)."""


class OneWorkspace:
    """The one workspace that a bot token belongs to, whichever team is named."""

    def __init__(self, client: AsyncWebClient, reachability: Reachability | None = None) -> None:
        self._client = client
        self._reachability = reachability
        self._bot: Bot | None = None
        self._lock = asyncio.Lock()

    async def ready(self) -> None:
        await outlast(self.bot, "SLACK_BOT_TOKEN", self._reachability)

    async def client(self, team: str) -> AsyncWebClient:  # noqa: ARG002  # there is only one
        return self._client

    async def bot(self, team: str = "") -> Bot:  # noqa: ARG002  # the same
        async with self._lock:
            if self._bot is None:
                answer = await self._client.auth_test()
                self._bot = Bot(answer["team_id"], answer["user_id"], answer["bot_id"], answer["url"])
            return self._bot

    async def removed(self, team: str, before: datetime) -> None:
        """Do nothing: no token is stored, and Slack refuses the one in the settings."""


@dataclass(frozen=True, slots=True)
class _Known:
    token: str = field(repr=False)
    workspace: OneWorkspace
    read_at: float


@dataclass(frozen=True, slots=True)
class _Reading:
    task: asyncio.Task[str | None]
    began: float


class InstalledWorkspaces:
    """Every workspace that installed the app; ``client_of`` makes a client for a token."""

    def __init__(self, store: Installations, client_of: Callable[[str], AsyncWebClient]) -> None:
        self._store = store
        self._client_of = client_of
        self._known: dict[str, _Known] = {}
        self._reading: dict[str, _Reading] = {}

    async def ready(self) -> None:
        await self._store.reencrypt()

    async def client(self, team: str) -> AsyncWebClient:
        return await (await self._workspace(team)).client(team)

    async def bot(self, team: str) -> Bot:
        return await (await self._workspace(team)).bot()

    async def removed(self, team: str, before: datetime) -> None:
        await self._store.remove(team, before)
        self.forget(team)

    async def everywhere(self) -> Sequence[tuple[Installed, AsyncWebClient]]:
        """Raises ``SettingsError`` when the tokens cannot be read."""
        return [(each, self._client_of(each.token)) for each in await self._store.everywhere()]

    def forget(self, team: str) -> None:
        """Forget the token in memory: the stored one has changed."""
        self._known.pop(team, None)

    async def _workspace(self, team: str) -> OneWorkspace:
        known, now = self._known.get(team), time.monotonic()
        if known and now - known.read_at < FRESH:
            return known.workspace
        try:
            token = await self._token(team, READ_IN if known else None)
        except StorageUnavailable:
            if known is None:
                raise
            return known.workspace
        if token is None:
            self.forget(team)
            raise ConversationGone(f"Paperboy is not installed in {team or 'this workspace'}")
        workspace = known.workspace if known and known.token == token else OneWorkspace(self._client_of(token))
        self._known[team] = _Known(token, workspace, now)
        return workspace

    async def _token(self, team: str, seconds: float | None) -> str | None:
        """Read the token, once for all who ask; wait until ``seconds`` after the beginning at most.

        Raises ``StorageUnavailable``.
        """
        reading = self._reading.get(team)
        if reading is None:
            reading = self._reading[team] = _Reading(asyncio.create_task(self._store.token(team)), time.monotonic())
            reading.task.add_done_callback(lambda task: self._read(team, task))
        passed = time.monotonic() - reading.began
        done, _ = await asyncio.wait({reading.task}, timeout=None if seconds is None else max(0.0, seconds - passed))
        if not done:
            raise StorageUnavailable("the database takes too long to read a token")
        return reading.task.result()

    def _read(self, team: str, task: asyncio.Task[str | None]) -> None:
        del self._reading[team]
        if not task.cancelled():
            task.exception()  # the callers that still wait raise it


def web_client(token: str | None, api_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """Return a client of the Web API that tries once: delivery decides whether and when to try again."""
    return AsyncWebClient(token=token, base_url=api_url, session=session, retry_handlers=[])
