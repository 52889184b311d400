"""The full-text index on PostgreSQL: a ``tsvector`` per entry, made by our tokenizer and not by PostgreSQL's.

The positions in it only count how often a term occurs, in the title (weight A) and in the body (D). Ranking is BM25 as
FTS5 computes it, because ``ts_rank`` knows no document frequencies and ranks worse (.535 to .605 when measured).
"""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Double,
    String,
    Text,
    bindparam,
    case,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY, REAL, TSQUERY, TSVECTOR
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ports.library import Hit, HitKind
from bot.core.ports.text import Tokenizer
from storage.index import K1, TITLE_WEIGHT, B, Entry, Group, Wanted, terms_of
from storage.statements import in_chunks
from storage.tables import search_index, spaces

COUNTED = 10_000
"""Entries counted for a document frequency; a term in more of them tells little apart."""

SAMPLE = 1_000
"""Entries of a space that its average length is taken from."""

_ADD = insert(search_index).values(terms=cast(bindparam("vector", type_=Text), TSVECTOR))


class PostgresqlIndex:
    def __init__(self, connection: AsyncConnection, tokenizer: Tokenizer) -> None:
        self._connection = connection
        self._tokenizer = tokenizer

    @property
    def entry_id(self) -> ColumnElement[int]:
        return search_index.c.id

    def is_kind(self, kind: HitKind) -> ColumnElement[bool]:
        return search_index.c.kind == kind.value

    async def add(self, entries: Sequence[Entry]) -> None:
        if entries:
            await self._connection.execute(_ADD, [self._row(entry) for entry in entries])

    async def remove(self, entries: Sequence[Entry]) -> None:
        for chunk in in_chunks(entries):
            keys = [(entry.kind.value, entry.id) for entry in chunk]
            given = tuple_(search_index.c.kind, search_index.c.id).in_(keys)
            await self._connection.execute(delete(search_index).where(given))

    async def forget(self, space_id: int) -> None:
        """Nothing to do: the entries go with the space."""

    async def clear(self) -> None:
        await self._connection.execute(delete(search_index))

    async def counts(self, groups: Sequence[Group], limit: int) -> Sequence[int]:
        columns = [_count(group, limit).label(f"count_{index}") for index, group in enumerate(groups)]
        return tuple((await self._connection.execute(select(*columns))).one()) if columns else ()

    async def ranked(self, wanted: Wanted, where: ColumnElement[bool], limit: int | None) -> list[Hit]:
        terms = list(dict.fromkeys(term for group in _positive(wanted) for term in group))
        size, average = await self._statistics(wanted.space_id)
        counts = await self.counts([[term] for term in terms], COUNTED)
        idf = [max(math.log((size - count + 0.5) / (count + 0.5)), 1e-6) if count < size else 1e-6 for count in counts]
        candidates = _candidates(wanted, where, terms, limit)
        rows = await self._connection.execute(_scored(candidates, terms, idf, average))
        return [Hit(HitKind(row.kind), row.id, row.score) for row in rows]

    def matches(self, groups: Sequence[Group], kind: HitKind, row_id: ColumnElement[int]) -> ColumnElement[bool]:
        return (
            select(search_index.c.id)
            .where(
                search_index.c.kind == kind.value, search_index.c.id == row_id, _matches(" | ".join(map(_all, groups)))
            )
            .exists()
        )

    def _row(self, entry: Entry) -> dict[str, Any]:
        terms = terms_of(self._tokenizer, entry)
        return {
            "kind": entry.kind.value,
            "id": entry.id,
            "space_id": entry.space_id,
            "length": len(terms.title) + len(terms.body),
            "vector": _vector(terms.title, terms.body),
        }

    async def _statistics(self, space_id: int) -> tuple[int, float]:
        """About how many entries a space has (deleted ones included), and how many terms one has on average."""
        sample = select(search_index.c.length).where(search_index.c.space_id == space_id).limit(SAMPLE).subquery()
        average = select(func.coalesce(func.avg(sample.c.length), 0.0)).scalar_subquery()
        made = select(spaces.c.last_note + spaces.c.last_todo, average).where(spaces.c.id == space_id)
        size, length = (await self._connection.execute(made)).one()
        return size, max(float(length), 1.0)


