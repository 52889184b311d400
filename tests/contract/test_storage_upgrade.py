"""A database of each released Paperboy, with rows in every table, is brought to the newest schema."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, time
from typing import Any

import pytest
from sqlalchemy import Date, DateTime, LargeBinary, Time, bindparam, inspect, make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.identity import Address
from bot.core.messages import Route
from bot.core.model.digests import Interests, Layout, NewSubscription
from handlers.search.query import parse_query
from language.analyzer import Analyzer
from language.relevance import FusedRelevance
from storage import migrations
from storage.database import Database
from storage.engine import open_engine
from tests.support.released_schemas import MADE, RELEASED, Rows
from tests.support.storage_samples import ADDRESS, NOW, reply, space_of

TYPES: dict[type, Any] = {
    datetime: DateTime(timezone=True),
    date: Date(),
    time: Time(),
    bytes: LargeBinary(),
}
NO_ROWS = {"alembic_version", "search_index"}
"""Alembic's table and the index, which is built from the notes and to-dos."""


async def insert(connection: AsyncConnection, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(f'"{name}"' for name in row)
    values = ", ".join(f":{name}" for name in row)
    typed = [bindparam(name, type_=type_of(value)) for name, value in row.items() if type(value) in TYPES]
    await connection.execute(text(f"INSERT INTO {table} ({names}) VALUES ({values})").bindparams(*typed), row)


def type_of(value: Any) -> Any:
    return DateTime() if isinstance(value, datetime) and value.tzinfo is None else TYPES[type(value)]


async def tables_of(connection: AsyncConnection) -> set[str]:
    names = await connection.run_sync(lambda connection: inspect(connection).get_table_names())
    return {name for name in names if not name.startswith("search_index_")} - NO_ROWS


async def assert_kept(connection: AsyncConnection, rows: Rows) -> None:
    """Check that every row has its numbers and texts; the zone and precision of times depend on the driver."""
    for table, expected in rows.items():
        found = [dict(row) for row in (await connection.execute(text(f"SELECT * FROM {table}"))).mappings()]
        assert len(found) == len(expected)
        for row in expected:
            plain = {name: value for name, value in row.items() if isinstance(value, int | str | bytes)}
            assert any(plain.items() <= each.items() for each in found), f"{table} lost {plain}"


@asynccontextmanager
async def at_revision(database_url: str, revision: str) -> AsyncIterator[AsyncConnection]:
    """Empty a database, bring it to ``revision`` and put rows into every table."""
    engine = open_engine(make_url(database_url))
    try:
        async with engine.begin() as connection:
            await migrations.downgrade(connection, "base")
            await migrations.upgrade(connection, revision)
            assert await tables_of(connection) == RELEASED[revision].keys()
            for table, rows in RELEASED[revision].items():
                for row in rows:
                    await insert(connection, table, row)
            yield connection
    finally:
        await engine.dispose()


@pytest.mark.parametrize("revision", RELEASED)
async def test_a_released_database_is_upgraded_with_everything_in_it(database_url: str, revision: str) -> None:
    async with at_revision(database_url, revision):
        pass
    database = Database(database_url, Analyzer(), relevance=FusedRelevance(), model="a model")
    await database.migrate()
    assert await database.schema_version() == migrations.NEWEST
    async with database.begin() as work:
        space = await space_of(work)
        assert (space.id, space.language) == (1, "ko")
        (note,) = await work.notes.everything(space)
        assert (note.body, note.paper_id, note.author, note.tags) == ("kept words #tag", "2312.13286", "Ann", ("tag",))
        assert [each.name for each in await work.notes.attachments(note)] == ["loss.png"]
        assert (await work.search.find(space, parse_query("kept in:all"), 0, 9)).total == 1
        assert (await work.search.find(space, parse_query("read in:all"), 0, 9)).total == 1
        assert [entry.id for entry in await work.vectors.waiting(9)] == [note.id]
        first, second = await work.subscriptions.of_space(space)
        assert first.wanted == NewSubscription(
            Interests(("cs.CL",), ("diffusion",)), time(9, 30), "Asia/Seoul", 5, (0, 4), Layout.THREAD
        )
        assert [(each.paused, each.wanted.is_weekly) for each in (first, second)] == [(False, False), (True, True)]
        assert list(await work.subscriptions.active()) == [first]
        assert (await work.digests.shown(space, ["2312.13286"])).keys() == {"2312.13286"}
    (claimed,) = await database.queues.claim_messages("console", "w", NOW, 9)
    thread = Address(ADDRESS.platform, ADDRESS.workspace, ADDRESS.conversation_id, "thread")
    assert (claimed.reply, claimed.address, claimed.sent) == (reply("waiting", key="k"), thread, 1)
    assert (claimed.route, claimed.created_at) == (Route(), MADE)
    job = await database.queues.claim_job("w", NOW)
    assert job is not None
    assert (job.kind, job.route) == ("lookup", Route())
    await database.close()


@pytest.mark.parametrize("revision", RELEASED)
async def test_an_upgrade_can_be_reverted_and_loses_only_new_data(database_url: str, revision: str) -> None:
    async with at_revision(database_url, revision) as connection:
        await migrations.upgrade(connection)
        await migrations.downgrade(connection, revision)
        assert await migrations.version(connection) == revision
        await assert_kept(connection, RELEASED[revision])


def test_the_newest_schema_has_rows_to_be_upgraded_from() -> None:
    """A new migration needs sample rows, so that the next one can be tested with them."""
    assert list(RELEASED)[-1] == migrations.NEWEST
