"""The pace of sending: never faster than the platform allows, and no slower than it must be."""

import asyncio
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.identity import Address
from bot.core.ports.adapters import Pace, Window
from bot.delivery.governor import Governor


class Time:
    """A clock that sleeping moves."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


class WaitingTime(Time):
    """A clock on which sleepers wait until it moves to the moment of the next one."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[tuple[float, asyncio.Event]] = []

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.Event()
        self.waiting.append((self.now + seconds, woken))
        await woken.wait()

    def move_to_next(self) -> None:
        following = min(self.waiting, key=lambda sleeper: sleeper[0])
        self.waiting.remove(following)
        self.now, woken = following
        woken.set()


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Time:
    clock = Time()

    async def sleep(seconds: float) -> None:
        clock.now += seconds

    monkeypatch.setattr("bot.delivery.governor.asyncio.sleep", sleep)
    return clock


def place(conversation: str, workspace: str = "w") -> Address:
    return Address("elsewhere", workspace, conversation)


async def test_a_thousand_messages_go_at_exactly_the_common_pace(time: Time) -> None:
    governor = Governor(Pace(overall=Window(30, 1.0)), time)
    moments = []
    for number in range(1_000):
        await governor.admit(place(str(number)))
        moments.append(time.now)
    assert densest(moments, 1.0 - 1e-6) <= 30
    assert moments[-1] - moments[0] == pytest.approx(999 / 30)


async def test_messages_to_all_go_evenly_so_that_a_delay_on_the_way_makes_none_too_early(time: Time) -> None:
    governor = Governor(Pace(overall=Window(30, 1.0)), time)
    moments = []
    for number in range(100):
        await governor.admit(place(str(number)))
        moments.append(time.now)
    assert densest(moments, 0.1 - 1e-6) == 3


def densest(moments: Sequence[float], seconds: float) -> int:
    """The most messages that any window of that length holds."""
    return max(sum(start <= each < start + seconds for each in moments) for start in moments)


async def test_messages_held_up_by_a_standstill_do_not_go_all_at_once(
    time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    governor = Governor(Pace(overall=Window(10, 1.0)), time)
    turns = asyncio.Event()

    async def stand_still(_seconds: float) -> None:
        await turns.wait()

    with monkeypatch.context() as patched:
        patched.setattr("bot.delivery.governor.asyncio.sleep", stand_still)
        waiting = [asyncio.create_task(governor.admit(place(str(number)))) for number in range(100)]
        await asyncio.wait(waiting, timeout=0.01)
    time.now += 60.0
    before = asyncio.get_running_loop().time()
    turns.set()
    await asyncio.gather(*waiting)
    assert time.now - 160.0 == pytest.approx(9.9)
    assert asyncio.get_running_loop().time() - before < 5


async def test_workspaces_do_not_share_their_pace(time: Time) -> None:
    governor = Governor(Pace(overall=Window(1, 60.0)), time)
    await governor.admit(place("a", "one"))
    await governor.admit(place("a", "two"))
    assert time.now == 100.0


async def test_the_common_pace_is_served_in_order_of_arrival(monkeypatch: pytest.MonkeyPatch) -> None:
    time = WaitingTime()
    governor = Governor(Pace(overall=Window(1, 0.05)), time)
    order: list[int] = []

    async def send(number: int) -> None:
        await governor.admit(place(str(number)))
        order.append(number)

    turn = asyncio.sleep
    monkeypatch.setattr("bot.delivery.governor.asyncio.sleep", time.sleep)
    sending = [asyncio.create_task(send(number)) for number in range(10)]
    await turn(0)
    while time.waiting:
        time.move_to_next()
        await turn(0)
    await asyncio.gather(*sending)
    assert order == list(range(10))


@given(st.lists(st.floats(min_value=0, max_value=10), min_size=1, max_size=60))
def test_no_conversation_gets_more_than_its_windows_allow(gaps: list[float]) -> None:
    time = Time()
    windows = Window(1, 1.0), Window(20, 60.0)
    governor = Governor(Pace(conversation=lambda _: windows), time)
    moments = []
    for gap in gaps:
        time.now += gap
        time.now += governor.pause(place("a"))
        asyncio.run(governor.admit(place("a")))
        moments.append(time.now)
        assert governor.pause(place("b")) == 0
    assert all(densest(moments, each.seconds - 1e-6) <= each.count for each in windows)


async def test_a_closed_platform_gets_nothing_until_it_opens(time: Time) -> None:
    governor = Governor(Pace(), time)
    governor.close(5.0)
    await governor.admit(place("a"))
    assert time.now == pytest.approx(105.0)
