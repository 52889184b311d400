"""Putting together what words and vectors say about a query: the evidence, read from the database for ``Relevance``."""

import math
from collections.abc import Collection, Mapping, Sequence

from bot.core.ports.embedding import Vector
from bot.core.ports.library import Hit, HitKind
from bot.core.ports.text import Evidence, Judged, Relevance, Tokenizer
from storage.index import K1, Arm, Key, prefixed
from storage.nearest import Near, Nearest
from storage.words import Asked, Found, WordSearch

MOST_ARMS = 64
"""Wordings of the parts of a query that are looked for one by one."""

COMPARED = 100
"""Entries found by words whose vectors are compared with the query, too."""

PERHAPS = 10
"""Guesses that are shown where nothing surer is left."""

OFTEN = 1_000.0

Concepts = Sequence[tuple[float, Mapping[Key, float], int]]


class FusedSearch:
    def __init__(self, words: WordSearch, nearest: Nearest, tokenizer: Tokenizer, relevance: Relevance) -> None:
        self._words = words
        self._nearest = nearest
        self._tokenizer = tokenizer
        self._relevance = relevance

    async def find(
        self, asked: Asked, found: Found, entries: int, meaning: Vector, *, corrected: bool
    ) -> tuple[list[Hit], list[Hit]]:
        """The hits, among them all that were ``found`` by words, and the few guesses after them."""
        concepts = await self._concepts(asked, found)
        by_words = [(hit.kind, hit.id) for hit in found.hits]
        near, passing = await self._near(asked, meaning, self._best(concepts, by_words, entries))
        evidence = Evidence(
            entries=entries,
            concepts=concepts,
            passages={key: near.cosines[key] for key in passing if key in near.cosines},
            sample=near.sample,
            complete={(hit.kind, hit.id) for hit in found.typed},
            newness=_newness({*by_words, *passing, *(key for _, often, _ in concepts for key in often)}),
            corrected=corrected,
        )
        return _hits(self._relevance.judged(evidence), found.hits)

    async def near(self, asked: Asked, meaning: Vector, limit: int, without: Collection[Key] = ()) -> list[Hit]:
        """What is close in meaning alone."""
        near, passing = await self._near(asked, meaning, ())
        passages = {key: near.cosines[key] for key in passing if key in near.cosines}
        judged = self._relevance.judged(Evidence(len(passages), passages=passages, sample=near.sample))
        close = [Hit(*each.key, each.score, by_meaning=True) for each in judged if each.by_meaning]
        return [hit for hit in close if (hit.kind, hit.id) not in without][:limit]

    async def _near(self, asked: Asked, meaning: Vector, also: Collection[Key]) -> tuple[Near, set[Key]]:
        """What is near, and which of it and of ``also`` counts."""
        model = await self._nearest.model()
        if model is None:
            return Near(), set()
        among = await self._words.allowed(asked)
        near = await self._nearest.to(asked.space, meaning, asked.filters, among=among, also=also)
        return near, await self._words.passing(asked, {*near.keys, *also}, model)

    async def _concepts(self, asked: Asked, found: Found) -> Concepts:
        """Per concept of the query its weight, and how often it is in the entries that have it in any wording."""
        wanted = self._relevance.concepts(asked.text)
        ways = dict.fromkeys(tuple(prefixed(asked.space.id, way)) for concept in wanted for way in concept.ways)
        groups = list(ways)[:MOST_ARMS]
        arms = dict(zip(groups, await self._words.arms(asked, groups), strict=True))
        complete = [(hit.kind, hit.id) for hit in found.complete]
        concepts: list[tuple[float, Mapping[Key, float], int]] = []
        for concept in wanted:
            of_ways = [arms.get(tuple(prefixed(asked.space.id, way))) for way in concept.ways]
            concepts.append((concept.weight, *_merged([arm for arm in of_ways if arm is not None], complete)))
        return concepts

    def _best(self, concepts: Concepts, by_words: Sequence[Key], entries: int) -> list[Key]:
        """About the best entries by words, for their vectors to be compared."""
        scores: dict[Key, float] = {}
        for weight, often, found_in in concepts:
            rarity = weight * math.log(1 + entries / max(1, found_in))
            for key, frequency in often.items():
                scores[key] = scores.get(key, 0.0) + rarity * min(frequency, 2.0)
        best = sorted(scores, key=scores.__getitem__, reverse=True)[:COMPARED]
        return list(dict.fromkeys((*by_words[: COMPARED // 2], *best)))[:COMPARED]


def _merged(arms: Sequence[Arm], complete: Sequence[Key]) -> tuple[Mapping[Key, float], int]:
    """Of each entry the best way, and in how many there is any. Entries known to have it do, however many have it."""
    often: dict[Key, float] = {}
    for arm in arms:
        for key, saturated in arm.frequencies.items():
            often[key] = max(often.get(key, 0.0), _frequency(saturated))
    found_in = max((arm.found_in for arm in arms), default=0)
    if any(not arm.complete for arm in arms):
        for key in complete:
            often.setdefault(key, 1.0)
    return often, max(found_in, len(often))


def _frequency(saturated: float) -> float:
    """The inverse of BM25's saturation, for an entry of average length."""
    return min(OFTEN, K1 * saturated / max(K1 + 1 - saturated, 1e-9))


def _newness(keys: Collection[Key]) -> Mapping[Key, float]:
    found: dict[Key, float] = {}
    for kind in HitKind:
        ids = [row_id for of_kind, row_id in keys if of_kind is kind]
        if ids:
            oldest, newest = min(ids), max(ids)
            found.update({(kind, row_id): (row_id - oldest + 1) / (newest - oldest + 1) for row_id in ids})
    return found


def _hits(judged: Sequence[Judged[Key]], by_words: Sequence[Hit]) -> tuple[list[Hit], list[Hit]]:
    """Entries that neither words nor meaning speak for are guesses."""
    known = {(hit.kind, hit.id): hit for hit in by_words}
    hits: list[Hit] = []
    perhaps: list[Hit] = []
    for each in judged:
        is_known = known.pop(each.key, None) is not None
        if is_known or each.by_words or each.by_meaning:
            hits.append(Hit(*each.key, each.score, by_meaning=each.by_meaning and not each.by_words))
        elif each.perhaps and len(perhaps) < PERHAPS:
            perhaps.append(Hit(*each.key, each.score, by_meaning=True, perhaps=True))
    return [*hits, *known.values()], perhaps
