"""The console as a platform: writes messages, with numbered buttons, to a stream."""

import asyncio
import io
import secrets
from collections.abc import Sequence
from itertools import count
from pathlib import Path
from typing import IO

from msgspec.structs import replace

from bot.adapters.console import plain
from bot.adapters.console.layout import blocks_of, pressable
from bot.adapters.console.visible import visible
from bot.adapters.shared.documents import exact_bytes, save
from bot.core.errors import DeliveryError
from bot.core.identity import Address
from bot.core.messages import Block, Button, Document, Link, Message, PaperCard, Papers, Paragraph, Text
from bot.core.ports.adapters import Outgoing, Pace, Part
from bot.core.subjects import Subject

UPDATED = Paragraph((Text("↻"),))
"""The mark above a message that replaces an earlier one, which has scrolled away and cannot be edited."""

NEXT_CHAT = 1.0
"""Seconds after which to retry a message that came too late; the next chat then begins with it."""


class ConsoleAdapter:
    """Writes plain text to ``output``; one message is one part.

    Buttons are numbered consecutively during a run, so that old ones keep working. Documents are saved in
    ``export_dir``, or printed between two marker lines without one. ``closed`` is set when the conversation has ended,
    by the chat or because the output is gone; nothing is sent after that.
    """

    platform = "console"
    pace = Pace()

    def __init__(self, output: IO[str], export_dir: Path | None = None) -> None:
        self.closed = asyncio.Event()
        self._output = output
        self._export_dir = export_dir
        self._buttons: list[tuple[Address, tuple[Button, ...]]] = []
        self._presses: list[tuple[str, str]] = []
        self._progress: set[str] = set()
        # The database keeps references, so those of different runs must differ.
        self._references = (f"{run}-{number}" for run in [secrets.token_hex(4)] for number in count(1))

    def render(self, message: Message) -> Sequence[Part]:
        return (Part(message, tuple(Subject.paper(each.paper_id) for each in _cards(message))),)

    async def send(self, outgoing: Outgoing) -> str:
        """Write a part below the earlier ones, with the mark of an update if it replaces more than a progress line.

        Raises ``DeliveryError`` when the conversation has ended or the output is gone.
        """
        if self.closed.is_set():
            raise DeliveryError("the conversation has ended", NEXT_CHAT)
        part: Message = outgoing.part.body
        reference = next(self._references)
        if _is_progress(part):
            self._progress.add(reference)
        if outgoing.replaces:
            part = _changed(part, outgoing.toast)
        first = len(self._presses) + 1
        buttons = pressable(part)
        self._buttons.append((outgoing.address, buttons))
        self._presses.extend((button.action, reference) for button in buttons)
        shown = await asyncio.to_thread(self._with_saved_documents, part) if _has_document(part) else part
        if outgoing.replaces and not outgoing.toast and outgoing.replaces not in self._progress:
            shown = Message((UPDATED, *shown.blocks))
        try:
            await self._show(shown, first)
        except OSError as error:
            self.closed.set()
            raise DeliveryError(f"the output is gone: {error.strerror}", NEXT_CHAT) from error
        return reference

    async def say(self, address: Address, message: Message, replaces: str = "") -> str:
        """Write a message that is not from the outbox."""
        (part,) = self.render(message)
        return await self.send(Outgoing(address, part, key="", replaces=replaces))

    async def retract(self, address: Address, reference: str) -> None:
        """Do nothing: text on a stream cannot be deleted."""

    def press(self, text: str) -> tuple[str, str] | None:
        """Return the action of a button and the reference of its message, if ``text`` is the button's number."""
        typed = text.strip()
        number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
        return self._presses[number - 1] if 0 < number <= len(self._presses) else None

    def message_of(self, action: str) -> str:
        """Return the reference of the newest message with a button that has this action."""
        return next((reference for each, reference in reversed(self._presses) if each == action), "")

    def buttons(self, address: Address) -> Sequence[Button]:
        """Return all buttons shown at ``address``, the newest message's first."""
        return [button for shown, buttons in reversed(self._buttons) if shown == address for button in buttons]

    async def _show(self, message: Message, first: int) -> None:
        text = plain.render(message, first) + "\n"
        if self._output.isatty():
            text = visible(text)
        if isinstance(self._output, io.TextIOWrapper):
            # Bypass the locale's encoding, so that piped text comes back byte for byte.
            self._output.flush()
            self._output.buffer.write(exact_bytes(text))
        else:
            self._output.write(text)
        self._output.flush()

    def _with_saved_documents(self, message: Message) -> Message:
        return Message(tuple(block for each in message.blocks for block in self._saved(each)))

    def _saved(self, block: Block) -> tuple[Block, ...]:
        """Return the path of a saved document; a document that could not be saved, below the reason."""
        if not isinstance(block, Document) or self._export_dir is None:
            return (block,)
        try:
            path = save(block, self._export_dir)
        except OSError as error:
            return (Paragraph((Text(f"✗ {self._export_dir}: {error.strerror}"),)), block)
        return (Paragraph((Text("▤ "), Link(str(path), path.as_uri()))),)


def _changed(message: Message, toast: str) -> Message:
    """Return the part of a changed message that is worth showing again below: the toast, or the paper that opened."""
    if toast:
        return Message((Paragraph((Text(toast),)),))
    for block in message.blocks:
        if isinstance(block, Papers) and block.opened:
            card = next(card for card in block.cards if card.rank == block.opened)
            return Message((replace(card, gist=card.abstract, unfold=None),))
    return message


def _cards(message: Message) -> list[PaperCard]:
    return [block for block in blocks_of(message) if isinstance(block, PaperCard) and block.paper_id]


def _has_document(message: Message) -> bool:
    return any(isinstance(block, Document) for block in message.blocks)


def _is_progress(message: Message) -> bool:
    return len(message.blocks) == 1 and isinstance(message.blocks[0], Paragraph)
