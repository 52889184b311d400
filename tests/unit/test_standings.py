"""Who is an administrator: asked once, remembered for a while, and the last answer counts during an outage."""

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.core import standings as module
from bot.core.errors import ServiceError
from bot.core.identity import Address, UserRef
from bot.core.model.rights import Standing
from bot.core.standings import Standings
from tests.support.conversation import MovableClock

ANN, BOB = (UserRef("telegram", "telegram", name) for name in ("1", "2"))
GROUP = Address("telegram", "telegram", "-1")
TOPIC = Address("telegram", "telegram", "-1", "7")


@dataclass
class Telegram:
    administrators: set[UserRef] = field(default_factory=lambda: {ANN})
    asked: int = 0
    fails: bool = False

    async def is_administrator(self, person: UserRef, address: Address) -> bool:
        self.asked += 1
        await asyncio.sleep(0)
        if self.fails:
            raise ServiceError("out of reach")
        return person in self.administrators


@pytest.fixture
def telegram() -> Telegram:
    return Telegram()


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
def standings(telegram: Telegram, clock: MovableClock) -> Standings:
    return Standings({"telegram": telegram}, clock)


async def test_many_presses_at_once_ask_once(standings: Standings, telegram: Telegram) -> None:
    told = await asyncio.gather(*(standings.ask(ANN, where) for where in (GROUP, TOPIC) * 10))
    assert set(told) == {Standing.ADMINISTRATOR}
    assert telegram.asked == 1
    assert standings.known(ANN, TOPIC) is Standing.ADMINISTRATOR


async def test_an_answer_is_about_one_person_and_lasts_ten_minutes(
    standings: Standings, telegram: Telegram, clock: MovableClock
) -> None:
    assert await standings.ask(ANN, GROUP) is Standing.ADMINISTRATOR
    assert standings.known(BOB, GROUP) is None
    assert await standings.ask(BOB, GROUP) is Standing.MEMBER
    telegram.administrators = {BOB}
    clock.move(minutes=9, seconds=59)
    assert await standings.ask(ANN, GROUP) is Standing.ADMINISTRATOR
    clock.move(seconds=1)
    assert standings.known(ANN, GROUP) is None
    assert await standings.ask(ANN, GROUP) is Standing.MEMBER
    assert await standings.ask(BOB, GROUP) is Standing.ADMINISTRATOR


async def test_during_an_outage_the_last_answer_counts_and_is_asked_for_again(
    standings: Standings, telegram: Telegram, clock: MovableClock
) -> None:
    await standings.ask(ANN, GROUP)
    clock.move(hours=1)
    telegram.fails = True
    assert await standings.ask(ANN, GROUP) is Standing.ADMINISTRATOR
    assert await standings.ask(BOB, GROUP) is Standing.UNKNOWN
    assert standings.known(BOB, GROUP) is None
    telegram.fails = False
    assert await standings.ask(BOB, GROUP) is Standing.MEMBER


async def test_memory_holds_so_many_answers(
    standings: Standings, telegram: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "REMEMBERED", 2)
    for number in range(3):
        await standings.ask(UserRef("telegram", "telegram", str(number)), GROUP)
    assert standings.known(UserRef("telegram", "telegram", "0"), GROUP) is None
    assert standings.known(ANN, GROUP) is Standing.ADMINISTRATOR


def test_where_nobody_knows_administrators_everybody_is_one(standings: Standings) -> None:
    assert standings.known(ANN, Address("console", "local", "me")) is Standing.ADMINISTRATOR
