"""Concepts, spelling and fusion as the storage uses them: :class:`bot.core.ports.text.Relevance`."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.core.ports.text import Concept, Evidence, Key, RankedEntry
from language import concepts, fusion, spelling
from language.analyzer import encode, plain, terms

SHORTEST = 3
"""Characters of the shortest query whose vector means something."""

PREFIX = 50_000
"""Characters at the beginning of a text that are compared with another text."""


class FusedRelevance:
    """``floor`` belongs to the encoder whose vectors are compared."""

    def __init__(self, floor: fusion.Floor = fusion.DEFAULT_ENCODER) -> None:
        self._floor = floor

    def concepts(self, query: str) -> Sequence[Concept]:
        return [
            Concept(tuple(tuple(map(encode, wording)) for wording in each.wordings), each.weight)
            for each in concepts.concepts(query)
        ]

    def doubts(self, query: str) -> Sequence[spelling.Doubt]:
        return spelling.doubts(query)

    def corrected(self, query: str, counts: Mapping[str, int]) -> str:
        return spelling.corrected(query, counts)

    def is_meaningful(self, query: str) -> bool:
        return len(plain(query)) >= SHORTEST

    def ranked(self, evidence: Evidence[Key]) -> Sequence[RankedEntry[Key]]:
        return fusion.ranked(evidence, self._floor)

    def likeness(self, one: str, other: str) -> float:
        first, second = Counter(terms(one[:PREFIX])), Counter(terms(other[:PREFIX]))
        either = (first | second).total()
        return (first & second).total() / either if either else 0.0
