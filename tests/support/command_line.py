"""The command line within this process: starting another takes a second or two."""

import asyncio
import sys
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import AbstractAsyncContextManager, contextmanager
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import VARIABLES


@dataclass(frozen=True)
class Ran:
    """A finished command: its exit code and what it printed."""

    code: int
    stdout: str
    stderr: str

    @property
    def unwrapped(self) -> str:
        """Standard output with every run of white space as one space: rich wraps lines at 80 columns."""
        return " ".join(self.stdout.split())


def paperboy(settings: Mapping[str, str], *arguments: str, typed: str = "") -> Ran:
    """Run a command with only these settings in its environment, and ``typed`` piped into it.

    Call it from the main thread and outside an event loop: the chat handles signals and runs a loop of its own.
    """
    stdin, stdout, stderr = (TextIOWrapper(BytesIO(given), "utf-8") for given in (typed.encode(), b"", b""))
    with pytest.MonkeyPatch.context() as patch:
        for name in VARIABLES:
            patch.delenv(name, raising=False)
        for name, value in settings.items():
            patch.setenv(name, value)
        for name, stream in (("stdin", stdin), ("stdout", stdout), ("stderr", stderr)):
            patch.setattr(sys, name, stream)
        try:
            code = main(arguments)
        except SystemExit as leaving:  # argparse, after --help or a wrong call
            code = int(leaving.code or 0)
    return Ran(code, _written(stdout), _written(stderr))


def _written(stream: TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


@contextmanager
def temporary_files_in(folder: Path) -> Iterator[None]:
    """Let ``tempfile`` make its files in ``folder``."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tempfile, "tempdir", str(folder))
        yield


@contextmanager
def in_background(server: AbstractAsyncContextManager[str]) -> Iterator[str]:
    """Serve from another thread, while this one waits for a command; gives the server's address."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        address = asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result()
        try:
            yield address
        finally:
            asyncio.run_coroutine_threadsafe(server.__aexit__(None, None, None), loop).result()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
