"""Slack out of reach, told apart from Slack refusing a token."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.adapters.slack.failures import code_of
from bot.core.errors import SettingsError

log = logging.getLogger(__name__)

T = TypeVar("T")

PAUSE = 5.0
"""Seconds between two tries."""

_REFUSED = frozenset({
    "account_inactive", "invalid_auth", "missing_scope", "no_permission", "not_allowed_token_type", "not_authed",
    "token_expired", "token_revoked",
})  # fmt: skip


async def outlast(ask: Callable[[], Awaitable[T]], setting: str) -> T:
    """What ``ask`` gives, asked again while Slack is out of reach.

    Raises ``SettingsError`` when Slack refuses the token, which is in the environment variable ``setting``.
    """
    while True:
        try:
            return await ask()
        except SlackApiError as error:
            if code_of(error) in _REFUSED:
                hint = "paperboy doctor says what to do"
                raise SettingsError(f"{setting}: Slack refuses it ({code_of(error)}); {hint}") from error
            log.warning("Slack does not take us in, trying again: %s", error)
        except (SlackRequestError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("Slack is out of reach, trying again: %s", error)
        await asyncio.sleep(PAUSE)
