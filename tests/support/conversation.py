"""One person talking to the real core over a real database: the language of behavior tests.

    answer = await chat.says("/note 2312.13286 Strong in-context learner")
    answer = await chat.presses("undo")

Everything is wired as ``bot.app`` wires it, except for the clock and for arXiv, which is the stand-in server.
"""

import asyncio
import itertools
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from bot.adapters.console.adapter import ConsoleAdapter
from bot.app import App, open_app
from bot.core.dispatcher import Outcome
from bot.core.events import ButtonPress, Event, TextMessage
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.ports.embedding import Embedder
from bot.settings import CommunitySettings
from language.embedding import SentenceEncoder
from tests.servers.arxiv.day import busy_day
from tests.servers.arxiv.server import ArxivStandIn
from tests.support.settings import settings_for


@dataclass
class MovableClock:
    """A clock that stands still until a test moves it."""

    now: datetime = datetime(2025, 6, 11, 12, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, **delta: float) -> None:
        self.now += timedelta(**delta)


@dataclass
class Chat:
    app: App
    clock: MovableClock
    arxiv: ArxivStandIn
    screen: StringIO
    adapter: ConsoleAdapter
    person: str = "me"
    last: Event | None = None
    outcome: Outcome | None = None
    _keys: Any = field(default_factory=itertools.count)

    async def says(self, text: str) -> str:
        """Type ``text`` and return what is new on the screen once everything has settled."""
        return await self._happens(TextMessage(text))

    async def presses(self, label: str, nth: int = 0) -> str:
        """Press the ``nth`` newest button whose label contains ``label``."""
        return await self._happens(ButtonPress(self.button(label, nth)))

    def button(self, label: str, nth: int = 0) -> str:
        """The encoded action of a button on the screen; newest message first, its first button first."""
        found = [button.action for button in self.adapter.buttons(self.address) if label in button.label]
        assert len(found) > nth, f"no button {label!r} on the screen:\n{self.transcript()}"
        return found[nth]

    async def redelivers(self) -> str:
        """Handle the last event again, as when a platform sends it twice."""
        assert self.last is not None
        return await self._handle(self.last)

    async def waits(self) -> str:
        """Let the scheduler check the clock, then let everything settle."""
        start = self.screen.tell()
        await self.app.scheduler.run_once()
        await self.app.settled()
        return self.screen.getvalue()[start:]

    def transcript(self) -> str:
        return self.screen.getvalue()

    def other(self, person: str = "you") -> "Chat":
        """Another person in a private conversation of their own, on the same screen."""
        return replace(self, person=person)

    @property
    def address(self) -> Address:
        return Address("console", "local", self.person)

    async def _happens(self, body: TextMessage | ButtonPress) -> str:
        user = UserRef("console", "local", self.person)
        key = f"{self.person}-{next(self._keys)}"
        pressed = self.adapter.message_of(body.action) if isinstance(body, ButtonPress) else ""
        event = Event(key, user, self.person, self.address, ConversationKind.PRIVATE, self.clock(), body, pressed)
        return await self._handle(event)

    async def _handle(self, event: Event) -> str:
        self.last = event
        start = self.screen.tell()
        self.outcome = await self.app.dispatcher.handle(event)
        await self.app.settled()
        return self.screen.getvalue()[start:]


@pytest.fixture(scope="session")
def encoder() -> Iterator[SentenceEncoder]:
    """The shipped model, loaded once per process that runs tests. It is not bound to an event loop."""
    encoder = SentenceEncoder()
    asyncio.run(encoder.embed_query("loads the model"))
    yield encoder
    asyncio.run(encoder.close())


@pytest.fixture
def embedder() -> Embedder | None:
    """The encoder of the chat; tests of search by meaning override this fixture."""
    return None


@pytest.fixture
def community() -> CommunitySettings:
    """The community services that the chat asks; tests of those override this fixture."""
    return CommunitySettings()


@pytest.fixture
async def chat(
    database_url: str, tmp_path: Path, embedder: Embedder | None, community: CommunitySettings
) -> AsyncIterator[Chat]:
    """A private chat over each database."""
    clock, screen, arxiv = MovableClock(), StringIO(), busy_day()
    async with arxiv.serving() as url:
        settings = settings_for(tmp_path, database_url, url, community=community)
        adapter = ConsoleAdapter(screen)
        async with open_app(settings, [adapter], clock=clock, embedder=embedder) as app:
            yield Chat(app, clock, arxiv, screen, adapter)
