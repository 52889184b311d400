"""People's names and their direct messages with Paperboy, cached because every event needs them."""

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

_CACHED = 20_000
_FRESH = 24 * 3600.0
"""Seconds. People change their names now and then; their direct message stays the same."""


class People:
    """``client_for`` returns the Web API client of a workspace by its team id."""

    def __init__(self, client_for: Callable[[str], Awaitable[AsyncWebClient]]) -> None:
        self._client_for = client_for
        self._names: dict[tuple[str, str], tuple[str, float]] = {}
        self._conversations: dict[tuple[str, str], str] = {}

    async def names(self, team: str, users: Iterable[str]) -> Mapping[str, str]:
        """Return the names by user id, without the users whose name Slack does not tell."""
        ids = sorted(users)
        found = await asyncio.gather(*(self._name(team, user) for user in ids))
        return {user: name for user, name in zip(ids, found, strict=True) if name}

    async def conversation(self, team: str, user: str) -> str:
        """Return a person's direct message with Paperboy. Raises the errors of the Web API client."""
        known = self._conversations.get((team, user))
        if known is None:
            client = await self._client_for(team)
            opened = await client.conversations_open(users=user)
            known = str(opened["channel"]["id"])
            _cache(self._conversations, (team, user), known)
        return known

    async def conversations(self, team: str) -> AsyncIterator[str]:
        """Yield every direct message that Paperboy is in. Raises the errors of the Web API client."""
        client = await self._client_for(team)
        async for page in await client.users_conversations(types="im", limit=PAGE_SIZE):
            for each in page["channels"]:
                yield str(each["id"])

    async def language(self, team: str, user: str) -> str:
        """Return the code of the language that a person chose in Slack; empty if Slack does not tell."""
        try:
            client = await self._client_for(team)
            answer = await client.users_info(user=user, include_locale=True)
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("Slack does not tell the language of %s: %s", user, error)
            return ""
        return str(answer["user"].get("locale", "")).partition("-")[0]

    async def _name(self, team: str, user: str) -> str:
        name, at = self._names.get((team, user), ("", -_FRESH))
        if time.monotonic() - at < _FRESH:
            return name
        try:
            client = await self._client_for(team)
            answer = await client.users_info(user=user)
        except (SlackApiError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("Slack does not tell the name of %s: %s", user, error)
            return name
        profile = answer["user"].get("profile", {})
        name = str(profile.get("display_name") or profile.get("real_name") or answer["user"].get("name", ""))
        _cache(self._names, (team, user), (name, time.monotonic()))
        return name


def _cache(cache: dict[tuple[str, str], V], key: tuple[str, str], value: V) -> None:
    cache[key] = value
    if len(cache) > _CACHED:
        del cache[next(iter(cache))]
