"""The conversation in the terminal: read a message, dispatch it, wait for the answers, read again."""

import asyncio
import signal
import uuid
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from bot.adapters.console.adapter import ConsoleAdapter
from bot.core.clock import Clock
from bot.core.dispatcher import Outcome
from bot.core.errors import DeliveryError, StorageUnavailable
from bot.core.events import Body, ButtonPress, Event, TextMessage
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.messages import Block, Message, Paragraph, Text
from bot.core.parsing import shorten
from bot.core.ports.text import Translator

ME = UserRef("console", "local", "me")
HERE = Address("console", "local", "me")
LEAVING = {"/quit", "/exit"}

GRACE = 1.0
"""Seconds for a message that could no longer be shown to return to the outbox; the next chat begins with it."""

T = TypeVar("T")


class Lines(Protocol):
    """The source of messages: a person at a prompt, or a pipe."""

    interactive: bool

    def open(self) -> AbstractContextManager[None]:
        """Take over the input for the duration of a conversation."""

    async def read(self, draft: str = "") -> str | None:
        """Return the next message, ``None`` after the last. ``draft`` is text for the person to edit."""

    async def wait(self, settled: Awaitable[None]) -> None:
        """Wait; a person sees a spinner and may stop waiting."""


@dataclass(slots=True)
class Chat:
    """``dispatch`` handles one event; ``settled`` returns when every answer to it has been sent.

    ``banner`` are lines above the greeting; a pipe gets neither.
    """

    adapter: ConsoleAdapter
    lines: Lines
    dispatch: Callable[[Event], Awaitable[Outcome]]
    settled: Callable[[], Coroutine[Any, Any, None]]
    language: Translator
    clock: Clock
    banner: Sequence[str] = ()
    _unsent: dict[Body, Event] = field(default_factory=dict, init=False)
    _background: set[asyncio.Task[None]] = field(default_factory=set, init=False)

    async def run(self) -> int:
        """Talk until the person leaves, the input ends, or SIGINT or SIGTERM arrives.

        Returns 0; for a pipe 1 when a line was not stored or the input was not read to its end.
        """
        with self._signals(), self.lines.open():
            if self.lines.interactive:
                lines = [Paragraph((Text(line),)) for line in self.banner]
                await self._say(*lines, self._sentence("console-greeting"))
            await self._converse()
            if not (self.lines.interactive or self.adapter.closed.is_set()):  # an earlier process may have left some
                await self._answers()
        failed = not self.lines.interactive and (self.adapter.closed.is_set() or bool(self._unsent))
        self.adapter.closed.set()
        if self._background:
            await asyncio.wait(self._background, timeout=GRACE)
        await _cancel(*self._background)
        return int(failed)

    async def _converse(self) -> None:
        draft = ""
        while not self.adapter.closed.is_set():
            text = await self._unless_closed(self.lines.read(draft))
            if text is None or text.strip().lower() in LEAVING:
                return
            draft = "" if not text.strip() or await self._pass_on(text) else text

    async def _pass_on(self, text: str) -> bool:
        """Dispatch a message and return whether it was stored; if not, the person gets it back as a draft."""
        event = self._event(text)
        try:
            await self.dispatch(event)
        except StorageUnavailable:
            self._unsent[event.body] = event
            await self._say(self._sentence("console-storage-unavailable", text=shorten(text)))
            return False
        self._unsent.pop(event.body, None)
        await self._answers()
        return True

    def _event(self, text: str) -> Event:
        """Return the event of a message. One that is repeated after an outage keeps its key, so it is stored once."""
        press = self.adapter.press(text)
        body = TextMessage(text) if press is None else ButtonPress(press[0])
        if body in self._unsent:
            return self._unsent[body]
        message = press[1] if press else ""
        return Event(uuid.uuid4().hex, ME, ME.user_id, HERE, ConversationKind.PRIVATE, self.clock(), body, message)

    async def _answers(self) -> None:
        """Wait until all answers are sent or the person stops waiting; the work itself then goes on."""
        answers = asyncio.create_task(self.settled())
        self._background.add(answers)
        answers.add_done_callback(self._background.discard)
        try:
            await self._unless_closed(self.lines.wait(asyncio.shield(answers)))
        except StorageUnavailable:
            await self._say(self._sentence("console-answer-later"))

    async def _unless_closed(self, waiting: Awaitable[T]) -> T | None:
        """Return the result of ``waiting``, or ``None`` if the conversation ends first."""
        task = asyncio.ensure_future(waiting)
        closed = asyncio.create_task(self.adapter.closed.wait())
        try:
            await asyncio.wait({task, closed}, return_when=asyncio.FIRST_COMPLETED)
            return task.result() if task.done() else None
        finally:
            await _cancel(task, closed)

    async def _say(self, *blocks: Block) -> None:
        with suppress(DeliveryError):  # then the conversation is closed, and that ends the loop
            await self.adapter.say(HERE, Message(blocks))

    def _sentence(self, key: str, **data: Any) -> Paragraph:
        return Paragraph(self.language.inlines(key, **data))

    @contextmanager
    def _signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            for number in before:
                loop.add_signal_handler(number, self.adapter.closed.set)
        except NotImplementedError:  # Windows: Ctrl-C stays Python's KeyboardInterrupt
            yield
            return
        try:
            yield
        finally:
            for number, handler in before.items():
                loop.remove_signal_handler(number)
                signal.signal(number, handler)


async def _cancel(*tasks: asyncio.Future[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
