"""The conversation through a pipe, and the terminal's adapter."""

import asyncio
import errno
import os
import pty
import re
import signal
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from bot.adapters.console.adapter import ConsoleAdapter
from bot.adapters.console.chat import HERE, ME, Chat
from bot.adapters.console.piped import PipedLines
from bot.adapters.console.terminal import TerminalAdapter
from bot.core.clock import system_clock
from bot.core.dispatcher import Outcome
from bot.core.errors import DeliveryError, StorageUnavailable
from bot.core.events import ButtonPress, Event, TextMessage
from bot.core.identity import ConversationKind
from bot.core.messages import Button, Buttons, Document, Message, Paragraph, Text, Verbatim, message
from bot.locales.catalogue import catalogue
from tests.support.conversation import Chat as Conversation


class Core:
    """A stand-in for the dispatcher and its workers: keeps every event, and answers in ``settled``.

    It repeats each message as typed, with a button; the first ``outages`` events find no database.
    """

    def __init__(self, adapter: ConsoleAdapter, outages: int = 0) -> None:
        self.events: list[Event] = []
        self.tried: list[Event] = []
        self._adapter = adapter
        self._outages = outages
        self._queue: list[Event] = []

    async def dispatch(self, event: Event) -> Outcome:
        self.tried.append(event)
        if len(self.tried) <= self._outages:
            raise StorageUnavailable("away")
        self.events.append(event)
        self._queue.append(event)
        return Outcome.DONE

    async def settled(self) -> None:
        while self._queue:
            body = self._queue.pop(0).body
            text = body.text if isinstance(body, TextMessage) else f"pressed {body.action}"
            buttons = Buttons((Button("again", f"again:{len(self.events)}"),))
            await self._adapter.say(HERE, message(Verbatim(text), buttons))

    @property
    def said(self) -> list[str]:
        return [event.body.text for event in self.events if isinstance(event.body, TextMessage)]


async def talk(typed: bytes, outages: int = 0) -> tuple[int, str, Core]:
    """Pipe ``typed`` through a chat; return its exit code, its output, and the core."""
    screen = StringIO()
    adapter = ConsoleAdapter(screen)
    core = Core(adapter, outages)
    chat = Chat(adapter, PipedLines(BytesIO(typed)), core.dispatch, core.settled, catalogue("en"), system_clock)
    return await chat.run(), screen.getvalue(), core


async def test_each_piped_line_is_one_message_answered_before_the_next() -> None:
    code, screen, core = await talk(b"/note one\n/note two")
    assert code == 0
    assert screen == "/note one\n\n[1] again\n\n/note two\n\n[2] again\n\n"
    assert len({event.key for event in core.events}) == 2
    assert {(e.actor, e.address, e.conversation) for e in core.events} == {(ME, HERE, ConversationKind.PRIVATE)}


async def test_answers_left_by_an_earlier_process_appear_before_anything_is_typed() -> None:
    screen = StringIO()
    adapter = ConsoleAdapter(screen)
    core = Core(adapter)
    await core.dispatch(Event("earlier", ME, "me", HERE, ConversationKind.PRIVATE, system_clock(), TextMessage("late")))
    chat = Chat(adapter, PipedLines(BytesIO()), core.dispatch, core.settled, catalogue("en"), system_clock)
    assert await chat.run() == 0
    assert "late" in screen.getvalue()


async def test_nothing_a_pipe_can_carry_is_lost_or_changed() -> None:
    lines = [b"/note \xff\xfe\x00 \x1b[31m", "한국어 扩散 👩‍🔬".encode(), b"x" * 1_000_000, b"tab\tand\rreturn"]
    output = BytesIO()
    adapter = ConsoleAdapter(TextIOWrapper(output, encoding="ascii"))
    core = Core(adapter)
    typed = BytesIO(b"\xef\xbb\xbf" + b"\r\n".join(lines))
    chat = Chat(adapter, PipedLines(typed), core.dispatch, core.settled, catalogue("en"), system_clock)
    assert await chat.run() == 0
    assert [text.encode("utf-8", "surrogateescape") for text in core.said] == lines
    for line in lines:
        assert line + b"\n" in output.getvalue()


