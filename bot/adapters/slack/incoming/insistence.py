"""Slash commands, presses and shortcuts, which Slack sends only once: they are tried until they are committed."""

import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import count

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.adapters.slack.failures import failure_of, passes
from bot.adapters.slack.incoming.in_flight import InFlight
from bot.core.errors import DeliveryError, RateLimited, StorageUnavailable
from bot.core.workers.work_loop import pause_after

log = logging.getLogger(__name__)

TRY_FOR = 600.0
"""Seconds. The person still remembers the request then, and its ``response_url`` works for 1,800."""

LONGEST_PAUSE = 15.0
"""Seconds, unless Slack asks for a longer pause."""

APOLOGIES = 4
"""Times to try to tell the person, over half a minute."""


@dataclass(frozen=True, slots=True)
class Insistence:
    """Tries for ``try_for`` seconds, or until ``in_flight`` is stopped."""

    in_flight: InFlight
    try_for: float = TRY_FOR

    async def done(self, attempt: Callable[[], Awaitable[None]], apologize: Callable[[], Awaitable[None]]) -> None:
        """Repeat ``attempt``, which must have its effects once; ``apologize`` to the person if it ends in failure."""
        until = time.monotonic() + self.try_for
        for tries in count(1):
            try:
                await attempt()
            except Exception as error:
                if _passes(error) and time.monotonic() < until and not self.in_flight.stopping:
                    log.warning("a request from Slack will be tried again: %s", error)
                    pause = max(min(pause_after(tries), LONGEST_PAUSE), _pause_asked_for(error))
                else:
                    log.exception("a request from Slack failed after %s tries", tries)
                    await self._told(apologize)
                    return
            else:
                return
            await self.in_flight.pause(min(pause, max(0.0, until - time.monotonic())))

    def later(
        self, attempt: Callable[[], Awaitable[None]], given_up: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        """Start work that Slack does not wait for, and repeat it likewise; nobody needs to be told how it ends."""

        async def nothing() -> None:
            return

        self.in_flight.later(self.done(attempt, given_up or nothing))

    async def _told(self, apologize: Callable[[], Awaitable[None]]) -> None:
        for tries in range(1, APOLOGIES):
            try:
                await apologize()
            except Exception as error:
                if not _passes(error):
                    raise
                log.warning("the person will be told again: %s", error)
                pause = max(pause_after(tries), _pause_asked_for(error))
            else:
                return
            await self.in_flight.pause(pause)
        await apologize()


def _pause_asked_for(error: Exception) -> float:
    """Return the seconds to wait that Slack names."""
    failure = failure_of(error) if isinstance(error, SlackApiError) else error
    return (failure.retry_after or 0.0) if isinstance(failure, RateLimited) else 0.0


def _passes(error: Exception) -> bool:
    """Return whether another try may help."""
    if isinstance(error, SlackApiError):
        error = failure_of(error)
    if isinstance(error, DeliveryError):
        return passes(error)
    return isinstance(error, StorageUnavailable | SlackRequestError | aiohttp.ClientError | TimeoutError)
