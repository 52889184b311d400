"""How fast and how exactly the vectors nearest to a question are found in one space: Paperboy and two rivals.

Paperboy keeps the vectors of a space in memory as bytes. For a large space it keeps only their signs, which select a
few hundred vectors to read from the database (``storage.search.vector_cache``). The rivals are one matrix product over
32-bit floats in memory, and pgvector, in the PostgreSQL that the tests use, with exact search and with its index.
Recall is the share of the ten nearest notes by floats that a method finds. The vectors are invented.
"""

import argparse
import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import asyncpg
import numpy as np
import numpy.typing as npt
from sqlalchemy import URL, select

from benchmarks import table
from benchmarks.databases import fresh_databases
from benchmarks.invented_vectors import DIMENSIONS, MODEL, PASSAGES, TOPICS, InventedVectors
from bot.core.identity import Address, ConversationKind
from bot.core.model.spaces import Space
from bot.core.ports.library import HitKind
from language.analyzer import Analyzer
from language.packed_vectors import unpack
from storage.database import Database
from storage.search.keys import row_id_of
from storage.search.nearest import Nearest
from storage.tables import vectors
from storage.unit_of_work import SqlUnitOfWork

ASKED, BEST = 100, 10
EXPLORED = 120
"""Vectors that pgvector's index visits (``hnsw.ef_search``), as many as Paperboy compares exactly."""

NOW = datetime(2025, 6, 11, 12, tzinfo=UTC)

Floats = npt.NDArray[np.float32]
Ask = Callable[[int], Awaitable[list[int]]]
"""Maps the position of a question to its nearest notes, whose ids start at 1."""


@dataclass(frozen=True, slots=True)
class Book:
    """``matrix`` has a row per passage, ``PASSAGES`` per note; ``packed`` and ``asked`` hold the same questions."""

    matrix: Floats
    packed: Sequence[bytes]
    asked: Floats


async def main() -> None:
    parser = table.options("Latency and recall of ways to find the nearest vectors.")
    sizes = [10_000, 100_000]
    parser.add_argument("--sizes", type=int, nargs="+", default=sizes, metavar="VECTORS", help="default: %(default)s")
    parser.add_argument("--pgvector", action=argparse.BooleanOptionalAction, default=True, help="default: yes")
    options = parser.parse_args()
    rows: list[dict[str, table.Cell]] = []
    for size in options.sizes:
        right: list[list[int]] = []
        async for way, held, ask in _ways(size, pgvector=options.pgvector):
            row, found = await _measured(ask, right)
            right = right or found
            if way.startswith("pgvector"):
                row["CPU ms"] = None  # of this process, not of the server
            rows.append({"vectors": size, "way": way, "B/vector": held / size, **row})
    table.publish(table.Report("The nearest of vectors of 512 dimensions", rows, grouped=1), options.json)


async def _measured(ask: Ask, right: Sequence[list[int]]) -> tuple[dict[str, table.Cell], list[list[int]]]:
    """``right`` is empty for the first method, which the others are compared with."""
    await ask(0)
    seconds, used, found = [], [], []
    for question in range(ASKED):
        start, started = time.perf_counter(), time.process_time()
        found.append(await ask(question))
        seconds.append(time.perf_counter() - start)
        used.append(time.process_time() - started)
    recall = statistics.fmean(len({*one} & {*other}) / BEST for one, other in zip(found, right or found, strict=True))
    row: dict[str, table.Cell] = {
        "p50 ms": table.percentile(seconds, 50) * 1000,
        "p95 ms": table.percentile(seconds, 95) * 1000,
        "CPU ms": statistics.fmean(used) * 1000,
        f"recall@{BEST}": recall,
    }
    return row, found


