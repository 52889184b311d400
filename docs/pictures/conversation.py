"""A conversation over the made-up week, with each message as a platform's adapter renders it."""

import uuid
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace

from bot.adapters.console.chat import HERE, ME
from bot.app import App
from bot.core.events import ButtonPress, Event
from bot.core.identity import Address, ConversationKind
from bot.core.messages import Block, Button, Buttons, Message, PaperCard, Papers
from bot.core.ports.adapters import Outgoing, Pace, Part
from bot.settings import Settings
from bot.terminal import demo_app, say


@dataclass
class Shown:
    """One message on the screen: what a person typed, or the body of a part of ours."""

    body: Any
    by_us: bool = True


@dataclass
class Recording:
    """An ``Adapter`` that keeps what it is asked to send, edits in place."""

    draw: Callable[[Message], Sequence[Part]]
    platform: str = "console"
    pace: Pace = field(default_factory=Pace)
    screen: list[Shown] = field(default_factory=list)
    messages: dict[str, Message] = field(default_factory=dict)
    _rendered: Message = field(default_factory=lambda: Message(()))

    def render(self, message: Message) -> Sequence[Part]:
        self._rendered = message
        return self.draw(message)

    async def send(self, outgoing: Outgoing) -> str:
        reference = outgoing.replaces or str(len(self.screen))
        if outgoing.replaces:
            self.screen[int(reference)].body = outgoing.part.body
        else:
            self.screen.append(Shown(outgoing.part.body))
        self.messages[reference] = self._rendered
        return reference

    def press(self, label: str) -> tuple[str, str]:
        """Return the action of the newest button with this label, and its message; a number opens a paper."""
        for reference, shown in reversed(self.messages.items()):
            for block in shown.blocks:
                for button in _buttons(block):
                    if button.label == label:
                        return button.action, reference
        raise LookupError(f"no button {label!r} on the screen")

    async def retract(self, _address: Address, reference: str) -> None:
        self.screen[int(reference)].body = None


async def held(settings: Settings, draw: Callable[[Message], Sequence[Part]], said: Iterable[str]) -> Sequence[Shown]:
    """Everything on the screen once each line of ``said`` was typed and answered; ``[label]`` presses a button."""
    recording = Recording(draw)
    async with demo_app(settings, recording) as app:
        for text in said:
            if text.startswith("["):
                await press(app, *recording.press(text.strip("[]")))
                continue
            recording.screen.append(Shown(text, by_us=False))
            await say(app, text)
    return [each for each in recording.screen if each.body is not None]


def _buttons(block: Block) -> Iterable[Button]:
    match block:
        case Buttons(buttons) | PaperCard(buttons=buttons):
            yield from buttons
        case Papers(cards):
            for card in cards:
                yield from card.buttons
                if card.unfold:
                    yield replace(card.unfold, label=str(card.rank))


async def press(app: App, action: str, message: str) -> None:
    """Press a button in the terminal's own conversation, and wait until everything is answered."""
    pressed = ButtonPress(action)
    private = ConversationKind.PRIVATE
    event = Event(uuid.uuid4().hex, ME, ME.user_id, HERE, private, app.clock(), pressed, message)
    await app.dispatcher.handle(event)
    await app.settled()
