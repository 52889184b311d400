"""Finding notes and to-dos by their words: what a ``Query`` means, the same on every database.

All words that tell something must be there, as typed or, after those, in another language; where nothing has them all,
entries with some of them are found, the ones that cover rarer words first. The index proposes, and quoted phrases are
then looked for in the texts themselves.
"""

import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, not_, or_, select, true
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model.query import Query
from bot.core.model.spaces import Space
from bot.core.ports.library import Hit, HitKind
from bot.core.ports.text import Tokenizer
from storage.search.filters import Conditions, carriers, conditions, has_tag
from storage.search.index import LATEST, Arm, Group, Key, SearchIndex, Wanted, prefixed
from storage.statements import in_chunks
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

READ_AT_MOST = 20_000
"""Texts read to look for a phrase without any word, of signs only: the latest."""

COMPOUND = 12
"""Terms of a hyphenated word, of which a phrase may have only the last or the first part."""

ALLOWED = 5_000
"""Entries that filters may leave for search by meaning to look at these alone; else what is near must pass them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as the index understands it: ``text`` is all that was typed without quotes, ``words`` what tells
    something in it. ``phrases`` and ``without`` are compared with plain texts.
    """

    space: Space
    text: str
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
    def by_texts(self) -> bool:
        """Whether texts are to be read, because the index knows words and no phrases."""
        return bool(self.phrases or self.without)

    @property
    def has_filters(self) -> bool:
        """Whether anything but words and the kind of entry decides what may be found."""
        return bool(self.tags or self.phrases or any(self.filters.values()))

    def passes(self, plain: str) -> bool:
        return all(phrase in plain for phrase in self.phrases) and not any(phrase in plain for phrase in self.without)


@dataclass(frozen=True, slots=True)
class Found:
    """``hits`` by words, the best first. ``typed`` are those that have all words as they were typed, ``complete`` those
    that have them in any language; both are empty where ``hits`` have only some of the words.
    """

    hits: Sequence[Hit] = ()
    typed: Sequence[Hit] = ()
    complete: Sequence[Hit] = ()