@given(st.lists(st.binary().map(lambda line: line.replace(b"\n", b"")), min_size=1), st.sampled_from([b"\n", b"\r\n"]))
def test_lines_are_split_at_newlines_and_nowhere_else(lines: list[bytes], end: bytes) -> None:
    async def read() -> list[bytes]:
        piped = PipedLines(BytesIO(b"\xef\xbb\xbf" + b"".join(line + end for line in lines)))
        found = []
        while (text := await piped.read()) is not None:
            found.append(text.encode("utf-8", "surrogateescape"))
        return found

    expected = [line.removesuffix(b"\r") for line in lines] if end == b"\n" else lines
    assert asyncio.run(read()) == expected


async def test_a_script_keeps_finds_and_takes_back_a_note_over_the_real_core(chat: Conversation) -> None:
    lines = PipedLines(BytesIO("/note 《扩散》 从噪声还原\n/search 噪声\n1\n/notes\n".encode()))
    app = chat.app
    piped = Chat(chat.adapter, lines, app.dispatcher.handle, app.settled, catalogue("en"), chat.clock)
    assert await piped.run() == 0
    told = "Note 1 saved", "从«噪声»还原", "Note 1 deleted", "No notes yet"
    assert re.findall("|".join(told), chat.transcript()) == list(told)


class Gone(StringIO):
    """A pipe that its reader has closed."""

    def write(self, _: str) -> int:
        raise BrokenPipeError(errno.EPIPE, "Broken pipe")


async def test_an_answer_nobody_read_is_put_back_for_the_next_chat(chat: Conversation) -> None:
    chat.adapter._output = Gone()
    app = chat.app
    cut_off = Chat(
        chat.adapter,
        PipedLines(BytesIO(b"/note kept\n/note never read\n")),
        app.dispatcher.handle,
        app.settled,
        catalogue("en"),
        chat.clock,
    )
    assert await cut_off.run() == 1
    chat.clock.move(seconds=1)
    due = await app.database.queues.next_message_at("console")
    assert due is not None
    assert due <= chat.clock()


async def test_blank_lines_say_nothing_and_quit_leaves() -> None:
    code, screen, core = await talk(b"\n  \t\n/QUIT \nnever read\n")
    assert (code, screen, core.events) == (0, "", [])


async def test_a_bare_number_presses_the_button_that_shows_it_however_old() -> None:
    _, _, core = await talk(b"one\ntwo\n 1 \n3\n5\n5\n0\n")
    assert [event.body for event in core.events[2:]] == [
        ButtonPress("again:1"),
        ButtonPress("again:3"),
        TextMessage("5"),  # not on the screen yet
        ButtonPress("again:5"),
        TextMessage("0"),
    ]


async def test_a_number_that_is_on_no_button_is_an_ordinary_message() -> None:
    _, _, core = await talk("12\n１\n²\n99999999999999999999\n".encode())
    assert core.said == ["12", "１", "²", "99999999999999999999"]


async def test_a_line_the_database_did_not_take_is_named_and_makes_the_pipe_fail() -> None:
    code, screen, core = await talk(b"/note lost\n/note kept\n", outages=1)
    assert code == 1
    assert "“/note lost”" in screen
    assert core.said == ["/note kept"]


async def test_a_message_repeated_after_an_outage_is_stored_once() -> None:
    code, _, core = await talk(b"/note this\n/note this\n/note this\n", outages=1)
    first, again, another = core.tried
    assert code == 0
    assert first.key == again.key
    assert another.key != again.key


async def test_a_reader_that_goes_away_ends_the_chat() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as output:
        adapter = ConsoleAdapter(output)
        core = Core(adapter)
        lines = PipedLines(BytesIO(b"one\ntwo\n"))

        async def settled() -> None:
            with pytest.raises(DeliveryError):
                await core.settled()

        chat = Chat(adapter, lines, core.dispatch, settled, catalogue("en"), system_clock)
        assert await chat.run() == 1
        assert core.said == ["one"]
        with pytest.raises(BrokenPipeError):
            output.flush()
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, writing)  # so that closing can flush the unread text
        os.close(nowhere)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
