"""How long ``/search`` takes inside the database, as notes grow in number: one space of a thousand, and one of all.

The notes are invented (``texts``), written into the tables in bulk and then indexed by ``Database.reindex``, so by the
code that indexes a single note. A question is asked as the command asks it, parsing and transaction included. On
SQLite its own tokenizers index the same texts (``rivals``), except where there are very many.
"""

import argparse
import asyncio
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

from sqlalchemy import URL, insert, text, update

from benchmarks import table, texts
from benchmarks.databases import fresh_databases
from benchmarks.questions import KINDS, Question, Sample, questions
from benchmarks.rivals import TOKENIZERS, rival
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.model.spaces import Space
from bot.core.query import parse_query
from language.analyzer import Analyzer
from storage.database import Database
from storage.tables import note_tags, notes, spaces
from storage.work import SqlWork

SPACES = 1_000
PAGE = 5
ASKED = 100
"""Questions of each kind, each in another space."""

WITH_RIVALS = 100_000
"""Notes up to which SQLite's own tokenizers are tried, too."""

AIM = 20.0
"""Milliseconds; 95 of 100 questions to one space of 1,000 should take less."""

BATCH = 5_000
NOW = datetime(2025, 6, 11, 12, tzinfo=UTC)
FIRST_DAY = date(2015, 1, 1)

_SIZES = {
    "sqlite": "SELECT sum(length(block)) FROM search_index_data",
    "postgresql": "SELECT pg_total_relation_size('search_index')",
}

Timings = dict[str, list[tuple[float, bool]]]
"""Seconds of each question, and whether it found anything, by kind of question."""


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
                rows += await _measured(Case(size, spread), await anext(urls), options.database)
    remarks = [
        f"{ASKED} questions of each kind, most in a space of their own; found: how many of them found anything.",
        "The times of unicode61 and trigram are SQLite's alone; Paperboy's hold a transaction and all of its Python.",
        f"The aim is a p95 below {AIM:.0f} ms in one space of {SPACES:,}. {_slowest(rows)}",
    ]
    table.publish(table.Report(f"Search on {options.database}", rows, remarks, grouped=6), options.json)


def _options() -> argparse.Namespace:
    parser = table.options("Latency of searches, and size and speed of the index.")
    sizes = [10_000, 100_000]
    parser.add_argument("--sizes", type=int, nargs="+", default=sizes, metavar="NOTES", help="default: %(default)s")
    parser.add_argument("--spaces", type=int, nargs="+", default=[SPACES, 1], help="default: %(default)s")
    parser.add_argument("--database", choices=_SIZES, default="sqlite", help="default: %(default)s")
    return parser.parse_args()


def _slowest(rows: Sequence[dict[str, Any]]) -> str:
    scoped = [row for row in rows if row["index"] == "Paperboy" and row["spaces"] == SPACES]
    if not scoped:
        return ""
    worst = max(scoped, key=itemgetter("p95 ms"))
    return f"The slowest: {worst['p95 ms']:.1f} ms, {worst['question']} in {worst['notes']:,} notes."


async def _measured(case: Case, url: URL, kind: str) -> list[dict[str, Any]]:
    """The rows of one database."""
    database = Database(url, Analyzer())
    await database.migrate()
    made, samples = await _fill(database, case)
    start = time.perf_counter()
    await database.reindex()
    speed = case.notes / (time.perf_counter() - start)
    if kind == "postgresql":
        await _execute(database, "ANALYZE")  # as it does by itself after a while
    asked = questions(samples)
    timings = await _ask(database, made, asked)
    size = await _execute(database, _SIZES[kind])
    rows = [*_rows(case, "Paperboy", size, speed, table.megabytes("self", "VmRSS"), timings)]
    await database.close()
    if url.database and kind == "sqlite" and case.notes <= WITH_RIVALS:
        for tokenizer in TOKENIZERS:
            with rival(Path(url.database), tokenizer) as other:
                answers: Timings = defaultdict(list)
                for question in asked:
                    answers[question.kind].append(other.ask(question, made[question.space].id))
                rows += _rows(case, tokenizer, other.size, other.notes_per_second, None, answers)
    return rows


async def _fill(database: Database, case: Case) -> tuple[list[Space], list[Sample]]:
    """Write all notes, without indexing them; returns the spaces, and a few notes with where they stand."""
    async with database.begin() as work:
        author = await work.users.ensure(UserRef("bench", "", "author"), "Author", NOW)
        made = [
            await work.spaces.ensure(Address("bench", "", str(number)), ConversationKind.PRIVATE, NOW)
            for number in range(case.spaces)
        ]
    samples: list[Sample] = []
    step = max(1, case.notes // len(texts.LANGUAGES) // (ASKED + 1))
    numbered = enumerate(texts.notes(case.notes))
    while batch := list(islice(numbered, BATCH)):
        samples += [(index % case.spaces, note) for index, note in batch if index // len(texts.LANGUAGES) % step == 0]
        async with database.begin() as work:
            assert isinstance(work, SqlWork)
            rows = [_note_row(index, note, made[index % case.spaces], author.id, case) for index, note in batch]
            await work.connection.execute(insert(notes), rows)
            tags = [_tag_row(row, note) for row, (_, note) in zip(rows, batch, strict=True)]
            await work.connection.execute(insert(note_tags), tags)
    async with database.begin() as work:
        assert isinstance(work, SqlWork)
        await work.connection.execute(update(spaces).values(last_note=case.notes // case.spaces))
    return made, samples


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


async def _ask(database: Database, made: Sequence[Space], asked: Sequence[Question]) -> Timings:
    answers: Timings = defaultdict(list)
    for question in (*asked[: len(KINDS)], *asked):  # the first of each kind twice: once to compile the statements
        start = time.perf_counter()
        async with database.begin() as work:
            page = await work.search.find(made[question.space], parse_query(question.text), 0, PAGE)
        answers[question.kind].append((time.perf_counter() - start, page.total > 0))
    return {kind: answers[kind][1:] for kind in KINDS}


async def _execute(database: Database, statement: str) -> int:
    """The number that a statement gives, 0 if it gives none."""
    async with database.begin() as work:
        assert isinstance(work, SqlWork)
        result = await work.connection.execute(text(statement))
        return int(result.scalar_one()) if result.returns_rows else 0


def _rows(
    case: Case, index: str, size: int, speed: float, memory: float | None, timings: Timings
) -> Iterator[dict[str, Any]]:
    for kind in KINDS:
        seconds = [each for each, _ in timings[kind]]
        yield {
            "notes": case.notes,
            "spaces": case.spaces,
            "index": index,
            "B/note": size / case.notes,
            "notes/s": speed,
            "RSS MB": memory,
            "question": kind,
            "p50 ms": table.percentile(seconds, 50) * 1000,
            "p95 ms": table.percentile(seconds, 95) * 1000,
            "found": f"{100 * sum(found for _, found in timings[kind]) / len(seconds):.0f}%",
        }


if __name__ == "__main__":
    asyncio.run(main())
