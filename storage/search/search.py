"""Finding notes and to-dos, by their words (``storage.search.words``) and by meaning (``storage.search.fused``)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model.notes import Note
from bot.core.model.query import Query
from bot.core.model.spaces import Space
from bot.core.ports.embedding import Vector
from bot.core.ports.library import Hit, HitKind, HitPage
from bot.core.ports.text import Relevance, Tokenizer
from storage.search.entries import entry_count
from storage.search.fused import FusedSearch
from storage.search.index import SearchIndex, prefixed
from storage.search.nearest import Nearest
from storage.search.similar import SimilarSearch
from storage.search.words import ENOUGH, WordSearch

MANY = 100
"""Entries counted to choose between words that might have been meant."""


class SqlSearch:
    """Without ``relevance`` by words alone, taken as they are typed."""

    def __init__(
        self,
        connection: AsyncConnection,
        index: SearchIndex,
        tokenizer: Tokenizer,
        relevance: Relevance | None,
        nearest: Nearest,
    ) -> None:
        self._connection = connection
        self._index = index
        self._relevance = relevance
        self._words = WordSearch(connection, index, tokenizer)
        self._fused = FusedSearch(self._words, nearest, tokenizer, relevance) if relevance else None
        self._similar = SimilarSearch(connection, index, tokenizer, relevance, self._words, self._fused, nearest)

    async def find(self, space: Space, query: Query, offset: int, limit: int, meaning: Vector | None = None) -> HitPage:
        words = await self._meant(space, query.words)
        asked = self._words.read(space, replace(query, words=words))
        found = await self._words.find(asked)
        hits, perhaps = list(found.hits), list[Hit]()
        corrected = words != query.words
        if self._fused and meaning is not None and asked.words and self._is_meaningful(asked.text):
            entries = await entry_count(self._connection, space.id)
            hits, perhaps = await self._fused.find(asked, found, entries, meaning, corrected=corrected)
        hits = hits[:ENOUGH]
        shown = [*hits, *perhaps][offset : offset + limit]
        return HitPage(shown, len(hits), words if corrected else ())

    async def similar(self, space: Space, kind: HitKind, row_id: int, limit: int) -> Sequence[Hit]:
        return await self._similar.to_entry(space, kind, row_id, limit)

    async def like(self, space: Space, text: str, limit: int, meaning: Vector | None = None) -> Sequence[Hit]:
        return await self._similar.to_text(space, text, limit, meaning)

    async def near_duplicates(self, space: Space, note: Note) -> Sequence[Hit]:
        return await self._similar.near_duplicates(space, note)

    def _is_meaningful(self, text: str) -> bool:
        return self._relevance is not None and self._relevance.is_meaningful(text)

    async def _meant(self, space: Space, words: tuple[str, ...]) -> tuple[str, ...]:
        """``words`` with such as nobody wrote replaced by similar ones that somebody did."""
        text = " ".join(words)
        doubts = self._relevance.doubts(text) if self._relevance else ()
        if not self._relevance or not doubts:
            return words
        counts = dict(await self._occurring(space, {term for doubt in doubts for term in doubt.own}))
        nowhere = [doubt for doubt in doubts if not any(map(counts.get, doubt.own))]
        others: dict[str, int] = {}
        for doubt in nowhere:
            others |= await self._occurring(space, doubt.others)
        return tuple(self._relevance.corrected(text, doubts, counts | others).split()) or words if others else words

    async def _occurring(self, space: Space, terms: Collection[str]) -> Mapping[str, int]:
        by_key = dict(zip(prefixed(space.id, terms), terms, strict=True))
        found = await self._index.occurring(by_key, MANY)
        return {by_key[key]: entries for key, entries in found.items()}
