"""Both databases, fresh and migrated for every test: SQLite in a file, PostgreSQL on a server of our own."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import URL

from language.analyzer import Analyzer
from storage.database import Database
from tests.support.postgresql import running_server

TEMPLATE = "template_migrated"

_NUMBERS = count(1)
_FREE: list[URL] = []
"""Empty databases of this process to use again: emptying one takes 5 ms, creating one takes 400 ms."""

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


@pytest.fixture(scope="session")
def postgresql_server(request: pytest.FixtureRequest) -> Iterator[URL]:
    """The address of a running server, with a migrated database to copy."""
    with running_server(request.session) as url:
        for setting in _FAST:
            asyncio.run(_administer(url, f"ALTER SYSTEM SET {setting}"))
        asyncio.run(_administer(url, "SELECT pg_reload_conf()"))
        asyncio.run(_administer(url, f"CREATE DATABASE {TEMPLATE}"))
        asyncio.run(_migrate(url.set(database=TEMPLATE)))
        yield url


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated database file to copy."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(_migrate(_sqlite(path)))
    return path


@pytest.fixture(params=["sqlite_template", "postgresql_server"], ids=["sqlite", "postgresql"])
def template(request: pytest.FixtureRequest) -> Path | URL:
    """The database to copy for a test. It is created outside any event loop, so this is not an async fixture."""
    made: Path | URL = request.getfixturevalue(request.param)
    return made


on_sqlite = pytest.mark.parametrize("template", ["sqlite_template"], ids=["sqlite"], indirect=True)
"""For a test of many inputs that differ only before the database is asked: one database is enough."""


@pytest.fixture
async def database_url(template: Path | URL, tmp_path: Path) -> AsyncIterator[str]:
    """The URL of a migrated, empty database of each kind."""
    async with copy_of(template, tmp_path) as url:
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


@asynccontextmanager
async def copy_of(template: Path | URL, folder: Path) -> AsyncIterator[str]:
    """The URL of a copy that a test may change."""
    if isinstance(template, Path):
        path = folder / "test.db"
        shutil.copyfile(template, path)
        yield _shown(_sqlite(path))
        return
    url = _FREE.pop() if _FREE else await _copied(template)
    try:
        yield _shown(url)
    finally:
        if await _is_as_new(url):
            _FREE.append(url)
        else:
            await _administer(template, f"DROP DATABASE {url.database} WITH (FORCE)")


async def _copied(template: URL) -> URL:
    name = f"test_{next(_NUMBERS)}"
    await _administer(template, f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY FILE_COPY")
    url = template.set(database=name)
    connection = await _connect(url)
    await connection.execute(f"CREATE SCHEMA before; CREATE TABLE before.state AS {_STATE}")
    await connection.close()
    return url


async def _is_as_new(url: URL) -> bool:
    """Empty a database after use; return ``False`` if the test changed more than rows."""
    connection = await _connect(url)
    try:
        await connection.execute(_EMPTY)
        return bool(await connection.fetchval(f"SELECT ({_STATE}) = (SELECT state FROM before.state)"))
    except asyncpg.PostgresError:
        return False  # a table is missing
    finally:
        await connection.close()


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
