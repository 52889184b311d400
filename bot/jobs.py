"""Runs background jobs: first the network, with no transaction open, then the effects in one transaction."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bot.core.clock import Clock
from bot.core.codec import from_json
from bot.core.commands import JobKind, Replies
from bot.core.computations import Step, finished, step_by_step
from bot.core.context import Context, Services
from bot.core.errors import PaperboyError, SourceError
from bot.core.messages import Reply, message
from bot.core.ports.queues import ClaimedJob
from bot.core.ports.sources import Sources
from bot.core.ports.storage import Storage, UnitOfWork
from bot.core.registry import Registry
from bot.core.workers.background import alongside
from bot.core.workers.queue_worker import QueueWorker
from bot.core.workers.work_loop import pause_after

log = logging.getLogger(__name__)

AT_ONCE = 4
"""Jobs run concurrently per lane, so that a slow lookup does not hold up another, and a question does not wait for
everybody's digest.
"""

RENEWED_EVERY = 20.0
"""Seconds; a lease lasts three times as long."""


class JobWorker(QueueWorker[bool, ClaimedJob]):
    """Has two lanes: one for scheduled jobs, and one for jobs that a person waits for."""

    def __init__(
        self,
        storage: Storage,
        sources: Sources,
        registry: Registry,
        services: Services,
        clock: Clock,
        committed: Callable[[], None],
        name: str,
    ) -> None:
        super().__init__(clock, dict.fromkeys((False, True), AT_ONCE))
        self._storage = storage
        self._sources = sources
        self._registry = registry
        self._services = services
        self._committed = committed
        self._name = name

    async def claim(self, lane: bool, limit: int) -> AsyncIterator[ClaimedJob]:
        while limit and (job := await self._storage.queues.claim_job(self._name, self.clock(), scheduled=lane)):
            yield job
            limit -= 1

    async def next_claim_at(self, lane: bool) -> datetime | None:
        return await self._storage.queues.next_job_at(scheduled=lane)

    async def failed(self, claim: ClaimedJob, error_id: str) -> None:
        await self._finish(claim, lambda context: _apologize(context, error_id))

    async def work_on(self, job: ClaimedJob) -> None:
        kind = self._registry.jobs[job.kind]
        payload = from_json(job.payload, kind.payload)
        try:
            async with alongside(self._renew(job)):
                fetched = await kind.fetch(self._sources, payload)
            await self._finish(job, lambda context: kind.apply(context, payload, fetched))
        except SourceError as error:
            await self._try_again(job, kind, payload, error)

    async def _renew(self, job: ClaimedJob) -> None:
        """Renew the lease during a fetch, which arXiv's pace may make long."""
        while True:
            await asyncio.sleep(RENEWED_EVERY)
            await self._storage.queues.renew_job(job, self.clock())

    async def _try_again(self, job: ClaimedJob, kind: JobKind[Any, Any], payload: Any, error: PaperboyError) -> None:
        log.warning("%s, try %s: %s", job, job.attempts, error)
        if job.attempts >= kind.attempts:
            await self._finish(job, lambda context: kind.give_up(context, payload, error))
            return
        pause = getattr(error, "retry_after", None) or pause_after(job.attempts)
        await self._storage.queues.postpone_job(job, self.clock() + timedelta(seconds=pause), str(error))

    async def _finish(self, job: ClaimedJob, step: Step[Replies]) -> None:
        context: Context | None = None

        async def attempt(step: Step[Replies]) -> bool:
            nonlocal context
            async with self._storage.finish_job(job) as work:
                if work is None:
                    return False
                context = replace(context, work=work) if context else await self._context(work, job)
                replies = finished(await step(context))
                for index, reply in enumerate(replies):
                    await work.outbox.put(job.address, f"job/{job.id}/{index}", reply, context.now, job.route)
            return True

        if await step_by_step(step, attempt):
            self._committed()

    async def _context(self, work: UnitOfWork, job: ClaimedJob) -> Context:
        return Context(
            work=work,
            space=await work.spaces.get(job.space_id),
            address=job.address,
            actor=await work.users.get(job.user_id),
            now=self.clock(),
            services=self._services,
            route=job.route,
        )


async def _apologize(context: Context, error_id: str) -> Replies:
    return [Reply(message(context.say("went-wrong", id=error_id)))]
