"""Commands per second through the whole core, beside loops that only execute the same SQL.

*core* is an event through the dispatcher and its answer through the outbox to a console that writes into the void.
*aiosqlite* and *sqlite3* replay what the core said to SQLite: its very statements with their values (so the terms
of the full-text index are there already), in the same transactions, on a copy of the same database. They take one
trip to the connection's thread per statement, and none. The three take turns, so that whatever else this
machine does hits them alike.
"""

import argparse
import asyncio
import io
import shutil
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import URL, event
from sqlalchemy.engine import Engine

from benchmarks import table, texts
from bot.adapters.console.adapter import ConsoleAdapter
from bot.app import App, open_app
from bot.core.dispatcher import Outcome
from bot.core.events import Event, TextMessage
from bot.core.identity import Address, ConversationKind, UserRef
from bot.settings import Settings

ALREADY_THERE = 300
"""Notes in the database before anything is measured."""

NOW = datetime(2025, 6, 11, 12, tzinfo=UTC)
PRAGMAS = ("busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
"""As ``storage.engine`` sets them."""

Statement = tuple[str, Any, bool]
"""SQL, its parameters, and whether these are many rows."""


@dataclass
class Measured:
    """Seconds of each command, and processor seconds of all; one round."""

    seconds: list[float]
    processor: float

    @property
    def total(self) -> float:
        return sum(self.seconds)


async def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="paperboy-bench-") as name:
        folder = Path(name)
        await _fill(folder / "template.db")
        rows = [
            row for command in _commands(options.commands) for row in await _compared(folder, command, options.rounds)
        ]
    aim = max(row["× aiosqlite"] for row in rows if row["command"] == "/note" and row["by"] == "core")
    remarks = [
        f"{options.rounds} rounds of {options.commands} commands in turn; {ALREADY_THERE} notes were there before.",
        "p50 and p99: from the message until its answer is delivered and all is committed. CPU: all threads.",
        f"× aiosqlite: the median of the rounds, each against its own. The aim is at most 2 for /note: {aim:.2f}.",
    ]
    table.publish(table.Report("Throughput of the core on SQLite", rows, remarks, grouped=1), options.json)


