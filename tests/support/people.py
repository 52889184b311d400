"""The actions and the screen of a person on a platform, for ``tests/support/platforms.py``; and a terminal's person."""

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
    """One person's actions and their screen, which shows every message once, as it reads now."""

    @property
    def address(self) -> Address: ...

    async def says(self, text: str) -> None: ...

    async def presses(self, label: str) -> None: ...

    def screen(self) -> Sequence[str]:
        """Paperboy's messages, oldest first, the names of their files and the labels of their buttons below."""
        ...

    def opens(self, label: str) -> str:
        """The address behind a button of the newest message."""
        ...

    async def redelivers(self) -> None:
        """Send the event of the person's last action again."""
        ...


class ChatPerson(Person, Protocol):
    """A person's further actions on a chat platform; ``to`` is a part of the text of one of Paperboy's messages."""

    async def mentions(self, text: str) -> None:
        """Address Paperboy in a group."""
        ...

    async def replies(self, text: str, to: str) -> None: ...

    async def likes(self, to: str) -> None: ...

    async def dislikes(self, to: str) -> None: ...

    async def edits(self, text: str) -> None:
        """Change the person's last message."""
        ...

    async def sends(self, name: str, content: bytes, caption: str) -> None:
        """Send a file; ``caption`` begins with a command."""
        ...

    def in_a_group(self) -> "ChatPerson": ...

    async def ticks(self, number: int) -> None:
        """Tick or untick an item of the newest list that shows it."""
        ...

    async def newcomer(self, name: str) -> "ChatPerson":
        """Another member of the same group, with a screen of their own."""
        ...

    def public(self) -> Sequence[str]:
        """The texts of Paperboy's messages that everybody there sees."""
        ...

    async def in_a_thread(self) -> "ChatPerson":
        """Enter a thread of a group, or a forum's topic; its messages alone are on the screen."""
        ...

    async def invites(self) -> "ChatPerson":
        """Enter a group and invite Paperboy."""
        ...

    def another(self) -> "ChatPerson":
        """The other member of the group."""
        ...

    def runs_the_group(self) -> None:
        """Become an administrator, without an event."""
        ...

    def pings(self) -> Sequence[str]:
        """The people notified by Paperboy's messages."""
        ...

    async def presses_action(self, action: str) -> None:
        """Press a button of the newest message that sends this action, even if the message no longer has it."""
        ...

    def actions(self) -> Sequence[str]:
        """The actions of the newest message's buttons."""
        ...

    def leaves_unheard(self) -> None:
        """Remove Paperboy from the conversation without an event."""
        ...

    async def lets_in(self) -> None:
        """Add Paperboy to the conversation again, with an event."""
        ...


class Pages(ConsoleAdapter):
    """A terminal that keeps the text of each message."""

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
        action = next(button.action for button in buttons if label in button.label)
        await self._does(ButtonPress(action), self.adapter.message_of(action))

    def offers(self, label: str) -> bool:
        return any(button.label == label for button in self.adapter.buttons(self.address))

    async def redelivers(self) -> None:
        assert self.last
        await self.app.dispatcher.handle(self.last)

    async def _does(self, body: TextMessage | ButtonPress, message: str = "") -> None:
        me = UserRef("console", "local", "me")
        key = f"{uuid.uuid4()}"
        self.last = Event(key, me, "me", self.address, ConversationKind.PRIVATE, self.app.clock(), body, message)
        await self.app.dispatcher.handle(self.last)
