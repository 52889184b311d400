"""What to do while Telegram or the database fails: wait longer each time, and say so once instead of every time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram.error import RetryAfter, TelegramError

from bot.core.errors import StorageUnavailable

FIRST_PAUSE = 0.5
LONGEST_PAUSE = 60.0

T = TypeVar("T")


class Trouble:
    """Counts the failures in a row of one activity, which is ``what`` in the log."""

    def __init__(self, log: logging.Logger, what: str) -> None:
        self._log = log
        self._what = what
        self._failures = 0
        self._reason = ""

    async def outlast(self, call: Callable[[], Awaitable[T]]) -> T:
        """Call until it works; anything but the two kinds of failure that pass by themselves is raised."""
        while True:
            try:
                result = await call()
            except (TelegramError, StorageUnavailable) as error:
                await asyncio.sleep(self._pause(error))
            else:
                self._over()
                return result

    def _pause(self, error: Exception) -> float:
        """Seconds to wait. A line is logged when the reason is another than last time."""
        reason = str(error) or type(error).__name__
        if reason != self._reason:
            self._log.warning("%s: %s; trying again", self._what, reason)
        pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2.0 ** min(self._failures, 10))
        self._reason = reason
        self._failures += 1
        return max(pause, _asked_for(error))

    def _over(self) -> None:
        if self._failures:
            self._log.warning("%s: works again, after %s tries that failed", self._what, self._failures)
        self._failures = 0
        self._reason = ""


def _asked_for(error: Exception) -> float:
    if not isinstance(error, RetryAfter):
        return 0.0
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
