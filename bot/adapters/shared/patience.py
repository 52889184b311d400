"""Trying again while a platform or the database is out of reach."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.core.errors import StorageUnavailable
from bot.core.reachability import Reachability

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 60.0

T = TypeVar("T")


async def outlast(
    call: Callable[[], Awaitable[T]],
    errors: tuple[type[Exception], ...],
    log: logging.Logger,
    activity: str,
    pause_asked_for: Callable[[Exception], float] = lambda _: 0.0,
    reachability: Reachability | None = None,
) -> T:
    """Return what ``call`` returns, calling again after any of ``errors``; other exceptions are raised.

    The pauses double, from half a second to a minute, and are at least the seconds that ``pause_asked_for`` reads from
    the error. The log, where ``activity`` names the call, gets one line per reason and one when the call works again;
    no warning if ``reachability``, which is told, knew of an outage before.
    """
    reachability = reachability or Reachability()
    level = logging.WARNING
    reason, failures = "", 0
    while True:
        try:
            result = await call()
        except errors as error:
            previous, reason = reason, str(error) or type(error).__name__
            known = reachability.is_failing
            if not isinstance(error, StorageUnavailable):
                reachability.fails(activity, reason)
            if known and not failures:
                level = logging.INFO
            if reason != previous:
                log.log(level, "%s: %s; trying again", activity, reason)
            pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(failures, 10))
            failures += 1
            await asyncio.sleep(max(pause, pause_asked_for(error)))
        else:
            reachability.works(activity)
            if failures:
                log.log(level, "%s: works again, after %s failed tries", activity, failures)
            return result
