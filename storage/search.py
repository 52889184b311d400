"""Finding notes and to-dos: what a ``Query`` means, the same on every database.

All words must be there, as typed or, after those, in another language; where nothing has them all, entries with
some of them are found, the ones that cover rarer words first. The index proposes, and quoted phrases are then looked
for in the texts themselves.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, not_, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model.spaces import Space
from bot.core.ports.library import Hit, HitKind, HitPage
from bot.core.ports.text import Tokenizer
from bot.core.query import Query
from storage.filters import Conditions, conditions, has_tag
from storage.index import Group, SearchIndex, Wanted, prefixed
from storage.tables import notes, todos

MOST_HITS = 1_000
"""Hits that can be paged through."""

ENOUGH = MOST_HITS + 1
"""A total of this says that there are more than can be paged through."""

SOME_WORDS = 8
"""Words that are tried one by one when they are nowhere all together: the rarest of the query."""

COUNTED = 10_000
"""Entries counted to learn how rare a word is."""

READ_AT_ONCE = 200
"""Texts read at a time to look for a phrase in them."""


@dataclass(frozen=True, slots=True)
class _Search:
    """A query as the index understands it. ``phrases`` and ``without`` are compared with plain texts."""

    space: Space
    words: Sequence[Group]
    wanted: Wanted
    phrases: Sequence[str]
    without: Sequence[str]
    tags: Sequence[str]
    filters: dict[HitKind, Conditions]

    @property
    def in_phrases(self) -> Sequence[Group]:
        return self.wanted.every[len(self.words) :]

    @property
    def limit(self) -> int | None:
        """How many hits to ask for: all where texts decide, because nobody knows how many of them pass."""
        return None if self.phrases or self.without else ENOUGH

    def passes(self, plain: str) -> bool:
        return all(phrase in plain for phrase in self.phrases) and not any(phrase in plain for phrase in self.without)


class SqlSearch:
    def __init__(self, connection: AsyncConnection, index: SearchIndex, tokenizer: Tokenizer) -> None:
        self._connection = connection
        self._index = index
        self._tokenizer = tokenizer

    async def find(self, space: Space, query: Query, offset: int, limit: int) -> HitPage:
        search = self._read(space, query)
        if not search.filters or (query.words and not search.words):
            return HitPage((), 0)  # to-dos have no tags, and nothing has a word without letters
        if not search.wanted.every:
            hits = await self._passing(search, await self._by_date(search))
        else:
            typed = await self._with_all_words(search)
            hits = await self._and_translated(search, query, typed) or await self._with_some_words(search)
        return HitPage(hits[offset : offset + limit], len(hits))

    def _read(self, space: Space, query: Query) -> _Search:
        words = self._groups(space, " ".join(query.words))
        in_phrases = [group for phrase in query.phrases for group in self._groups(space, phrase)]
        # One word is left to the index; several are a phrase, of which the index knows only the words.
        excluded = [self._groups(space, text, endings=True) for text in query.excluded if not _several(text)]
        never = [[term for group in groups for term in group] for groups in excluded if groups]
        return _Search(
            space=space,
            words=words,
            wanted=Wanted(space.id, every=[*words, *in_phrases], never=never),
            phrases=self._plain(query.phrases),
            without=self._plain(text for text in query.excluded if _several(text)),
            tags=query.tags,
            filters=conditions(query, space),
        )

    def _groups(self, space: Space, text: str, *, endings: bool = False) -> list[Group]:
        return [prefixed(space.id, group) for group in self._tokenizer.query_groups(text, endings=endings)]

    def _plain(self, texts: Any) -> list[str]:
        return [plain for plain in map(self._tokenizer.plain, texts) if plain]

    async def _with_all_words(self, search: _Search) -> list[Hit]:
        return await self._ranked(search, search.wanted)

    async def _and_translated(self, search: _Search, query: Query, typed: list[Hit]) -> list[Hit]:
        """``typed``, then the entries that have all the words in another language; phrases stay as they are."""
        wordings = self._tokenizer.translations(" ".join(query.words))
        if not wordings or len(typed) >= ENOUGH:
            return typed
        some = [
            ([term for group in self._groups(search.space, wording) for term in group], 1.0) for wording in wordings
        ]
        translated = await self._ranked(search, replace(search.wanted, every=search.in_phrases, some=some))
        known = {(hit.kind, hit.id) for hit in typed}
        return [*typed, *(hit for hit in translated if (hit.kind, hit.id) not in known)][:ENOUGH]

    async def _with_some_words(self, search: _Search) -> list[Hit]:
        if len(search.words) < 2:
            return []
        counts = await self._index.counts(search.words, COUNTED)
        known = sorted(((count, group) for count, group in zip(counts, search.words, strict=True) if count), key=_count)
        some = [(group, math.log(1 + COUNTED / count)) for count, group in known[:SOME_WORDS]]
        return await self._ranked(search, replace(search.wanted, every=search.in_phrases, some=some)) if some else []

    async def _ranked(self, search: _Search, wanted: Wanted) -> list[Hit]:
        kinds = or_(*(self._fulfils(kind, needed) for kind, needed in search.filters.items()))
        where = and_(kinds, *(has_tag(tag, search.space, self._index.entry_id) for tag in search.tags))
        return await self._passing(search, await self._index.ranked(wanted, where, search.limit))

    def _fulfils(self, kind: HitKind, needed: Conditions) -> ColumnElement[bool]:
        table = _TABLES[kind]
        row = exists().where(table.c.id == self._index.entry_id, *needed) if needed else true()
        return and_(self._index.is_kind(kind), row)

    async def _by_date(self, search: _Search) -> list[Hit]:
        """Without any word: all that the filters leave, the latest first."""
        hits: list[Hit] = []
        for kind, needed in search.filters.items():
            table = _TABLES[kind]
            listing = _LISTINGS[kind].where(table.c.space_id == search.space.id, *needed).limit(search.limit)
            listing = listing.where(*(has_tag(tag, search.space, table.c.id) for tag in search.tags))
            if search.wanted.never:
                listing = listing.where(not_(self._index.matches(search.wanted.never, kind, table.c.id)))
            for row in await self._connection.execute(listing):
                day = row.written_on if kind is HitKind.NOTE else row.created_at.astimezone(search.space.zone).date()
                hits.append(Hit(kind, row.id, float(day.toordinal())))
        hits.sort(key=attrgetter("score", "id"), reverse=True)
        return hits[: search.limit]

    async def _passing(self, search: _Search, hits: Sequence[Hit]) -> list[Hit]:
        """The hits whose texts have the phrases, as many as can be shown."""
        if search.limit is not None:
            return list(hits)
        passing: list[Hit] = []
        for start in range(0, len(hits), READ_AT_ONCE):
            batch = hits[start : start + READ_AT_ONCE]
            texts = await self._texts(batch)
            passing += [hit for hit in batch if search.passes(self._tokenizer.plain(texts[hit.kind, hit.id]))]
            if len(passing) >= ENOUGH:
                break
        return passing[:ENOUGH]

    async def _texts(self, hits: Sequence[Hit]) -> dict[tuple[HitKind, int], str]:
        texts: dict[tuple[HitKind, int], str] = {}
        for kind, text in _TEXTS.items():
            ids = [hit.id for hit in hits if hit.kind is kind]
            if ids:
                for row in await self._connection.execute(text.where(_TABLES[kind].c.id.in_(ids))):
                    texts[kind, row[0]] = "\n".join(row[1:])
        return texts


_TABLES = {HitKind.NOTE: notes, HitKind.TODO: todos}
_LISTINGS: dict[HitKind, Select[Any]] = {
    HitKind.NOTE: select(notes.c.id, notes.c.written_on)
    .where(notes.c.deleted_at.is_(None))
    .order_by(notes.c.written_on.desc(), notes.c.id.desc()),
    HitKind.TODO: select(todos.c.id, todos.c.created_at).order_by(todos.c.created_at.desc(), todos.c.id.desc()),
}
_TEXTS: dict[HitKind, Select[Any]] = {
    HitKind.NOTE: select(notes.c.id, notes.c.title, notes.c.body),
    HitKind.TODO: select(todos.c.id, todos.c.text),
}


def _several(text: str) -> bool:
    """Whether an exclusion is a phrase."""
    return len(text.split()) > 1


def _count(counted: tuple[int, Group]) -> int:
    return counted[0]
