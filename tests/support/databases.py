"""Both databases, fresh and migrated for every test: SQLite in a file, PostgreSQL on a server of our own."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import URL

from language.analyzer import Analyzer
from storage.database import Database
from tests.support.postgresql import running_server

TEMPLATE = "template_migrated"

# A test must not change the rows that the migrations inserted.
_STATE = """
SELECT concat(
    (SELECT md5(string_agg(concat(c.oid, c.relname, a.attname, a.atttypid), ',' ORDER BY c.oid, a.attnum))
     FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid WHERE c.relnamespace = 'public'::regnamespace),
    (SELECT string_agg(version_num, ',') FROM alembic_version),
    (SELECT string_agg(concat(name, value), ',' ORDER BY name) FROM meta)
) AS state
"""

_EMPTY = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
SET session_replication_role = replica;
DO $$
DECLARE each record;
BEGIN
    FOR each IN SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
        AND relname NOT IN ('alembic_version', 'meta')
    LOOP
        EXECUTE format('DELETE FROM %I', each.relname);
    END LOOP;
    PERFORM setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S';
END $$;
"""

# No test's data has to survive a power cut.
_FAST = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@dataclass(frozen=True)
class Copy:
    """A copy of the migrated database, and the connection that empties it after each test."""

    url: URL
    connection: asyncpg.Connection


@dataclass
class PostgresqlCopies:
    """Copies of the migrated database on one server, made when none is free.

    Emptying one takes 3 ms of the server through a connection that stays open, 17 ms through a new one, and creating
    one takes 400 ms. The connections belong to an event loop of their own, because each test has another.
    """

    server: URL
    runner: asyncio.Runner
    _free: list[Copy] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def prepare(self) -> None:
        for setting in _FAST:
            self.administer(f"ALTER SYSTEM SET {setting}")
        self.administer("SELECT pg_reload_conf()")
        self.administer(f"CREATE DATABASE {TEMPLATE}")
        self.runner.run(_migrate(self.server.set(database=TEMPLATE)))

    @contextmanager
    def copy(self) -> Iterator[URL]:
        copy = self._free.pop() if self._free else self.runner.run(self._new())
        try:
            yield copy.url
        finally:
            if self.runner.run(_is_as_new(copy.connection)):
                self._free.append(copy)
            else:
                self.runner.run(copy.connection.close())
                self.administer(f"DROP DATABASE {copy.url.database} WITH (FORCE)")

    def close(self) -> None:
        for copy in self._free:
            self.runner.run(copy.connection.close())

    def administer(self, statement: str) -> None:
        self.runner.run(_administer(self.server, statement))

    async def _new(self) -> Copy:
        name = f"test_{next(self._numbers)}"
        await _administer(self.server, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
        url = self.server.set(database=name)
        connection = await _connect(url)
        await connection.execute(f"CREATE SCHEMA before; CREATE TABLE before.state AS {_STATE}")
        return Copy(url, connection)


@pytest.fixture(scope="session")
def postgresql_server(request: pytest.FixtureRequest) -> Iterator[PostgresqlCopies]:
    """A running server with a migrated database to copy."""
    with running_server(request.session) as url, asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        copies = PostgresqlCopies(url, runner)
        copies.prepare()
        yield copies
        copies.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(_migrate(_sqlite(path)))
    return path


@pytest.fixture(params=["sqlite_template", "postgresql_server"], ids=["sqlite", "postgresql"])
def template(request: pytest.FixtureRequest) -> Path | PostgresqlCopies:
    """What to copy for a test."""
    made: Path | PostgresqlCopies = request.getfixturevalue(request.param)
    return made


on_sqlite = pytest.mark.parametrize("template", ["sqlite_template"], ids=["sqlite"], indirect=True)
"""For a test of many inputs that differ only before the database is asked: one database is enough."""


@pytest.fixture
def database_url(template: Path | PostgresqlCopies, tmp_path: Path) -> Iterator[str]:
    """The URL of a migrated, empty database of each kind."""
    with copy_of(template, tmp_path) as url:
        yield url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url, Analyzer())
    yield opened
    await opened.close()


@pytest.fixture
async def another(database_url: str) -> AsyncIterator[Database]:
    """A second ``Database`` over the same database, like that of another process."""
    opened = Database(database_url, Analyzer())
    yield opened
    await opened.close()


@contextmanager
def copy_of(template: Path | PostgresqlCopies, folder: Path) -> Iterator[str]:
    """The URL of a copy that a test may change. It is made outside any event loop, so no fixture here is async."""
    if isinstance(template, PostgresqlCopies):
        with template.copy() as url:
            yield _shown(url)
        return
    path = folder / "test.db"
    shutil.copyfile(template, path)
    yield _shown(_sqlite(path))


async def _is_as_new(connection: asyncpg.Connection) -> bool:
    """Empty a database after use; return ``False`` if the test changed more than rows."""
    try:
        await connection.execute(_EMPTY)
        return bool(await connection.fetchval(f"SELECT ({_STATE}) = (SELECT state FROM before.state)"))
    except asyncpg.PostgresError:
        return False  # a table is missing


async def _migrate(url: URL) -> None:
    database = Database(url, Analyzer())
    await database.migrate()
    await database.close()


async def _connect(url: URL) -> asyncpg.Connection:
    return await asyncpg.connect(host=url.query["host"], user=url.username, database=url.database or "postgres")


async def _administer(server: URL, statement: str) -> None:
    connection = await _connect(server)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


def _sqlite(path: Path) -> URL:
    return URL.create("sqlite+aiosqlite", database=str(path))


def _shown(url: URL) -> str:
    return url.render_as_string(hide_password=False)
