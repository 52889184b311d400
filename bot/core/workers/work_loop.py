"""The loop that every worker runs: do what is due, then sleep until something is."""

import asyncio
import logging
from abc import ABC, abstractmethod
from datetime import datetime

from bot.core.clock import Clock
from bot.core.errors import StorageUnavailable

log = logging.getLogger(__name__)

LONGEST_SLEEP = 30.0
"""Seconds. Another process with the same database may have queued work without waking this one."""


class WorkLoop(ABC):
    """``run_once`` does what is due; ``wake`` makes a sleeping loop look again at once."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self._woken = asyncio.Event()
        self._under_way = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def run_once(self) -> bool:
        """Do what is due now; return whether there was anything."""
        self._begin()
        try:
            return await self._run_once()
        finally:
            self._end()

    def _begin(self) -> None:
        """Count one more thing as under way: a run, or a task that a run leaves behind."""
        self._under_way += 1
        self._idle.clear()

    def _end(self) -> None:
        self._under_way -= 1
        if not self._under_way:
            self._idle.set()

    @property
    def is_idle(self) -> bool:
        """Return whether neither a run nor a task is under way."""
        return self._under_way == 0

    async def idle(self) -> None:
        """Return when nothing is under way."""
        await self._idle.wait()

    @abstractmethod
    async def _run_once(self) -> bool:
        """Do the work of :meth:`run_once`."""

    @abstractmethod
    async def next_run_at(self) -> datetime | None:
        """Return when the next run can do something (aware, UTC); ``None`` when nothing is queued."""

    def wake(self) -> None:
        self._woken.set()

    async def run(self) -> None:
        """Work until canceled; wait for a database that is away for a while."""
        while True:
            self._woken.clear()
            try:
                if not await self.run_once():
                    await self._sleep(await self.next_run_at())
            except StorageUnavailable:
                log.exception("%s waits for the database", type(self).__name__)
                await self._until_woken(LONGEST_SLEEP)  # a commit wakes it: then the database is back

    async def _sleep(self, until: datetime | None) -> None:
        seconds = LONGEST_SLEEP
        if until is not None:
            seconds = min(seconds, max(0.05, (until - self.clock()).total_seconds()))
        await self._until_woken(seconds)

    async def _until_woken(self, seconds: float) -> None:
        """Sleep until woken, for ``seconds`` at most."""
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            pass


def pause_after(attempts: int) -> float:
    """Return the seconds to wait before the next try: 1, 5, 20, 45, … up to ten minutes.

    The first is short because most failures are one lost connection, and a person waits for the answer.
    """
    return min(600.0, max(1.0, 5.0 * (attempts - 1) ** 2))