def _vector(title: Sequence[str], body: Sequence[str]) -> str:
    """A ``tsvector`` literal, https://www.postgresql.org/docs/current/datatype-textsearch.html."""
    in_title, in_body = Counter(title), Counter(body)
    return " ".join(
        f"{_quoted(term)}:{_positions(in_title[term], in_body[term])}" for term in dict.fromkeys((*title, *body))
    )


def _positions(in_title: int, in_body: int) -> str:
    return ",".join(f"{place}A" if place <= in_title else str(place) for place in range(1, in_title + in_body + 1))


def _candidates(wanted: Wanted, where: ColumnElement[bool], terms: Sequence[str], limit: int | None) -> CTE:
    """What matches; the latest of it when there is a ``limit``."""
    # An addition that begins with 0 is a number also without any word to add.
    covered = sum((case((_matches(_all(group)), weight), else_=0.0) for group, weight in wanted.some), literal(0.0))
    found = select(
        search_index.c.kind,
        search_index.c.id,
        search_index.c.length,
        search_index.c.terms,
        covered.label("covered"),
    ).where(_matches(_expression(wanted)), where)
    if limit is not None:
        found = found.order_by(covered.desc(), search_index.c.id.desc()).limit(LATEST)
    return found.cte("candidates")


def _scored(candidates: CTE, terms: Sequence[str], idf: Sequence[float], average: float) -> Any:
    """BM25 of the candidates. Where words have weights these decide, and BM25 only between equals."""
    term = func.unnest(candidates.c.terms).table_valued("lexeme", "positions", "weights", name="term").lateral()
    known = func.unnest(cast(terms, ARRAY(Text)), cast(idf, ARRAY(Double))).table_valued("lexeme", "idf", name="known")
    known = known.render_derived()
    in_title = func.cardinality(func.array_positions(term.c.weights, literal("A", String)))
    frequency = func.cardinality(term.c.weights) + (TITLE_WEIGHT - 1) * in_title
    length = 1 - B + B * candidates.c.length / average
    bm25 = func.sum(known.c.idf * frequency * (K1 + 1) / (frequency + K1 * length))
    weighted = candidates.c.covered > 0
    score = case((weighted, candidates.c.covered + bm25 / 1000), else_=bm25).label("score")
    return (
        select(candidates.c.kind, candidates.c.id, score)
        .select_from(candidates.join(term, true()).join(known, known.c.lexeme == term.c.lexeme))
        .group_by(candidates.c.kind, candidates.c.id, candidates.c.covered)
        .order_by(score.desc(), candidates.c.id.desc(), candidates.c.kind.desc())
    )


def _positive(wanted: Wanted) -> list[Group]:
    return [*wanted.every, *(group for group, _ in wanted.some)]


def _matches(expression: str) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = search_index.c.terms.op("@@", is_comparison=True)(
        cast(literal(expression, Text), TSQUERY)
    )
    return condition


def _expression(wanted: Wanted) -> str:
    needed = [_all(group) for group in wanted.every]
    if wanted.some:
        needed.append("(" + " | ".join(_all(group) for group, _ in wanted.some) + ")")
    return " & ".join([*needed, *("!" + _all(group) for group in wanted.never)])


def _all(group: Group) -> str:
    return "(" + " & ".join(map(_quoted, group)) + ")"


def _quoted(term: str) -> str:
    """A lexeme of a ``tsvector`` or ``tsquery`` literal: nothing in it can be an operator."""
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"


def _count(group: Group, limit: int) -> Any:
    found = select(search_index.c.id).where(_matches(_all(group))).limit(limit).subquery()
    return select(func.count()).select_from(found).scalar_subquery()
