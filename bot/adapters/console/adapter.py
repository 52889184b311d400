"""The console as a platform: what the outbox holds for it is written to a stream, button numbers and all."""

import asyncio
import io
import secrets
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import IO

from bot.adapters.console import plain
from bot.adapters.console.layout import pressable
from bot.adapters.console.visible import visible
from bot.adapters.shared.documents import exact_bytes, save
from bot.core.errors import DeliveryError
from bot.core.identity import Address
from bot.core.messages import Block, Button, Document, Link, Message, PaperCard, Paragraph, Text
from bot.core.ports.adapters import Outgoing, Pace, Part
from bot.core.subjects import Subject

UPDATED = Paragraph((Text("↻"),))
"""Stands above a message that replaces an earlier one: nothing can be edited that has scrolled away."""

NEXT_CHAT = 1.0
"""Seconds after which a message that came too late may be tried again: whoever opens the next chat gets it first."""


class ConsoleAdapter:
    """Writes plain text to ``output``; one message is one part.

    Buttons are numbered through one run, so that old ones keep working. Documents are saved into
    ``export_dir``, or printed between two marker lines when there is none. ``closed`` is set when the
    conversation has ended, by the chat or because the output went away; nothing is sent after that.
    """

    platform = "console"
    pace = Pace()

    def __init__(self, output: IO[str], export_dir: Path | None = None) -> None:
        self.closed = asyncio.Event()
        self._output = output
        self._export_dir = export_dir
        self._buttons: list[tuple[Address, tuple[Button, ...]]] = []
        self._actions: list[str] = []
        self._progress: set[str] = set()
        # References outlive the run in the database, so another run's must not look like this one's.
        self._references = (f"{run}-{number}" for run in [secrets.token_hex(4)] for number in count(1))

    def render(self, message: Message) -> Sequence[Part]:
        return (Part(message, tuple(Subject.paper(each.paper_id) for each in _cards(message))),)

    async def send(self, outgoing: Outgoing) -> str:
        """Write a part below what is there. A line that only said what is being done is simply followed by
        what replaces it; anything else that is replaced gets the mark of an update.

        Raises ``DeliveryError`` when there is nobody to write to any more.
        """
        if self.closed.is_set():
            raise DeliveryError("the conversation has ended", NEXT_CHAT)
        part: Message = outgoing.part.body
        reference = next(self._references)
        if _is_progress(part):
            self._progress.add(reference)
        first = len(self._actions) + 1
        buttons = pressable(part)
        self._buttons.append((outgoing.address, buttons))
        self._actions.extend(button.action for button in buttons)
        shown = await asyncio.to_thread(self._with_saved_documents, part) if _has_document(part) else part
        if outgoing.replaces and outgoing.replaces not in self._progress:
            shown = Message((UPDATED, *shown.blocks))
        try:
            await self._show(shown, first)
        except OSError as error:
            self.closed.set()
            raise DeliveryError(f"the output is gone: {error.strerror}", NEXT_CHAT) from error
        return reference

    async def say(self, address: Address, message: Message, replaces: str = "") -> str:
        """Write a message that does not come from the outbox."""
        (part,) = self.render(message)
        return await self.send(Outgoing(address, part, key="", replaces=replaces))

    async def retract(self, address: Address, reference: str) -> None:
        """What was written stays written."""

    def action(self, text: str) -> str | None:
        """What pressing means when ``text`` is the bare number of a button on the screen."""
        typed = text.strip()
        number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
        return self._actions[number - 1] if 0 < number <= len(self._actions) else None

    def buttons(self, address: Address) -> Sequence[Button]:
        """All buttons shown there: those of the newest message first."""
        return [button for shown, buttons in reversed(self._buttons) if shown == address for button in buttons]

    async def _show(self, message: Message, first: int) -> None:
        text = plain.render(message, first) + "\n"
        if self._output.isatty():
            text = visible(text)
        if isinstance(self._output, io.TextIOWrapper):
            # Past the locale's encoding: what was typed in a pipe comes back byte for byte.
            self._output.flush()
            self._output.buffer.write(exact_bytes(text))
        else:
            self._output.write(text)
        self._output.flush()

    def _with_saved_documents(self, message: Message) -> Message:
        return Message(tuple(block for each in message.blocks for block in self._saved(each)))

    def _saved(self, block: Block) -> tuple[Block, ...]:
        """Where a document went; one that could not be saved is shown, with the reason above it."""
        if not isinstance(block, Document) or self._export_dir is None:
            return (block,)
        try:
            path = save(block, self._export_dir)
        except OSError as error:
            return (Paragraph((Text(f"✗ {self._export_dir}: {error.strerror}"),)), block)
        return (Paragraph((Text("▤ "), Link(str(path), path.as_uri()))),)


def _cards(message: Message) -> list[PaperCard]:
    return [block for block in message.blocks if isinstance(block, PaperCard) and block.paper_id]


def _has_document(message: Message) -> bool:
    return any(isinstance(block, Document) for block in message.blocks)


def _is_progress(message: Message) -> bool:
    return len(message.blocks) == 1 and isinstance(message.blocks[0], Paragraph)
