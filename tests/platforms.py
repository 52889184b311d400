"""One person's view of Paperboy on each platform and transport, for tests that say what a person can do everywhere.

    await me.says("/note 2312.13286 Strong in-context learner")
    await me.sees("Saved")
    await me.presses("Undo")

What is said travels through the platform's stand-in to the running service and back, as it would in earnest.
"""

import asyncio
import itertools
import socket
import time
import uuid
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path
from typing import Any, Protocol

import pytest
from sqlalchemy import make_url

from bot.adapters.console.adapter import ConsoleAdapter
from bot.adapters.slack.names import slash_name
from bot.app import App, open_app
from bot.core.events import ButtonPress, Event, TextMessage
from bot.core.identity import Address, ConversationKind, UserRef
from bot.serve import open_serving
from bot.settings import Settings, SlackSettings, TelegramSettings
from tests.conversation import MovableClock, standin_papers
from tests.servers.arxiv import ArxivStandIn
from tests.servers.arxiv_day import WEDNESDAY
from tests.servers.slack import SlackStandIn
from tests.servers.slack_surface import controls
from tests.servers.telegram import TelegramStandIn

TRANSPORTS = ("console", "telegram-polling", "telegram-webhook", "slack-socket", "slack-http")

PATIENCE = 12.0
"""Seconds within which an answer must be there; a test that passes takes a fraction of one."""


class Person(Protocol):
    """What one does, and what is then to be read. Every message counts once, as it reads now."""

    async def says(self, text: str) -> None: ...

    async def presses(self, label: str) -> None: ...

    def screen(self) -> Sequence[str]:
        """Paperboy's messages, oldest first, the labels of their buttons below."""
        ...

    async def redelivers(self) -> None:
        """The platform sends the last thing said once more."""
        ...


@dataclass
class Meeting:
    """A person with the service they talk to."""

    person: Any
    app: App
    clock: MovableClock
    arxiv: ArxivStandIn
    transport: str
    rejected: Callable[[], Sequence[Any]] = lambda: ()
    _read: int = field(default=0)

    async def says(self, text: str) -> None:
        self._read = len(self.person.screen())
        await self.person.says(text)

    async def presses(self, label: str) -> None:
        await self.sees(label)
        await self.person.presses(label)

    async def sees(self, *words: str, times: int = 1) -> str:
        """Wait until some message shows all these words; returns the newest that does."""
        return await until(lambda: self._showing(words, times), lambda: f"{words} in:\n{self.transcript()}")

    def _showing(self, words: Sequence[str], times: int) -> str | None:
        found = [text for text in self.person.screen() if all(word in text for word in words)]
        return found[-1] if len(found) >= times else None

    async def settles(self) -> None:
        """Until nothing is queued any more, and then a little longer."""
        await self.app.settled()
        await asyncio.sleep(0.2)
        await self.app.settled()

    def transcript(self) -> str:
        return "\n---\n".join(self.person.screen())


async def until(what: Callable[[], Any], otherwise: Callable[[], str]) -> Any:
    deadline = time.monotonic() + PATIENCE
    while not (found := what()):
        assert time.monotonic() < deadline, f"did not see {otherwise()}"
        await asyncio.sleep(0.01)
    return found


@dataclass
class ConsolePerson:
    app: App
    adapter: ConsoleAdapter
    output: StringIO
    last: Event | None = None
    _keys: Any = field(default_factory=itertools.count)

    address = Address("console", "local", "me")

    def screen(self) -> Sequence[str]:
        return [text for text in self.output.getvalue().split("\n\n") if text]

    async def says(self, text: str) -> None:
        await self._does(TextMessage(text))

    async def presses(self, label: str) -> None:
        buttons = self.adapter.buttons(self.address)
        await self._does(ButtonPress(next(button.action for button in buttons if label in button.label)))

    async def redelivers(self) -> None:
        assert self.last
        await self.app.dispatcher.handle(self.last)

    async def _does(self, body: TextMessage | ButtonPress) -> None:
        me = UserRef("console", "local", "me")
        key = f"{uuid.uuid4()}"
        self.last = Event(key, me, "me", self.address, ConversationKind.PRIVATE, self.app.clock(), body)
        await self.app.dispatcher.handle(self.last)


