"""Commands per second through the core, compared with loops that only execute the same SQL.

*core* is an event through the dispatcher, and its answer through the outbox to a console that discards it.
*aiosqlite* and *sqlite3* replay what the core sent to SQLite on a copy of the same database; the values include the
terms of the full-text index, so these need not be computed again. The three alternate, so that other load on the
machine affects them equally.
"""

import argparse
import asyncio
import io
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import URL

from benchmarks import replay, table, texts
from benchmarks.replay import Measured
from bot.adapters.console.adapter import ConsoleAdapter
from bot.app import App, open_app
from bot.core.dispatcher import Outcome
from bot.core.events import Event, TextMessage
from bot.core.identity import Address, ConversationKind, UserRef
from bot.settings import Settings

ALREADY_THERE = 300
"""Notes in the database before the measurement."""

NOW = datetime(2025, 6, 11, 12, tzinfo=UTC)
CORE, BARE, RAW = "core", "aiosqlite", "sqlite3"


async def main() -> None:
    options = _options()
    rows: list[dict[str, table.Cell]] = []
    with tempfile.TemporaryDirectory(prefix="paperboy-bench-") as name:
        folder = Path(name)
        await _fill(folder / "template.db")
        for command, said in _commands(options.commands).items():
            rounds = await _measured(folder, said, options.rounds)
            rows += [_row(command, way, rounds[way], rounds[BARE]) for way in rounds]
    remarks = [
        f"{options.rounds} rounds of {options.commands} commands in turn; {ALREADY_THERE} notes were there before.",
        "p50 and p99: from the message until its answer is delivered and all is committed. CPU: all threads.",
        "× aiosqlite: the median of the rounds, each against its own. The aim for /note is at most 2.",
    ]
    table.publish(table.Report("Throughput of the core on SQLite", rows, remarks, grouped=1), options.json)


def _options() -> argparse.Namespace:
    parser = table.options("Commands per second through the core, beside bare loops of the same SQL.")
    parser.add_argument("--commands", type=int, default=100, help="of each kind, in a round (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="default: %(default)s")
    return parser.parse_args()


def _commands(count: int) -> dict[str, list[str]]:
    """The messages, by kind of command."""
    written = list(texts.notes(count, seed=2))
    return {
        "/note": [_noting(note) for note in written],
        "/todo add": [f"/todo add {note.title}" for note in written],
        "/search": [f"/search {texts.word(texts.LANGUAGES[rank % 3], rank)}" for rank in range(count)],
    }


def _noting(note: texts.InventedNote) -> str:
    return f"/note 《{note.title}》 #{note.tag} {note.body}"


async def _measured(folder: Path, said: Sequence[str], rounds: int) -> dict[str, list[Measured]]:
    """The rounds of each way."""
    with replay.recording() as recorded:
        await _core(_fresh(folder), said, lambda: recorded.append([]))
    measured: dict[str, list[Measured]] = {CORE: [], BARE: [], RAW: []}
    written: set[tuple[int, ...]] = set()
    for _ in range(rounds):
        for way, results in measured.items():
            path = _fresh(folder)
            if way == CORE:
                results.append(await _core(path, said))
            elif way == BARE:
                results.append(await replay.with_aiosqlite(path, recorded))
            else:
                results.append(replay.with_sqlite3(path, recorded))
            written.add(replay.rows_written(path))
    if len(written) != 1:
        raise RuntimeError(f"not the same rows were written each time: {written}")
    return measured


def _row(command: str, way: str, rounds: Sequence[Measured], bare: Sequence[Measured]) -> dict[str, table.Cell]:
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


async def _core(path: Path, said: Sequence[str], begin: Callable[[], object] = lambda: None) -> Measured:
    """``begin`` is called before each command."""
    seconds = []
    async with open_app(_settings(path), [ConsoleAdapter(_Void())], clock=lambda: NOW) as app:
        processor = time.process_time()
        for number, text in enumerate(said):
            begin()
            start = time.perf_counter()
            await _say(app, f"measured-{number}", text)
            seconds.append(time.perf_counter() - start)
        processor = time.process_time() - processor
    return Measured(seconds, processor)


async def _fill(path: Path) -> None:
    """A database that has been in use for a while."""
    async with open_app(_settings(path), [ConsoleAdapter(_Void())], clock=lambda: NOW) as app:
        for number, note in enumerate(texts.notes(ALREADY_THERE)):
            await _say(app, f"earlier-{number}", _noting(note))


async def _say(app: App, key: str, text: str) -> None:
    me, here = UserRef("console", "local", "me"), Address("console", "local", "me")
    said = Event(key, me, "me", here, ConversationKind.PRIVATE, NOW, TextMessage(text))
    if await app.dispatcher.handle(said) is not Outcome.DONE:
        raise RuntimeError(f"not done: {text}")
    await app.settled()


def _fresh(folder: Path) -> Path:
    """A copy of the template, without leftovers of the previous round."""
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
    """A stream that discards everything."""

    def write(self, text: str) -> int:
        return len(text)


if __name__ == "__main__":
    asyncio.run(main())
