"""The workspaces Paperboy is installed in, each with its token."""

import asyncio
from typing import Protocol

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.payload import Bot


class Workspaces(Protocol):
    """By team id."""

    async def client(self, team: str) -> AsyncWebClient: ...

    async def bot(self, team: str) -> Bot:
        """Raises what the Web API client raises."""
        ...


class OneWorkspace:
    """The workspace that a bot token belongs to, whatever team is asked for."""

    def __init__(self, client: AsyncWebClient) -> None:
        self._client = client
        self._bot: Bot | None = None
        self._asking = asyncio.Lock()

    async def client(self, team: str) -> AsyncWebClient:  # noqa: ARG002  # there is only one
        return self._client

    async def bot(self, team: str = "") -> Bot:  # noqa: ARG002  # the same
        async with self._asking:
            if self._bot is None:
                told = await self._client.auth_test()
                self._bot = Bot(told["team_id"], told["user_id"], told["bot_id"], told["url"])
            return self._bot


def web_client(token: str | None, api_url: str, session: aiohttp.ClientSession) -> AsyncWebClient:
    """A client of the Web API that tries once: what is tried again, and after how long, is decided by delivery."""
    return AsyncWebClient(token=token, base_url=api_url, session=session, retry_handlers=[])
