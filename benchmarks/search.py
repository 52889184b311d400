"""How long ``/search`` takes inside the database as notes grow in number: one space of a thousand, and one of all.

The notes are invented (``benchmarks.texts``), written into the tables in bulk, and indexed by ``Database.reindex``,
which uses the same code as for a single note. Questions go the command's way, including parsing and the transaction, by
words only and then by words and meaning. Question vectors are precomputed; computing one takes some milliseconds more,
outside the database. All vectors are invented (``benchmarks.invented_vectors``). SQLite's own tokenizers index the same
texts (``benchmarks.rivals``), unless they are too many.
"""

import argparse
import asyncio
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any

from sqlalchemy import URL, insert, select, text, update

from benchmarks import table, texts
from benchmarks.databases import fresh_databases
from benchmarks.invented_vectors import MODEL, PASSAGES, TOPICS, InventedVectors
from benchmarks.questions import KINDS, Question, Sample, questions
from benchmarks.rivals import TOKENIZERS, rival
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.model.spaces import Space
from handlers.search.query import parse_query
from language.analyzer import Analyzer
from language.relevance import FusedRelevance
from storage.database import Database
from storage.statements import in_chunks
from storage.tables import meta, note_tags, notes, spaces
from storage.unit_of_work import SqlUnitOfWork

SPACES = 1_000
PAGE = 5
ASKED = 100
"""Questions of each kind, each in another space."""

WITH_RIVALS = 10_000
"""The largest number of notes for which SQLite's own tokenizers are measured."""

WORDS, MEANING = "words", "words and meaning"

AIMS = {(WORDS, SPACES): 20.0, (MEANING, SPACES): 40.0, (MEANING, 1): 60.0}
"""The aim: milliseconds for 95 of 100 questions, by kind of search and number of spaces."""

BUILT = "benchmark"
"""The row of ``meta`` in a complete database: its notes per second."""

BATCH = 5_000
NOW = datetime(2025, 6, 11, 12, tzinfo=UTC)
FIRST_DAY = date(2015, 1, 1)

_SIZES = {
    "sqlite": "SELECT sum(length(block)) FROM search_index_data",
    "postgresql": "SELECT pg_total_relation_size('search_index')",
}

_VECTOR_SIZES = {
    "sqlite": "SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%vectors%'",
    "postgresql": "SELECT pg_total_relation_size('vectors')",
}

Timings = dict[str, list[tuple[float, float | None, bool]]]
"""By kind of question: the seconds of each question, its CPU seconds, and whether it found anything."""


@dataclass(frozen=True, slots=True)
class Case:
    notes: int
    spaces: int


async def main() -> None:
    options = _options()
    rows: list[dict[str, Any]] = []
    with fresh_databases(options.database) as urls:
        for size in options.sizes:
            for spread in options.spaces:
                print(f"{size:,} notes in {spread:,} spaces ...", file=sys.stderr)
                case = Case(size, spread)
                url = _kept(options.keep, case) if options.keep else await anext(urls)
                rows += await _measured(case, url, options.database)
    remarks = [
        f"{ASKED} questions of each kind, most in a space of their own; found: how many of them found anything.",
        "The times of unicode61 and trigram are SQLite's alone; Paperboy's hold a transaction and all of its Python.",
        "Vectors are invented, two a note; the first question in a space reads them all from the database.",
        *_slowest(rows),
    ]
    table.publish(table.Report(f"Search on {options.database}", rows, remarks, grouped=7), options.json)


def _options() -> argparse.Namespace:
    parser = table.options("Latency of searches, and size and speed of the index.")
    sizes = [10_000, 100_000]
    parser.add_argument("--sizes", type=int, nargs="+", default=sizes, metavar="NOTES", help="default: %(default)s")
    parser.add_argument("--spaces", type=int, nargs="+", default=[SPACES, 1], help="default: %(default)s")
    parser.add_argument("--database", choices=_SIZES, default="sqlite", help="default: %(default)s")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="keep the SQLite files there, and use them again next time"
    )
    options = parser.parse_args()
    if options.keep and options.database != "sqlite":
        parser.error("only SQLite's files can be kept")
    return options


def _kept(folder: Path, case: Case) -> URL:
    folder.mkdir(parents=True, exist_ok=True)
    return URL.create("sqlite+aiosqlite", database=str(folder / f"{case.notes}-in-{case.spaces}.db"))


