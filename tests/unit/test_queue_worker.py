"""A worker serves its lanes side by side, and no claim that goes wrong holds up another."""

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.core.errors import StorageUnavailable
from bot.core.workers.queue_worker import QueueWorker
from tests.support.skipping_loop import run_at_once

START = datetime(2025, 6, 11, 12, tzinfo=UTC)


def now() -> float:
    return asyncio.get_running_loop().time()


class Queue(QueueWorker[str, str]):
    """Claims are named; ``takes`` has the seconds that each takes, if any, and ``begun`` when each began."""

    def __init__(
        self, queued: Mapping[str, str], places: Mapping[str, int], takes: Mapping[str, float], **options: Any
    ) -> None:
        super().__init__(lambda: START + timedelta(seconds=now()), places, **options)
        self.queued = {lane: claims.split() for lane, claims in queued.items()}
        self.takes = takes
        self.begun: dict[str, float] = {}
        self.ended: dict[str, float] = {}
        self.gone_wrong: dict[str, str] = {}

    async def claim(self, lane: str, limit: int) -> AsyncIterator[str]:
        waiting = self.queued[lane]
        self.queued[lane] = waiting[limit:]
        for each in waiting[:limit]:
            yield each

    async def next_claim_at(self, lane: str) -> datetime | None:
        return START if self.queued[lane] else None

    async def work_on(self, claim: str) -> None:
        self.begun[claim] = now()
        if claim == "outage":
            raise StorageUnavailable
        if claim == "bug":
            raise ZeroDivisionError
        try:
            await asyncio.sleep(self.takes.get(claim, 0))
            self.ended[claim] = now()
        except asyncio.CancelledError:
            await asyncio.sleep(len(claim))  # what is cut off has something to put away
            self.ended[claim] = now()
            raise

    async def failed(self, claim: str, error_id: str) -> None:
        self.gone_wrong[claim] = error_id


def worked(queue: Queue, seconds: float) -> Queue:
    """The queue after its worker ran for some seconds and was stopped."""

    async def working() -> None:
        running = asyncio.create_task(queue.run())
        await asyncio.wait([running], timeout=seconds)
        running.cancel()
        await asyncio.wait([running])

    run_at_once(working())
    return queue


def test_a_full_lane_does_not_hold_up_another_and_a_free_place_is_filled_at_once() -> None:
    queue = Queue({"slow": "s1 s2", "fast": "f1 f2 f3"}, {"slow": 1, "fast": 2}, {"s1": 9, "f1": 3, "f2": 5})
    assert worked(queue, 20).begun == {"s1": 0, "f1": 0, "f2": 0, "f3": 3, "s2": 9}


def test_a_lane_is_claimed_from_once_enough_of_its_places_are_free() -> None:
    """A claim for each message would cost more than sending it."""
    queue = Queue({"": "a b c d e f"}, {"": 4}, {"a": 1, "b": 2, "c": 9, "d": 9}, claimed_with=0.5)
    assert worked(queue, 5).begun == {"a": 0, "b": 0, "c": 0, "d": 0, "e": 2, "f": 2}


def test_work_under_way_when_a_worker_stops_gets_its_time_and_is_then_cut_off() -> None:
    queue = Queue({"": "short long longer"}, {"": 3}, {"short": 8, "long": 99, "longer": 99}, patience=5.0)
    assert worked(queue, 4).ended == {"short": 8, "long": 13, "longer": 15}


def test_without_patience_a_worker_stops_at_once() -> None:
    assert worked(Queue({"": "a"}, {"": 1}, {"a": 9}), 4).ended == {"a": 5}


def test_a_claim_that_goes_wrong_is_recorded_under_the_id_in_the_log_and_holds_up_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    queue = worked(Queue({"": "bug a"}, {"": 1}, {}), 1)
    assert queue.begun == {"bug": 0, "a": 0}
    (error_id,) = queue.gone_wrong.values()
    assert len(error_id) == 8, "people read it out"
    assert f"bug failed [{error_id}]" in caplog.text


def test_a_claim_is_left_to_its_lease_while_the_database_is_away(caplog: pytest.LogCaptureFixture) -> None:
    queue = worked(Queue({"": "outage a"}, {"": 1}, {}), 1)
    assert queue.begun == {"outage": 0, "a": 0}
    assert queue.gone_wrong == {}
    assert [record.levelno for record in caplog.records] == [logging.ERROR]


def test_a_worker_sleeps_until_the_first_claim_of_a_lane_with_room() -> None:
    class Later(Queue):
        async def next_claim_at(self, lane: str) -> datetime | None:
            return {"a": START + timedelta(hours=2), "b": START + timedelta(hours=1), "none": None, "full": START}[lane]

    async def next_run() -> datetime | None:
        queue = Later({"a": "", "b": "", "none": "", "full": "x"}, {"a": 1, "b": 1, "none": 1, "full": 1}, {"x": 1})
        assert await queue.run_once()
        assert not queue.is_idle
        found = await queue.next_run_at()
        await queue.idle()
        assert not await queue.run_once()
        return found

    assert run_at_once(next_run()) == START + timedelta(hours=1)


async def test_a_worker_without_anything_queued_has_no_next_run() -> None:
    assert await Queue({"": ""}, {"": 1}, {}).next_run_at() is None
