"""The administrators of a channel on Slack: its creator, and the administrators and owners of the workspace.

Slack tells the managers of a channel only to apps of an organization (``admin.roles.listAssignments``), so they need
one of the others: https://docs.slack.dev/reference/methods/admin.roles.listAssignments
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.failures import code_of, translated
from bot.core.identity import Address, UserRef

SECONDS = 2.0
"""Timeout of both questions together: a form must be open three seconds after the press."""

_NOT_TOLD = frozenset({"channel_not_found", "method_not_supported_for_channel_type", "missing_scope"})
"""Errors about channels that Paperboy is not in, and of group messages, which nobody runs."""


class SlackRoles:
    """``client_for`` returns the Web API client of a workspace by its team id."""

    def __init__(self, client_for: Callable[[str], Awaitable[AsyncWebClient]]) -> None:
        self._client_for = client_for

    async def is_administrator(self, person: UserRef, address: Address) -> bool:
        with translated():
            async with asyncio.timeout(SECONDS):
                return await self._ask(person, address)

    async def _ask(self, person: UserRef, address: Address) -> bool:
        client = await self._client_for(address.workspace)
        told = await client.users_info(user=person.user_id)
        if _runs_workspace(told["user"], address.workspace):
            return True
        return person.user_id == await _creator(client, address.conversation_id)


def _runs_workspace(user: Mapping[str, Any], team: str) -> bool:
    """Return whether the person runs this workspace; in a shared channel they may run another.

    https://docs.slack.dev/reference/objects/user-object
    """
    teams = {user.get("team_id", team), *user.get("enterprise_user", {}).get("teams", ())}
    is_ours = team in teams and not user.get("is_stranger", False)
    return is_ours and any(user.get(name, False) for name in ("is_admin", "is_owner", "is_primary_owner"))


async def _creator(client: AsyncWebClient, channel: str) -> str:
    """Return the id of the person who created a channel; empty if Slack does not tell."""
    try:
        told = await client.conversations_info(channel=channel)
    except SlackApiError as error:
        if code_of(error) not in _NOT_TOLD:
            raise
        return ""
    return str(told["channel"].get("creator", ""))