def _slowest(rows: Sequence[dict[str, Any]]) -> Iterator[str]:
    for (by, spread), aim in AIMS.items():
        measured = [row for row in rows if row["by"] == by and row["spaces"] == spread]
        if measured:
            worst = max(measured, key=itemgetter("p95 ms"))
            what = f"{worst['p95 ms']:.1f} ms, {worst['question']} in {worst['notes']:,} notes"
            yield f"The aim by {by} in {spread:,} spaces is a p95 below {aim:.0f} ms. The slowest: {what}."


async def _measured(case: Case, url: URL, kind: str) -> list[dict[str, Any]]:
    """The rows of one database."""
    database = Database(url, Analyzer(), relevance=FusedRelevance(), model=MODEL)
    await database.migrate()
    made = await _spaces(database, case)
    invented = InventedVectors()
    speed = await _indexed_before(database)
    if speed is None:
        speed = await _build(database, case, made, invented)
    if kind == "postgresql":
        await _execute(database, "ANALYZE")  # the database does this itself after a while
    asked = questions(await _samples(database, case))
    size = await _execute(database, _SIZES[kind])
    per_vector = await _execute(database, _VECTOR_SIZES[kind]) / (case.notes * PASSAGES)
    rows: list[dict[str, Any]] = []
    for by in (WORDS, MEANING):
        timings = await _ask(database, made, asked, invented if by == MEANING else None)
        rows += _rows(case, by, (size / case.notes, per_vector, speed, table.megabytes("self", "VmRSS")), timings)
    await database.close()
    if url.database and kind == "sqlite" and case.notes <= WITH_RIVALS:
        for tokenizer in TOKENIZERS:
            with rival(Path(url.database), tokenizer) as other:
                answers: Timings = defaultdict(list)
                for question in asked:
                    seconds, found = other.ask(question, made[question.space].id)
                    answers[question.kind].append((seconds, None, found))
                rows += _rows(case, tokenizer, (other.size / case.notes, None, other.notes_per_second, None), answers)
    return rows


async def _spaces(database: Database, case: Case) -> list[Space]:
    async with database.begin() as work:
        return [
            await work.spaces.ensure(Address("bench", "", str(number)), ConversationKind.PRIVATE, NOW)
            for number in range(case.spaces)
        ]


async def _indexed_before(database: Database) -> float | None:
    """Return the notes per second of a database built earlier; ``None`` if it must be built."""
    async with database.begin() as work:
        assert isinstance(work, SqlUnitOfWork)
        speed = (await work.connection.execute(select(meta.c.value).where(meta.c.name == BUILT))).scalar()
    return None if speed is None else float(speed)


async def _build(database: Database, case: Case, made: Sequence[Space], invented: InventedVectors) -> float:
    """Write all notes, then index them; return the notes indexed per second."""
    await _fill(database, case, made)
    start = time.perf_counter()
    await database.reindex()
    speed = case.notes / (time.perf_counter() - start)
    await invented.fill(database, [made[index % case.spaces].id for index in range(case.notes)])
    async with database.begin() as work:
        assert isinstance(work, SqlUnitOfWork)
        await work.connection.execute(insert(meta).values(name=BUILT, value=str(speed)))
    return speed


