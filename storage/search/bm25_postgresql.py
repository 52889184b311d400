"""BM25 on PostgreSQL, computed in SQL over a ``tsvector`` per entry that our tokenizer makes, not PostgreSQL's.

The ``tsvector`` only says which terms an entry has. Term frequencies are in the column ``frequencies`` (title
occurrences count ``TITLE_WEIGHT`` times, a frequency of 1 is left out), because reading them from a ``tsvector`` means
unpacking all of it. ``ts_rank`` knows no document frequencies and ranks worse: a reciprocal rank of .535 against .605.
"""

import math
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Double,
    Select,
    Subquery,
    Text,
    and_,
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
    union_all,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY, TSVECTOR
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ports.library import HitKind
from bot.core.ports.text import Tokenizer
from storage.search.entries import entry_count
from storage.search.index import (
    CANDIDATES,
    K1,
    TITLE_WEIGHT,
    B,
    BooleanQuery,
    Conjunction,
    Entry,
    EntryTerms,
    Postings,
    affordable,
    estimated_frequency,
    terms_of,
)
from storage.search.keys import EntryKey, Scores, key_of
from storage.statements import in_chunks
from storage.tables import search_index, spaces

COUNTED = 10_000
"""Entries counted for a document frequency. A term in more of them hardly tells entries apart."""

SAMPLE = 1_000
"""Entries that the average length in a space is computed from."""

_QUERY = (
    func.unnest(bindparam("queries", type_=ARRAY(Text)), bindparam("terms", type_=ARRAY(Text)))
    .table_valued("query", "terms", with_ordinality="place", name="asked")
    .render_derived()
)
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
        """Do nothing: deleting the space deletes its rows."""

    async def clear(self) -> None:
        await self._connection.execute(delete(search_index))

    async def counts(self, conjunctions: Sequence[Conjunction], limit: int) -> Sequence[int]:
        columns = [_count(terms, limit).label(f"count_{index}") for index, terms in enumerate(conjunctions)]
        return tuple((await self._connection.execute(select(*columns))).one()) if columns else ()

    async def occurring(self, terms: Collection[str], limit: int) -> Mapping[str, int]:
        found = select(literal(1)).where(_matches(_QUERY.c.query)).limit(limit).correlate(_QUERY).subquery()
        counted = select(_QUERY.c.terms, select(func.count()).select_from(found).scalar_subquery().label("entries"))
        values = {"queries": [_quoted(term) for term in terms], "terms": list(terms)}
        return {term: entries for term, entries in await self._connection.execute(counted, values) if entries}

    async def postings(
        self, conjunctions: Sequence[Conjunction], query: BooleanQuery, where: ColumnElement[bool]
    ) -> Sequence[Postings]:
        queries = [_expression([*query.must, terms], query.must_not) for terms in conjunctions]
        newest = select(search_index.c.id).where(_matches(_QUERY.c.query)).order_by(search_index.c.id.desc())
        of_query = newest.limit(CANDIDATES).correlate(_QUERY).lateral()
        counted = select(_QUERY.c.place, func.count(), func.min(of_query.c.id), func.max(of_query.c.id))
        counted = counted.select_from(_QUERY).join(of_query, true()).group_by(_QUERY.c.place)
        rows = await self._connection.execute(counted, {"queries": queries, "terms": [""] * len(queries)})
        sizes = {place - 1: (size, oldest, newest) for place, size, oldest, newest in rows}
        chosen = affordable([sizes.get(place, (0,))[0] for place in range(len(conjunctions))])
        found: list[dict[EntryKey, float]] = [{} for _ in conjunctions]
        values = {
            "queries": [queries[place] for place in chosen],
            "terms": [" ".join(conjunctions[place]) for place in chosen],
        }
        _, average = await self._statistics(query.space_id)
        for place, key, frequency in (await self._connection.execute(_frequencies(where, average), values)).all():
            found[chosen[place - 1]][key] = frequency
        entries = await entry_count(self._connection, query.space_id)
        postings: list[Postings] = []
        for place, frequencies in enumerate(found):
            size, oldest, newest_id = sizes.get(place, (0, 0, 0))
            estimated = estimated_frequency(size, newest_id, oldest, entries) if size == CANDIDATES else size
            is_complete = size < CANDIDATES and (place in chosen or not size)
            postings.append(Postings(frequencies, estimated, is_complete=is_complete))
        return postings

    async def ranked(self, query: BooleanQuery, where: ColumnElement[bool], limit: int) -> Scores:
        conjunctions = [*query.must, *(terms for terms, _ in query.should)]
        terms = list(dict.fromkeys(term for conjunction in conjunctions for term in conjunction))
        size, average = await self._statistics(query.space_id)
        counts = await self.counts([[term] for term in terms], COUNTED)
        idf = {term: _idf(size, count) for term, count in zip(terms, counts, strict=True)}
        rows = await self._connection.execute(_scored(_candidates(query, where), idf, average, limit))
        return {key_of(HitKind(row.kind), row.id): row.score for row in rows}

    def matches(
        self, conjunctions: Sequence[Conjunction], kind: HitKind, row_id: ColumnElement[int]
    ) -> ColumnElement[bool]:
        is_entry = and_(search_index.c.kind == kind.value, search_index.c.id == row_id)
        return select(search_index.c.id).where(is_entry, _matches(" | ".join(map(_all, conjunctions)))).exists()

    def _row(self, entry: Entry) -> dict[str, Any]:
        terms = terms_of(self._tokenizer, entry)
        return {
            "kind": entry.kind.value,
            "id": entry.id,
            "space_id": entry.space_id,
            "length": len(terms.title) + len(terms.body),
            "vector": " ".join(map(_quoted, {*terms.title, *terms.body})),
            "frequencies": _stored_frequencies(terms),
        }

    async def _statistics(self, space_id: int) -> tuple[int, float]:
        """The number of entries in a space (including deleted ones), and roughly the average length in terms."""
        sample = select(search_index.c.length).where(search_index.c.space_id == space_id).limit(SAMPLE).subquery()
        average = select(func.coalesce(func.avg(sample.c.length), 0.0)).scalar_subquery()
        made = select(spaces.c.last_note + spaces.c.last_todo, average).where(spaces.c.id == space_id)
        size, length = (await self._connection.execute(made)).one()
        return size, max(float(length), 1.0)


