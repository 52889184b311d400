"""One door to arXiv for the whole process and, over a shared database, for all workers; other services have theirs.

arXiv asks for no more than one request every three seconds over a single connection, for its API and its
other services together: https://info.arxiv.org/help/api/tou.html.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.core.clock import Clock, system_clock
from bot.core.errors import SourceError
from bot.core.ports.queues import Taken, Turns

INTERVAL = 3.0
"""Seconds between the end of one request and the start of the next."""

PATIENCE = 30.0
"""Seconds a caller waits for a pause that arXiv asked for; a longer one is reported instead."""

TRY_AGAIN = 30.0
"""Seconds after which asking once more is worth it, where a failure may pass and arXiv named no time."""

_LONGEST_PAUSE = 24 * 3600.0  # a mistaken header must not silence arXiv for good
_LONGEST_BACKOFF = 3600.0
_HELD = timedelta(seconds=120)  # longer than any request; only a worker that died in one holds its turn to the end
_LOOK_AGAIN = 0.2  # seconds, while another worker makes its request


class Busy(SourceError):
    """The service asked for fewer requests; ``retry_after`` (seconds) is always set, and the gate keeps to it."""

    def __init__(self, reason: str, retry_after: float, *, named: bool = True) -> None:
        super().__init__(reason, retry_after)
        self.pause = retry_after
        self.named = named  # whether it said how long


class FeedBroken(SourceError):
    """The feeds do not work just now, while the API may: arXiv has not asked us to go away."""


class FeedRefused(SourceError):
    """arXiv answered with an error feed: it does not know one of the categories."""


def busy(status: int, retry_after: str | None, service: str = "arXiv") -> Busy:
    """The error for a 429 or 503, whose ``Retry-After`` header holds seconds or an HTTP date (RFC 9110, 10.2.3)."""
    pause = _seconds(retry_after)
    return Busy(f"{service} is busy (HTTP {status}): wait {pause:.0f} s", pause, named=bool(retry_after))


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


class OwnTurns:
    """``Turns`` of a process that shares arXiv with no other."""

    def __init__(self) -> None:
        self._turns: dict[str, tuple[str, datetime]] = {}

    async def take(self, name: str, holder: str, now: datetime, until: datetime) -> Taken | None:
        held_by, free_at = self._turns.get(name, ("", now))
        if free_at > now:
            return Taken(free_at, held=bool(held_by))
        self._turns[name] = holder, until
        return None

    async def give_back(self, name: str, holder: str, free_at: datetime) -> None:
        if self._turns.get(name, ("", free_at))[0] == holder:
            self._turns[name] = "", free_at

    async def renew(self, name: str, holder: str, until: datetime) -> None:
        if self._turns.get(name, ("", until))[0] == holder:
            self._turns[name] = holder, until


class RequestGate:
    """Lets one request through at a time, ``interval`` seconds apart; built once and shared by all clients.

    ``turns`` are those of a database that other workers share; ``holder`` is this worker's name there. A pause that
    arXiv asked for is kept there, too, so that a restart does not end it. The gate of another service has a ``name`` of
    its own there (16 characters at most); ``service`` is what it is called in errors.
    """

    def __init__(
        self,
        interval: float = INTERVAL,
        patience: float = PATIENCE,
        *,
        clock: Clock = system_clock,
        turns: Turns | None = None,
        holder: str = "this process",
        name: str = "request",
        service: str = "arXiv",
    ) -> None:
        self._name = name
        self._service = service
        self._interval = interval
        self._patience = patience
        self._clock = clock
        self._turns = turns or OwnTurns()
        self._holder = holder
        self._lock = asyncio.Lock()
        self._refusals = 0

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn and hold it for the length of the block, which makes one request.

        A ``Busy`` leaving the block closes the gate for as long as it says; where the service does not say, for twice
        as long each time, up to an hour. Raises ``Busy`` at once, without a turn, when the gate stays closed for
        longer than ``patience``.
        """
        async with self._lock:
            await self._enter()
            pause = self._interval
            try:
                yield
                self._refusals = 0
            except Busy as error:
                pause = max(pause, self._pause(error))
                raise
            finally:
                await self._turns.give_back(self._name, self._holder, self._clock() + timedelta(seconds=pause))

    async def _enter(self) -> None:
        now = self._clock()
        while (taken := await self._turns.take(self._name, self._holder, now, now + _HELD)) is not None:
            wait = (taken.until - now).total_seconds()
            if taken.held:
                wait = min(wait, _LOOK_AGAIN)
            elif wait > max(self._patience, self._interval):
                raise Busy(f"{self._service} asked to wait another {wait:.0f} s", wait)
            await asyncio.sleep(wait)
            now = max(self._clock(), now + timedelta(seconds=wait))

    def _pause(self, error: Busy) -> float:
        self._refusals += 1
        if error.named:
            return error.pause
        return min(_LONGEST_BACKOFF, error.pause * 2.0 ** (self._refusals - 1))
