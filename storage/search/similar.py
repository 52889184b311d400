"""Entries similar to an entry or a text: close in meaning, or with its rarest words."""

import math
from collections.abc import Iterable, Sequence

from sqlalchemy import or_

from bot.core.model.notes import Note
from bot.core.model.query import Query, Scope
from bot.core.model.spaces import Space
from bot.core.ports.embedding import Vector
from bot.core.ports.library import HitKind
from bot.core.ports.text import RankedEntry, Relevance, Tokenizer
from storage.search.compiled import CompiledQuery, QueryCompiler
from storage.search.fused import FusedSearch
from storage.search.index import CANDIDATES, BooleanQuery, Conjunction, SearchIndex
from storage.search.keys import EntryKey, Scores, key_of
from storage.search.nearest import Nearest
from storage.search.words import WordSearch

RAREST = 8
"""Words of a text to look for."""

COUNTED_WORDS = 64
"""Words at the beginning of a text from which the rarest are chosen."""

SHARED = 0.3
"""The least share of the rarest words, weighted by rarity, that a similar entry has."""

COMPARED = 12
"""Notes whose texts are compared with a new one."""

SAME = 0.75
"""The likeness at which two notes say the same."""

SHORT = 40
"""Characters up to which a note says the same as another only in exactly the same words."""


class SimilarSearch:
    def __init__(
        self,
        index: SearchIndex,
        tokenizer: Tokenizer,
        compiler: QueryCompiler,
        relevance: Relevance | None,
        words: WordSearch,
        fused: FusedSearch | None,
        nearest: Nearest,
    ) -> None:
        self._index = index
        self._tokenizer = tokenizer
        self._compiler = compiler
        self._relevance = relevance
        self._words = words
        self._fused = fused
        self._nearest = nearest

    async def to_entry(self, space: Space, key: EntryKey, limit: int) -> Sequence[RankedEntry[EntryKey]]:
        everything = self._everything(space)
        # Its vector must be of its current text, and the entry must be in this space.
        model = await self._nearest.model() if self._fused else None
        if self._fused and model is not None and await self._words.passing(everything, {key}, model):
            meaning = await self._nearest.of(space, key)
            if meaning is not None:
                return await self._fused.near(everything, meaning, limit, without={key})
        text = (await self._words.texts([key], space)).get(key, "")
        found = await self._sharing(space, text, limit + 1)
        return _by_words((each, score) for each, score in found.items() if each != key)[:limit]

    async def to_text(
        self, space: Space, text: str, limit: int, meaning: Vector | None
    ) -> Sequence[RankedEntry[EntryKey]]:
        if self._fused and meaning is not None and await self._nearest.model() is not None:
            return await self._fused.near(self._everything(space), meaning, limit)
        return _by_words((await self._sharing(space, text, limit)).items())

    async def near_duplicates(self, space: Space, note: Note) -> Sequence[RankedEntry[EntryKey]]:
        text = f"{note.title}\n{note.body}"
        plain = self._tokenizer.plain(text)
        sharing = await self._sharing(space, text, COMPARED + 1, (HitKind.NOTE,))
        others = [key for key in sharing if key != key_of(HitKind.NOTE, note.id)]
        texts = await self._words.texts(others, space)
        likeness: dict[EntryKey, float] = {}
        for key in others:
            other = texts.get(key, "")
            if self._tokenizer.plain(other) == plain:
                likeness[key] = 1.0
            elif self._relevance and len(plain) > SHORT:
                likeness[key] = self._relevance.likeness(text, other)
        same = [(key, alike) for key, alike in likeness.items() if alike >= SAME]
        return _by_words(sorted(same, key=lambda each: (-each[1], each[0])))

    def _everything(self, space: Space) -> CompiledQuery:
        return self._compiler.compiled(space, Query(scope=Scope.ALL))

    async def _sharing(self, space: Space, text: str, limit: int, kinds: Sequence[HitKind] = tuple(HitKind)) -> Scores:
        """The entries with enough of the rarest words of ``text``, those with most of them first."""
        rarest = await self._rarest(space, text)
        if not rarest:
            return {}
        where = or_(*(self._index.is_kind(kind) for kind in kinds))
        scores = await self._index.ranked(BooleanQuery(space.id, should=rarest), where, limit)
        least = SHARED * sum(weight for _, weight in rarest)
        return {key: score for key, score in scores.items() if score >= least}

    async def _rarest(self, space: Space, text: str) -> list[tuple[Conjunction, float]]:
        words = list(dict.fromkeys(map(tuple, self._compiler.conjunctions(space, text))))[:COUNTED_WORDS]
        counts = await self._index.counts(words, CANDIDATES)
        known = sorted((count, place) for place, count in enumerate(counts) if count)
        return [(words[place], math.log(1 + CANDIDATES / count)) for count, place in known[:RAREST]]


def _by_words(scores: Iterable[tuple[EntryKey, float]]) -> list[RankedEntry[EntryKey]]:
    return [RankedEntry(key, score, by_words=True, by_meaning=False, perhaps=False) for key, score in scores]
