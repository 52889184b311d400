"""Which of the two faces the console shows: the prompt for a person, plain lines for a pipe."""

from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from bot.adapters.console.adapter import ConsoleAdapter
from bot.adapters.console.chat import Lines
from bot.adapters.console.piped import PipedLines
from bot.core.ports.text import Translator
from bot.core.registry import Registry


@dataclass(frozen=True, slots=True)
class FrontEnd:
    """Where messages come from and where answers go; ``bot.adapters.console.chat.Chat`` ties them together."""

    adapter: ConsoleAdapter
    lines: Lines


def front_end(
    stdin: TextIO, stdout: TextIO, registry: Registry, language: Translator, history: Path, export_dir: Path
) -> FrontEnd:
    """A prompt with colours when a person is at both ends, otherwise one message a line and plain text.

    ``history`` is the file that keeps what was typed; documents are saved in ``export_dir``. A pipe uses
    neither.
    """
    if not (stdin.isatty() and stdout.isatty()):
        return FrontEnd(ConsoleAdapter(stdout), PipedLines(stdin.buffer))
    # prompt_toolkit and rich take half a second to import, which a script need not pay for.
    from rich.console import Console  # noqa: PLC0415

    from bot.adapters.console.prompt import Prompt  # noqa: PLC0415
    from bot.adapters.console.terminal import TerminalAdapter  # noqa: PLC0415

    if isinstance(stdout, TextIOWrapper):
        stdout.reconfigure(errors="replace")  # a terminal that is not UTF-8 shows what it can
    console = Console(file=stdout)
    prompt = Prompt(console, registry.commands, language, history)
    return FrontEnd(TerminalAdapter(console, export_dir, prompt.above), prompt)
