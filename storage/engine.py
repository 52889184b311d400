"""Engines for both databases, and which of their errors mean that the database is not there."""

import sqlite3
from functools import partial
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage import sqlite

PAGE_SIZE = 8_192
"""Bytes, of a new file: fifteen vectors fit into one, into half of that seven (546 bytes for each, not 585)."""

BUSY_TIMEOUT = 10_000
"""Milliseconds SQLite waits for another process's transaction before it gives up."""

CONNECT_TIMEOUT = 10.0
"""Seconds PostgreSQL has to accept a connection, and a caller waits for one of the pool."""

COMMAND_TIMEOUT = 60.0
"""Seconds PostgreSQL has for one statement: a server that stopped in the middle is not waited for for ever."""

POOL_SIZE = 10

CANNOT_CONNECT = (DBAPIError, PoolTimeoutError, OSError, TimeoutError)
"""What opening a connection raises: asyncpg lets the socket's errors through."""

# https://www.sqlite.org/rescode.html
_SQLITE_UNAVAILABLE = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_NOMEM,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    }
)

# https://www.postgresql.org/docs/current/errcodes-appendix.html: connection, rollback (deadlock), resources,
# operator intervention, system error
_POSTGRESQL_UNAVAILABLE = ("08", "40", "53", "57", "58")


def open_engine(url: URL) -> AsyncEngine:
    """An engine for ``sqlite+aiosqlite`` or ``postgresql+asyncpg``. Connects on first use."""
    if url.get_backend_name() != "sqlite":
        return create_async_engine(
            url,
            pool_size=POOL_SIZE,
            pool_timeout=CONNECT_TIMEOUT,
            connect_args={
                "timeout": CONNECT_TIMEOUT,
                "command_timeout": COMMAND_TIMEOUT,
                "server_settings": {"application_name": "paperboy", "jit": "off"},
            },
        )
    engine = create_async_engine(url, async_creator=partial(sqlite.connect, url))
    event.listen(engine.sync_engine, "connect", _set_up_sqlite)
    event.listen(engine.sync_engine, "begin", _begin)
    event.listen(engine.sync_engine, "before_cursor_execute", _choose_place)
    return engine


def is_unavailable(error: DBAPIError) -> bool:
    """Whether trying the same again later may work, because the fault is not in the statement."""
    if error.connection_invalidated:
        return True
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _SQLITE_UNAVAILABLE
    return str(getattr(error.orig, "sqlstate", None) or "").startswith(_POSTGRESQL_UNAVAILABLE)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    """``synchronous=FULL``: what was committed, and so acknowledged, survives a power cut also in WAL mode."""
    cursor = connection.cursor()
    busy, page = f"busy_timeout={BUSY_TIMEOUT}", f"page_size={PAGE_SIZE}"
    for pragma in (busy, page, "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    _driver(connection).begin()


def _choose_place(
    connection: Connection, _cursor: object, _statement: str, _parameters: object, context: Any, _many: bool
) -> None:
    _driver(connection).in_place = context.execution_options.get("in_place", False)


def _driver(connection: Connection) -> sqlite.ShortTripConnection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite.ShortTripConnection)
    return driver
