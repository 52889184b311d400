"""A person at the prompt, in a real pseudo-terminal."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[a-zA-Z]|\][^\x1b]*\x1b\\)")


class Terminal:
    """``paperboy``'s prompt in a pseudo-terminal: type, and read what is on the screen."""

    def __init__(self, tmp_path: Path) -> None:
        self._ours, theirs = pty.openpty()
        termios.tcsetwinsize(theirs, (40, 100))
        self.process = subprocess.Popen(
            [sys.executable, "-c", INTERACTIVE, str(tmp_path)],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env=os.environ | {"TERM": "xterm-256color"},
            cwd=ROOT,
            start_new_session=True,
        )
        os.close(theirs)
        self._written = b""
        self._seen = 0

    def type(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def shows(self, text: str, seconds: float = 20) -> None:
        """Wait until ``text`` appears after the text seen before."""
        until = time.monotonic() + seconds
        while (found := self.screen.find(text, self._seen)) < 0 and time.monotonic() < until:
            if select.select([self._ours], [], [], 0.1)[0]:
                try:
                    written = os.read(self._ours, 65536)
                except OSError:  # the process has ended
                    until = 0.0
                    continue
                self._written += written
                if b"\x1b[6n" in written:
                    self.type("\x1b[1;1R")  # the cursor's position, which the prompt asks for before its toolbar
        assert found >= 0, f"{text!r} is not after {self.screen[: self._seen]!r} in {self.screen[self._seen :]!r}"
        self._seen = found + len(text)

    @property
    def screen(self) -> str:
        """The output so far, without styling."""
        return ESCAPES.sub("", self._written.decode(errors="replace"))

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._ours)


INTERACTIVE = """
import asyncio, sys
from pathlib import Path
from bot.adapters.console.chat import Chat
from bot.adapters.console.front_end import front_end
from bot.core.clock import system_clock
from bot.core.registry import Registry
from bot.locales.catalogue import catalogue
from handlers.notes import note
from handlers.notes import notes
from tests.integration.test_console_chat import Core

home, language = Path(sys.argv[1]), catalogue("en")
front = front_end(sys.stdin, sys.stdout, Registry((*note.COMMANDS, notes.COMMAND)), language, home / "history", home)
core = Core(front.adapter, outages=1)

async def settled():
    if core.said[-1] == "slow":
        await asyncio.sleep(60)
    await core.settled()

chat = Chat(front.adapter, front.lines, core.dispatch, settled, language, system_clock, ["A line of the demo."])
code = asyncio.run(chat.run())
print(repr(core.said))
sys.exit(code)
"""


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    terminal = Terminal(tmp_path)
    yield terminal
    terminal.close()


def test_a_person_at_the_prompt_is_greeted_helped_and_answered(terminal: Terminal, tmp_path: Path) -> None:
    terminal.shows("A line of the demo.")
    terminal.shows("/help")
    terminal.shows("Alt+Enter starts a new line")
    terminal.type("/no")
    terminal.shows("Keep a note")
    terminal.type("\t")
    terminal.shows("te")
    terminal.type(" sho")
    terminal.shows("Show a note exactly as typed")
    terminal.type("\t 12\r")
    terminal.shows("“/note show 12”")  # the database is unavailable once, and the line returns to the prompt
    terminal.shows("› /note show 12")
    terminal.type("\r")
    terminal.shows("[1]\u00a0again")
    terminal.type("thrown away\x03first line\x1b\rsecond line\r")
    terminal.shows("[2]\u00a0again")
    terminal.type("slow\r")
    terminal.shows("Working on it")
    terminal.type("dropped\x03typed ahead\r")
    terminal.shows("[4]\u00a0again")
    terminal.type("\x04")
    terminal.shows("['/note show 12', 'first line\\nsecond line', 'slow', 'typed ahead']")
    assert terminal.process.wait(20) == 0
    history = tmp_path / "history"
    assert "+first line\n+second line\n" in history.read_text()
    assert history.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signals_leave_the_prompt_and_the_terminal_in_order(terminal: Terminal, number: signal.Signals) -> None:
    terminal.shows("› ")
    terminal.process.send_signal(number)
    terminal.shows("[]")
    assert terminal.process.wait(20) == 0
    assert "Traceback" not in terminal.screen