async def _ways(size: int, *, pgvector: bool) -> AsyncIterator[tuple[str, int, Ask]]:
    """Yield each method, and the bytes it needs in memory, or on disk in addition to the vectors."""
    invented = InventedVectors()
    with fresh_databases("sqlite") as urls:
        database = Database(await anext(urls), Analyzer(), model=MODEL)
        await database.migrate()
        async with database.begin() as work:
            space = await work.spaces.ensure(Address("bench", "", "book"), ConversationKind.PRIVATE, NOW)
        await invented.fill(database, [space.id] * (size // PASSAGES))
        questions = invented.of_topics([number % TOPICS for number in range(ASKED)])
        async with database.begin() as work:
            assert isinstance(work, SqlUnitOfWork)
            stored = await work.connection.execute(select(vectors.c.vector).order_by(vectors.c.id))
            book = Book(unpack(list(stored.scalars())), questions, unpack(questions))
        yield "floats, all compared", book.matrix.nbytes, _by_floats(book)
        ask = _by_paperboy(database, space, book)
        await ask(0)
        while await _is_behind(database):
            pass
        async with database.begin() as work:
            assert isinstance(work, SqlUnitOfWork)
            held = work.semantic.caches().of(space.id, 1).bytes
        yield "Paperboy", held, ask
        await database.close()
    if pgvector:
        with fresh_databases("postgresql") as urls:
            async for each in _by_pgvector(await anext(urls), book):
                yield each


def _by_floats(book: Book) -> Ask:
    async def ask(question: int) -> list[int]:
        cosines = book.matrix @ book.asked[question]
        nearest = np.argpartition(-cosines, PASSAGES * BEST)[: PASSAGES * BEST]
        return _notes(nearest[np.argsort(-cosines[nearest])].tolist())

    return ask


def _by_paperboy(database: Database, space: Space, book: Book) -> Ask:
    async def ask(question: int) -> list[int]:
        async with database.begin() as work:
            assert isinstance(work, SqlUnitOfWork)
            nearest = Nearest(work.connection, MODEL, work.semantic.caches)
            near = await nearest.to(space, book.packed[question], [HitKind.NOTE])
        best = sorted(near.cosines, key=lambda key: max(near.cosines[key]), reverse=True)
        return [row_id_of(key) for key in best[:BEST]]

    return ask


async def _is_behind(database: Database) -> bool:
    async with database.begin() as work:
        return await work.vectors.catch_up()


async def _by_pgvector(url: URL, book: Book) -> AsyncIterator[tuple[str, int, Ask]]:
    connection = await asyncpg.connect(host=url.query["host"], user=url.username, database=url.database)
    await connection.execute("CREATE EXTENSION vector")
    await connection.execute(f"CREATE TABLE passages (id int PRIMARY KEY, space_id int, vector vector({DIMENSIONS}))")
    for start in range(0, len(book.matrix), 1_000):
        rows = [(start + place, _text(row)) for place, row in enumerate(book.matrix[start : start + 1_000])]
        await connection.executemany("INSERT INTO passages VALUES ($1, 1, $2::text::vector)", rows)
    await connection.execute("CREATE INDEX ON passages (space_id)")
    await connection.execute("VACUUM ANALYZE passages")
    nearest = "SELECT id FROM passages WHERE space_id = 1 ORDER BY vector <=> $1::text::vector LIMIT $2"

    async def ask(question: int) -> list[int]:
        found = await connection.fetch(nearest, _text(book.asked[question]), PASSAGES * BEST)
        return _notes([row["id"] for row in found])

    yield "pgvector, all compared", 0, ask
    await connection.execute("SET maintenance_work_mem = '1GB'")
    await connection.execute("CREATE INDEX by_vector ON passages USING hnsw (vector vector_cosine_ops)", timeout=3_600)
    await connection.execute(f"SET hnsw.ef_search = {EXPLORED}")
    yield "pgvector, HNSW", await connection.fetchval("SELECT pg_relation_size('by_vector')"), ask
    await connection.close()


def _text(row: Floats) -> str:
    return "[" + ",".join(f"{number:.5f}" for number in row.tolist()) + "]"


def _notes(passages: Sequence[int]) -> list[int]:
    return list(dict.fromkeys(passage // PASSAGES + 1 for passage in passages))[:BEST]


if __name__ == "__main__":
    asyncio.run(main())
