"""``paperboy run`` as an operator starts it: a real process over both stand-ins, killed and started again."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.slack.names import slash_name
from tests.servers.arxiv.day import made_up_day
from tests.servers.slack.server import SlackStandIn
from tests.servers.telegram.server import TelegramStandIn
from tests.support.platforms import free_port
from tests.support.wording import said

STARTING = 60.0
"""Seconds. A start takes about two, but tests run in parallel."""


@dataclass
class Both:
    telegram: TelegramStandIn
    slack: SlackStandIn
    environment: dict[str, str]

    def __post_init__(self) -> None:
        self.ada, self.bo = self.telegram.person("Ada"), self.slack.person("Bo")
        self.chat, self.channel = self.telegram.private(self.ada), self.slack.dm(self.bo)

    async def say(self, text: str) -> None:
        """Ada on Telegram and Bo on Slack type the same command."""
        name, _, rest = text.partition(" ")
        await self.chat.says(self.ada, text)
        await self.channel.commands(self.bo, slash_name(name[1:]), rest)

    def screens(self) -> tuple[list[str], list[str]]:
        telegram = [each.text for each in self.chat.messages if each.by_bot]
        return telegram, [each.shown for each in self.channel.seen_as(self.bo) if each.by_bot]

    async def both_see(self, key: str, **data: Any) -> None:
        """Wait for a message, by its key, on both platforms."""
        await _until(lambda: all(any(said(text, key, **data) for text in screen) for screen in self.screens()))

    @asynccontextmanager
    async def running(self) -> AsyncIterator[asyncio.subprocess.Process]:
        opened = self.slack.sockets.opened
        process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bot", "run", env=self.environment)
        try:
            await self.slack.sockets.wait_connected(ever=opened + 1, within=STARTING)
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()


async def _until(there: Callable[[], bool]) -> None:
    async with asyncio.timeout(STARTING):
        while not there():  # noqa: ASYNC110  # the other process sends no signal when it has written
            await asyncio.sleep(0.02)


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[Both]:
    async with AsyncExitStack() as stack:
        telegram, slack = TelegramStandIn(limits=False), SlackStandIn(limits=False)
        arxiv = await stack.enter_async_context(made_up_day().serving())
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PAPERBOY", "DATABASE"))}
        environment = kept | {
            "PAPERBOY_DATA_DIR": str(tmp_path),
            "PAPERBOY_LANGUAGE": "en",
            "PAPERBOY_LISTEN": f"127.0.0.1:{free_port()}",
            "PAPERBOY_ARXIV_API_URL": f"{arxiv}/api/query",
            "PAPERBOY_ARXIV_FEED_URL": f"{arxiv}/atom/",
            "PAPERBOY_ARXIV_INTERVAL": "0",
            "TELEGRAM_BOT_TOKEN": telegram.token,
            "TELEGRAM_API_URL": await stack.enter_async_context(telegram.serving()),
            "SLACK_BOT_TOKEN": slack.bot_token,
            "SLACK_APP_TOKEN": slack.app_token,
            "SLACK_API_URL": f"{await stack.enter_async_context(slack.serving())}/api/",
        }
        yield Both(telegram, slack, environment)


async def test_one_process_serves_both_platforms_and_forgets_nothing_when_killed(both: Both) -> None:
    async with both.running() as process:
        await both.say("/note 《Kept》 two halves 扩散 모델")
        await both.both_see("note-saved-about", number=1)
        process.send_signal(signal.SIGKILL)
    await both.chat.says(both.ada, "/todo add Said while nobody listened")
    async with both.running() as process:
        await both.say("/search 扩散")
        await both.both_see("search-found", count=1)
        await both.chat.says(both.ada, "/todo")
        await _until(lambda: any(said(text, "todo-counts", open=1, overdue=0) for text in both.screens()[0]))
        process.send_signal(signal.SIGTERM)
        assert await process.wait() == 0, "an operator's stop is no failure"
    # Telegram cannot be asked about a lost answer, so a message may come twice; the note exists once.
    assert sum(said(text, "note-saved-about", number=1) for text in both.screens()[0]) <= 2
    assert not both.telegram.rejected
    assert not both.slack.rejected


async def test_a_digest_arrives_on_both_platforms(both: Both) -> None:
    async with both.running():
        await both.say("/digest 2025-06-11 cs.CL")
        await both.both_see("digest-heading", on="June 11, 2025")
