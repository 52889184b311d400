"""What is like an entry or a text: close in meaning, or sharing its rarest words."""

import math
from collections.abc import Sequence

from sqlalchemy import and_, or_
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model.notes import Note
from bot.core.model.query import Query, Scope
from bot.core.model.spaces import Space
from bot.core.ports.embedding import Vector
from bot.core.ports.library import Hit, HitKind
from bot.core.ports.text import Relevance, Tokenizer
from storage.search.fused import FusedSearch
from storage.search.index import LATEST, Group, SearchIndex, Wanted, prefixed
from storage.search.nearest import Nearest
from storage.search.words import WordSearch

RAREST = 8
"""Words of a text that are looked for."""

COUNTED_WORDS = 64
"""Words of a text that its rarest are chosen from."""

SHARED = 0.3
"""The least part of the rarest words, by how much they tell, that something alike has."""

CANDIDATES = 12
"""Notes whose texts are compared to find one said twice."""

SAME = 0.75
"""From this likeness on two notes say the same."""

SHORT = 40
"""Characters of a note up to which only the very same words are the same note."""


class SimilarSearch:
    def __init__(
        self,
        connection: AsyncConnection,
        index: SearchIndex,
        tokenizer: Tokenizer,
        relevance: Relevance | None,
        words: WordSearch,
        fused: FusedSearch | None,
        nearest: Nearest,
    ) -> None:
        self._connection = connection
        self._index = index
        self._tokenizer = tokenizer
        self._relevance = relevance
        self._words = words
        self._fused = fused
        self._nearest = nearest

    async def to_entry(self, space: Space, kind: HitKind, row_id: int, limit: int) -> Sequence[Hit]:
        itself = {(kind, row_id)}
        everywhere = self._words.read(space, Query(scope=Scope.ALL))
        # Its vector must be of its present text, and the entry one of this space.
        model = await self._nearest.model() if self._fused else None
        if self._fused and model is not None and await self._words.passing(everywhere, itself, model):
            meaning = await self._nearest.of(space, kind, row_id)
            if meaning is not None:
                return await self._fused.near(everywhere, meaning, limit, without=itself)
        text = (await self._words.texts([Hit(kind, row_id, 0.0)], space)).get((kind, row_id), "")
        found = await self._sharing(space, text, limit + 1)
        return [hit for hit in found if (hit.kind, hit.id) not in itself][:limit]

    async def to_text(self, space: Space, text: str, limit: int, meaning: Vector | None) -> Sequence[Hit]:
        if self._fused and meaning is not None and await self._nearest.model() is not None:
            return await self._fused.near(self._words.read(space, Query(scope=Scope.ALL)), meaning, limit)
        return await self._sharing(space, text, limit)

    async def near_duplicates(self, space: Space, note: Note) -> Sequence[Hit]:
        text = f"{note.title}\n{note.body}"
        plain = self._tokenizer.plain(text)
        shared = await self._sharing(space, text, CANDIDATES + 1, (HitKind.NOTE,))
        others = [hit for hit in shared if hit.id != note.id]
        texts = await self._words.texts(others, space)
        found = []
        for hit in others:
            other = texts.get((hit.kind, hit.id), "")
            same = 1.0 if self._tokenizer.plain(other) == plain else 0.0
            if self._relevance and not same and len(plain) > SHORT:
                same = self._relevance.likeness(text, other)
            if same >= SAME:
                found.append(Hit(hit.kind, hit.id, same))
        return sorted(found, key=lambda hit: (-hit.score, hit.id))

    async def _sharing(
        self, space: Space, text: str, limit: int, kinds: Sequence[HitKind] = tuple(HitKind)
    ) -> list[Hit]:
        """What shares the rarest words of ``text``, those with most of them first."""
        rarest = await self._rarest(space, text)
        least = SHARED * sum(weight for _, weight in rarest)
        if not rarest:
            return []
        where = and_(or_(*(self._index.is_kind(kind) for kind in kinds)))
        hits = await self._index.ranked(Wanted(space.id, some=rarest), where, limit)
        return [hit for hit in hits if hit.score >= least]

    async def _rarest(self, space: Space, text: str) -> list[tuple[Group, float]]:
        words = dict.fromkeys(tuple(group) for group in self._tokenizer.query_groups(text))
        groups: list[Group] = [prefixed(space.id, word) for word in list(words)[:COUNTED_WORDS]]
        counts = await self._index.counts(groups, LATEST)
        known = sorted((count, place) for place, count in enumerate(counts) if count)
        return [(groups[place], math.log(1 + LATEST / count)) for count, place in known[:RAREST]]
