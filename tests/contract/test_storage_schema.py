"""Migrations, and the rebuilt index."""

import asyncio

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, make_url

from bot.core.model.notes import NewNote
from handlers.search.query import parse_query
from language.analyzer import Analyzer
from storage import migrations
from storage.database import Database
from storage.engine import open_engine
from storage.tables import metadata
from tests.support.storage_samples import NOW, person, space_of


def differences(connection: Connection) -> list[object]:
    def included(_object: object, name: str | None, _kind: str, _reflected: object, _other: object) -> bool:
        """SQLAlchemy cannot describe SQLite's full-text table and its shadow tables."""
        return connection.dialect.name == "postgresql" or not str(name).startswith(("search_index", "ix_search_index"))

    options = {"compare_type": True, "include_object": included}
    return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata))


async def test_the_migrations_create_the_schema_that_the_code_expects(database_url: str) -> None:
    engine = open_engine(make_url(database_url))
    async with engine.begin() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_migrations_can_be_reverted_and_applied_again(database_url: str) -> None:
    engine = open_engine(make_url(database_url))
    async with engine.begin() as connection:
        await migrations.downgrade(connection, "base")
        tables = await connection.run_sync(lambda connection: inspect(connection).get_table_names())
        assert tables == ["alembic_version"]
        assert await migrations.version(connection) is None
    async with engine.begin() as connection:
        await migrations.upgrade(connection)
        assert await migrations.version(connection) == migrations.NEWEST
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_processes_that_start_together_migrate_once(database_url: str) -> None:
    engine = open_engine(make_url(database_url))
    async with engine.begin() as connection:
        await migrations.downgrade(connection, "base")
    await engine.dispose()
    databases = [Database(database_url, Analyzer()) for _ in range(3)]
    assert await databases[0].schema_version() is None
    await asyncio.gather(*(database.migrate() for database in databases))
    assert [await database.schema_version() for database in databases] == [migrations.NEWEST] * 3
    await asyncio.gather(*(database.close() for database in databases))


def test_the_newest_revision_is_the_one_the_code_names() -> None:
    config = Config()
    config.set_main_option("script_location", "storage:migrations")
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_current_head() == migrations.NEWEST


class Changed(Analyzer):
    """Another version of the analyzer, with other terms."""

    version = "changed"

    def index_terms(self, text: str) -> list[str]:
        return [term[::-1] for term in super().index_terms(text)]

    def query_terms(self, text: str, *, endings: bool = False) -> list[list[str]]:
        return [[term[::-1] for term in group] for group in super().query_terms(text, endings=endings)]


async def test_a_changed_analyzer_rebuilds_the_index(database: Database, database_url: str) -> None:
    async with database.begin() as work:
        space, author = await space_of(work), await person(work)
        for number in range(1_100):
            note = await work.notes.add(space, author, NewNote(f"models {number}"), NOW)
        await work.notes.delete(note, NOW)
    changed = Database(database_url, Changed())
    await changed.migrate()
    async with changed.begin() as work:
        assert (await work.search.find(space, parse_query("models"), 0, 1)).total == 1_001
        assert (await work.search.find(space, parse_query("models 1098"), 0, 9)).total == 1
        assert (await work.search.find(space, parse_query("models 1099"), 0, 9)).total != 1
        first = await work.notes.get(space, 1)
        assert first is not None
        await work.notes.delete(first, NOW)
        assert (await work.search.find(space, parse_query('"models 0"'), 0, 9)).total == 0
    await changed.close()
