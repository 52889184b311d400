"""Runs background jobs: the network first with no transaction open, then the effects in one."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import Any

from bot.core.clock import Clock
from bot.core.codec import from_json
from bot.core.commands import JobKind, Replies
from bot.core.computations import Computed, with_computations
from bot.core.context import Context, Services
from bot.core.errors import PaperboyError, SourceError, StorageUnavailable
from bot.core.messages import Reply, message
from bot.core.ports.queues import ClaimedJob
from bot.core.ports.sources import Sources
from bot.core.ports.storage import Storage, UnitOfWork
from bot.core.ports.text import Translator
from bot.core.registry import Registry
from bot.core.work_loop import WorkLoop, pause_after

log = logging.getLogger(__name__)

AT_ONCE = 4
"""Jobs run side by side, so that one slow look-up does not hold back another; and as many scheduled ones, so that
whoever asks something does not wait for everybody's digest.
"""

RENEWED_EVERY = 20.0
"""Seconds; a lease is three times as long."""

Finish = Callable[[Context], Awaitable[Replies]]


class JobWorker(WorkLoop):
    def __init__(
        self,
        storage: Storage,
        sources: Sources,
        registry: Registry,
        services: Services,
        translator: Callable[[str], Translator],
        clock: Clock,
        committed: Callable[[], None],
        name: str,
    ) -> None:
        super().__init__(clock)
        self._storage = storage
        self._sources = sources
        self._registry = registry
        self._services = services
        self._translator = translator
        self._committed = committed
        self._name = name
        self._running: dict[bool, set[asyncio.Task[None]]] = {False: set(), True: set()}

    async def run(self) -> None:
        try:
            await super().run()
        finally:  # what is cut off is done again
            running = [task for tasks in self._running.values() for task in tasks]
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)

    async def _turn(self) -> bool:
        """Begin what is due, as far as there is room; whether there was anything."""
        begun = False
        for scheduled, running in self._with_room():
            while len(running) < AT_ONCE:
                job = await self._storage.queues.claim_job(self._name, self.clock(), scheduled=scheduled)
                if job is None:
                    break
                self._begin_to_run(job, running)
                begun = True
        return begun

    def _with_room(self) -> list[tuple[bool, set[asyncio.Task[None]]]]:
        """Elsewhere, the jobs that end wake the loop."""
        return [(scheduled, running) for scheduled, running in self._running.items() if len(running) < AT_ONCE]

    def _begin_to_run(self, job: ClaimedJob, running: set[asyncio.Task[None]]) -> None:
        def ended(task: asyncio.Task[None]) -> None:
            running.discard(task)
            self._end()
            self.wake()

        task = asyncio.create_task(self._run(job), name=f"job {job.id}")
        self._begin()
        running.add(task)
        task.add_done_callback(ended)

    async def next_turn_at(self) -> datetime | None:
        moments = [await self._storage.queues.next_job_at(scheduled=scheduled) for scheduled, _ in self._with_room()]
        return min((moment for moment in moments if moment is not None), default=None)

    async def _run(self, job: ClaimedJob) -> None:
        try:
            await self._try(job)
        except StorageUnavailable:
            log.exception("job %s (%s) waits for the database", job.id, job.kind)  # its lease will end

    async def _try(self, job: ClaimedJob) -> None:
        try:
            await self._attempt(job)
        except StorageUnavailable:
            raise
        except Exception:
            error_id = secrets.token_hex(4)
            log.exception("job %s (%s) failed [%s]", job.id, job.kind, error_id)
            await self._finish(job, lambda context: _apologise(context, error_id))

    async def _attempt(self, job: ClaimedJob) -> None:
        kind = self._registry.jobs[job.kind]
        payload = from_json(job.payload, kind.payload)
        try:
            async with self._holding(job):
                fetched = await kind.fetch(self._sources, payload)
            await self._finish(job, lambda context: kind.apply(context, payload, fetched))
        except SourceError as error:
            await self._try_again(job, kind, payload, error)

    @asynccontextmanager
    async def _holding(self, job: ClaimedJob) -> AsyncIterator[None]:
        """Keep the lease, whatever arXiv's pace makes of the fetching."""

        async def renew() -> None:
            while True:
                await asyncio.sleep(RENEWED_EVERY)
                await self._storage.queues.renew_job(job, self.clock())

        renewing = asyncio.create_task(renew())
        try:
            yield
        finally:
            renewing.cancel()
            with suppress(asyncio.CancelledError):
                await renewing

    async def _try_again(self, job: ClaimedJob, kind: JobKind[Any, Any], payload: Any, error: PaperboyError) -> None:
        log.warning("job %s (%s), try %s: %s", job.id, job.kind, job.attempts, error)
        if job.attempts >= kind.attempts:
            await self._finish(job, lambda context: kind.give_up(context, payload, error))
            return
        pause = getattr(error, "retry_after", None) or pause_after(job.attempts)
        await self._storage.queues.postpone_job(job, self.clock() + timedelta(seconds=pause), str(error))

    async def _finish(self, job: ClaimedJob, finish: Finish) -> None:
        async def attempt(computed: Computed) -> bool:
            async with self._storage.finish_job(job) as work:
                if work is None:
                    return False
                context = await self._context(work, job, computed)
                for index, reply in enumerate(await finish(context)):
                    await work.outbox.put(job.address, f"job/{job.id}/{index}", reply, context.now, job.route)
            return True

        if await with_computations(attempt):
            self._committed()

    async def _context(self, work: UnitOfWork, job: ClaimedJob, computed: Computed) -> Context:
        space = await work.spaces.get(job.space_id)
        return Context(
            work=work,
            space=space,
            address=job.address,
            actor=await work.users.get(job.user_id),
            now=self.clock(),
            language=self._translator(space.language),
            services=self._services,
            route=job.route,
            computed=computed,
        )


async def _apologise(context: Context, error_id: str) -> Replies:
    return [Reply(message(context.say("went-wrong", id=error_id)))]
