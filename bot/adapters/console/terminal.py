"""The console adapter for a person at a terminal, drawn with rich."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from rich.console import Console

from bot.adapters.console.adapter import ConsoleAdapter
from bot.adapters.console.render import render
from bot.core.messages import Message

Write = Callable[[], None]


async def directly(write: Write) -> None:
    write()


class TerminalAdapter(ConsoleAdapter):
    """``above`` runs a write so that its output appears above the text being typed."""

    def __init__(
        self, console: Console, export_dir: Path | None = None, above: Callable[[Write], Awaitable[None]] = directly
    ) -> None:
        super().__init__(console.file, export_dir)
        self._console = console
        self._above = above

    async def _show(self, message: Message, first: int) -> None:
        drawn = render(message, first, hyperlinks=self._console.color_system is not None)

        def write() -> None:
            self._console.print(drawn, crop=False)
            self._console.print()

        await self._above(write)
