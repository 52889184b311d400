"""Putting together what words and vectors say about a query: the evidence, read from the database for ``Relevance``."""

import math
from collections.abc import Collection, Mapping, Sequence

from bot.core.ports.embedding import Vector
from bot.core.ports.library import Hit
from bot.core.ports.text import Evidence, Judged, Relevance, Tokenizer
from storage.search.index import Arm, Key, key_of, number_of, prefixed
from storage.search.nearest import Near, Nearest
from storage.search.words import Asked, Found, WordSearch

MOST_ARMS = 64
"""Wordings of the parts of a query that are looked for one by one."""

COMPARED = 100
"""Entries found by words whose vectors are compared with the query, too."""

TWICE = 2.0
"""A word that is there more often hardly counts more, for a first guess at what is best."""

JUDGED = 200
"""Entries found by words that are judged closely; those beyond follow in the order of their words."""

PERHAPS = 10
"""Guesses that are shown where nothing surer is left."""

Concepts = Sequence[tuple[float, Mapping[int, float], int]]


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
        every = await self._concepts(asked, found)
        by_words = [number_of(hit.kind, hit.id) for hit in found.hits]
        best = _best(every, by_words, entries)
        near, passing = await self._near(asked, meaning, [key_of(number) for number in best[:COMPARED]])
        passages = {number_of(*key): near.cosines[key] for key in passing if key in near.cosines}
        judged = {*best, *(number_of(*key) for key in passing)}
        evidence = Evidence(
            entries=entries,
            concepts=[
                (weight, {number: often[number] for number in judged & often.keys()}, found_in)
                for weight, often, found_in in every
            ],
            passages=passages,
            sample=near.sample,
            complete={number_of(hit.kind, hit.id) for hit in found.typed} & judged,
            newness=_newness(judged),
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
        complete = [number_of(hit.kind, hit.id) for hit in found.complete]
        concepts: list[tuple[float, Mapping[int, float], int]] = []
        for concept in wanted:
            of_ways = [arms.get(tuple(prefixed(asked.space.id, way))) for way in concept.ways]
            concepts.append((concept.weight, *_merged([arm for arm in of_ways if arm is not None], complete)))
        return concepts


def _best(concepts: Concepts, by_words: Sequence[int], entries: int) -> list[int]:
    """About the best entries by words, the best first."""
    scores: dict[int, float] = {}
    for weight, often, found_in in concepts:
        rarity = weight * math.log(1 + entries / max(1, found_in))
        for number, frequency in often.items():
            scores[number] = scores.get(number, 0.0) + rarity * min(TWICE, frequency)
    best = sorted(scores, key=scores.__getitem__, reverse=True)[:JUDGED]
    return list(dict.fromkeys((*by_words[: COMPARED // 2], *best, *by_words[:JUDGED])))


def _merged(arms: Sequence[Arm], complete: Sequence[int]) -> tuple[Mapping[int, float], int]:
    """Of each entry the best way, and in how many there is any. Entries known to have it do, however many have it."""
    often = dict(arms[0].frequencies) if arms else {}
    for arm in arms[1:]:
        for number, frequency in arm.frequencies.items():
            often[number] = max(often.get(number, 0.0), frequency)
    found_in = max((arm.found_in for arm in arms), default=0)
    if any(not arm.complete for arm in arms):
        for number in complete:
            often.setdefault(number, 1.0)
    return often, max(found_in, len(often))


def _newness(numbers: Collection[int]) -> Mapping[int, float]:
    found: dict[int, float] = {}
    for of_kind in ([number for number in numbers if number % 2 == odd] for odd in (0, 1)):
        if of_kind:
            oldest, newest = min(of_kind), max(of_kind)
            found.update({number: (number - oldest + 2) / (newest - oldest + 2) for number in of_kind})
    return found


def _hits(judged: Sequence[Judged[int]], by_words: Sequence[Hit]) -> tuple[list[Hit], list[Hit]]:
    """Entries that neither words nor meaning speak for are guesses."""
    known = {number_of(hit.kind, hit.id): hit for hit in by_words}
    hits: list[Hit] = []
    perhaps: list[Hit] = []
    for each in judged:
        is_known = known.pop(each.key, None) is not None
        if is_known or each.by_words or each.by_meaning:
            hits.append(Hit(*key_of(each.key), each.score, by_meaning=each.by_meaning and not each.by_words))
        elif each.perhaps and len(perhaps) < PERHAPS:
            perhaps.append(Hit(*key_of(each.key), each.score, by_meaning=True, perhaps=True))
    return [*hits, *known.values()], perhaps