def _options() -> argparse.Namespace:
    parser = table.options("Commands per second through the core, beside bare loops of the same SQL.")
    parser.add_argument("--commands", type=int, default=100, help="of each kind, in a round (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="default: %(default)s")
    return parser.parse_args()


def _commands(count: int) -> Iterator[list[str]]:
    """What is said, one kind of command at a time."""
    written = list(texts.notes(count, seed=2))
    yield [f"/note 《{note.title}》 #{note.tag} {note.body}" for note in written]
    yield [f"/todo add {note.title}" for note in written]
    yield [f"/search {texts.word(texts.LANGUAGES[rank % 3], rank)}" for rank in range(count)]


async def _compared(folder: Path, commands: Sequence[str], rounds: int) -> list[dict[str, Any]]:
    """The rows of one kind of command."""
    with _recording() as recorded:
        await _core(_fresh(folder), commands, lambda: recorded.append([]))
    ways: dict[str, Callable[[Path], Awaitable[Measured]]] = {
        "core": lambda path: _core(path, commands, lambda: None),
        "aiosqlite": lambda path: _bare(path, recorded),
        "sqlite3": lambda path: _raw(path, recorded),
    }
    measured: dict[str, list[Measured]] = {name: [] for name in ways}
    left: set[tuple[int, ...]] = set()
    for _ in range(rounds):
        for name, way in ways.items():
            path = _fresh(folder)
            measured[name].append(await way(path))
            left.add(_contents(path))
    if len(left) != 1:
        raise RuntimeError(f"the ways did not do the same work: {left}")
    what = commands[0].split(" ")[0] + (" add" if commands[0].startswith("/todo add") else "")
    return [_row(what, name, measured[name], measured["aiosqlite"]) for name in ways]


def _row(command: str, way: str, rounds: Sequence[Measured], bare: Sequence[Measured]) -> dict[str, Any]:
    seconds = [each for one in rounds for each in one.seconds]
    return {
        "command": command,
        "by": way,
        "commands/s": len(seconds) / sum(seconds),
        "p50 ms": table.percentile(seconds, 50) * 1000,
        "p99 ms": table.percentile(seconds, 99) * 1000,
        "CPU ms": sum(one.processor for one in rounds) / len(seconds) * 1000,
        "× aiosqlite": statistics.median(one.total / other.total for one, other in zip(rounds, bare, strict=True)),
    }


@contextmanager
def _recording() -> Iterator[list[list[Statement]]]:
    """What SQLAlchemy sends meanwhile, appended to the last of the lists; the caller begins one for each command."""
    recorded: list[list[Statement]] = [[]]

    def before(_: Any, __: Any, statement: str, parameters: Any, ___: Any, many: bool) -> None:
        recorded[-1].append((statement, parameters, many))

    def begin(_: Any) -> None:
        recorded[-1].append(("BEGIN IMMEDIATE", (), False))  # as storage.engine begins, unseen by the event above

    def commit(_: Any) -> None:
        recorded[-1].append(("COMMIT", (), False))

    listeners: dict[str, Callable[..., None]] = {"before_cursor_execute": before, "begin": begin, "commit": commit}
    for name, listener in listeners.items():
        event.listen(Engine, name, listener)
    try:
        yield recorded
    finally:
        for name, listener in listeners.items():
            event.remove(Engine, name, listener)
        del recorded[0]  # opening the database


async def _core(path: Path, commands: Sequence[str], begin: Callable[[], None]) -> Measured:
    """``begin`` is called before each command."""
    seconds = []
    async with open_app(_settings(path), [ConsoleAdapter(_Void())], clock=lambda: NOW) as app:
        processor = time.process_time()
        for number, text in enumerate(commands):
            begin()
            start = time.perf_counter()
            await _say(app, f"measured-{number}", text)
            seconds.append(time.perf_counter() - start)
        processor = time.process_time() - processor
    return Measured(seconds, processor)


async def _bare(path: Path, recorded: Sequence[Sequence[Statement]]) -> Measured:
    seconds = []
    async with aiosqlite.connect(path, isolation_level=None) as connection:
        for pragma in PRAGMAS:
            await connection.execute_fetchall(f"PRAGMA {pragma}")
        processor = time.process_time()
        for command in recorded:
            start = time.perf_counter()
            for statement, parameters, many in command:
                if many:
                    await connection.executemany(statement, parameters)
                else:
                    await connection.execute_fetchall(statement, parameters)
            seconds.append(time.perf_counter() - start)
        processor = time.process_time() - processor
    return Measured(seconds, processor)


async def _raw(path: Path, recorded: Sequence[Sequence[Statement]]) -> Measured:
    seconds = []
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    processor = time.process_time()
    for command in recorded:
        start = time.perf_counter()
        for statement, parameters, many in command:
            if many:
                connection.executemany(statement, parameters)
            else:
                connection.execute(statement, parameters).fetchall()
        seconds.append(time.perf_counter() - start)
    processor = time.process_time() - processor
    connection.close()
    return Measured(seconds, processor)


async def _fill(path: Path) -> None:
    """A database that has been used for a while."""
    async with open_app(_settings(path), [ConsoleAdapter(_Void())], clock=lambda: NOW) as app:
        for number, note in enumerate(texts.notes(ALREADY_THERE)):
            await _say(app, f"earlier-{number}", f"/note 《{note.title}》 #{note.tag} {note.body}")


async def _say(app: App, key: str, text: str) -> None:
    me, here = UserRef("console", "local", "me"), Address("console", "local", "me")
    said = Event(key, me, "me", here, ConversationKind.PRIVATE, NOW, TextMessage(text))
    if await app.dispatcher.handle(said) is not Outcome.DONE:
        raise RuntimeError(f"not done: {text}")
    await app.settled()


def _contents(path: Path) -> tuple[int, ...]:
    """How many rows there are of what the commands write."""
    connection = sqlite3.connect(path)
    counted = ("receipts", "notes", "note_tags", "search_index", "todos", "outbox WHERE state = 'sent'")
    found = tuple(connection.execute(f"SELECT count(*) FROM {each}").fetchone()[0] for each in counted)
    connection.close()
    return found


def _fresh(folder: Path) -> Path:
    """A copy of the template, with nothing of the last one left."""
    path = folder / "measured.db"
    for end in ("-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    shutil.copyfile(folder / "template.db", path)
    return path


def _settings(path: Path) -> Settings:
    return Settings(
        data_dir=path.parent,
        database_url=URL.create("sqlite+aiosqlite", database=str(path)),
        arxiv_api_url="http://127.0.0.1:9/",
        arxiv_feed_url="http://127.0.0.1:9/",
        arxiv_interval=0.0,
        language="en",
        timezone="UTC",
        log_level="WARNING",
    )


class _Void(io.StringIO):
    """A stream that keeps nothing."""

    def write(self, text: str) -> int:
        return len(text)


if __name__ == "__main__":
    asyncio.run(main())