async def test_signals_end_a_chat_that_waits_for_input(number: signal.Signals) -> None:
    before = signal.getsignal(number)
    reading, writing = os.pipe()
    adapter = ConsoleAdapter(StringIO())
    core = Core(adapter)
    with os.fdopen(reading, "rb") as stream, os.fdopen(writing, "wb", buffering=0) as person:
        chat = Chat(adapter, PipedLines(stream), core.dispatch, core.settled, catalogue("en"), system_clock)
        running = asyncio.create_task(chat.run())
        person.write(b"one\n")
        async with asyncio.timeout(10):
            while not core.events:  # noqa: ASYNC110  (an Event in the core would serve only this test)
                await asyncio.sleep(0.01)
        os.kill(os.getpid(), number)
        assert await asyncio.wait_for(running, 10) == 1
        assert signal.getsignal(number) == before
        person.write(b"ends the reading thread\n")
        await asyncio.sleep(0.05)
    with pytest.raises(DeliveryError):
        await adapter.say(HERE, Message(()))


PROGRESS = message(Paragraph((Text("Looking it up …"),)))
NOTE = message(Paragraph((Text("Saved."),)), Verbatim("text"))


async def test_the_replacement_of_a_progress_line_just_follows_it() -> None:
    screen = StringIO()
    adapter = ConsoleAdapter(screen)
    await adapter.say(HERE, NOTE, replaces=await adapter.say(HERE, PROGRESS))
    assert screen.getvalue() == "Looking it up …\n\nSaved.\n\ntext\n\n"


async def test_any_other_replacement_is_marked_as_an_update() -> None:
    screen = StringIO()
    adapter = ConsoleAdapter(screen)
    earlier = await adapter.say(HERE, NOTE)
    await adapter.say(HERE, PROGRESS, replaces=earlier)
    assert screen.getvalue().endswith("\n\n↻\nLooking it up …\n\n")
    other = ConsoleAdapter(StringIO())
    assert await other.say(HERE, NOTE) != earlier, "another run's references are its own"


EXPORT = message(Document("../my notes.md", "text/markdown", "# 노트 \udcff\x1b\n"))


async def test_a_document_is_saved_next_to_earlier_ones_and_its_path_printed(tmp_path: Path) -> None:
    screen = StringIO()
    adapter = TerminalAdapter(Console(file=screen, width=500), tmp_path / "exports")
    for _ in range(3):
        await adapter.say(HERE, EXPORT)
    saved = sorted((tmp_path / "exports").iterdir())
    assert [path.name for path in saved] == ["_my_notes-2.md", "_my_notes-3.md", "_my_notes.md"]
    assert all(path.read_bytes() == b"# \xeb\x85\xb8\xed\x8a\xb8 \xff\x1b\n" for path in saved)
    assert all(str(path) in screen.getvalue() for path in saved)


async def test_a_document_that_cannot_be_saved_is_shown_instead(tmp_path: Path) -> None:
    (tmp_path / "exports").write_text("not a folder")
    screen = StringIO()
    adapter = TerminalAdapter(Console(file=screen, width=500), tmp_path / "exports")
    await adapter.say(HERE, EXPORT)
    assert "✗" in screen.getvalue()
    assert "# 노트 \ufffd␛\n" in screen.getvalue()


async def test_a_document_goes_through_a_pipe_between_two_markers() -> None:
    screen = StringIO()
    await ConsoleAdapter(screen).say(HERE, message(Document("notes.md", "text/markdown", "# one\n")))
    assert screen.getvalue() == "----- begin notes.md -----\n# one\n----- end notes.md -----\n\n"


def test_a_terminal_never_gets_escape_sequences_even_when_only_the_input_is_piped() -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(theirs, "w") as output:
        asyncio.run(ConsoleAdapter(output).say(HERE, message(Verbatim("\x1b]0;pwned\x07"))))
    assert os.read(ours, 100).decode().startswith("␛]0;pwned␇")
    os.close(ours)
