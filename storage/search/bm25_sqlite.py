"""BM25 on SQLite: a contentless FTS5 table, whose row ids are entry keys. FTS5 computes the score.

SQLite before 3.43 deletes a row of such a table only when it is given the row's text again. So an entry is removed by
the text it was made from, and a changed tokenizer means that the index is built again.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    bindparam,
    column,
    func,
    literal,
    literal_column,
    select,
    table,
    text,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ports.library import HitKind
from bot.core.ports.text import Tokenizer
from storage.search.entries import entries_of, entry_count
from storage.search.index import (
    CANDIDATES,
    K1,
    TITLE_WEIGHT,
    BooleanQuery,
    Conjunction,
    Entry,
    Postings,
    affordable,
    estimated_frequency,
    terms_of,
)
from storage.search.keys import EntryKey, Scores, key_of
from storage.statements import IN_PLACE, one_or_many

_ADD = text("INSERT INTO search_index (rowid, title, body) VALUES (:rowid, :title, :body)").execution_options(
    **IN_PLACE
)
_REMOVE = text("INSERT INTO search_index (search_index, rowid, title, body) VALUES ('delete', :rowid, :title, :body)")
_CLEAR = text("INSERT INTO search_index (search_index) VALUES ('delete-all')")

_INDEX = table("search_index", column("rowid", Integer), column("search_index"))
_SCORE = -func.bm25(literal_column("search_index"), TITLE_WEIGHT, 1.0)
"""FTS5 gives better matches smaller numbers."""

_ENOUGH_TO_SATURATE = 1e12
_LARGEST_SCORE = -func.bm25(literal_column("search_index"), _ENOUGH_TO_SATURATE, _ENOUGH_TO_SATURATE)
_FREQUENCY = K1 * _SCORE / (_LARGEST_SCORE - _SCORE)
"""Term frequency divided by length normalization, solved from the score: the inverse document frequency is in both
scores and cancels out.
"""

_QUERY = func.json_each(bindparam("queries")).table_valued("key", "value", name="query")
_SIZES = text(
    "SELECT (SELECT count(*) || ' ' || coalesce(min(rowid), 0) || ' ' || coalesce(max(rowid), 0) FROM ("
    "SELECT rowid FROM search_index WHERE search_index MATCH query.value ORDER BY rowid DESC LIMIT :most))"
    " FROM json_each(:queries) AS query ORDER BY query.key"
)
_OCCURRING = text(
    "SELECT term, entries FROM (SELECT query.value AS term, (SELECT count(*) FROM ("
    "SELECT 1 FROM search_index WHERE search_index MATCH '\"' || query.value || '\"' LIMIT :most)) AS entries"
    " FROM json_each(:queries) AS query) WHERE entries > 0"
)
_VOCABULARY = text(
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab('main', 'search_index', 'row')"
)
_BEGINNING_WITH = text(
    "SELECT word.term, word.doc FROM json_each(:beginnings) AS beginning CROSS JOIN temp.search_words AS word"
    " WHERE word.term >= beginning.value AND word.term < beginning.value || char(0x10ffff)"
)

ALIKE = 30
"""Terms with the same beginning that are read as one stretch of the vocabulary. Reading all few hundred terms of the
stretch takes as long as looking up thirty.
"""


class SqliteIndex:
    def __init__(self, connection: AsyncConnection, tokenizer: Tokenizer) -> None:
        self._connection = connection
        self._tokenizer = tokenizer

    @property
    def entry_id(self) -> ColumnElement[int]:
        return _INDEX.c.rowid // 2

    def is_kind(self, kind: HitKind) -> ColumnElement[bool]:
        return _INDEX.c.rowid % 2 == key_of(kind, 0)

    async def add(self, entries: Sequence[Entry]) -> None:
        if entries:
            await self._connection.execute(_ADD, one_or_many([self._row(entry) for entry in entries]))

    async def remove(self, entries: Sequence[Entry]) -> None:
        if entries:
            await self._connection.execute(_REMOVE, [self._row(entry) for entry in entries])

    async def forget(self, space_id: int) -> None:
        async for entries in entries_of(self._connection, space_id):
            await self.remove(entries)

    async def clear(self) -> None:
        await self._connection.execute(_CLEAR)

    async def counts(self, conjunctions: Sequence[Conjunction], limit: int) -> Sequence[int]:
        columns = [_count(terms, limit).label(f"count_{index}") for index, terms in enumerate(conjunctions)]
        return tuple((await self._connection.execute(select(*columns))).one()) if columns else ()

    async def occurring(self, terms: Collection[str], limit: int) -> Mapping[str, int]:
        by_beginning: dict[str, list[str]] = defaultdict(list)
        for term in terms:
            by_beginning[_beginning(term)].append(term)
        shared = [beginning for beginning, alike in by_beginning.items() if len(alike) >= ALIKE]
        single = [term for alike in by_beginning.values() if len(alike) < ALIKE for term in alike]
        found: dict[str, int] = {}
        if single:
            rows = await self._connection.execute(_OCCURRING, {"queries": json.dumps(single), "most": limit})
            found.update(map(tuple, rows.all()))
        if shared:
            await self._connection.execute(_VOCABULARY)
            rows = await self._connection.execute(_BEGINNING_WITH, {"beginnings": json.dumps(shared)})
            wanted = set(terms)
            found |= {term: min(entries, limit) for term, entries in rows.all() if term in wanted}
        return found

    async def postings(
        self, conjunctions: Sequence[Conjunction], query: BooleanQuery, where: ColumnElement[bool]
    ) -> Sequence[Postings]:
        queries = [
            _expression(BooleanQuery(query.space_id, (*query.must, terms), query.must_not)) for terms in conjunctions
        ]
        values = {"queries": json.dumps(queries), "most": CANDIDATES}
        sizes = [[int(number) for number in row[0].split()] for row in await self._connection.execute(_SIZES, values)]
        chosen = affordable([size for size, _, _ in sizes])
        rare = [place for place in chosen if sizes[place][0] < CANDIDATES]
        found: list[Mapping[EntryKey, float]] = [{} for _ in conjunctions]
        frequencies = await self._frequencies([queries[place] for place in rare], where)
        for place, of_query in zip(rare, frequencies, strict=True):
            found[place] = of_query
        for place in set(chosen).difference(rare):  # bm25() would read the full posting list to know how long it is
            found[place] = await self._newest(queries[place], where)
        entries = await entry_count(self._connection, query.space_id)
        return [
            Postings(
                found[place],
                estimated_frequency(size, newest, oldest, entries) if size == CANDIDATES else size,
                is_complete=place in rare or not size,
            )
            for place, (size, oldest, newest) in enumerate(sizes)
        ]

    async def _frequencies(
        self, queries: Sequence[str], where: ColumnElement[bool]
    ) -> Sequence[Mapping[EntryKey, float]]:
        statement = select(_QUERY.c.key, _INDEX.c.rowid, _FREQUENCY).where(_matches(_QUERY.c.value), where)
        found: list[dict[EntryKey, float]] = [{} for _ in queries]
        rows = await self._connection.execute(statement, {"queries": json.dumps(queries)})
        for place, key, frequency in rows.all():
            found[place][key] = frequency
        return found

    async def _newest(self, query: str, where: ColumnElement[bool]) -> Mapping[EntryKey, float]:
        newest = select(_INDEX.c.rowid).where(_matches(query), where).order_by(_INDEX.c.rowid.desc()).limit(CANDIDATES)
        return dict.fromkeys((await self._connection.execute(newest)).scalars(), 1.0)

    async def ranked(self, query: BooleanQuery, where: ColumnElement[bool], limit: int) -> Scores:
        hits = (_any_of(query, where) if query.should else _candidates(query, where)).subquery()
        best = select(hits.c.rowid, hits.c.score).order_by(hits.c.score.desc(), hits.c.rowid.desc()).limit(limit)
        return {EntryKey(key): score for key, score in (await self._connection.execute(best)).all()}

    def matches(
        self, conjunctions: Sequence[Conjunction], kind: HitKind, row_id: ColumnElement[int]
    ) -> ColumnElement[bool]:
        found = select(_INDEX.c.rowid).where(_matches(" OR ".join(map(_all, conjunctions))))
        return (row_id * 2 + key_of(kind, 0)).in_(found)

    def _row(self, entry: Entry) -> dict[str, Any]:
        terms = terms_of(self._tokenizer, entry)
        return {
            "rowid": key_of(entry.kind, entry.id),
            "title": " ".join(terms.title),
            "body": " ".join(terms.body),
        }


def _beginning(term: str) -> str:
    """The space's prefix, the mark of a stem if the term is one, and two letters."""
    start = term.index("_") + 1
    while term.startswith("_", start):
        start += 1
    return term[: start + 2]


