"""Full-text index on SQLite: a contentless FTS5 table whose row ids come from :func:`storage.search.index.number_of`.

SQLite before 3.43 deletes from such a table only by being told again what was in it, so an entry is taken out by
the text it was made from, and the whole index is built anew when the tokenizer changes.
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

from bot.core.ports.library import Hit, HitKind
from bot.core.ports.text import Tokenizer
from storage.search.entries import entries_of, entry_count
from storage.search.index import (
    K1,
    LATEST,
    TITLE_WEIGHT,
    Arm,
    Entry,
    Group,
    Wanted,
    about,
    affordable,
    key_of,
    number_of,
    terms_of,
)
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
_MOST = -func.bm25(literal_column("search_index"), _ENOUGH_TO_SATURATE, _ENOUGH_TO_SATURATE)
_OFTEN = K1 * _SCORE / (_MOST - _SCORE)
"""How often the words are there over how long the entry is: how rare they are cancels out against the score of as many
as could be.
"""

_ARM = func.json_each(bindparam("arms")).table_valued("key", "value", name="arm")
_SIZES = text(
    "SELECT (SELECT count(*) || ' ' || coalesce(min(rowid), 0) || ' ' || coalesce(max(rowid), 0) FROM ("
    "SELECT rowid FROM search_index WHERE search_index MATCH arm.value ORDER BY rowid DESC LIMIT :most))"
    " FROM json_each(:arms) AS arm ORDER BY arm.key"
)
_OCCURRING = text(
    "SELECT term, entries FROM (SELECT arm.value AS term, (SELECT count(*) FROM ("
    "SELECT 1 FROM search_index WHERE search_index MATCH '\"' || arm.value || '\"' LIMIT :most)) AS entries"
    " FROM json_each(:arms) AS arm) WHERE entries > 0"
)
_VOCABULARY = text(
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab('main', 'search_index', 'row')"
)
_BEGINNING_WITH = text(
    "SELECT word.term, word.doc FROM json_each(:beginnings) AS beginning CROSS JOIN temp.search_words AS word"
    " WHERE word.term >= beginning.value AND word.term < beginning.value || char(0x10ffff)"
)

ALIKE = 30
"""Terms with the same beginning from which on all terms that have it are read: a few hundred in the order of the
vocabulary take as long as thirty that are looked up one by one.
"""


class SqliteIndex:
    def __init__(self, connection: AsyncConnection, tokenizer: Tokenizer) -> None:
        self._connection = connection
        self._tokenizer = tokenizer

    @property
    def entry_id(self) -> ColumnElement[int]:
        return _INDEX.c.rowid // 2

    def is_kind(self, kind: HitKind) -> ColumnElement[bool]:
        return _INDEX.c.rowid % 2 == number_of(kind, 0)

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

    async def counts(self, groups: Sequence[Group], limit: int) -> Sequence[int]:
        columns = [_count(group, limit).label(f"count_{index}") for index, group in enumerate(groups)]
        return tuple((await self._connection.execute(select(*columns))).one()) if columns else ()

    async def occurring(self, terms: Collection[str], limit: int) -> Mapping[str, int]:
        by_beginning: dict[str, list[str]] = defaultdict(list)
        for term in terms:
            by_beginning[_beginning(term)].append(term)
        shared = [beginning for beginning, alike in by_beginning.items() if len(alike) >= ALIKE]
        single = [term for alike in by_beginning.values() if len(alike) < ALIKE for term in alike]
        found: dict[str, int] = {}
        if single:
            rows = await self._connection.execute(_OCCURRING, {"arms": json.dumps(single), "most": limit})
            found.update(map(tuple, rows.all()))
        if shared:
            await self._connection.execute(_VOCABULARY)
            rows = await self._connection.execute(_BEGINNING_WITH, {"beginnings": json.dumps(shared)})
            wanted = set(terms)
            found |= {term: min(entries, limit) for term, entries in rows.all() if term in wanted}
        return found

    async def arms(self, groups: Sequence[Group], wanted: Wanted, where: ColumnElement[bool]) -> Sequence[Arm]:
        expressions = [_expression(Wanted(wanted.space_id, (*wanted.every, group), wanted.never)) for group in groups]
        asked = {"arms": json.dumps(expressions), "most": LATEST}
        sizes = [[int(number) for number in row[0].split()] for row in await self._connection.execute(_SIZES, asked)]
        found: list[dict[int, float]] = [{} for _ in groups]
        chosen = affordable([size for size, _, _ in sizes])
        rare = [place for place in chosen if sizes[place][0] < LATEST]
        statement = select(_ARM.c.key, _INDEX.c.rowid, _OFTEN).where(_matches(_ARM.c.value), where)
        rows = await self._connection.execute(statement, {"arms": json.dumps([expressions[place] for place in rare])})
        for arm, rowid, frequency in rows.all():
            found[rare[arm]][rowid] = frequency
        for place in set(chosen).difference(rare):  # bm25() would read all of it to know how rare it is
            latest = select(_INDEX.c.rowid).where(_matches(expressions[place]), where)
            ids = (await self._connection.execute(latest.order_by(_INDEX.c.rowid.desc()).limit(LATEST))).scalars()
            found[place] = dict.fromkeys(ids.all(), 1.0)
        entries = await entry_count(self._connection, wanted.space_id)
        return [
            Arm(
                found[place],
                about(size, newest, oldest, entries) if size == LATEST else size,
                place in rare or not size,
            )
            for place, (size, oldest, newest) in enumerate(sizes)
        ]

    async def ranked(self, wanted: Wanted, where: ColumnElement[bool], limit: int) -> list[Hit]:
        found = _any_of(wanted, where) if wanted.some else _found(wanted, where)
        hits = found.subquery()
        best = select(hits.c.rowid, hits.c.score).order_by(hits.c.score.desc(), hits.c.rowid.desc()).limit(limit)
        rows = await self._connection.execute(best)
        return [Hit(*key_of(rowid), score) for rowid, score in rows.all()]

    def matches(self, groups: Sequence[Group], kind: HitKind, row_id: ColumnElement[int]) -> ColumnElement[bool]:
        found = select(_INDEX.c.rowid).where(_matches(" OR ".join(map(_all, groups))))
        return (row_id * 2 + number_of(kind, 0)).in_(found)

    def _row(self, entry: Entry) -> dict[str, Any]:
        terms = terms_of(self._tokenizer, entry)
        return {
            "rowid": number_of(entry.kind, entry.id),
            "title": " ".join(terms.title),
            "body": " ".join(terms.body),
        }


def _beginning(term: str) -> str:
    """The number of the space, what says that the term is a stem, and two letters."""
    start = term.index("_") + 1
    while term.startswith("_", start):
        start += 1
    return term[: start + 2]


def _found(wanted: Wanted, where: ColumnElement[bool]) -> Select[Any]:
    """The latest of what has every word, with its score."""
    found = select(_INDEX.c.rowid, _SCORE.label("score")).where(_matches(_expression(wanted)), where)
    return found.order_by(_INDEX.c.rowid.desc()).limit(LATEST)


def _any_of(wanted: Wanted, where: ColumnElement[bool]) -> Select[Any]:
    """One arm per word, added up: which words an entry has decides, BM25 only between equals.

    Materialized, because SQLite would merge a single arm into the sum, and ``bm25`` cannot be summed up directly.
    """
    arms: list[Select[Any]] = []
    for group, weight in wanted.some:
        word = replace(wanted, every=(*wanted.every, group))
        arm = _found(word, where).subquery()
        arms.append(select(arm.c.rowid, (literal(weight) + arm.c.score / 1000).label("score")))
    hits = union_all(*arms).cte("hits").prefix_with("MATERIALIZED")
    return select(hits.c.rowid, func.sum(hits.c.score).label("score")).group_by(hits.c.rowid)


def _matches(expression: str | ColumnElement[str]) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = _INDEX.c.search_index.op("MATCH", is_comparison=True)(expression)
    return condition


def _expression(wanted: Wanted) -> str:
    every = " AND ".join([*map(_all, wanted.every), *(_close(*close) for close in wanted.close)])
    return f"({every}) NOT ({' OR '.join(map(_all, wanted.never))})" if wanted.never else every


def _all(group: Group) -> str:
    return "(" + " AND ".join(map(_quoted, group)) + ")"


def _close(terms: Group, between: int) -> str:
    return f"NEAR({' '.join(map(_quoted, terms))}, {between})"


def _quoted(term: str) -> str:
    """A string of the query language: nothing in it can be an operator."""
    return '"' + term.replace('"', '""') + '"'


def _count(group: Group, limit: int) -> Any:
    found = select(_INDEX.c.rowid).where(_matches(_all(group))).limit(limit).subquery()
    return select(func.count()).select_from(found).scalar_subquery()
