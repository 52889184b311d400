"""A conversation with everything that any platform offers: replies, reactions, edits, files, forms.

The core and the database are real; messages appear on a console, and in ``sent`` with their references.
"""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field, replace
from io import StringIO
from pathlib import Path

import pytest

from bot.adapters.console.adapter import ConsoleAdapter
from bot.app import open_app
from bot.core.errors import SourceError
from bot.core.events import Body, Edited, Event, FormSubmission, IncomingFile, Reaction, TextMessage
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.messages import Message
from bot.core.model.digests import Signal
from bot.core.ports.adapters import Outgoing
from tests.servers.arxiv.day import busy_day
from tests.support.conversation import Chat, MovableClock
from tests.support.settings import settings_for


@dataclass(frozen=True)
class Sent:
    reference: str
    outgoing: Outgoing

    @property
    def message(self) -> Message:
        shown = self.outgoing.part.body
        assert isinstance(shown, Message)
        return shown


class RecordingConsole(ConsoleAdapter):
    def __init__(self, output: StringIO) -> None:
        super().__init__(output)
        self.sent: list[Sent] = []

    async def send(self, outgoing: Outgoing) -> str:
        reference = await super().send(outgoing)
        self.sent.append(Sent(reference, outgoing))
        return reference


@dataclass
class Files:
    """Files on the platform, by reference; downloading any other file fails."""

    contents: dict[str, bytes] = field(default_factory=dict)

    async def download(self, address: Address, reference: str) -> bytes:
        if reference not in self.contents:
            raise SourceError(f"{address.platform} has no file {reference}", retry_after=1.0)
        return self.contents[reference]


@dataclass
class FullChat(Chat):
    kind: ConversationKind = ConversationKind.PRIVATE
    place: str = ""
    files: Files = field(default_factory=Files)
    words: int = 0

    @property
    def sent(self) -> list[Sent]:
        assert isinstance(self.adapter, RecordingConsole)
        return self.adapter.sent

    def in_a_group(self) -> "FullChat":
        return replace(self, kind=ConversationKind.GROUP, place="group")

    @property
    def address(self) -> Address:
        return Address("console", "local", self.place or self.person)

    async def says(self, text: str, *files: IncomingFile, album: str = "") -> str:
        return await self._happens(TextMessage(text, files=files, album=album))

    async def replies(self, text: str, to: str) -> str:
        return await self._happens(TextMessage(text, answers=to))

    async def reacts(self, signal: Signal | None, to: str) -> str:
        return await self.happens(Reaction(signal), to)

    async def edits(self, message: str, text: str) -> str:
        return await self.happens(Edited(text), message)

    async def submits(self, form: str, argument: str, **values: str) -> Mapping[str, str]:
        """Submit a form and return the error of each invalid field."""
        self.last = self.event(FormSubmission(form, argument, values))
        wrong = await self.app.dispatcher.submit(self.last)
        await self.app.settled()
        return wrong

    async def happens(self, body: Body, message: str = "") -> str:
        return await self._handle(self.event(body, message))

    def event(self, body: Body, message: str = "") -> Event:
        user = UserRef("console", "local", self.person)
        key = f"{self.person}-{next(self._keys)}"
        return Event(key, user, self.person, self.address, self.kind, self.clock(), body, message)

    async def _happens(self, body: Body) -> str:
        self.words += 1
        return await self.happens(body, self.written)

    @property
    def written(self) -> str:
        """The reference of the person's last message."""
        return f"{self.person}/{self.words}"


@pytest.fixture(name="full_chat")
async def a_full_chat(database_url: str, tmp_path: Path) -> AsyncIterator[FullChat]:
    """A private chat over each database."""
    clock, screen, arxiv, files = MovableClock(), StringIO(), busy_day(), Files()
    async with arxiv.serving() as url:
        settings = settings_for(tmp_path, database_url, url)
        adapter = RecordingConsole(screen)
        async with open_app(settings, [adapter], clock=clock, files={"console": files}) as app:
            yield FullChat(app, clock, arxiv, screen, adapter, files=files)