def _candidates(query: BooleanQuery, where: ColumnElement[bool]) -> Select[Any]:
    """The newest entries that match, with their scores."""
    found = select(_INDEX.c.rowid, _SCORE.label("score")).where(_matches(_expression(query)), where)
    return found.order_by(_INDEX.c.rowid.desc()).limit(CANDIDATES)


def _any_of(query: BooleanQuery, where: ColumnElement[bool]) -> Select[Any]:
    """Candidates per conjunction of ``should``, added up. The weights decide, BM25 only between equals.

    The CTE is materialized, because SQLite would merge a single ``SELECT`` into the sum, and ``bm25`` cannot be summed
    directly.
    """
    parts: list[Select[Any]] = []
    for terms, weight in query.should:
        part = _candidates(replace(query, must=(*query.must, terms)), where).subquery()
        parts.append(select(part.c.rowid, (literal(weight) + part.c.score / 1000).label("score")))
    hits = union_all(*parts).cte("hits").prefix_with("MATERIALIZED")
    return select(hits.c.rowid, func.sum(hits.c.score).label("score")).group_by(hits.c.rowid)


def _matches(expression: str | ColumnElement[str]) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = _INDEX.c.search_index.op("MATCH", is_comparison=True)(expression)
    return condition


def _expression(query: BooleanQuery) -> str:
    must = " AND ".join([*map(_all, query.must), *(_near(*each) for each in query.near)])
    return f"({must}) NOT ({' OR '.join(map(_all, query.must_not))})" if query.must_not else must


def _all(terms: Conjunction) -> str:
    return "(" + " AND ".join(map(_quoted, terms)) + ")"


def _near(terms: Conjunction, between: int) -> str:
    return f"NEAR({' '.join(map(_quoted, terms))}, {between})"


def _quoted(term: str) -> str:
    """``term`` as a string of FTS5's query language, where nothing in it can be an operator."""
    return '"' + term.replace('"', '""') + '"'


def _count(terms: Conjunction, limit: int) -> Any:
    found = select(_INDEX.c.rowid).where(_matches(_all(terms))).limit(limit).subquery()
    return select(func.count()).select_from(found).scalar_subquery()
