"""``paperboy run`` and ``/health`` tell the truth about each platform."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.adapters.shared import patience
from bot.adapters.slack.incoming import socket
from bot.core.workers.background import alongside
from bot.serve import open_serving
from bot.settings import SlackSettings, TelegramSettings
from tests.servers.arxiv.day import busy_day
from tests.servers.slack.server import SlackStandIn
from tests.servers.telegram.server import TelegramStandIn
from tests.support.platforms import free_port, in_no_hurry_for, until
from tests.support.settings import settings_for


@dataclass
class House:
    """A service whose Telegram is not there yet."""

    telegram: TelegramStandIn
    slack: SlackStandIn
    telegram_port: int
    door: str

    async def health(self) -> dict[str, Any]:
        async with aiohttp.ClientSession() as session, session.get(f"{self.door}/health") as answer:
            assert answer.status == 200
            health: dict[str, Any] = await answer.json()
            return health

    async def says(self, platform: str, *, reachable: bool) -> dict[str, Any]:
        """Wait until ``/health`` says so about a platform."""
        async with asyncio.timeout(20):
            while (found := (await self.health())["platforms"][platform])["reachable"] is not reachable:  # noqa: ASYNC110  # another server's answer
                await asyncio.sleep(0.05)
        return dict(found)


@pytest.fixture
async def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[House]:
    monkeypatch.setattr(patience, "LONGEST_PAUSE", 0.1)
    monkeypatch.setattr(socket, "LOOK_EVERY", 0.05)
    monkeypatch.setattr(socket, "NOTICED", 0.1)
    monkeypatch.setattr(socket, "GIVE_UP", 0.3)
    telegram, slack, arxiv = TelegramStandIn(limits=False), SlackStandIn(limits=False), busy_day()
    port, door = free_port(), free_port()
    with in_no_hurry_for(tmp_path):
        async with slack.serving() as api, arxiv.serving() as papers:
            settings = replace(
                settings_for(tmp_path, f"sqlite+aiosqlite:///{tmp_path}/paperboy.db", papers),
                listen=("127.0.0.1", door),
                telegram=TelegramSettings(telegram.token, f"http://127.0.0.1:{port}"),
                slack=SlackSettings(slack.bot_token, slack.app_token, slack.signing_secret, f"{api}/api/"),
            )
            async with open_serving(settings) as serving, alongside(serving.run()):
                yield House(telegram, slack, port, f"http://127.0.0.1:{door}")


async def test_a_platform_that_cannot_be_reached_is_not_said_to_be_served(
    house: House, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = ""

    def has(line: str) -> bool:
        nonlocal printed
        printed += capsys.readouterr().out
        return line in printed

    await until(lambda: has("Paperboy serves Slack.\n"), lambda: "that it serves Slack")
    health = await house.health()
    assert health["status"] == "ok"
    assert health["platforms"]["slack"]["reachable"] is True
    telegram = health["platforms"]["telegram"]
    assert telegram["reachable"] is False
    assert telegram["reason"]
    assert not has("serves Telegram")
    async with house.telegram.serving(house.telegram_port):
        await until(lambda: has("Paperboy serves Telegram.\n"), lambda: "that it serves Telegram")
        served = await house.says("telegram", reachable=True)
        assert served["since"] >= telegram["since"]  # whole seconds
        assert "reason" not in served
    await house.says("telegram", reachable=False)


async def test_a_lost_connection_to_slack_is_seen_and_an_app_token_may_become_valid_again(house: House) -> None:
    await house.says("slack", reachable=True)
    right, house.slack.web._app_token = house.slack.web._app_token, "another"
    house.slack.sockets.drop()
    lost = await house.says("slack", reachable=False)
    assert lost["reason"]
    await asyncio.sleep(0.5)
    house.slack.web._app_token = right
    await house.says("slack", reachable=True)


async def test_an_outage_is_one_line_in_the_log(house: House, caplog: pytest.LogCaptureFixture) -> None:
    """Whether polls or messages notice it first; people's twenty messages add none."""
    async with house.telegram.serving(house.telegram_port):
        await house.says("telegram", reachable=True)
        people = [house.telegram.person(f"Person {number}") for number in range(20)]
        chats = [house.telegram.private(person) for person in people]
        for person, chat in zip(people, chats, strict=True):
            await chat.says(person, "/help")
        await until(lambda: all(chat.sent() for chat in chats), lambda: "an answer in each chat")
        caplog.clear()
        for person, chat in zip(people, chats, strict=True):
            await chat.says(person, "/todo")
    await house.says("telegram", reachable=False)
    await asyncio.sleep(1.0)
    lines = [each.getMessage() for each in caplog.records if each.levelno >= logging.WARNING]
    assert len([line for line in lines if "Telegram" in line or "put off" in line]) == 1, lines
