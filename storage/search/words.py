"""Notes and to-dos found by their words, the same on every database.

An entry must have all content words of the query, as typed or in another language; those as typed come first. Where no
entry has them all, entries with some of the words are found, those with the rarest words first. The index proposes
candidates; quoted phrases are then looked for in the candidates' texts.
"""

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, not_, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model.spaces import Space
from bot.core.ports.library import HitKind
from bot.core.ports.text import Tokenizer
from storage.search.compiled import CompiledQuery, QueryCompiler
from storage.search.filters import Conditions, carriers, has_tag
from storage.search.index import CANDIDATES, BooleanQuery, Conjunction, Postings, SearchIndex
from storage.search.keys import EntryKey, Scores, key_of, row_id_of, row_ids
from storage.statements import in_chunks
from storage.tables import notes, todos

MOST_HITS = 1_000
"""Hits that can be paged through."""

ENOUGH = MOST_HITS + 1
"""Hits to collect; this many say that there are more than can be paged through."""

SOME_WORDS = 8
"""Words to look for one by one where no entry has them all: the rarest of the query."""

COUNTED = 10_000
"""Entries counted to find out how rare a word is."""

READ_AT_ONCE = 200
"""Texts per statement when looking for a phrase in them."""

READ_AT_MOST = 20_000
"""Texts, the newest, that are read for a query with a phrase of signs only, for which the index has no term."""

ALLOWED = 5_000
"""If filters leave at most this many entries, search by meaning compares only these; else it filters the nearest."""


@dataclass(frozen=True, slots=True)
class WordHits:
    """``scores`` has all hits. ``typed`` are the entries with all words as typed, ``complete`` those with all words in
    any language; both are empty where the hits have only some of the words.
    """

    scores: Scores = field(default_factory=dict)
    typed: Collection[EntryKey] = ()
    complete: Collection[EntryKey] = ()


