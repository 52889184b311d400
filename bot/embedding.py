"""Computes the vectors of notes and to-dos: a note is found by its words at once, and by its meaning a moment later.

Vectors are computed while no transaction is open, and kept only if the text is still the same afterwards. After a
change of the model all vectors are computed again, newest entries first; until then, entries are found by words.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import chain, islice

from bot.core.clock import Clock
from bot.core.errors import EmbeddingUnavailable
from bot.core.ports.embedding import Embedder
from bot.core.ports.storage import Storage
from bot.core.ports.vectors import Embedded, Waiting
from bot.core.workers.work_loop import WorkLoop, pause_after

log = logging.getLogger(__name__)

AT_ONCE = 32
"""Entries embedded per run: half a second of work, and one transaction."""

PATIENCE = 2.0
"""Seconds to wait for vectors before giving up when settling."""

Passages = Callable[[str, str], Sequence[str]]


class EmbeddingWorker(WorkLoop):
    """``passages`` splits a title and a body into texts to embed. Any number of workers may share a database."""

    def __init__(self, storage: Storage, embedder: Embedder, passages: Passages, clock: Clock) -> None:
        super().__init__(clock)
        self._storage = storage
        self._embedder = embedder
        self._passages = passages
        self._failures = 0
        self._rests_until: datetime | None = None
        self._runs = False

    async def run(self) -> None:
        self._runs = True
        try:
            await super().run()
        finally:
            self._runs = False

    async def settled(self) -> None:
        """Embed waiting entries for at most ``PATIENCE`` seconds, unless the loop runs in the background."""
        loop = asyncio.get_running_loop()
        until = loop.time() + PATIENCE
        while not self._runs and loop.time() < until and await self.run_once():
            pass

    async def next_run_at(self) -> datetime | None:
        return self._rests_until

    async def _run_once(self) -> bool:
        """Embed up to ``AT_ONCE`` waiting entries."""
        async with self._storage.begin() as work:
            behind = await work.vectors.catch_up()
            waiting = [] if self._is_resting() else await work.vectors.waiting(AT_ONCE)
        if not waiting:
            return behind
        try:
            embedded = await self._embedded(waiting)
        except EmbeddingUnavailable as error:
            self._rest(error)
            return behind
        self._recovered()
        async with self._storage.begin() as work:
            await work.vectors.put(embedded)
        return True

    async def _embedded(self, waiting: Sequence[Waiting]) -> list[Embedded]:
        texts = [self._texts(entry) for entry in waiting]
        vectors = iter(await self._embedder.embed(list(chain.from_iterable(texts))))
        return [
            Embedded(entry, list(islice(vectors, len(of_entry))))
            for entry, of_entry in zip(waiting, texts, strict=True)
        ]

    def _texts(self, entry: Waiting) -> list[str]:
        """Return the passages of the entry itself, then the beginning of its paper's abstract."""
        own = self._passages(entry.title, entry.body)
        return list(dict.fromkeys([*own, *self._passages(*entry.abstract)[:1]]))

    def _is_resting(self) -> bool:
        return self._rests_until is not None and self.clock() < self._rests_until

    def _rest(self, error: EmbeddingUnavailable) -> None:
        if not self._failures:
            log.warning("search by meaning waits: %s", error)
        self._failures += 1
        self._rests_until = self.clock() + timedelta(seconds=pause_after(self._failures))

    def _recovered(self) -> None:
        if self._failures:
            log.info("search by meaning goes on")
        self._failures, self._rests_until = 0, None
