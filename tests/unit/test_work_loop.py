"""When a worker looks for something to do, and for how long it rests."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.errors import StorageUnavailable
from bot.core.workers.work_loop import WorkLoop, pause_after
from tests.support.skipping_loop import run_at_once

START = datetime(2025, 6, 11, 12, tzinfo=UTC)


class Loop(WorkLoop):
    """Has one thing to do at each of some moments, in seconds after ``START``; ``runs`` are the times of its runs."""

    def __init__(self, *due: float) -> None:
        super().__init__(lambda: START + timedelta(seconds=asyncio.get_running_loop().time()))
        self.due = list(due)
        self.runs: list[float] = []
        self.at_run: Callable[[], None] = lambda: None

    async def _run_once(self) -> bool:
        now = asyncio.get_running_loop().time()
        self.runs.append(round(now, 2))
        assert len(self.runs) < 50, "it never rests"
        assert not self.is_idle
        self.at_run()
        if self.due and self.due[0] <= now + 1e-6:
            self.due.pop(0)
            return True
        return False

    async def next_run_at(self) -> datetime | None:
        return START + timedelta(seconds=self.due[0]) if self.due else None


def runs_of(loop: Loop, until: float, *woken: float) -> list[float]:
    """The times of its runs in the first ``until`` seconds; it is woken at the times ``woken``."""

    async def working() -> None:
        running = asyncio.create_task(loop.run())
        for at in woken:
            asyncio.get_running_loop().call_at(at, loop.wake)
        await asyncio.wait([running], timeout=until)
        assert not running.done() or running.result()
        assert loop.is_idle
        running.cancel()

    run_at_once(working())
    return loop.runs


def test_a_worker_works_when_something_is_due_and_looks_again_every_half_minute() -> None:
    """Another process with the same database may have queued something."""
    assert runs_of(Loop(10, 10), 75) == [0, 10, 10, 10, 40, 70]
    assert runs_of(Loop(1_000), 75) == [0, 30, 60]


def test_work_that_another_process_holds_is_not_asked_for_without_a_pause() -> None:
    class Held(Loop):
        async def next_run_at(self) -> datetime | None:
            return START

    assert runs_of(Held(), 0.12) == [0, 0.05, 0.1]


def test_a_woken_worker_looks_again_at_once_and_once() -> None:
    assert runs_of(Loop(), 29, 4) == [0, 4]


def test_work_queued_during_a_run_does_not_wait_for_the_next_one() -> None:
    loop = Loop()
    loop.at_run = lambda: loop.wake() if len(loop.runs) == 1 else None
    assert runs_of(loop, 29) == [0, 0]


@pytest.mark.parametrize(("woken", "runs"), [((), [0, 30]), ((4,), [0, 4])])
def test_a_database_that_is_away_is_tried_again_later_or_when_it_is_back(
    woken: tuple[float, ...], runs: list[float]
) -> None:
    loop = Loop()

    def away() -> None:
        if len(loop.runs) == 1:
            raise StorageUnavailable

    loop.at_run = away
    assert runs_of(loop, 33, *woken) == runs


async def test_a_run_says_whether_there_was_anything_to_do() -> None:
    assert await Loop(0).run_once()
    assert not await Loop().run_once()


def test_waiting_for_a_worker_includes_everything_under_way() -> None:
    class Slow(Loop):
        async def _run_once(self) -> bool:
            await asyncio.sleep(5 if self.due else 2)
            return bool(self.due)

    async def ended() -> float:
        loop = Slow(0)
        await loop.idle()
        long = asyncio.create_task(loop.run_once())
        await asyncio.sleep(0)
        loop.due.clear()
        short = asyncio.create_task(loop.run_once())
        await asyncio.sleep(0)
        await loop.idle()
        at = asyncio.get_running_loop().time()
        await asyncio.gather(long, short)
        return at

    assert run_at_once(ended()) == 5


@pytest.mark.parametrize(("attempts", "seconds"), [(1, 1), (2, 5), (3, 20), (4, 45), (11, 500), (12, 600), (50, 600)])
def test_pauses_grow_to_ten_minutes(attempts: int, seconds: float) -> None:
    assert pause_after(attempts) == seconds
