"""One person's view of Paperboy on each platform and transport, for tests of behavior that is the same everywhere.

    await me.says("/note 2312.13286 Strong in-context learner")
    await me.sees(line("note-saved-about"))
    await me.presses("Undo")

Messages travel through the platform's stand-in to the running service and back, as in production.
"""

import asyncio
import re
import shutil
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import certifi
import pytest

from bot.adapters.slack.adapter import SlackAdapter
from bot.adapters.slack.manifest import manifest as slack_manifest
from bot.adapters.telegram.adapter import TelegramAdapter
from bot.app import App, open_app
from bot.core.ports.adapters import Pace
from bot.core.workers.background import alongside
from bot.serve import open_serving
from bot.settings import SlackSettings, TelegramSettings
from tests.conftest import SHARED
from tests.servers.arxiv.day import busy_day
from tests.servers.arxiv.server import ArxivStandIn
from tests.servers.slack.server import SlackStandIn
from tests.servers.telegram.server import TelegramStandIn
from tests.support.conversation import MovableClock
from tests.support.people import ConsolePerson, Pages
from tests.support.people_slack import SlackSays
from tests.support.people_telegram import TelegramPerson
from tests.support.settings import settings_for
from tests.support.wording import line

CHAT_TRANSPORTS = (
    "telegram-polling",
    pytest.param("telegram-webhook", marks=pytest.mark.slow),
    "slack-socket",
    pytest.param("slack-http", marks=pytest.mark.slow),
)
"""The platforms with groups, replies, reactions, edits, attachments and removals. The terminal has none of these."""

TRANSPORTS = ("console", *CHAT_TRANSPORTS)

SPECS = SHARED / "specs"
TELEGRAM = SPECS / "telegram-bot-api-10.1.json.gz"
"""The platforms' own specifications. Where they are present, the stand-ins check every request against them."""

PATIENCE = 12.0
"""Seconds to wait for an answer; a passing test waits for a fraction of a second."""

NO_MISTAKES = ("message is not modified", "query is too old")
"""Telegram's refusals of an unnecessary request: the text is already right, or the press already answered."""


def _shows(text: str, wanted: str | re.Pattern[str]) -> bool:
    return wanted in text if isinstance(wanted, str) else wanted.search(text) is not None


@dataclass
class Meeting:
    """A person and the service they talk to. ``door`` is the service's address, empty for the terminal."""

    person: Any
    app: App
    clock: MovableClock
    arxiv: ArxivStandIn
    transport: str
    server: Any = None
    door: str = ""

    def rejected(self) -> Sequence[Any]:
        """Requests that the platform refused as malformed."""
        refused = self.server.rejected if self.server else []
        return [each for each in refused if not any(words in str(each) for words in NO_MISTAKES)]

    @property
    def platform(self) -> str:
        return self.transport.partition("-")[0]

    async def says(self, text: str) -> None:
        await self.person.says(text)

    async def presses(self, label: str) -> None:
        await self.sees(label)
        await self.person.presses(label)

    async def opens_paper(self, rank: int) -> None:
        """Open a paper of the digest on the screen, where the papers share one message and its keyboard."""
        if isinstance(self.person, TelegramPerson):
            await self.person.opens_paper(rank)
            await self.settles()

    async def is_told(self, key: str, button: str) -> None:
        """Wait until a press is answered: by a toast or, where there are none, by the button that turned."""
        await self.sees(button if isinstance(self.person, SlackSays) else line(key))

    def in_private(self) -> "Meeting":
        """Where the person reads answers that are for them alone: in Slack the channel, on Telegram their own chat."""
        person = self.person
        if not isinstance(person, TelegramPerson):
            return self
        return replace(self, person=replace(person, chat=person.server.private(person.me), answers=[]))

    async def fills(self, label: str, answers: Mapping[str, str]) -> None:
        """Press a button that asks for something, and answer.

        On a platform with forms, ``answers`` fills a form by the labels of its fields. Elsewhere each answer is a
        button with that label, or words.
        """
        await self.presses(label)
        if isinstance(self.person, SlackSays):
            await self.person.submits(answers)
            return
        for answer in answers.values():
            await self.settles()
            choice = self.person.offers(answer)
            await (self.person.presses(answer) if choice else self.person.says(answer))

    async def sees(self, *words: str | re.Pattern[str], times: int = 1) -> str:
        """Wait until a message shows all these words, and return the newest such message."""
        shown: str = await until(lambda: self._showing(words, times), lambda: f"{words} in:\n{self.transcript()}")
        return shown

    def _showing(self, words: Sequence[str | re.Pattern[str]], times: int) -> str | None:
        found = [text for text in self.person.screen() if all(_shows(text, word) for word in words)]
        return found[-1] if len(found) >= times else None

    async def settles(self) -> None:
        """Wait until the queues are empty, and then a little longer."""
        await self.app.settled()
        await asyncio.sleep(0.05)
        await self.app.settled()

    async def waits(self, **delta: float) -> None:
        """Move the service's clock by ``delta`` and let everything due happen."""
        self.clock.move(**delta)
        await self.app.scheduler.run_once()
        await self.settles()

    def in_a_group(self) -> "Meeting":
        return replace(self, person=self.person.in_a_group())

    def transcript(self) -> str:
        return "\n---\n".join(self.person.screen())


