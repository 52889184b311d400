"""Queues the jobs of digests and reviews when they are due, and deletes old rows of the queues."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from bot.core.access.allowed import EVERYBODY, Allowed
from bot.core.clock import Clock
from bot.core.codec import to_json
from bot.core.model.digests import DIGEST_JOB, DigestOrder, Subscription
from bot.core.model.reviews import REVIEW_JOB, ReviewOrder
from bot.core.ports.sources import PaperSource
from bot.core.ports.storage import Storage, UnitOfWork
from bot.core.schedule import announced_in, due, first_due, next_due, week_before
from bot.core.workers.work_loop import WorkLoop

KEPT = timedelta(days=30)
"""Age at which receipts, sent messages and finished jobs are deleted: platforms redeliver events for days at most, and
answers that old are hardly ever edited.
"""

CATCH_UP = timedelta(days=14)
"""The time for which a digest makes up missed announcements: process down, feed late, holidays."""

FORGETTING = timedelta(days=1)
"""Time between two deletions of such rows."""


class Scheduler(WorkLoop):
    """Calls ``queued`` after queueing a digest or review; ``papers`` knows when arXiv announces. Nothing is sent for
    people and conversations that are not ``allowed`` any more.

    Any number of schedulers may share a database: marking a date as due succeeds once.
    """

    def __init__(
        self,
        storage: Storage,
        clock: Clock,
        queued: Callable[[], None],
        papers: PaperSource,
        allowed: Allowed = EVERYBODY,
    ) -> None:
        super().__init__(clock)
        self._storage = storage
        self._queued = queued
        self._papers = papers
        self.allowed = allowed
        self._forgot_at: datetime | None = None

    async def _run_once(self) -> bool:
        """Queue everything that is due now."""
        now = self.clock()
        found = [(each, on) for each in await self._active() if (on := due(each, now)) is not None]
        for subscription, on in found:
            async with self._storage.begin() as work:
                if await work.subscriptions.mark_due(subscription, on):
                    await self._order(work, subscription, on, now)
            self._queued()
        await self._forget(now)
        return bool(found)

    async def _forget(self, now: datetime) -> None:
        if self._forgot_at is None or now - self._forgot_at >= FORGETTING:
            await self._storage.queues.prune(now - KEPT)
            self._forgot_at = now

    async def next_run_at(self) -> datetime | None:
        """Return the time of the next digest or review; deletions can wait for any run."""
        now = self.clock()
        return min((next_due(each, now) for each in await self._active()), default=None)

    async def _active(self) -> list[Subscription]:
        async with self._storage.begin() as work:
            return list(await work.subscriptions.active())

    async def _order(self, work: UnitOfWork, subscription: Subscription, on: date, now: datetime) -> None:
        subscriber = await work.users.get(subscription.user_id)
        if not self.allowed.admits(subscriber.ref, subscription.address):
            return
        weekly = subscription.wanted.is_weekly
        kind = REVIEW_JOB if weekly else DIGEST_JOB
        order = self._review(subscription, on) if weekly else await self._digest(work, subscription, now)
        await work.jobs.put(
            kind,
            to_json(order),
            await work.spaces.get(subscription.space_id),
            subscriber,
            subscription.address,
            now,
            dedupe_key=f"{kind}/{subscription.id}/{on}",
        )

    def _review(self, subscription: Subscription, on: date) -> ReviewOrder:
        start, end = week_before(subscription.wanted, on)
        dates = announced_in(start, end, self._papers.latest, self._papers.mailings)
        return ReviewOrder(start, end, subscription.wanted.interests, dates, scheduled=True)

    async def _digest(self, work: UnitOfWork, subscription: Subscription, now: datetime) -> DigestOrder:
        wanted = subscription.wanted
        dates = await self._dates(work, subscription, now)
        return DigestOrder(
            on=dates[-1],
            interests=wanted.interests,
            top=wanted.top,
            scheduled=True,
            layout=wanted.layout,
            dates=dates,
            subscription=subscription.id,
            space=subscription.space_id,
        )

    async def _dates(self, work: UnitOfWork, subscription: Subscription, now: datetime) -> tuple[date, ...]:
        """Return the dates to choose from, beginning with the first that a digest of this subscription covered."""
        newest = self._papers.latest(now)
        considered = [each.on for each in await work.digests.considered(subscription.id)]
        first = min(considered) if considered else self._papers.latest(first_due(subscription))
        if subscription.since is not None:
            first = max(first, subscription.since)
        dates = self._papers.mailings(max(first, newest - CATCH_UP), newest)
        return tuple(dates) or (newest,)
