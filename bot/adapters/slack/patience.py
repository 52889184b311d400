"""Trying again while Slack is out of reach, but not when Slack refuses a token."""

import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.adapters.shared import patience
from bot.adapters.slack.failures import TOKEN_REFUSED, code_of, failure_of
from bot.core.errors import SettingsError
from bot.core.reachability import Reachability

log = logging.getLogger(__name__)

T = TypeVar("T")

_REFUSED = TOKEN_REFUSED | {"missing_scope", "no_permission"}


async def outlast(
    call: Callable[[], Awaitable[T]],
    setting: str,
    reachability: Reachability | None = None,
    *,
    even_if_refused: bool = False,
) -> T:
    """Return what ``call`` returns, however long Slack is out of reach.

    Raises ``SettingsError`` when Slack refuses the token, which is in the environment variable ``setting``; a token
    that worked before may become valid again, so ``even_if_refused`` waits for that, too.
    """

    async def unless_refused() -> T:
        try:
            return await call()
        except SlackApiError as error:
            if even_if_refused or code_of(error) not in _REFUSED:
                raise
            hint = "run paperboy doctor to see what to do"
            raise SettingsError(f"{setting}: Slack refuses it ({code_of(error)}); {hint}") from error

    passing = (SlackApiError, SlackRequestError, aiohttp.ClientError, TimeoutError)
    return await patience.outlast(unless_refused, passing, log, "connecting to Slack", _pause_asked_for, reachability)


def _pause_asked_for(error: Exception) -> float:
    return (failure_of(error).retry_after or 0.0) if isinstance(error, SlackApiError) else 0.0
