"""The history of the schema, and how a database is brought along it.

A script is written by hand, in plain column types, and never changes after its release. A test compares the schema that
the scripts make with ``storage.tables``, on both databases. Another upgrades each released schema with rows in every
table.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

NEWEST = "0011"
"""The newest revision; known without reading the scripts, because every start asks."""

_LOCK = 0x70617065
"""The advisory lock (any number will do) that lets one process at a time migrate a PostgreSQL database."""


async def version(connection: AsyncConnection) -> str | None:
    """The revision a database is at; ``None`` before the first."""
    return await connection.run_sync(_version)


async def upgrade(connection: AsyncConnection, revision: str = "head") -> None:
    """Apply what is missing up to ``revision``, within the connection's transaction."""
    from alembic import command  # noqa: PLC0415  # a quarter of the start-up time, and rarely needed

    await connection.run_sync(_run, command.upgrade, revision)


async def downgrade(connection: AsyncConnection, revision: str) -> None:
    """Take back what came after ``revision`` (``base`` for everything), with the data in it."""
    from alembic import command  # noqa: PLC0415  # as above

    await connection.run_sync(_run, command.downgrade, revision)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    return found


def _run(connection: Connection, command: Callable[..., Any], revision: str) -> None:
    from alembic.config import Config  # noqa: PLC0415  # as above

    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command(config, revision)
