"""Words and vectors together: reads the evidence about a query from the database, for ``Relevance`` to rank."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.ports.embedding import Vector
from bot.core.ports.library import HitKind
from bot.core.ports.text import ConceptPostings, Evidence, RankedEntry, Relevance
from storage.search.compiled import CompiledQuery
from storage.search.index import Postings, prefixed
from storage.search.keys import EntryKey, kind_of
from storage.search.nearest import Nearest
from storage.search.neighbors import Neighbors
from storage.search.words import WordHits, WordSearch

MOST_WORDINGS = 64
"""Wordings of a query's concepts whose postings are read."""

COMPARED = 100
"""Entries found by words that are compared with the query's vector, in addition to the nearest."""

SATURATION = 2.0
"""Term frequency above which more occurrences do not count, in the first estimate of the best entries."""

RANKED = 200
"""Entries found by words that are ranked with all evidence; the others follow in the order of their words."""

PERHAPS = 10
"""Guesses that are shown at most."""


@dataclass(frozen=True, slots=True)
class FusedHits:
    """``sure`` are found by words or by meaning, among them all that words find; ``perhaps`` are the few guesses."""

    sure: Sequence[RankedEntry[EntryKey]] = ()
    perhaps: Sequence[RankedEntry[EntryKey]] = ()


class FusedSearch:
    def __init__(self, words: WordSearch, nearest: Nearest, relevance: Relevance) -> None:
        self._words = words
        self._nearest = nearest
        self._relevance = relevance

    async def find(
        self, query: CompiledQuery, by_words: WordHits, entries: int, meaning: Vector, *, corrected: bool
    ) -> FusedHits:
        """Find entries by words and meaning, in a space of ``entries`` entries."""
        concepts = await self._concepts(query, by_words)
        best = _best(concepts, list(by_words.scores), entries)
        neighbors, passing = await self._neighbors(query, meaning, best[:COMPARED])
        candidates = {*best, *passing}
        evidence = Evidence(
            entries=entries,
            concepts=[_among(candidates, concept) for concept in concepts],
            cosines={key: neighbors.cosines[key] for key in passing if key in neighbors.cosines},
            sample=neighbors.sample,
            complete=candidates.intersection(by_words.typed),
            newness=_newness(candidates),
            corrected=corrected,
        )
        return _divided(self._relevance.ranked(evidence), by_words)

    async def near(
        self, query: CompiledQuery, meaning: Vector, limit: int, without: Collection[EntryKey] = ()
    ) -> Sequence[RankedEntry[EntryKey]]:
        """Find entries by meaning alone."""
        neighbors, passing = await self._neighbors(query, meaning, ())
        found = [key for key in neighbors.keys if key in passing and key in neighbors.cosines]
        cosines = {key: neighbors.cosines[key] for key in found}
        ranked = self._relevance.ranked(Evidence(len(cosines), cosines=cosines, sample=neighbors.sample))
        return [entry for entry in ranked if entry.by_meaning and entry.key not in without][:limit]

    async def _neighbors(
        self, query: CompiledQuery, meaning: Vector, also: Collection[EntryKey]
    ) -> tuple[Neighbors, set[EntryKey]]:
        """The nearest entries, and which of these and of ``also`` pass the query."""
        model = await self._nearest.model()
        if model is None:
            return Neighbors(), set()
        among = await self._words.allowed(query)
        found = await self._nearest.to(query.space, meaning, query.filters, among=among, also=also)
        return found, await self._words.passing(query, {*found.keys, *also}, model)

    async def _concepts(self, query: CompiledQuery, by_words: WordHits) -> list[ConceptPostings[EntryKey]]:
        concepts = [
            (concept.weight, [prefixed(query.space.id, wording) for wording in concept.wordings])
            for concept in self._relevance.concepts(query.text)
        ]
        read = list(dict.fromkeys(wording for _, wordings in concepts for wording in wordings))[:MOST_WORDINGS]
        postings = dict(zip(read, await self._words.postings(query, read), strict=True))
        return [
            _merged(weight, [postings[wording] for wording in wordings if wording in postings], by_words.complete)
            for weight, wordings in concepts
        ]


def _merged(weight: float, wordings: Sequence[Postings], complete: Iterable[EntryKey]) -> ConceptPostings[EntryKey]:
    """The postings of a concept. An entry has the frequency of its most frequent wording.

    The ``complete`` entries have the concept even where the postings leave them out.
    """
    frequencies = dict(wordings[0].frequencies) if wordings else {}
    for postings in wordings[1:]:
        for key, frequency in postings.frequencies.items():
            frequencies[key] = max(frequencies.get(key, 0.0), frequency)
    if any(not postings.is_complete for postings in wordings):
        for key in complete:
            frequencies.setdefault(key, 1.0)
    document_frequency = max((postings.document_frequency for postings in wordings), default=0)
    return ConceptPostings(weight, frequencies, max(document_frequency, len(frequencies)))


def _best(concepts: Sequence[ConceptPostings[EntryKey]], by_words: Sequence[EntryKey], entries: int) -> list[EntryKey]:
    """The entries that are best by words, estimated, the best first."""
    scores: dict[EntryKey, float] = {}
    for concept in concepts:
        rarity = concept.weight * math.log(1 + entries / max(1, concept.document_frequency))
        for key, frequency in concept.frequencies.items():
            scores[key] = scores.get(key, 0.0) + rarity * min(SATURATION, frequency)
    best = sorted(scores, key=scores.__getitem__, reverse=True)[:RANKED]
    return list(dict.fromkeys((*by_words[: COMPARED // 2], *best, *by_words[:RANKED])))


def _among(candidates: Collection[EntryKey], concept: ConceptPostings[EntryKey]) -> ConceptPostings[EntryKey]:
    frequencies = concept.frequencies
    return replace(concept, frequencies={key: frequencies[key] for key in candidates & frequencies.keys()})


def _newness(keys: Collection[EntryKey]) -> Mapping[EntryKey, float]:
    """From 0 to 1 by row id, 1 for the newest note and the newest to-do among ``keys``."""
    found: dict[EntryKey, float] = {}
    for kind in HitKind:
        of_kind = [key for key in keys if kind_of(key) is kind]
        if of_kind:
            oldest, newest = min(of_kind), max(of_kind)
            found.update({key: (key - oldest + 2) / (newest - oldest + 2) for key in of_kind})
    return found


def _divided(ranked: Sequence[RankedEntry[EntryKey]], by_words: WordHits) -> FusedHits:
    """Separate the entries found from the guesses. Hits by words that were not ranked follow the others."""
    left = dict(by_words.scores)
    sure: list[RankedEntry[EntryKey]] = []
    perhaps: list[RankedEntry[EntryKey]] = []
    for entry in ranked:
        is_found = left.pop(entry.key, None) is not None
        if is_found or entry.by_words or entry.by_meaning:
            sure.append(entry)
        elif entry.perhaps and len(perhaps) < PERHAPS:
            perhaps.append(entry)
    sure += [RankedEntry(key, score, by_words=True, by_meaning=False, perhaps=False) for key, score in left.items()]
    return FusedHits(sure, perhaps)
