"""One door to arXiv for the whole process.

arXiv asks for no more than one request every three seconds over a single connection, for its API and its
other services together: https://info.arxiv.org/help/api/tou.html.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from bot.core.errors import SourceError

INTERVAL = 3.0
"""Seconds between the end of one request and the start of the next."""

PATIENCE = 30.0
"""Seconds a caller waits for a pause that arXiv asked for; a longer one is reported instead."""

TRY_AGAIN = 30.0
"""Seconds after which asking once more is worth it, where a failure may pass and arXiv named no time."""

_LONGEST_PAUSE = 24 * 3600.0  # a mistaken header must not silence arXiv for good


class ArxivBusy(SourceError):
    """arXiv asked for fewer requests; ``retry_after`` (seconds) is always set, and the gate keeps to it."""

    def __init__(self, reason: str, retry_after: float) -> None:
        super().__init__(reason, retry_after)
        self.pause = retry_after


class FeedRefused(SourceError):
    """arXiv answered with an error feed: it does not know one of the categories."""


def busy(status: int, retry_after: str | None) -> ArxivBusy:
    """The error for a 429 or 503, whose ``Retry-After`` header holds seconds or an HTTP date (RFC 9110, 10.2.3)."""
    pause = _seconds(retry_after)
    return ArxivBusy(f"arXiv is busy (HTTP {status}) and asks to wait {pause:.0f} s", pause)


def _seconds(retry_after: str | None) -> float:
    if not retry_after:
        return TRY_AGAIN
    if retry_after.strip().isdecimal():
        seconds = float(retry_after)
    else:
        try:
            when = parsedate_to_datetime(retry_after)
        except ValueError:
            return TRY_AGAIN
        # A date without a zone is in UTC: RFC 9110 knows only GMT.
        seconds = (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return min(max(seconds, 0.0), _LONGEST_PAUSE)


class RequestGate:
    """Lets one request through at a time, ``interval`` seconds apart; built once and shared by all clients."""

    def __init__(self, interval: float = INTERVAL, patience: float = PATIENCE) -> None:
        self._interval = interval
        self._patience = patience
        self._lock = asyncio.Lock()
        self._opens_at = 0.0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn and hold it for the length of the block, which makes one request.

        An ``ArxivBusy`` leaving the block closes the gate for as long as it says. Raises ``ArxivBusy`` at
        once, without a turn, when the gate stays closed for longer than ``patience``.
        """
        async with self._lock:
            wait = self._opens_at - time.monotonic()
            if wait > max(self._patience, self._interval):
                raise ArxivBusy(f"arXiv asked to wait another {wait:.0f} s", wait)
            await asyncio.sleep(max(wait, 0.0))
            pause = self._interval
            try:
                yield
            except ArxivBusy as error:
                pause = max(pause, error.pause)
                raise
            finally:
                self._opens_at = time.monotonic() + pause
