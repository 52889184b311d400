"""The prompt at a terminal: editing, history, completion, and a spinner while waiting for answers."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.enums import DEFAULT_BUFFER
from prompt_toolkit.filters import Condition, has_focus
from prompt_toolkit.history import FileHistory
from prompt_toolkit.input import Input
from prompt_toolkit.input.typeahead import clear_typeahead, store_typeahead
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import Output
from prompt_toolkit.styles import Style
from rich.console import Console
from rich.live import Live
from rich.spinner import Spinner

from bot.adapters.console import theme
from bot.core.commands import Command
from bot.core.messages import plain
from bot.core.ports.text import Translator

SPINNER_AFTER = 0.2
"""Seconds before the spinner appears, so that short waits do not flicker."""

MENU_LINES = 6

Commands = Mapping[str, Command[Any]]


class Prompt:
    """``history`` is the file of typed messages. ``keyboard`` and ``screen`` default to the process's own."""

    interactive = True

    def __init__(
        self,
        console: Console,
        commands: Commands,
        language: Translator,
        history: Path,
        keyboard: Input | None = None,
        screen: Output | None = None,
    ) -> None:
        self._console = console
        self._language = language
        self._session: PromptSession[str] = PromptSession(
            theme.PROMPT,
            multiline=True,
            prompt_continuation=theme.CONTINUATION,
            history=PrivateHistory(history),
            completer=CommandCompleter(commands, language),
            complete_while_typing=Condition(lambda: self._session.default_buffer.text.startswith("/")),
            reserve_space_for_menu=MENU_LINES,
            bottom_toolbar=language.text("console-toolbar"),
            style=Style.from_dict(theme.PROMPT_STYLE),
            key_bindings=_keys(),
            input=keyboard,
            output=screen,
        )

    def open(self) -> AbstractContextManager[None]:
        """Switch to raw mode, without echo, also between prompts, so that typing ahead works."""
        return self._session.input.raw_mode()

    async def read(self, draft: str = "") -> str | None:
        """Return the next message, or ``None`` when the person leaves with Ctrl-D."""
        try:
            return await self._session.prompt_async(default=draft, handle_sigint=False)
        except EOFError:
            return None

    async def wait(self, settled: Awaitable[None]) -> None:
        """Wait with a spinner, until Ctrl-C. Text typed meanwhile appears at the next prompt."""
        waiting = asyncio.ensure_future(settled)
        interrupted = asyncio.get_running_loop().create_future()
        try:
            with self._typing_ahead(interrupted):
                await self._spin({waiting, interrupted})
            if waiting.done():
                await waiting
        finally:
            waiting.cancel()

    async def _spin(self, futures: set[asyncio.Future[None]]) -> None:
        done, _ = await asyncio.wait(futures, timeout=SPINNER_AFTER, return_when=asyncio.FIRST_COMPLETED)
        if not done:
            spinner = Spinner("dots", self._language.text("console-working"), style=theme.QUIET)
            with Live(spinner, console=self._console, transient=True, redirect_stdout=False, redirect_stderr=False):
                await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)

    @contextmanager
    def _typing_ahead(self, interrupted: asyncio.Future[None]) -> Iterator[None]:
        """Keep keys for the next prompt; Ctrl-C drops them and completes ``interrupted``."""
        keyboard = self._session.input

        def typed() -> None:
            for key in keyboard.read_keys():
                if key.key == Keys.ControlC:
                    clear_typeahead(keyboard)
                    if not interrupted.done():
                        interrupted.set_result(None)
                elif key.key != Keys.CPRResponse:  # the answer to a prompt that is now closed
                    store_typeahead(keyboard, [key])

        with keyboard.attach(typed):
            yield

    async def above(self, write: Callable[[], None]) -> None:
        """Write above the prompt when one is open, and put it back afterwards."""
        await run_in_terminal(write)


class PrivateHistory(FileHistory):
    """A history that other users cannot read, because it contains a person's notes."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        super().__init__(path)

    def store_string(self, string: str) -> None:
        # Bytes that are not UTF-8 arrive as lone surrogates, which the file cannot store.
        super().store_string(string.encode("utf-8", "replace").decode())


class CommandCompleter(Completer):
    """Completes names of commands and, after one, its verbs, each with its summary."""

    def __init__(self, commands: Commands, language: Translator) -> None:
        self._commands = commands
        self._language = language

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:  # noqa: ARG002
        before = document.text_before_cursor
        command, blank, verb = before.partition(" ")
        if not before.startswith("/"):
            return
        if not blank:
            summaries = {f"/{name}": f"help-{name}" for name in self._commands} | {"/quit": "console-quit"}
            yield from self._matching(command, summaries)
        elif declared := self._commands.get(command[1:].lower()):
            yield from self._matching(verb, {v.name: f"help-{declared.name}-{v.name}" for v in declared.subcommands})

    def _matching(self, typed: str, summaries: Mapping[str, str]) -> Iterable[Completion]:
        for word, key in sorted(summaries.items()):
            if word.startswith(typed.lower()):
                yield Completion(word, -len(typed), display_meta=plain(self._language.inlines(key)))


def _keys() -> KeyBindings:
    """Return the keys: Enter sends, Alt-Enter (or Esc, Enter) begins a new line, Ctrl-C clears the text."""
    keys = KeyBindings()
    editing = has_focus(DEFAULT_BUFFER)

    @keys.add("enter", filter=editing)
    def send(event: KeyPressEvent) -> None:
        event.current_buffer.validate_and_handle()

    @keys.add("escape", "enter", filter=editing)
    def new_line(event: KeyPressEvent) -> None:
        event.current_buffer.newline(copy_margin=False)

    @keys.add("c-c", filter=editing)
    def clear(event: KeyPressEvent) -> None:
        event.current_buffer.reset()

    return keys