async def until(what: Callable[[], Any], otherwise: Callable[[], str]) -> Any:
    deadline = time.monotonic() + PATIENCE
    while not (found := what()):
        assert time.monotonic() < deadline, f"did not see {otherwise()}"
        await asyncio.sleep(0.01)
    return found


@asynccontextmanager
async def meeting(transport: str, folder: Path, template: Path | None = None) -> AsyncIterator[Meeting]:
    """``template`` is a migrated SQLite database to start with a copy of; migrating a new one takes longer."""
    clock, arxiv = MovableClock(), busy_day()
    if template:
        shutil.copyfile(template, folder / "paperboy.db")
    async with AsyncExitStack() as stack:
        stack.enter_context(in_no_hurry_for(folder))
        url = await stack.enter_async_context(arxiv.serving())
        settings = settings_for(folder, f"sqlite+aiosqlite:///{folder}/paperboy.db", url)
        if transport == "console":
            adapter = Pages()
            app = await stack.enter_async_context(open_app(settings, [adapter], clock=clock))
            await stack.enter_async_context(alongside(app.run()))
            yield Meeting(ConsolePerson(app, adapter), app, clock, arxiv, transport)
            return
        port = free_port()
        door = f"http://127.0.0.1:{port}"
        calls_us = transport in {"telegram-webhook", "slack-http"}
        settings = replace(settings, listen=("127.0.0.1", port), public_url=door if calls_us else "")
        open_platform = telegram if transport.startswith("telegram") else slack
        person, platform = await stack.enter_async_context(open_platform(settings.public_url))
        serving = await stack.enter_async_context(open_serving(replace(settings, **platform), clock=clock))
        await stack.enter_async_context(alongside(serving.run()))
        await listened_to(transport, person.server)
        yield Meeting(person, serving.app, clock, arxiv, transport, person.server, door)


@asynccontextmanager
async def telegram(_public_url: str) -> AsyncIterator[tuple[TelegramPerson, dict[str, Any]]]:
    """A person on Telegram, and the settings that connect the service to it."""
    server = TelegramStandIn(limits=False, spec=TELEGRAM if TELEGRAM.exists() else None)
    async with server.serving() as api:
        user = server.person("Me")
        yield TelegramPerson(server, user, server.private(user)), {"telegram": TelegramSettings(server.token, api)}


@asynccontextmanager
async def slack(public_url: str) -> AsyncIterator[tuple[SlackSays, dict[str, Any]]]:
    """A person on Slack, and the settings that connect the service to it: Socket Mode without a ``public_url``."""
    server = SlackStandIn(limits=False, schemas=SPECS if SPECS.exists() else None)
    server.install(slack_manifest([], None))
    server.deliver_to = public_url or None
    app_token = "" if public_url else server.app_token
    async with server.serving() as api:
        user = server.person("Me")
        settings = SlackSettings(server.bot_token, app_token, server.signing_secret, f"{api}/api/")
        yield SlackSays(server, user, server.dm(user)), {"slack": settings}


async def listened_to(transport: str, server: Any) -> None:
    """Wait until the service is connected to its platform."""
    if transport == "slack-socket":
        await server.sockets.wait_connected()
    elif transport == "slack-http":
        while not await server.verify_url():  # noqa: ASYNC110  # the server sends no signal when it is ready
            await asyncio.sleep(0.01)
    else:
        await until(lambda: server.updates.is_polled or server.updates.webhook.url, lambda: "Telegram listened to")


@contextmanager
def in_no_hurry_for(folder: Path) -> Iterator[None]:
    """Switch off the platforms' pace, which delays each answer by a second and has tests of its own.

    One TLS authority replaces the hundred that take 0.1 s to read; no test uses TLS.
    """
    authority = folder / "authority.pem"
    first, end, _ = Path(certifi.where()).read_text().partition("-----END CERTIFICATE-----\n")
    authority.write_text(first + end)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TelegramAdapter, "pace", Pace())
        patch.setattr(SlackAdapter, "pace", Pace())
        patch.setenv("SSL_CERT_FILE", str(authority))
        yield


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture(name="me", params=TRANSPORTS)
async def a_person(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Meeting]:
    """A person in a private chat, on every platform and transport."""
    async with meeting(request.param, tmp_path, sqlite_template) as met:
        yield met
        assert met.rejected() == [], "the platform refused something as malformed"


@pytest.fixture(name="i", params=CHAT_TRANSPORTS)
async def a_chatter(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Meeting]:
    """A person in a private chat, on every chat platform and transport."""
    async with meeting(request.param, tmp_path, sqlite_template) as met:
        yield met
        assert met.rejected() == [], "the platform refused something as malformed"
