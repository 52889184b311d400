"""The full-text index on PostgreSQL: a ``tsvector`` per entry, made by our tokenizer and not by PostgreSQL's.

It only says which terms there are. How often is in ``frequencies``, because reading them out of a ``tsvector`` means
taking all of it apart: a term's count, those in the title times their weight, where that is not 1. Ranking is BM25 as
FTS5 computes it; ``ts_rank`` knows no document frequencies and ranks worse (.535 to .605 when measured).
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

from bot.core.ports.library import Hit, HitKind
from bot.core.ports.text import Tokenizer
from storage.search.entries import entry_count
from storage.search.index import (
    K1,
    LATEST,
    TITLE_WEIGHT,
    Arm,
    B,
    Entry,
    Group,
    Terms,
    Wanted,
    about,
    affordable,
    number_of,
    terms_of,
)
from storage.statements import in_chunks
from storage.tables import search_index, spaces

COUNTED = 10_000
"""Entries counted for a document frequency; a term in more of them tells little apart."""

SAMPLE = 1_000
"""Entries of a space that its average length is taken from."""

_ARM = (
    func.unnest(bindparam("queries", type_=ARRAY(Text)), bindparam("words", type_=ARRAY(Text)))
    .table_valued("query", "words", with_ordinality="place", name="arm")
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
        """Nothing to do: the entries go with the space."""

    async def clear(self) -> None:
        await self._connection.execute(delete(search_index))

    async def counts(self, groups: Sequence[Group], limit: int) -> Sequence[int]:
        columns = [_count(group, limit).label(f"count_{index}") for index, group in enumerate(groups)]
        return tuple((await self._connection.execute(select(*columns))).one()) if columns else ()

    async def occurring(self, terms: Collection[str], limit: int) -> Mapping[str, int]:
        found = select(literal(1)).where(_matches(_ARM.c.query)).limit(limit).correlate(_ARM).subquery()
        counted = select(_ARM.c.words, select(func.count()).select_from(found).scalar_subquery().label("entries"))
        asked = {"queries": [_quoted(term) for term in terms], "words": list(terms)}
        rows = await self._connection.execute(counted, asked)
        return {term: entries for term, entries in rows if entries}

    async def arms(self, groups: Sequence[Group], wanted: Wanted, where: ColumnElement[bool]) -> Sequence[Arm]:
        queries = [_expression([*wanted.every, group], wanted.never) for group in groups]
        latest = select(search_index.c.id).where(_matches(_ARM.c.query)).order_by(search_index.c.id.desc())
        of_arm = latest.limit(LATEST).correlate(_ARM).lateral()
        counted = select(_ARM.c.place, func.count(), func.min(of_arm.c.id), func.max(of_arm.c.id))
        counted = counted.select_from(_ARM).join(of_arm, true()).group_by(_ARM.c.place)
        rows = await self._connection.execute(counted, {"queries": queries, "words": [""] * len(queries)})
        sizes = {place - 1: (size, oldest, newest) for place, size, oldest, newest in rows}
        chosen = affordable([sizes.get(place, (0,))[0] for place in range(len(groups))])
        found: list[dict[int, float]] = [{} for _ in groups]
        asked = {
            "queries": [queries[place] for place in chosen],
            "words": [" ".join(groups[place]) for place in chosen],
        }
        _, average = await self._statistics(wanted.space_id)
        for place, number, frequency in (await self._connection.execute(_frequent(where, average), asked)).all():
            found[chosen[place - 1]][number] = frequency
        entries = await entry_count(self._connection, wanted.space_id)
        arms: list[Arm] = []
        for place, frequencies in enumerate(found):
            size, oldest, newest = sizes.get(place, (0, 0, 0))
            found_in = about(size, newest, oldest, entries) if size == LATEST else size
            arms.append(Arm(frequencies, found_in, size < LATEST and (place in chosen or not size)))
        return arms

    async def ranked(self, wanted: Wanted, where: ColumnElement[bool], limit: int) -> list[Hit]:
        terms = list(dict.fromkeys(term for group in _positive(wanted) for term in group))
        size, average = await self._statistics(wanted.space_id)
        counts = await self.counts([[term] for term in terms], COUNTED)
        idf = {term: _idf(size, count) for term, count in zip(terms, counts, strict=True)}
        rows = await self._connection.execute(_scored(_found(wanted, where), idf, average, limit))
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
            "vector": " ".join(map(_quoted, {*terms.title, *terms.body})),
            "frequencies": _frequencies(terms),
        }

    async def _statistics(self, space_id: int) -> tuple[int, float]:
        """About how many entries a space has (deleted ones included), and how many terms one has on average."""
        sample = select(search_index.c.length).where(search_index.c.space_id == space_id).limit(SAMPLE).subquery()
        average = select(func.coalesce(func.avg(sample.c.length), 0.0)).scalar_subquery()
        made = select(spaces.c.last_note + spaces.c.last_todo, average).where(spaces.c.id == space_id)
        size, length = (await self._connection.execute(made)).one()
        return size, max(float(length), 1.0)


def _frequencies(terms: Terms) -> dict[str, float]:
    counted = Counter(terms.body)
    weighted: dict[str, float] = {term: count for term, count in counted.items() if count > 1}
    for term, count in Counter(terms.title).items():
        weighted[term] = counted[term] + TITLE_WEIGHT * count
    return weighted


def _found(wanted: Wanted, where: ColumnElement[bool]) -> Subquery:
    """The latest of what matches, per word, as keys and how much of the wanted words they cover."""
    arms: list[Select[Any]] = []
    for words, weight in [([group], weight) for group, weight in wanted.some] or [([], 0.0)]:
        expression = _expression([*wanted.every, *words], wanted.never)
        arm = select(search_index.c.kind, search_index.c.id).where(_matches(expression), where)
        keys = arm.order_by(search_index.c.id.desc()).limit(LATEST).subquery()
        arms.append(select(keys.c.kind, keys.c.id, literal(weight, Double).label("weight")))
    found = union_all(*arms).subquery()
    key = found.c.kind, found.c.id
    return select(*key, func.sum(found.c.weight).label("covered")).group_by(*key).subquery()


def _scored(found: Subquery, idf: Mapping[str, float], average: float, limit: int) -> Select[Any]:
    """BM25 of what was found. Where words have weights these decide, and BM25 only between equals."""
    length = 1 - B + B * search_index.c.length / average
    bm25 = sum((weight * _saturated(term, length) for term, weight in idf.items()), literal(0.0))
    score = case((found.c.covered > 0, found.c.covered + bm25 / 1000), else_=bm25).label("score")
    same = and_(search_index.c.kind == found.c.kind, search_index.c.id == found.c.id)
    return (
        select(found.c.kind, found.c.id, score)
        .join(search_index, same)
        .order_by(score.desc(), found.c.id.desc(), found.c.kind.desc())
        .limit(limit)
    )


def _frequent(where: ColumnElement[bool], average: float) -> Select[Any]:
    """The entries of each arm, with how often its rarest term is there over how long they are."""
    word = func.unnest(func.string_to_array(_ARM.c.words, " ")).column_valued("word")
    often = func.coalesce(cast(search_index.c.frequencies[word].astext, Double), 1.0)
    rarest = select(func.min(often)).correlate(_ARM, search_index).scalar_subquery()
    length = 1 - B + B * search_index.c.length / average
    number = search_index.c.id * 2 + case(
        {kind.value: number_of(kind, 0) for kind in HitKind}, value=search_index.c.kind
    )
    found = select(number.label("number"), (rarest / length).label("often")).where(_matches(_ARM.c.query), where)
    of_arm = found.order_by(search_index.c.id.desc()).limit(LATEST).correlate(_ARM).lateral()
    return select(_ARM.c.place, of_arm).select_from(_ARM).join(of_arm, true())


def _saturated(term: str, length: ColumnElement[Any]) -> ColumnElement[Any]:
    """BM25's factor for how often a term is there."""
    frequency = func.coalesce(cast(search_index.c.frequencies[term].astext, Double), 1.0)
    return case((_matches(_quoted(term)), frequency * (K1 + 1) / (frequency + K1 * length)), else_=0.0)


