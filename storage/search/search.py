"""Search of notes and to-dos by words (``storage.search.words``) and by meaning (``storage.search.fused``).

The way of a query: ``Query`` → ``CompiledQuery`` → postings and cosines per ``EntryKey`` → ``RankedEntry`` → ``Hit``.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model.notes import Note
from bot.core.model.query import Query
from bot.core.model.spaces import Space
from bot.core.ports.embedding import Vector
from bot.core.ports.library import Hit, HitKind, HitPage
from bot.core.ports.text import RankedEntry, Relevance, Tokenizer
from storage.search.compiled import QueryCompiler
from storage.search.entries import entry_count
from storage.search.fused import FusedSearch
from storage.search.index import SearchIndex, prefixed
from storage.search.keys import EntryKey, key_of, kind_of, row_id_of
from storage.search.nearest import Nearest
from storage.search.similar import SimilarSearch
from storage.search.words import ENOUGH, WordSearch

MANY = 100
"""Entries counted per word to choose between words that may have been meant."""


class SqlSearch:
    """Without ``relevance``, search is by words alone, exactly as typed."""

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
        self._compiler = QueryCompiler(tokenizer)
        self._words = WordSearch(connection, index, tokenizer, self._compiler)
        self._fused = FusedSearch(self._words, nearest, relevance) if relevance else None
        self._similar = SimilarSearch(index, tokenizer, self._compiler, relevance, self._words, self._fused, nearest)

    async def find(self, space: Space, query: Query, offset: int, limit: int, meaning: Vector | None = None) -> HitPage:
        words = await self._corrected(space, query)
        is_corrected = words != query.words
        compiled = self._compiler.compiled(space, replace(query, words=words))
        by_words = await self._words.find(compiled)
        page = slice(offset, offset + limit)
        is_findable = compiled.filters and compiled.words and self._is_meaningful(compiled.text)
        if self._fused and meaning is not None and is_findable:
            entries = await entry_count(self._connection, space.id)
            found = await self._fused.find(compiled, by_words, entries, meaning, corrected=is_corrected)
            sure = found.sure[:ENOUGH]
            hits = [*map(_hit, sure), *(replace(_hit(entry), by_meaning=True, perhaps=True) for entry in found.perhaps)]
            total = len(sure)
        else:
            hits = [Hit(kind_of(key), row_id_of(key), score) for key, score in by_words.scores.items()]
            total = len(hits)
        return HitPage(hits[page], total, words if is_corrected else ())

    async def similar(self, space: Space, kind: HitKind, row_id: int, limit: int) -> Sequence[Hit]:
        return [_hit(entry) for entry in await self._similar.to_entry(space, key_of(kind, row_id), limit)]

    async def like(self, space: Space, text: str, limit: int, meaning: Vector | None = None) -> Sequence[Hit]:
        return [_hit(entry) for entry in await self._similar.to_text(space, text, limit, meaning)]

    async def near_duplicates(self, space: Space, note: Note) -> Sequence[Hit]:
        return [_hit(entry) for entry in await self._similar.near_duplicates(space, note)]

    def _is_meaningful(self, text: str) -> bool:
        return self._relevance is not None and self._relevance.is_meaningful(text)

    async def _corrected(self, space: Space, query: Query) -> tuple[str, ...]:
        """The words of ``query``, those that no entry has replaced by similar ones that some entry has."""
        if self._relevance is None:
            return query.words
        doubts = self._relevance.doubts(query.text)
        counts = dict(await self._occurring(space, {term for doubt in doubts for term in doubt.own}))
        misspelt = [doubt for doubt in doubts if not any(map(counts.get, doubt.own))]
        for doubt in misspelt:
            counts |= await self._occurring(space, doubt.others)
        text = self._relevance.corrected(query.text, counts) if misspelt else query.text
        return query.words if text == query.text else tuple(text.split())

    async def _occurring(self, space: Space, terms: Collection[str]) -> Mapping[str, int]:
        by_key = dict(zip(prefixed(space.id, terms), terms, strict=True))
        found = await self._index.occurring(by_key, MANY)
        return {by_key[key]: entries for key, entries in found.items()}


def _hit(entry: RankedEntry[EntryKey]) -> Hit:
    by_meaning = entry.by_meaning and not entry.by_words
    return Hit(kind_of(entry.key), row_id_of(entry.key), entry.score, by_meaning=by_meaning)