@dataclass
class TelegramPerson:
    server: TelegramStandIn
    last: Any = None

    def __post_init__(self) -> None:
        self.me = self.server.person("Me")
        self.chat = self.server.private(self.me)

    def screen(self) -> Sequence[str]:
        return [
            "\n".join([each.text, each.document.name if each.document else "", *(b["text"] for b in each.buttons())])
            for each in self.chat.messages
            if each.by_bot and not each.deleted
        ]

    async def says(self, text: str) -> None:
        self.last = await self.chat.says(self.me, text)

    async def presses(self, label: str) -> None:
        messages = [each for each in self.chat.messages if each.by_bot and not each.deleted]
        found = next(each for each in reversed(messages) if any(label in b["text"] for b in each.buttons()))
        await self.chat.presses(self.me, found, found.button(label)["callback_data"])

    async def redelivers(self) -> None:
        await self.server.redeliver(self.last.update_id)


@dataclass
class SlackSays:
    server: SlackStandIn
    last: Any = None

    def __post_init__(self) -> None:
        self.me = self.server.person("Me")
        self.chat = self.server.dm(self.me)

    def screen(self) -> Sequence[str]:
        return [
            "\n".join([each.shown, *(file["name"] for file in each.files), *each.buttons])
            for each in self.chat.seen_as(self.me)
            if each.by_bot
        ]

    async def says(self, text: str) -> None:
        if not text.startswith("/"):
            self.last = await self.chat.says(self.me, text)
            return
        name, _, rest = text[1:].partition(" ")
        self.last = None
        await self.chat.commands(self.me, slash_name(name), rest)

    async def presses(self, label: str) -> None:
        messages = [each for each in self.chat.seen_as(self.me) if each.by_bot]
        found = next(each for each in reversed(messages) if any(label in button for button in each.buttons))
        pressed = next(each for _, each in controls(found.blocks) if label in each.get("text", {}).get("text", ""))
        await self.chat.presses(self.me, found, pressed["value"])

    async def redelivers(self) -> None:
        await self.server.redeliver_last()


@asynccontextmanager
async def meeting(transport: str, folder: Path) -> AsyncIterator[Meeting]:
    clock, arxiv = MovableClock(), ArxivStandIn(standin_papers(), WEDNESDAY)
    async with AsyncExitStack() as stack:
        url = await stack.enter_async_context(arxiv.serving())
        port = free_port()
        settings: dict[str, Any] = {
            "data_dir": folder,
            "database_url": make_url(f"sqlite+aiosqlite:///{folder}/paperboy.db"),
            "arxiv_api_url": f"{url}/api/query",
            "arxiv_feed_url": f"{url}/atom/",
            "arxiv_interval": 0.0,
            "language": "en",
            "timezone": "UTC",
            "log_level": "WARNING",
            "listen": ("127.0.0.1", port),
            "public_url": f"http://127.0.0.1:{port}" if transport in {"telegram-webhook", "slack-http"} else "",
        }
        if transport == "console":
            output = StringIO()
            adapter = ConsoleAdapter(output)
            app = await stack.enter_async_context(open_app(Settings(**settings), [adapter], clock=clock))
            await stack.enter_async_context(background(app.run()))
            yield Meeting(ConsolePerson(app, adapter, output), app, clock, arxiv, transport)
            return
        server: Any
        if transport.startswith("telegram"):
            server = TelegramStandIn(limits=False)
            api = await stack.enter_async_context(server.serving())
            settings["telegram"] = TelegramSettings(server.token, api)
        else:
            server = SlackStandIn(limits=False)
            api = await stack.enter_async_context(server.serving())
            server.deliver_to = f"http://127.0.0.1:{port}" if transport == "slack-http" else None
            app_token = "" if transport == "slack-http" else server.app_token
            settings["slack"] = SlackSettings(server.bot_token, app_token, server.signing_secret, f"{api}/api/")
        person = TelegramPerson(server) if transport.startswith("telegram") else SlackSays(server)
        serving = await stack.enter_async_context(open_serving(Settings(**settings), clock=clock))
        await stack.enter_async_context(background(serving.run()))
        if transport == "slack-socket":
            await server.sockets.wait_connected()
        elif transport == "slack-http":
            while not await server.verify_url():  # noqa: ASYNC110  # nobody tells when it is ready
                await asyncio.sleep(0.01)
        yield Meeting(person, serving.app, clock, arxiv, transport, lambda: server.rejected)


@asynccontextmanager
async def background(work: Any) -> AsyncIterator[None]:
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(name="me", params=TRANSPORTS)
async def a_person(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Meeting]:
    """A person in a private chat, on every platform and transport."""
    async with meeting(request.param, tmp_path) as met:
        yield met
        assert not met.rejected(), "the platform refused something as malformed"