def _positive(wanted: Wanted) -> list[Group]:
    return [*wanted.every, *(group for group, _ in wanted.some)]


def _idf(size: int, count: int) -> float:
    """How much a term tells that ``count`` of ``size`` entries have, never less than next to nothing."""
    return max(math.log((size - count + 0.5) / (count + 0.5)), 1e-6) if count < size else 1e-6


def _matches(expression: str | ColumnElement[str]) -> ColumnElement[bool]:
    query = cast(literal(expression, Text) if isinstance(expression, str) else expression, TSQUERY)
    condition: ColumnElement[bool] = search_index.c.terms.op("@@", is_comparison=True)(query)
    return condition


def _expression(every: Sequence[Group], never: Sequence[Group]) -> str:
    return " & ".join([*map(_all, every), *("!" + _all(group) for group in never)])


def _all(group: Group) -> str:
    return "(" + " & ".join(map(_quoted, group)) + ")"


def _quoted(term: str) -> str:
    """A lexeme of a ``tsvector`` or ``tsquery`` literal: nothing in it can be an operator."""
    return "'" + term.replace("\\", "\\\\").replace("'", "''") + "'"


def _count(group: Group, limit: int) -> Any:
    found = select(search_index.c.id).where(_matches(_all(group))).limit(limit).subquery()
    return select(func.count()).select_from(found).scalar_subquery()
