"""An unavailable database is distinguished from our own mistakes."""

import asyncio
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import URL, make_url

from bot.core.errors import StorageUnavailable
from language.analyzer import Analyzer
from storage import engine, sqlite
from storage.database import Database
from tests.support.storage_samples import event, space_of


async def use(database: Database) -> None:
    async with database.begin() as work:
        await space_of(work)


async def cut_off(database: Database) -> None:
    """Use a connection that the server closes meanwhile."""
    async with database.begin() as work:
        await space_of(work)
        await work.connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")


@pytest.mark.parametrize(
    "url", ["sqlite+aiosqlite:////nowhere/at/all.db", "postgresql+asyncpg://nobody@127.0.0.1:1/nothing"]
)
async def test_a_database_that_cannot_be_opened_is_unavailable(url: str) -> None:
    database = Database(url, Analyzer())
    with pytest.raises(StorageUnavailable) as raised:
        await use(database)
    assert raised.value.__cause__ is not None
    await database.close()


async def test_a_file_that_is_not_a_database_is_unavailable(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_text("These are my notes. " * 100)
    database = Database(URL.create("sqlite+aiosqlite", database=str(path)), Analyzer())
    with pytest.raises(StorageUnavailable):
        await use(database)
    await database.close()


@pytest.mark.parametrize("template", ["sqlite_template"], indirect=True)
async def test_a_database_locked_by_another_process_is_unavailable(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_TIMEOUT", 50)
    database = Database(database_url, Analyzer())
    await use(database)
    other = sqlite3.connect(str(make_url(database_url).database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable, match="locked"):
        await use(database)
    other.execute("COMMIT")
    other.close()
    await use(database)
    await database.close()


@pytest.mark.parametrize("template", ["postgresql_server"], indirect=True)
async def test_after_a_lost_connection_the_next_one_works(database: Database) -> None:
    await use(database)
    with pytest.raises(StorageUnavailable):
        await cut_off(database)
    await use(database)


@pytest.mark.parametrize("template", ["postgresql_server"], indirect=True)
async def test_a_statement_that_waits_for_too_long_is_an_outage(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "COMMAND_TIMEOUT", 0.2)
    database, other = Database(database_url, Analyzer()), Database(database_url, Analyzer())
    async with other.begin() as work:
        await work.connection.exec_driver_sql("LOCK TABLE spaces IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(StorageUnavailable, match="too long"):
            await use(database)
    await use(database)
    for each in (database, other):
        await each.close()


async def test_mistakes_are_not_reported_as_an_outage(database: Database) -> None:
    async def mistaken() -> None:
        async with database.begin() as work:
            await work.connection.exec_driver_sql("SELECT * FROM nowhere")

    async def unlucky() -> None:
        async with database.begin():
            raise ConnectionRefusedError

    with pytest.raises(Exception, match="nowhere") as raised:
        await mistaken()
    assert not isinstance(raised.value, StorageUnavailable)
    with pytest.raises(ConnectionRefusedError):
        await unlucky()


@pytest.mark.parametrize("template", ["sqlite_template"], indirect=True)
async def test_an_event_canceled_while_waiting_for_the_lock_releases_it(database: Database) -> None:
    await use(database)
    other = sqlite3.connect(str(database._url.database), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    waiting = asyncio.create_task(use(database))
    await asyncio.sleep(0.05)
    waiting.cancel()
    await asyncio.sleep(0.05)
    other.execute("COMMIT")
    with pytest.raises(asyncio.CancelledError):
        await waiting
    other.execute("BEGIN IMMEDIATE")
    other.execute("COMMIT")
    other.close()
    await use(database)


async def test_a_canceled_event_leaves_nothing_behind(database: Database) -> None:
    reached = asyncio.Event()

    async def slow() -> None:
        async with database.begin() as work:
            await work.receipts.insert(event("7"))
            reached.set()
            await asyncio.sleep(60)

    task = asyncio.create_task(slow())
    await reached.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.begin() as work:
        assert await work.receipts.insert(event("7"))


async def test_a_stopped_connection_can_be_closed(tmp_path: Path) -> None:
    """SQLAlchemy does this when closing is canceled; otherwise the process would never end."""
    connection = await sqlite.connect(make_url(f"sqlite+aiosqlite:///{tmp_path / 'paperboy.db'}"), ())
    connection.stop()
    async with asyncio.timeout(10):
        with pytest.raises(ValueError, match="closed"):
            await connection.close()


async def test_a_database_closes_after_a_cancellation_anywhere(database: Database) -> None:
    for pause in range(20):
        task = asyncio.create_task(use(database))
        await asyncio.sleep(pause / 5_000)
        task.cancel()
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait([task])
    async with asyncio.timeout(10):
        await database.close()
        while asyncio.all_tasks() != {asyncio.current_task()}:  # noqa: ASYNC110  # tasks of SQLAlchemy's
            await asyncio.sleep(0.01)
