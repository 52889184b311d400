"""The object that other packages open: transactions, queues, schema and index of one database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from sqlalchemy import URL, make_url, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.errors import SchemaTooNew, StorageUnavailable
from bot.core.ports.queues import ClaimedJob
from bot.core.ports.storage import UnitOfWork
from bot.core.ports.text import Relevance, Tokenizer
from storage import migrations
from storage.engine import CANNOT_CONNECT, is_unavailable, open_engine
from storage.queues.claims import SqlQueues, finish_job
from storage.queues.turns import SqlTurns
from storage.search.bm25_postgresql import PostgresqlIndex
from storage.search.bm25_sqlite import SqliteIndex
from storage.search.entries import entries_of
from storage.search.index import SearchIndex
from storage.statements import upsert
from storage.tables import meta
from storage.unit_of_work import SemanticSearch, unit_of_work

if TYPE_CHECKING:
    from storage.search.vector_cache import VectorCaches

TOKENIZER = "tokenizer"
"""The row of ``meta`` that names the tokenizer of the index."""

_SET_META = upsert(meta, "value")


class Database:
    """``Storage`` on SQLite or PostgreSQL; ``language`` and ``timezone`` are the defaults of a new space.

    ``model`` is ``Embedder.model``. Without ``relevance``, and while there are no vectors of ``model``, search uses
    only words. Nothing is opened before the first use. Within one process SQLite's writers wait for each other here,
    in order of arrival; between processes SQLite's own lock decides.
    """

    def __init__(
        self,
        url: URL | str,
        tokenizer: Tokenizer,
        *,
        relevance: Relevance | None = None,
        model: str = "",
        language: str = "en",
        timezone: str = "UTC",
    ) -> None:
        self._url = make_url(url)
        self._engine = open_engine(self._url)
        self._is_sqlite = self._engine.dialect.name == "sqlite"
        self._idle: AsyncConnection | None = None
        self._writer_lock: AbstractAsyncContextManager[Any] = asyncio.Lock() if self._is_sqlite else nullcontext()
        self._ending: set[asyncio.Task[None]] = set()
        self._tokenizer = tokenizer
        self._semantic = SemanticSearch(relevance, model, self._vector_caches, lambda: self._caches)
        self._caches: VectorCaches | None = None
        self._defaults = language, timezone
        self.queues = SqlQueues(self.transaction)
        self.turns = SqlTurns(self.transaction)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[UnitOfWork]:
        async with self.transaction() as connection:
            yield self._unit_of_work(connection)

    @asynccontextmanager
    async def finish_job(self, job: ClaimedJob) -> AsyncIterator[UnitOfWork | None]:
        async with self.transaction() as connection:
            yield self._unit_of_work(connection) if await finish_job(connection, job) else None

    async def close(self) -> None:
        if self._idle is not None:
            await self._idle.close()
            self._idle = None
        await asyncio.gather(*self._ending, return_exceptions=True)
        await self._engine.dispose()

    async def schema_version(self) -> str | None:
        """Return the revision of the schema; ``None`` for an empty database."""
        async with self.transaction() as connection:
            return await migrations.version(connection)

    async def migrate(self) -> None:
        """Upgrade the schema to the newest revision, and the index to the present tokenizer. Safe at every start.

        Raises ``SchemaTooNew`` for a database of a newer Paperboy, and leaves it unchanged.
        """
        async with self.transaction() as connection:
            version = await migrations.version(connection)
            if version is not None and version > migrations.NEWEST:
                raise SchemaTooNew(
                    f"the database is at schema {version}, newer than this Paperboy's {migrations.NEWEST}"
                )
            if version != migrations.NEWEST:
                await migrations.upgrade(connection)
        async with self.transaction() as connection:
            built_with = select(meta.c.value).where(meta.c.name == TOKENIZER)
            if (await connection.execute(built_with)).scalar() != self._tokenizer.version:
                await self._reindex(connection)

    async def reindex(self) -> None:
        """Rebuild the full-text index from the notes and to-dos."""
        async with self.transaction() as connection:
            await self._reindex(connection)

    async def _reindex(self, connection: AsyncConnection) -> None:
        index = self._index(connection)
        await index.clear()
        async for entries in entries_of(connection):
            await index.add(entries)
        await connection.execute(_SET_META, {"name": TOKENIZER, "value": self._tokenizer.version})

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        """Open a transaction that commits on exit and rolls back on any exception. Raises ``StorageUnavailable``.

        The first statement begins the transaction. SQLite's one connection stays open between transactions.
        """
        try:
            async with self._writer_lock:
                connection = self._idle or await self._connect()
                self._idle = None
                try:
                    yield connection
                    await connection.commit()
                    self._idle = connection if self._is_sqlite else None
                finally:
                    if self._idle is None:
                        await asyncio.shield(self._end(connection))
        except DBAPIError as error:
            if is_unavailable(error):
                raise StorageUnavailable(f"the database does not answer: {error.orig}") from error
            raise
        except TimeoutError as error:  # of asyncpg, for a statement
            raise StorageUnavailable("the database takes too long") from error

    def _end(self, connection: AsyncConnection) -> asyncio.Task[None]:
        """Roll back and close. A second cancellation does not wait for this task, so :meth:`close` does."""
        ending = asyncio.create_task(connection.close())
        self._ending.add(ending)
        ending.add_done_callback(self._ending.discard)
        return ending

    async def _connect(self) -> AsyncConnection:
        try:
            return await self._engine.connect()
        except CANNOT_CONNECT as error:
            raise StorageUnavailable(f"the database cannot be reached: {error}") from error

    def _unit_of_work(self, connection: AsyncConnection) -> UnitOfWork:
        return unit_of_work(connection, self._index(connection), self._tokenizer, self._semantic, *self._defaults)

    def _vector_caches(self) -> "VectorCaches":
        from storage.search.vector_cache import VectorCaches  # noqa: PLC0415  # imports numpy, for search by meaning only

        self._caches = self._caches or VectorCaches()
        return self._caches

    def _index(self, connection: AsyncConnection) -> SearchIndex:
        if self._is_sqlite:
            return SqliteIndex(connection, self._tokenizer)
        return PostgresqlIndex(connection, self._tokenizer)