class WordSearch:
    def __init__(self, connection: AsyncConnection, index: SearchIndex, tokenizer: Tokenizer) -> None:
        self._connection = connection
        self._index = index
        self._tokenizer = tokenizer

    async def find(self, search: Asked) -> Found:
        if not search.filters or (search.text and not search.words):
            return Found()  # to-dos have no tags, and nothing has a word without letters
        if not search.wanted.every:
            return Found(await self._passing(search, await self._by_date(search)))
        typed = await self._with_all_words(search)
        hits = await self._and_translated(search, typed)
        return Found(hits, typed, hits) if hits else Found(await self._with_some_words(search))

    async def arms(self, search: Asked, groups: Sequence[Group]) -> Sequence[Arm]:
        """What entries have of each group that they might be found by, as far as they fulfil the rest of the query."""
        wanted = replace(search.wanted, every=search.in_phrases)
        return await self._index.arms(groups, wanted, self._where(search))

    async def allowed(self, search: Asked) -> set[Key] | None:
        """Entries that may fulfil the filters and have the phrases, no other does; ``None``: all may, or too many."""
        if not search.has_filters:
            return None
        if search.in_phrases:
            hits = await self._ranked(search, replace(search.wanted, every=search.in_phrases))
            return {(hit.kind, hit.id) for hit in hits}
        found: set[Key] = set()
        for kind, needed in search.filters.items():
            table = _TABLES[kind]
            listing = select(table.c.id).where(table.c.space_id == search.space.id, *needed)
            if search.tags:  # only notes have them, and all else is asked of the few that are near
                listing = carriers(search.tags[0], search.space)
            ids = (await self._connection.execute(listing.limit(ALLOWED + 1))).scalars()
            found.update((kind, row_id) for row_id in ids.all())
        return found if len(found) <= ALLOWED else None

    async def passing(self, search: Asked, keys: Collection[Key], embedded_as: int) -> set[Key]:
        """Those of ``keys`` that the query does not rule out, and whose vectors are of their present text."""
        hits: list[Hit] = []
        for kind, needed in search.filters.items():
            table = _TABLES[kind]
            for chunk in in_chunks([row_id for of_kind, row_id in keys if of_kind is kind]):
                present = _PRESENT[kind].where(table.c.id.in_(chunk), table.c.embedded_as == embedded_as)
                present = present.where(table.c.space_id == search.space.id, *needed, *self._besides(search, kind))
                hits += [Hit(kind, row.id, 0.0) for row in await self._connection.execute(present)]
        return {(hit.kind, hit.id) for hit in await self._passing(search, hits)}

    def read(self, space: Space, query: Query) -> Asked:
        text = " ".join(query.words)
        words = self._groups(space, self._tokenizer.telling(text))
        in_phrases = [group for phrase in query.phrases for group in self._groups(space, phrase)]
        # One word is left to the index; several are a phrase, of which the index knows only the words.
        excluded = [self._groups(space, text, endings=True) for text in query.excluded if not _several(text)]
        never = [[term for group in groups for term in group] for groups in excluded if groups]
        return Asked(
            space=space,
            text=text,
            words=words,
            wanted=Wanted(
                space.id, every=[*words, *in_phrases], never=never, close=list(self._close(space, query.phrases))
            ),
            phrases=self._plain(query.phrases),
            without=self._plain(text for text in query.excluded if _several(text)),
            tags=query.tags,
            filters=conditions(query, space),
        )

    def _groups(self, space: Space, text: str, *, endings: bool = False) -> list[Group]:
        return [prefixed(space.id, group) for group in self._tokenizer.query_groups(text, endings=endings)]

    def _close(self, space: Space, phrases: Sequence[str]) -> Iterator[tuple[Group, int]]:
        """Of a phrase of Latin words, how close they stand. Where Chinese begins, its whole run comes in between."""
        for phrase in phrases:
            terms = dict.fromkeys(term for group in self._groups(space, phrase) for term in group)
            if len(terms) > 1 and phrase.isascii():
                yield tuple(terms), len(self._tokenizer.index_terms(phrase)) + COMPOUND

    def _plain(self, texts: Any) -> list[str]:
        return [plain for plain in map(self._tokenizer.plain, texts) if plain]

    async def _with_all_words(self, search: Asked) -> list[Hit]:
        return await self._ranked(search, search.wanted)

    async def _and_translated(self, search: Asked, typed: list[Hit]) -> list[Hit]:
        """``typed``, then the entries that have all the words in another language; phrases stay as they are."""
        wordings = self._tokenizer.translations(self._tokenizer.telling(search.text))
        if not wordings or len(typed) >= ENOUGH:
            return typed
        some = [
            ([term for group in self._groups(search.space, wording) for term in group], 1.0) for wording in wordings
        ]
        translated = await self._ranked(search, replace(search.wanted, every=search.in_phrases, some=some))
        known = {(hit.kind, hit.id) for hit in typed}
        return [*typed, *(hit for hit in translated if (hit.kind, hit.id) not in known)][:ENOUGH]

    async def _with_some_words(self, search: Asked) -> list[Hit]:
        if len(search.words) < 2:
            return []
        counts = await self._index.counts(search.words, COUNTED)
        known = sorted(((count, group) for count, group in zip(counts, search.words, strict=True) if count), key=_count)
        some = [(group, math.log(1 + COUNTED / count)) for count, group in known[:SOME_WORDS]]
        return await self._ranked(search, replace(search.wanted, every=search.in_phrases, some=some)) if some else []

    async def _ranked(self, search: Asked, wanted: Wanted) -> list[Hit]:
        most = LATEST if search.by_texts else ENOUGH
        return await self._passing(search, await self._index.ranked(wanted, self._where(search), most))

    def _where(self, search: Asked) -> ColumnElement[bool]:
        kinds = or_(*(self._fulfils(kind, needed) for kind, needed in search.filters.items()))
        return and_(kinds, *(has_tag(tag, search.space, self._index.entry_id) for tag in search.tags))

    def _fulfils(self, kind: HitKind, needed: Conditions) -> ColumnElement[bool]:
        table = _TABLES[kind]
        row = exists().where(table.c.id == self._index.entry_id, *needed) if needed else true()
        return and_(self._index.is_kind(kind), row)

    async def _by_date(self, search: Asked) -> list[Hit]:
        """Without any word: all that the filters leave, the latest first."""
        limit = READ_AT_MOST if search.by_texts else ENOUGH
        hits: list[Hit] = []
        for kind, needed in search.filters.items():
            table = _TABLES[kind]
            listing = _LISTINGS[kind].where(table.c.space_id == search.space.id, *needed).limit(limit)
            listing = listing.where(*self._besides(search, kind))
            for row in await self._connection.execute(listing):
                day = row.written_on if kind is HitKind.NOTE else search.space.date_of(row.created_at)
                hits.append(Hit(kind, row.id, float(day.toordinal())))
        hits.sort(key=attrgetter("score", "id"), reverse=True)
        return hits[:limit]

    def _besides(self, search: Asked, kind: HitKind) -> list[ColumnElement[bool]]:
        """Conditions on the rows of a kind from tags and excluded words."""
        row_id = _TABLES[kind].c.id
        found = [has_tag(tag, search.space, row_id) for tag in search.tags]
        if search.wanted.never:
            found.append(not_(self._index.matches(search.wanted.never, kind, row_id)))
        return found

    async def _passing(self, search: Asked, hits: Sequence[Hit]) -> list[Hit]:
        """The hits whose texts have the phrases, as many as can be shown."""
        if not search.by_texts:
            return list(hits)
        passing: list[Hit] = []
        for start in range(0, len(hits), READ_AT_ONCE):
            batch = hits[start : start + READ_AT_ONCE]
            texts = await self.texts(batch, search.space)
            passing += [hit for hit in batch if search.passes(self._tokenizer.plain(texts[hit.kind, hit.id]))]
            if len(passing) >= ENOUGH:
                break
        return passing[:ENOUGH]

    async def texts(self, hits: Sequence[Hit], space: Space) -> dict[Key, str]:
        texts: dict[Key, str] = {}
        for kind, text in _TEXTS.items():
            for chunk in in_chunks([hit.id for hit in hits if hit.kind is kind]):
                rows = await self._connection.execute(text.where(_TABLES[kind].c.id.in_(chunk)))
                texts |= {(kind, row[0]): "\n".join(row[2:]) for row in rows.all() if row[1] == space.id}
        return texts


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
# The space is looked at afterwards: asked for it, SQLite would read all of the space instead of a few rows.
_TEXTS: dict[HitKind, Select[Any]] = {
    HitKind.NOTE: select(notes.c.id, notes.c.space_id, notes.c.title, notes.c.body),
    HitKind.TODO: select(todos.c.id, todos.c.space_id, todos.c.text),
}


def _several(text: str) -> bool:
    """Whether an exclusion is a phrase."""
    return len(text.split()) > 1


def _count(counted: tuple[int, Group]) -> int:
    return counted[0]
