"""Engines for both databases, and the errors that mean that the database is unavailable."""

import sqlite3
from collections.abc import Sequence
from functools import partial
from typing import Any

from sqlalchemy import URL, Connection, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from storage import sqlite

PAGE_SIZE = 8_192
"""Bytes, for a new file. A page holds fifteen vectors (546 bytes each); one of half the size would hold seven (585)."""

BUSY_TIMEOUT = 10_000
"""Milliseconds that SQLite waits for another process's transaction."""

CONNECT_TIMEOUT = 10.0
"""Seconds to wait until PostgreSQL accepts a connection, and for a connection from the pool."""

COMMAND_TIMEOUT = 60.0
"""Seconds to wait for one statement, in case a PostgreSQL server stopped in the middle."""

POOL_SIZE = 10

CANNOT_CONNECT = (DBAPIError, PoolTimeoutError, OSError, TimeoutError)
"""The errors of opening a connection; asyncpg passes on the socket's errors."""

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
    """Return an engine for ``sqlite+aiosqlite`` or ``postgresql+asyncpg``, which connects on first use."""
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
    engine = create_async_engine(url, async_creator=partial(sqlite.connect, url, _pragmas()))
    event.listen(engine.sync_engine, "begin", _begin)
    event.listen(engine.sync_engine, "before_cursor_execute", _set_in_place)
    return engine


def is_unavailable(error: DBAPIError) -> bool:
    """Return whether a later retry may work, because the statement is not at fault."""
    if error.connection_invalidated:
        return True
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorcode", 0) & 0xFF in _SQLITE_UNAVAILABLE
    return str(getattr(error.orig, "sqlstate", None) or "").startswith(_POSTGRESQL_UNAVAILABLE)


def _pragmas() -> Sequence[str]:
    """With ``synchronous=FULL`` commits survive a power cut also in WAL mode."""
    busy, page = f"busy_timeout={BUSY_TIMEOUT}", f"page_size={PAGE_SIZE}"
    return busy, page, "journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"


def _begin(connection: Connection) -> None:
    _driver(connection).begin()


def _set_in_place(
    connection: Connection, _cursor: object, _statement: str, _parameters: object, context: Any, _many: bool
) -> None:
    _driver(connection).in_place = context.execution_options.get("in_place", False)


def _driver(connection: Connection) -> sqlite.ShortTripConnection:
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite.ShortTripConnection)
    return driver
