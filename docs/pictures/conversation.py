"""A conversation over the made-up week, with each message as a platform's adapter renders it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.core.identity import Address
from bot.core.messages import Message
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

    def render(self, message: Message) -> Sequence[Part]:
        return self.draw(message)

    async def send(self, outgoing: Outgoing) -> str:
        if outgoing.replaces:
            self.screen[int(outgoing.replaces)].body = outgoing.part.body
            return outgoing.replaces
        self.screen.append(Shown(outgoing.part.body))
        return str(len(self.screen) - 1)

    async def retract(self, _address: Address, reference: str) -> None:
        self.screen[int(reference)].body = None


async def held(settings: Settings, draw: Callable[[Message], Sequence[Part]], said: Iterable[str]) -> Sequence[Shown]:
    """Everything on the screen once each line of ``said`` was typed and answered."""
    recording = Recording(draw)
    async with demo_app(settings, recording) as app:
        for text in said:
            recording.screen.append(Shown(text, by_us=False))
            await say(app, text)
    return [each for each in recording.screen if each.body is not None]
