"""What a person does and reads on a platform, for ``tests/support/platforms.py``; and one person in a terminal."""

import itertools
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any, Protocol

from bot.adapters.console.adapter import ConsoleAdapter
from bot.app import App
from bot.core.events import ButtonPress, Event, TextMessage
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.ports.adapters import Outgoing


class Person(Protocol):
    """What one does, and what is then to be read. Every message counts once, as it reads now."""

    @property
    def address(self) -> Address: ...

    async def says(self, text: str) -> None: ...

    async def presses(self, label: str) -> None: ...

    def screen(self) -> Sequence[str]:
        """Paperboy's messages, oldest first, the names of their files and the labels of their buttons below."""
        ...

    def opens(self, label: str) -> str:
        """The address that a button of the newest message leads to."""
        ...

    async def redelivers(self) -> None:
        """The platform tells once more of the last thing done."""
        ...


class ChatPerson(Person, Protocol):
    """What there is besides on a chat platform; ``to`` are words of the message of Paperboy's that is meant."""

    async def mentions(self, text: str) -> None:
        """Say it to Paperboy where others talk too."""
        ...

    async def replies(self, text: str, to: str) -> None: ...

    async def likes(self, to: str) -> None: ...

    async def dislikes(self, to: str) -> None: ...

    async def edits(self, text: str) -> None:
        """Change the last thing said."""
        ...

    async def sends(self, name: str, content: bytes, caption: str) -> None:
        """A file; ``caption`` begins with a command."""
        ...

    def in_a_group(self) -> "ChatPerson": ...

    async def in_a_thread(self) -> "ChatPerson":
        """Of a group, with all of it besides left out of sight: a forum's topic, where that is what there is."""
        ...

    async def invites(self) -> "ChatPerson":
        """In a group where Paperboy has just been invited."""
        ...

    def pings(self) -> Sequence[str]:
        """Whoever was notified by one of Paperboy's messages."""
        ...

    async def presses_action(self, action: str) -> None:
        """A button of the newest message that sends exactly this, if need be one that is not there any more."""
        ...

    def actions(self) -> Sequence[str]:
        """What the buttons of the newest message send."""
        ...

    def leaves_unheard(self) -> None:
        """Shut Paperboy out without its being told."""
        ...

    async def lets_in(self) -> None:
        """Let it in again, of which it is told."""
        ...


class Pages(ConsoleAdapter):
    """A terminal that remembers what was written for each message."""

    def __init__(self) -> None:
        self._written = StringIO()
        super().__init__(self._written)
        self.pages: list[str] = []

    async def send(self, outgoing: Outgoing) -> str:
        start = self._written.tell()
        reference = await super().send(outgoing)
        self.pages.append(self._written.getvalue()[start:])
        return reference


@dataclass
class ConsolePerson:
    app: App
    adapter: Pages
    last: Event | None = None
    _keys: Any = field(default_factory=itertools.count)

    address = Address("console", "local", "me")

    def screen(self) -> Sequence[str]:
        return self.adapter.pages

    def opens(self, label: str) -> str:
        found = re.findall(rf"\b{label} <(\S+)>", self.adapter.pages[-1])
        return str(found[0])

    async def says(self, text: str) -> None:
        await self._does(TextMessage(text))

    async def presses(self, label: str) -> None:
        buttons = self.adapter.buttons(self.address)
        await self._does(ButtonPress(next(button.action for button in buttons if label in button.label)))

    def offers(self, label: str) -> bool:
        return any(button.label == label for button in self.adapter.buttons(self.address))

    async def redelivers(self) -> None:
        assert self.last
        await self.app.dispatcher.handle(self.last)

    async def _does(self, body: TextMessage | ButtonPress) -> None:
        me = UserRef("console", "local", "me")
        key = f"{uuid.uuid4()}"
        self.last = Event(key, me, "me", self.address, ConversationKind.PRIVATE, self.app.clock(), body)
        await self.app.dispatcher.handle(self.last)
