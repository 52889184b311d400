"""The loop of a worker that claims the contents of a queue and works on many claims at once."""

import asyncio
import logging
import secrets
from abc import abstractmethod
from collections.abc import AsyncIterator, Hashable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Generic, TypeVar

from bot.core.clock import Clock
from bot.core.errors import StorageUnavailable
from bot.core.workers.work_loop import WorkLoop

log = logging.getLogger(__name__)

Lane = TypeVar("Lane", bound=Hashable)
Claim = TypeVar("Claim")


class QueueWorker(WorkLoop, Generic[Lane, Claim]):
    """``places`` says how many claims of each lane are worked on at once: a full lane does not hold up another.

    A lane is claimed from once the share ``claimed_with`` of its places is free. When the worker stops, claims under
    way get ``patience`` seconds to end. A claim is a lease: one that is cut off is claimed again when its lease ends.
    ``str`` of a claim names it in the log.
    """

    def __init__(
        self, clock: Clock, places: Mapping[Lane, int], *, claimed_with: float = 0.0, patience: float = 0.0
    ) -> None:
        super().__init__(clock)
        self._places = places
        self._claimed_with = claimed_with
        self._patience = patience
        self._tasks: Mapping[Lane, set[asyncio.Task[None]]] = {lane: set() for lane in places}

    @abstractmethod
    def claim(self, lane: Lane, limit: int) -> AsyncIterator[Claim]:
        """Lease what is due in a lane, in at most ``limit`` claims."""

    @abstractmethod
    async def next_claim_at(self, lane: Lane) -> datetime | None:
        """Return when the next claim in a lane can succeed (aware, UTC); ``None`` when nothing is queued."""

    @abstractmethod
    async def work_on(self, claim: Claim) -> None:
        """Do the work, and record in the queue what became of it."""

    @abstractmethod
    async def failed(self, claim: Claim, error_id: str) -> None:
        """Record that :meth:`work_on` raised; the error is in the log under its id."""

    async def run(self) -> None:
        try:
            await super().run()
        finally:
            if under_way := [*chain.from_iterable(self._tasks.values())]:
                _, late = await asyncio.wait(under_way, timeout=self._patience)
                for task in late:
                    task.cancel()
                await asyncio.gather(*late, return_exceptions=True)

    async def next_run_at(self) -> datetime | None:
        moments = [await self.next_claim_at(lane) for lane, _ in self._with_room()]
        return min((moment for moment in moments if moment is not None), default=None)

    async def _run_once(self) -> bool:
        """Begin the work that is due, as far as there is room."""
        begun = False
        for lane, free in self._with_room():
            async for claim in self.claim(lane, free):
                self._begin_work(claim, self._tasks[lane])
                begun = True
        return begun

    def _with_room(self) -> Iterator[tuple[Lane, int]]:
        """Each lane that may be claimed from, with its free places; in the others, a task that ends wakes the loop."""
        for lane, places in self._places.items():
            free = places - len(self._tasks[lane])
            if free >= max(1, places * self._claimed_with):
                yield lane, free

    def _begin_work(self, claim: Claim, tasks: set[asyncio.Task[None]]) -> None:
        def ended(task: asyncio.Task[None]) -> None:
            tasks.discard(task)
            self._end()
            self.wake()

        task = asyncio.create_task(self._work(claim), name=str(claim))
        self._begin()
        tasks.add(task)
        task.add_done_callback(ended)

    async def _work(self, claim: Claim) -> None:
        try:
            await self._guarded(claim)
        except StorageUnavailable:
            log.exception("%s waits for the database", claim)  # its lease will end

    async def _guarded(self, claim: Claim) -> None:
        """A bug in one claim must neither hold up the others nor be tried forever."""
        try:
            await self.work_on(claim)
        except StorageUnavailable:
            raise
        except Exception:
            error_id = secrets.token_hex(4)
            log.exception("%s failed [%s]", claim, error_id)
            await self.failed(claim, error_id)