class WordSearch:
    def __init__(
        self, connection: AsyncConnection, index: SearchIndex, tokenizer: Tokenizer, compiler: QueryCompiler
    ) -> None:
        self._connection = connection
        self._index = index
        self._tokenizer = tokenizer
        self._compiler = compiler

    async def find(self, query: CompiledQuery) -> WordHits:
        if not query.filters or (query.text and not query.words):
            return WordHits()  # a to-do has no tags, and a word without letters is in no entry
        if not query.boolean.must:
            return WordHits(await self._by_date(query))
        typed = await self._ranked(query, query.boolean)
        scores = await self._and_translated(query, typed)
        return WordHits(scores, typed, scores) if scores else WordHits(await self._with_some_words(query))

    async def postings(self, query: CompiledQuery, conjunctions: Sequence[Conjunction]) -> Sequence[Postings]:
        """The postings of each conjunction, among the entries that pass everything but the words of the query."""
        without_words = replace(query.boolean, must=query.in_phrases)
        return await self._index.postings(conjunctions, without_words, self._where(query))

    async def allowed(self, query: CompiledQuery) -> set[EntryKey] | None:
        """The entries that may pass the filters and phrases; ``None`` without any, or if more than ``ALLOWED`` may."""
        if not query.has_filters:
            return None
        if query.in_phrases:
            return set(await self._ranked(query, replace(query.boolean, must=query.in_phrases)))
        found: set[EntryKey] = set()
        for kind, needed in query.filters.items():
            table = _TABLES[kind]
            listing = select(table.c.id).where(table.c.space_id == query.space.id, *needed)
            if query.tags:  # only notes have them, and the nearest entries are checked for all else
                listing = carriers(query.tags[0], query.space)
            ids = (await self._connection.execute(listing.limit(ALLOWED + 1))).scalars()
            found.update(key_of(kind, row_id) for row_id in ids)
        return found if len(found) <= ALLOWED else None

    async def passing(self, query: CompiledQuery, keys: Collection[EntryKey], embedded_as: int) -> set[EntryKey]:
        """The ``keys`` that pass all but the words of the query, and whose vectors are of their current text."""
        found: list[EntryKey] = []
        for kind, needed in query.filters.items():
            table = _TABLES[kind]
            for chunk in in_chunks(row_ids(keys, kind)):
                present = _PRESENT[kind].where(table.c.id.in_(chunk), table.c.embedded_as == embedded_as)
                present = present.where(table.c.space_id == query.space.id, *needed, *self._more(query, kind))
                found += [key_of(kind, row_id) for row_id in (await self._connection.execute(present)).scalars()]
        return set(await self._with_phrases(query, found))

    async def texts(self, keys: Collection[EntryKey], space: Space) -> dict[EntryKey, str]:
        texts: dict[EntryKey, str] = {}
        for kind, text in _TEXTS.items():
            for chunk in in_chunks(row_ids(keys, kind)):
                rows = await self._connection.execute(text.where(_TABLES[kind].c.id.in_(chunk)))
                texts |= {key_of(kind, row[0]): "\n".join(row[2:]) for row in rows if row[1] == space.id}
        return texts

    async def _and_translated(self, query: CompiledQuery, typed: Scores) -> Scores:
        """``typed``, then the entries with all the words in another language; phrases are not translated."""
        wordings = self._tokenizer.translations(self._tokenizer.content_words(query.text))
        if not wordings or len(typed) >= ENOUGH:
            return typed
        should = [
            ([term for terms in self._compiler.conjunctions(query.space, wording) for term in terms], 1.0)
            for wording in wordings
        ]
        translated = await self._ranked(query, replace(query.boolean, must=query.in_phrases, should=should))
        together = chain(typed.items(), ((key, score) for key, score in translated.items() if key not in typed))
        return dict(islice(together, ENOUGH))

    async def _with_some_words(self, query: CompiledQuery) -> Scores:
        if len(query.words) < 2:
            return {}
        counts = await self._index.counts(query.words, COUNTED)
        known = sorted(
            ((count, word) for count, word in zip(counts, query.words, strict=True) if count), key=itemgetter(0)
        )
        should = [(word, math.log(1 + COUNTED / count)) for count, word in known[:SOME_WORDS]]
        if not should:
            return {}
        return await self._ranked(query, replace(query.boolean, must=query.in_phrases, should=should))

    async def _ranked(self, query: CompiledQuery, boolean: BooleanQuery) -> Scores:
        limit = CANDIDATES if query.reads_texts else ENOUGH
        scores = await self._index.ranked(boolean, self._where(query), limit)
        return {key: scores[key] for key in await self._with_phrases(query, scores)}

    def _where(self, query: CompiledQuery) -> ColumnElement[bool]:
        kinds = or_(*(self._fulfils(kind, needed) for kind, needed in query.filters.items()))
        return and_(kinds, *(has_tag(tag, query.space, self._index.entry_id) for tag in query.tags))

    def _fulfils(self, kind: HitKind, needed: Conditions) -> ColumnElement[bool]:
        table = _TABLES[kind]
        row = exists().where(table.c.id == self._index.entry_id, *needed) if needed else true()
        return and_(self._index.is_kind(kind), row)

    async def _by_date(self, query: CompiledQuery) -> Scores:
        """Everything that passes a query without words, the newest first."""
        limit = READ_AT_MOST if query.reads_texts else ENOUGH
        days: dict[EntryKey, float] = {}
        for kind, needed in query.filters.items():
            table = _TABLES[kind]
            listing = _LISTINGS[kind].where(table.c.space_id == query.space.id, *needed).limit(limit)
            for row in await self._connection.execute(listing.where(*self._more(query, kind))):
                day = row.written_on if kind is HitKind.NOTE else query.space.date_of(row.created_at)
                days[key_of(kind, row.id)] = float(day.toordinal())
        newest = sorted(days, key=lambda key: (days[key], row_id_of(key)), reverse=True)[:limit]
        return {key: days[key] for key in await self._with_phrases(query, newest)}

    def _more(self, query: CompiledQuery, kind: HitKind) -> list[ColumnElement[bool]]:
        """The conditions of tags and excluded words on the rows of one kind."""
        row_id = _TABLES[kind].c.id
        found = [has_tag(tag, query.space, row_id) for tag in query.tags]
        if query.boolean.must_not:
            found.append(not_(self._index.matches(query.boolean.must_not, kind, row_id)))
        return found

    async def _with_phrases(self, query: CompiledQuery, keys: Iterable[EntryKey]) -> Collection[EntryKey]:
        """The entries whose texts have the query's phrases, in the same order; at most ``ENOUGH``."""
        if not query.reads_texts:
            return list(keys)
        passing: list[EntryKey] = []
        listed = list(keys)
        for start in range(0, len(listed), READ_AT_ONCE):
            batch = listed[start : start + READ_AT_ONCE]
            texts = await self.texts(batch, query.space)
            passing += [key for key in batch if query.passes(self._tokenizer.plain(texts[key]))]
            if len(passing) >= ENOUGH:
                break
        return passing[:ENOUGH]


_TABLES = {HitKind.NOTE: notes, HitKind.TODO: todos}
_PRESENT: dict[HitKind, Select[Any]] = {
    HitKind.NOTE: select(notes.c.id).where(notes.c.deleted_at.is_(None)),
    HitKind.TODO: select(todos.c.id),
}
_LISTINGS: dict[HitKind, Select[Any]] = {
    HitKind.NOTE: select(notes.c.id, notes.c.written_on)
    .where(notes.c.deleted_at.is_(None))
    .order_by(notes.c.written_on.desc(), notes.c.id.desc()),
    HitKind.TODO: select(todos.c.id, todos.c.created_at).order_by(todos.c.created_at.desc(), todos.c.id.desc()),
}
# The space is compared in Python: with a condition on it, SQLite would read the full space instead of a few rows.
_TEXTS: dict[HitKind, Select[Any]] = {
    HitKind.NOTE: select(notes.c.id, notes.c.space_id, notes.c.title, notes.c.body),
    HitKind.TODO: select(todos.c.id, todos.c.space_id, todos.c.text),
}
