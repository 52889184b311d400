"""Says to SQLite again what the core said to it: the same statements with the same values in the same transactions."""

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
"""As ``storage.engine`` sets them."""

Statement = tuple[str, Any, bool]
"""SQL, its parameters, and whether these are many rows."""

Recorded = list[list[Statement]]
"""The statements of each command."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One round: the seconds of each command, and the processor seconds of all, in all threads."""

    seconds: Sequence[float]
    processor: float

    @property
    def total(self) -> float:
        return sum(self.seconds)


@contextmanager
def recording() -> Iterator[Recorded]:
    """What SQLAlchemy sends meanwhile, appended to the last of the lists; the caller begins one for each command."""
    recorded: Recorded = [[]]

    def before(_: Any, __: Any, statement: str, parameters: Any, ___: Any, many: bool) -> None:
        recorded[-1].append((statement, parameters, many))

    def begin(_: Any) -> None:
        recorded[-1].append(("BEGIN IMMEDIATE", (), False))  # as storage.sqlite begins, unseen by the event above

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


async def with_aiosqlite(path: Path, recorded: Recorded) -> Measured:
    """One trip to the connection's thread per statement, as lean as that package can be used."""
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
    """No thread and no event loop: what SQLite and the disk cost."""
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
    """How many rows there are of what the commands write."""
    connection = sqlite3.connect(path)
    counted = ("receipts", "notes", "note_tags", "search_index", "todos", "outbox WHERE state = 'sent'")
    found = tuple(connection.execute(f"SELECT count(*) FROM {each}").fetchone()[0] for each in counted)
    connection.close()
    return found
