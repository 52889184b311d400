"""Who people are, and which direct message is theirs with Paperboy; remembered, because every event needs it."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.limits import PAGE_SIZE

log = logging.getLogger(__name__)

V = TypeVar("V")

_REMEMBERED = 20_000
_FRESH = 24 * 3600.0
"""Seconds. People change their name now and then; their direct message stays the same one."""


class People:
    """``client_for`` gives the Web API of a workspace by its team id."""

    def __init__(self, client_for: Callable[[str], Awaitable[AsyncWebClient]]) -> None:
        self._client_for = client_for
        self._names: dict[tuple[str, str], tuple[str, float]] = {}
        self._conversations: dict[tuple[str, str], str] = {}

    async def names(self, team: str, users: Iterable[str]) -> Mapping[str, str]:
        """The names of those that Slack tells; the rest are left out."""
        ids = sorted(users)
        found = await asyncio.gather(*(self._name(team, user) for user in ids))
        return {user: name for user, name in zip(ids, found, strict=True) if name}

    async def conversation(self, team: str, user: str) -> str:
        """The direct message of a person and Paperboy. Raises what the Web API client raises."""
        known = self._conversations.get((team, user))
        if known is None:
            client = await self._client_for(team)
            opened = await client.conversations_open(users=user)
            known = str(opened["channel"]["id"])
            _remember(self._conversations, (team, user), known)
        return known

    async def conversations(self, team: str) -> AsyncIterator[str]:
        """Every direct message that Paperboy is in. Raises what the Web API client raises."""
        client, cursor = await self._client_for(team), ""
        while True:
            page = await client.users_conversations(types="im", limit=PAGE_SIZE, cursor=cursor)
            for each in page["channels"]:
                yield str(each["id"])
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return

    async def _name(self, team: str, user: str) -> str:
        name, at = self._names.get((team, user), ("", -_FRESH))
        if time.monotonic() - at < _FRESH:
            return name
        try:
            client = await self._client_for(team)
            told = await client.users_info(user=user)
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("who %s is, Slack does not say: %s", user, error)
            return name
        profile = told["user"].get("profile", {})
        name = str(profile.get("display_name") or profile.get("real_name") or told["user"].get("name", ""))
        _remember(self._names, (team, user), (name, time.monotonic()))
        return name


def _remember(memory: dict[tuple[str, str], V], key: tuple[str, str], value: V) -> None:
    memory[key] = value
    if len(memory) > _REMEMBERED:
        del memory[next(iter(memory))]