async def _fill(database: Database, case: Case, made: Sequence[Space]) -> None:
    """Write all notes, without indexing them."""
    async with database.begin() as work:
        author = await work.users.ensure(UserRef("bench", "", "author"), "Author", NOW)
    numbered = enumerate(texts.notes(case.notes))
    while batch := list(islice(numbered, BATCH)):
        async with database.begin() as work:
            assert isinstance(work, SqlUnitOfWork)
            rows = [_note_row(index, note, made[index % case.spaces], author.id, case) for index, note in batch]
            await work.connection.execute(insert(notes), rows)
            tags = [_tag_row(row, note) for row, (_, note) in zip(rows, batch, strict=True)]
            await work.connection.execute(insert(note_tags), tags)
    async with database.begin() as work:
        assert isinstance(work, SqlUnitOfWork)
        await work.connection.execute(update(spaces).values(last_note=case.notes // case.spaces))


async def _samples(database: Database, case: Case) -> list[Sample]:
    """Return a few notes with their positions, spread from the first to the last, alternating between languages."""
    languages = len(texts.LANGUAGES)
    step = max(1, case.notes // languages // (ASKED + 1))
    chosen = [index for index in range(case.notes) if index // languages % step == 0]
    carried = select(notes.c.id, notes.c.title, notes.c.body, note_tags.c.tag).where(note_tags.c.note_id == notes.c.id)
    found: list[Sample] = []
    async with database.begin() as work:
        assert isinstance(work, SqlUnitOfWork)
        for chunk in in_chunks(chosen):
            of_chunk = carried.where(notes.c.id.in_([index + 1 for index in chunk])).order_by(notes.c.id)
            for row in await work.connection.execute(of_chunk):
                language = texts.LANGUAGES[(row.id - 1) % languages]
                note = texts.InventedNote(language, row.title, row.body, row.tag)
                found.append(((row.id - 1) % case.spaces, note))
    return found


def _note_row(index: int, note: texts.InventedNote, space: Space, author: int, case: Case) -> dict[str, Any]:
    return {
        "id": index + 1,
        "space_id": space.id,
        "number": index // case.spaces + 1,
        "author_id": author,
        "title": note.title,
        "paper_id": "",
        "body": note.body,
        "written_on": FIRST_DAY + timedelta(days=index % 4_000),
        "created_at": NOW,
        "updated_at": NOW,
        "revision": 1,
    }


def _tag_row(row: dict[str, Any], note: texts.InventedNote) -> dict[str, Any]:
    return {"space_id": row["space_id"], "note_id": row["id"], "folded": note.tag, "tag": note.tag, "position": 0}


async def _ask(
    database: Database,
    made: Sequence[Space],
    asked: Sequence[Question],
    invented: InventedVectors | None,
) -> Timings:
    """Search with vectors if the question has one."""
    answers: Timings = defaultdict(list)
    longest = max(asked, key=lambda each: len(each.text))  # questions of two characters are never searched by meaning
    await _catch_up(database, made[longest.space], longest, invented)
    for place, question in enumerate((*asked[: len(KINDS)], *asked)):  # the first ones compile the statements
        meaning = invented.of_topics([place % TOPICS])[0] if invented else None
        start, used = time.perf_counter(), time.process_time()
        async with database.begin() as work:
            query = parse_query(question.text)
            page = await work.search.find(made[question.space], query, 0, PAGE, meaning)
        seconds = time.perf_counter() - start, time.process_time() - used
        answers[question.kind].append((*seconds, page.total > 0))
    return {kind: answers[kind][1:] for kind in KINDS}


async def _execute(database: Database, statement: str) -> int:
    """Return the number that a statement yields, or 0."""
    async with database.begin() as work:
        assert isinstance(work, SqlUnitOfWork)
        result = await work.connection.execute(text(statement))
        return int(result.scalar_one()) if result.returns_rows else 0


async def _catch_up(database: Database, space: Space, question: Question, invented: InventedVectors | None) -> None:
    """Read all vectors of a very large space, as the worker does after the first question there."""
    if invented is None:
        return
    (meaning,) = invented.of_topics([0])
    async with database.begin() as work:
        await work.search.find(space, parse_query(question.text), 0, PAGE, meaning)
    behind = True
    while behind:
        async with database.begin() as work:
            behind = await work.vectors.catch_up()


def _rows(
    case: Case, by: str, measured: tuple[float, float | None, float, float | None], timings: Timings
) -> Iterator[dict[str, Any]]:
    size, per_vector, speed, memory = measured
    for kind in KINDS:
        seconds = [each for each, _, _ in timings[kind]]
        used = [each for _, each, _ in timings[kind] if each is not None]
        yield {
            "notes": case.notes,
            "spaces": case.spaces,
            "by": by,
            "B/note": size,
            "B/vector": per_vector,
            "notes/s": speed,
            "RSS MB": memory,
            "question": kind,
            "p50 ms": table.percentile(seconds, 50) * 1000,
            "p95 ms": table.percentile(seconds, 95) * 1000,
            "CPU ms": statistics.mean(used) * 1000 if used else None,
            "found": f"{100 * sum(found for *_, found in timings[kind]) / len(seconds):.0f}%",
        }


if __name__ == "__main__":
    asyncio.run(main())