def _stored_frequencies(terms: EntryTerms) -> dict[str, float]:
    counted = Counter(terms.body)
    weighted: dict[str, float] = {term: count for term, count in counted.items() if count > 1}
    for term, count in Counter(terms.title).items():
        weighted[term] = counted[term] + TITLE_WEIGHT * count
    return weighted


def _candidates(query: BooleanQuery, where: ColumnElement[bool]) -> Subquery:
    """The newest matches, per conjunction of ``should``, with the sum of the weights that each covers."""
    parts: list[Select[Any]] = []
    for terms, weight in [([terms], weight) for terms, weight in query.should] or [([], 0.0)]:
        expression = _expression([*query.must, *terms], query.must_not)
        part = select(search_index.c.kind, search_index.c.id).where(_matches(expression), where)
        newest = part.order_by(search_index.c.id.desc()).limit(CANDIDATES).subquery()
        parts.append(select(newest.c.kind, newest.c.id, literal(weight, Double).label("weight")))
    found = union_all(*parts).subquery()
    entry = found.c.kind, found.c.id
    return select(*entry, func.sum(found.c.weight).label("covered")).group_by(*entry).subquery()


def _scored(found: Subquery, idf: Mapping[str, float], average: float, limit: int) -> Select[Any]:
    """BM25 of the candidates. Where conjunctions have weights, these decide, and BM25 only between equals."""
    length = _length(average)
    bm25 = sum((weight * _saturated(term, length) for term, weight in idf.items()), literal(0.0))
    score = case((found.c.covered > 0, found.c.covered + bm25 / 1000), else_=bm25).label("score")
    same = and_(search_index.c.kind == found.c.kind, search_index.c.id == found.c.id)
    return (
        select(found.c.kind, found.c.id, score)
        .join(search_index, same)
        .order_by(score.desc(), found.c.id.desc(), found.c.kind.desc())
        .limit(limit)
    )


def _frequencies(where: ColumnElement[bool], average: float) -> Select[Any]:
    """The keys of each query's newest entries, with the frequency of its rarest term over the entry's length."""
    term = func.unnest(func.string_to_array(_QUERY.c.terms, " ")).column_valued("term")
    rarest = select(func.min(_frequency(term))).correlate(_QUERY, search_index).scalar_subquery()
    remainder = case({kind.value: key_of(kind, 0) for kind in HitKind}, value=search_index.c.kind)
    key = search_index.c.id * 2 + remainder
    found = select(key.label("key"), (rarest / _length(average)).label("frequency"))
    found = found.where(_matches(_QUERY.c.query), where).order_by(search_index.c.id.desc()).limit(CANDIDATES)
    of_query = found.correlate(_QUERY).lateral()
    return select(_QUERY.c.place, of_query).select_from(_QUERY).join(of_query, true())


def _saturated(term: str, length: ColumnElement[Any]) -> ColumnElement[Any]:
    """BM25's factor for the frequency of a term in an entry of ``length``."""
    frequency = _frequency(term)
    return case((_matches(_quoted(term)), frequency * (K1 + 1) / (frequency + K1 * length)), else_=0.0)


def _frequency(term: Any) -> ColumnElement[float]:
    """The weighted frequency of a term that the entry has."""
    return func.coalesce(cast(search_index.c.frequencies[term].astext, Double), 1.0)


def _length(average: float) -> ColumnElement[Any]:
    """BM25's length normalization, 1 for an entry of average length."""
    length: ColumnElement[Any] = 1 - B + B * search_index.c.length / average
    return length


def _idf(size: int, count: int) -> float:
    """The inverse document frequency of a term in ``count`` of ``size`` entries, always above 0 as in FTS5."""
    return max(math.log((size - count + 0.5) / (count + 0.5)), 1e-6) if count < size else 1e-6


def _matches(expression: str | ColumnElement[str]) -> ColumnElement[bool]:
    query = cast(literal(expression, Text) if isinstance(expression, str) else expression, TSQUERY)
    condition: ColumnElement[bool] = search_index.c.terms.op("@@", is_comparison=True)(query)
    return condition


def _expression(must: Sequence[Conjunction], must_not: Sequence[Conjunction]) -> str:
    return " & ".join([*map(_all, must), *("!" + _all(terms) for terms in must_not)])


def _all(terms: Conjunction) -> str:
    return "(" + " & ".join(map(_quoted, terms)) + ")"


def _quoted(term: str) -> str:
    """``term`` as a lexeme of a ``tsvector`` or ``tsquery`` literal, where nothing in it can be an operator."""
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"


def _count(terms: Conjunction, limit: int) -> Any:
    found = select(search_index.c.id).where(_matches(_all(terms))).limit(limit).subquery()
    return select(func.count()).select_from(found).scalar_subquery()
