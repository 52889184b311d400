"""The token bucket of each person and conversation."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.access.pace import PERSON, SPACE, WAIT, Paces, Rate, Wait
from bot.core.identity import Address, UserRef
from tests.support.conversation import MovableClock

ME = UserRef("telegram", "telegram", "1")
GROUP = Address("telegram", "telegram", "-1")


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock(datetime(2025, 6, 11, 12, 0, tzinfo=UTC))


@pytest.fixture
def paces(clock: MovableClock) -> Paces:
    return Paces(clock)


def served(paces: Paces, times: int, who: UserRef = ME) -> int:
    """How many of so many actions are served."""
    return sum(paces.take(who, GROUP) is None for _ in range(times))


def told(paces: Paces, clock: MovableClock, who: UserRef = ME) -> Wait | None:
    """Act once, and return what is said if that is too much."""
    shut = paces.take(who, GROUP)
    return shut and shut.wait(who, clock())


def members(count: int) -> list[UserRef]:
    return [UserRef("telegram", "telegram", str(number)) for number in range(10, 10 + count)]


def test_a_burst_is_served_and_then_no_more(paces: Paces) -> None:
    assert served(paces, 100) == PERSON.burst


def test_the_pace_can_be_kept_up_for_ever(paces: Paces, clock: MovableClock) -> None:
    for _ in range(500):
        clock.move(seconds=60 / PERSON.per_minute)
        assert served(paces, 1) == 1


def test_a_person_is_told_once_how_long_to_wait(paces: Paces, clock: MovableClock) -> None:
    served(paces, PERSON.burst)
    assert told(paces, clock) == Wait(30, told=False)
    clock.move(seconds=12.5)
    assert told(paces, clock) == Wait(18, told=True)


def test_after_the_wait_a_person_is_served_as_they_were_told(paces: Paces, clock: MovableClock) -> None:
    served(paces, PERSON.burst)
    assert told(paces, clock)
    for _ in range(10):  # impatient, but no machine
        clock.move(seconds=2)
        assert served(paces, 1) == 0
    clock.move(seconds=10)
    assert served(paces, 1) == 1
    assert served(paces, 100) == PERSON.per_minute / 2 - 1
    assert told(paces, clock) == Wait(30, told=False)


def test_a_machine_that_goes_on_stays_unserved_until_it_stops(paces: Paces, clock: MovableClock) -> None:
    served(paces, PERSON.burst)
    assert told(paces, clock) == Wait(30, told=False)
    for _ in range(1_000):
        clock.move(seconds=0.5)
        wait = told(paces, clock)
        assert wait
        assert wait.told
    clock.move(seconds=WAIT.total_seconds() + 1)
    assert served(paces, 1) == 1


def test_who_stopped_is_served_although_they_were_too_fast(paces: Paces, clock: MovableClock) -> None:
    served(paces, 1_000)
    clock.move(days=1)
    assert served(paces, 1_000) == PERSON.burst


def test_a_group_has_a_pace_of_its_own_and_each_member_is_told(paces: Paces, clock: MovableClock) -> None:
    people = members(10)
    assert sum(served(paces, 20, who) for who in people) == SPACE.burst
    assert [told(paces, clock, who) for who in people] == [Wait(30, told=False)] * len(people)
    assert told(paces, clock, people[0]) == Wait(30, told=True)
    elsewhere = Address("telegram", "telegram", "-2")
    assert paces.take(people[0], elsewhere) is None


def test_opinions_do_not_wear_out_the_pace_of_a_channel(paces: Paces) -> None:
    people = members(500)
    assert all(paces.take(who, GROUP, for_space=False) is None for who in people)
    assert served(paces, 1) == 1


def test_topics_and_threads_are_one_conversation(paces: Paces) -> None:
    topic = Address("telegram", "telegram", "-1", "7")
    people = members(10)
    for who in people:
        for _ in range(10):
            paces.take(who, topic)
    assert served(paces, 1) == 0


def test_whether_it_is_shut_is_asked_without_counting(clock: MovableClock) -> None:
    paces = Paces(clock, person=Rate(1, 1))
    assert not any(paces.is_shut(ME, GROUP) for _ in range(3))
    assert served(paces, 2) == 1
    assert paces.is_shut(ME, GROUP)
    clock.now += timedelta(seconds=60)
    assert not paces.is_shut(ME, GROUP)
