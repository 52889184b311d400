"""One gate to arXiv per process and, with a shared database, for all workers; other services have gates of their own.

arXiv allows one request every three seconds over a single connection, for its API and its other services together:
https://info.arxiv.org/help/api/tou.html.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import KW_ONLY, dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from bot.core.clock import Clock, system_clock
from bot.core.errors import SourceError
from bot.core.ports.queues import Taken, Turns

INTERVAL = 3.0
"""Seconds between the end of one request and the start of the next."""

PATIENCE = 30.0
"""Seconds a caller waits through a pause that arXiv asked for; a longer pause raises :class:`Busy`."""

TRY_AGAIN = 30.0
"""Seconds until a retry is worthwhile after a temporary failure for which arXiv named no time."""

_LONGEST_PAUSE = 24 * 3600.0  # a wrong header must not stop all requests for good
_LONGEST_BACKOFF = 3600.0
_HELD = timedelta(seconds=120)  # longer than any request; only a worker that died during one keeps its turn this long
_LOOK_AGAIN = 0.2  # seconds between checks while another worker makes its request


class Busy(SourceError):
    """The service asked for fewer requests. ``retry_after`` (seconds) is always set, and the gate obeys it."""

    def __init__(self, reason: str, retry_after: float, *, named: bool = True) -> None:
        super().__init__(reason, retry_after)
        self.pause = retry_after
        self.named = named  # whether the service named the time


class FeedBroken(SourceError):
    """The feeds do not work at the moment. The API may: arXiv did not ask for fewer requests."""


class FeedRefused(SourceError):
    """arXiv answered with an error feed, because it does not know one of the categories."""


def busy(status: int, retry_after: str | None, service: str = "arXiv") -> Busy:
    """Return the error for a 429 or 503. ``Retry-After`` holds seconds or an HTTP date (RFC 9110, section 10.2.3)."""
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
        # A date without a zone is in UTC: RFC 9110 allows only GMT.
        seconds = (when.replace(tzinfo=when.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return min(max(seconds, 0.0), _LONGEST_PAUSE)


class OwnTurns:
    """``Turns`` for a process that shares arXiv with no other process."""

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


@dataclass(slots=True)
class RequestGate:
    """Lets one request through at a time, ``interval`` seconds apart; built once and shared by all clients.

    ``turns`` belong to the database that the workers share; ``holder`` is this worker's name in it. It also keeps the
    pauses that arXiv asked for, so that a restart does not end them. Each service has its own ``name`` in it (at most
    16 characters). ``service`` is the name used in errors.
    """

    interval: float = INTERVAL
    patience: float = PATIENCE
    _: KW_ONLY
    clock: Clock = system_clock
    turns: Turns = field(default_factory=OwnTurns)
    holder: str = "this process"
    name: str = "request"
    service: str = "arXiv"
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock, init=False)
    _refusals: int = field(default=0, init=False)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait for a turn and hold it during the block, which makes one request.

        A ``Busy`` raised in the block closes the gate for the time it names. Where the service names no time, the
        pause doubles with each refusal, up to an hour. Raises ``Busy`` immediately, without a turn, if the gate stays
        closed for longer than ``patience``.
        """
        async with self._lock:
            await self._enter()
            pause = self.interval
            try:
                yield
                self._refusals = 0
            except Busy as error:
                pause = max(pause, self._pause(error))
                raise
            finally:
                await self.turns.give_back(self.name, self.holder, self.clock() + timedelta(seconds=pause))

    async def _enter(self) -> None:
        now = self.clock()
        while (taken := await self.turns.take(self.name, self.holder, now, now + _HELD)) is not None:
            wait = (taken.until - now).total_seconds()
            if taken.held:
                wait = min(wait, _LOOK_AGAIN)
            elif wait > max(self.patience, self.interval):
                raise Busy(f"{self.service} asked to wait another {wait:.0f} s", wait)
            await asyncio.sleep(wait)
            now = max(self.clock(), now + timedelta(seconds=wait))

    def _pause(self, error: Busy) -> float:
        self._refusals += 1
        if error.named:
            return error.pause
        return min(_LONGEST_BACKOFF, error.pause * 2.0 ** (self._refusals - 1))
