"""The SQLite connection, with few trips to its thread.

``aiosqlite`` runs every call in the connection's thread, and SQLAlchemy makes three or four calls per statement
(cursor, execute, fetch, close). A trip costs 0.1 ms, ten times the time SQLite needs for a row found by its key. So:

- the pragmas of a new connection are set on the trip that opens it;
- the calls of one statement are one trip;
- BEGIN travels with the first statement, and a transaction without statements needs no end;
- a statement with the execution option ``in_place=True`` makes no trip. It must touch a few rows by a key: its
  transaction already holds the write lock, so it waits for nothing.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Self

import aiosqlite
from sqlalchemy import URL

Fetched = tuple[sqlite3.Cursor, list[Any]]


class ShortTripConnection(aiosqlite.Connection):
    """``in_place`` says whether the next statement runs without a trip to the thread."""

    def __init__(self, connect: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connect, iter_chunk_size=64)
        self._thread.daemon = True  # like SQLAlchemy's, to allow the exit
        self._begins = False
        self._sent = False
        self._changes = 0
        self._stopped: asyncio.Future[Any] | None = None
        self.in_place = False

    async def open(self) -> None:
        try:
            await self
        except (sqlite3.Error, asyncio.CancelledError):
            # The thread ends by itself, but perhaps after the event loop it reports to.
            await asyncio.to_thread(self._thread.join)
            raise

    def stop(self) -> asyncio.Future[Any] | None:
        """Stop the thread, once.

        When closing is canceled, SQLAlchemy stops the connection, and then the closing stops it again. The second time
        it would wait forever for a thread that has ended.
        """
        if self._running:
            self._stopped = super().stop()
        return self._stopped

    def begin(self) -> None:
        """Open a transaction with the next statement.

        It is IMMEDIATE and takes the write lock at once, because a read lock cannot be upgraded after another process
        has written.
        """
        self._begins = True

    async def commit(self) -> None:
        if self._conn.total_changes == self._changes:
            self._conn.commit()  # nothing was written, so the commit is fast
        else:
            await super().commit()
        self._begins = self._sent = False

    async def rollback(self) -> None:
        if self._sent:  # a statement may still be running after a cancellation
            await super().rollback()
        self._begins = self._sent = False

    def cursor(self) -> "ShortTripCursor":  # type: ignore[override]  # SQLAlchemy enters the cursor and never awaits it
        return ShortTripCursor(self)

    async def run(self, statement: str, parameters: Sequence[Any]) -> Fetched:
        """Execute a statement and fetch all rows, which exhausts the cursor."""
        if self.in_place and not self._begins:
            return self._run(False, statement, parameters)
        fetched: Fetched = await self._send(self._run, statement, parameters)
        return fetched

    async def run_many(self, statement: str, parameters: Iterable[Sequence[Any]]) -> sqlite3.Cursor:
        cursor: sqlite3.Cursor = await self._send(self._run_many, statement, parameters)
        return cursor

    async def _send(self, run: Callable[..., Any], statement: str, parameters: Any) -> Any:
        """Run a statement in the thread. It gets all state as arguments, because it may run after a cancellation."""
        self._sent = True
        result = await self._execute(run, self._begins, statement, parameters)  # type: ignore[no-untyped-call]
        self._begins = False
        return result

    def _run(self, begins: bool, statement: str, parameters: Sequence[Any]) -> Fetched:
        self._begin_now(begins)
        cursor = self._conn.execute(statement, parameters)
        return cursor, cursor.fetchall() if cursor.description else []

    def _run_many(self, begins: bool, statement: str, parameters: Iterable[Sequence[Any]]) -> sqlite3.Cursor:
        self._begin_now(begins)
        return self._conn.executemany(statement, parameters)

    def _begin_now(self, begins: bool) -> None:
        if begins and not self._conn.in_transaction:
            self._conn.execute("BEGIN IMMEDIATE")
            self._changes = self._conn.total_changes


class ShortTripCursor:
    """The part of ``aiosqlite.Cursor`` that SQLAlchemy uses."""

    arraysize = 1

    def __init__(self, connection: ShortTripConnection) -> None:
        self._connection = connection
        self._cursor: sqlite3.Cursor | None = None
        self._rows: list[Any] = []

    async def __aenter__(self) -> Self:
        return self

    @property
    def description(self) -> Any:
        return self._cursor.description if self._cursor else None

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount if self._cursor else -1

    @property
    def lastrowid(self) -> int | None:
        return self._cursor.lastrowid if self._cursor else None

    async def execute(self, statement: str, parameters: Sequence[Any] = ()) -> None:
        self._cursor, self._rows = await self._connection.run(statement, parameters)

    async def executemany(self, statement: str, parameters: Iterable[Sequence[Any]]) -> None:
        self._cursor = await self._connection.run_many(statement, parameters)

    async def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        self._rows = []


async def connect(url: URL, pragmas: Sequence[str]) -> ShortTripConnection:
    """Open ``url``, without implicit transactions of the driver."""
    arguments, options = url.get_dialect()().create_connect_args(url)
    connection = ShortTripConnection(partial(_opened, pragmas, *arguments, **options, isolation_level=None))
    await connection.open()
    return connection


def _opened(pragmas: Sequence[str], *arguments: Any, **options: Any) -> sqlite3.Connection:
    connection: sqlite3.Connection = sqlite3.connect(*arguments, **options)
    try:
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
