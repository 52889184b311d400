"""The two front ends of the console: a prompt for a person, plain lines for a pipe."""

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
    """The source of messages and the destination of answers; ``bot.adapters.console.chat.Chat`` connects them."""

    adapter: ConsoleAdapter
    lines: Lines


def front_end(
    stdin: TextIO, stdout: TextIO, registry: Registry, language: Translator, history: Path, export_dir: Path
) -> FrontEnd:
    """Return a prompt with colors if input and output are a terminal, else plain text with one message per line.

    ``history`` is the file of typed messages; documents are saved in ``export_dir``. A pipe uses neither.
    """
    if not (stdin.isatty() and stdout.isatty()):
        return FrontEnd(ConsoleAdapter(stdout), PipedLines(stdin.buffer))
    # prompt_toolkit and rich take half a second to import, which a script does not need.
    from rich.console import Console  # noqa: PLC0415

    from bot.adapters.console.prompt import Prompt  # noqa: PLC0415
    from bot.adapters.console.terminal import TerminalAdapter  # noqa: PLC0415

    if isinstance(stdout, TextIOWrapper):
        stdout.reconfigure(errors="replace")  # a terminal that is not UTF-8 shows what it can
    console = Console(file=stdout)
    prompt = Prompt(console, registry.commands, language, history)
    return FrontEnd(TerminalAdapter(console, export_dir, prompt.above), prompt)
