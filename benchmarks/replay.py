"""Replays what the core sent to SQLite: the same statements with the same values in the same transactions."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import event
from sqlalchemy.engine import Engine

PRAGMAS = ("busy_timeout=10000", "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON")
"""The settings of ``storage.engine``."""

Statement = tuple[str, Any, bool]
"""SQL, its parameters, and whether they are many rows."""

Recorded = list[list[Statement]]
"""The statements of each command."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One round: the seconds of each command, and the CPU seconds of all commands in all threads."""

    seconds: Sequence[float]
    processor: float

    @property
    def total(self) -> float:
        return sum(self.seconds)


@contextmanager
def recording() -> Iterator[Recorded]:
    """Append the statements that SQLAlchemy sends to the last list; the caller starts a list per command."""
    recorded: Recorded = [[]]

    def before(_: Any, __: Any, statement: str, parameters: Any, ___: Any, many: bool) -> None:
        recorded[-1].append((statement, parameters, many))

    def begin(_: Any) -> None:
        recorded[-1].append(
            ("BEGIN IMMEDIATE", (), False)
        )  # ``storage.sqlite`` sends it itself, without the event above

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
        del recorded[0]  # the statements that open the database


async def with_aiosqlite(path: Path, recorded: Recorded) -> Measured:
    """Replay with aiosqlite: one round trip to the connection's thread per statement, the least that it needs."""
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


def with_sqlite3(path: Path, recorded: Recorded) -> Measured:
    """Replay with sqlite3, without a thread or an event loop: the cost of SQLite and the disk."""
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


def rows_written(path: Path) -> tuple[int, ...]:
    """Count the rows in the tables that the commands write."""
    connection = sqlite3.connect(path)
    counted = ("receipts", "notes", "note_tags", "search_index", "todos", "outbox WHERE state = 'sent'")
    found = tuple(connection.execute(f"SELECT count(*) FROM {each}").fetchone()[0] for each in counted)
    connection.close()
    return found
