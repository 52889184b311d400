"""A stand-in, the bot's client, and a person."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from telegram import (
    Bot,
)
from telegram.request import HTTPXRequest

from tests.servers.telegram.server import Person, TelegramStandIn


@dataclass
class Clock:
    now: float = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def seconds_as_timedelta(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without this setting the client warns about its next version, and a warning fails a test."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def telegram(shared_data: Path, clock: Clock) -> TelegramStandIn:
    return TelegramStandIn(clock=clock, spec=shared_data / "specs" / "telegram-bot-api-10.1.json.gz")


@pytest.fixture
async def bot(telegram: TelegramStandIn) -> AsyncIterator[Bot]:
    plain, polling = (HTTPXRequest(httpx_kwargs={"verify": False}) for _ in range(2))  # certificates take long to load
    async with (
        telegram.serving() as url,
        Bot(
            telegram.token,
            base_url=f"{url}/bot",
            base_file_url=f"{url}/file/bot",
            request=plain,
            get_updates_request=polling,
        ) as bot,
    ):
        yield bot


@pytest.fixture
def ada(telegram: TelegramStandIn) -> Person:
    return telegram.person("Ada", language="ko")
