"""Texts as vectors of their rare terms, in plain Python: a day's papers are few enough."""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain

Vector = Mapping[str, float]
"""Term to weight; the squares of the weights add up to 1, or there are none."""

_FREQUENT = 0.2
"""Terms in a larger share of the documents are left out: they say nothing, and are half of every text."""
_HEAVIEST = 60
"""Terms of a neighbour that count: nearly all of a similarity, in a fraction of the time."""
_FEW = 20
"""Documents that a term may be in whatever the share, so that a small day keeps its words."""


class Vocabulary:
    """How rare each term is among ``documents``, each given as its distinct terms."""

    def __init__(self, documents: Collection[Iterable[str]]) -> None:
        count = len(documents)
        frequent = max(_FEW, _FREQUENT * count)
        self._rarity = {
            term: math.log((count + 1) / (seen + 0.5)) if seen <= frequent else 0.0
            for term, seen in Counter(chain.from_iterable(documents)).items()
        }
        self._unseen = math.log((count + 1) / 0.5)

    def vector(self, terms: Iterable[str]) -> Vector:
        """``log((N + 1) / (df + 1/2))`` of each distinct term, scaled to unit length.

        How often a term stands in a text is left out: in an abstract it says no more than that it does.
        """
        weights: dict[str, float] = {}
        for term in terms:
            rarity = self._rarity.get(term)
            if rarity is None:
                # A note in Chinese on an English paper has characters that no candidate can share: they are
                # no sign that the two are about different things, as an English word would be.
                rarity = self._unseen if term.isascii() else 0.0
            if rarity:
                weights[term] = rarity
        length = math.hypot(*weights.values())
        return {term: weight / length for term, weight in weights.items()}


class Neighbours:
    """Finds which of ``vectors`` (the heaviest terms of each) a vector is close to."""

    def __init__(self, vectors: Sequence[Vector]) -> None:
        self._holders: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for index, vector in enumerate(vectors):
            for term, weight in heapq.nsmallest(_HEAVIEST, vector.items(), key=lambda item: (-item[1], item[0])):
                self._holders[term].append((index, weight))

    def near(self, vector: Vector) -> list[tuple[float, int]]:
        """``(cosine, index)`` of the vectors that share a term with this one, the closest first."""
        cosines: dict[int, float] = defaultdict(float)
        for term, weight in vector.items():
            for index, other in self._holders.get(term, ()):
                cosines[index] += weight * other
        return sorted(((cosine, index) for index, cosine in cosines.items()), key=lambda pair: (-pair[0], pair[1]))


def cosine(one: Vector, other: Vector) -> float:
    """Between 0 (no term in common) and 1."""
    return sum(weight * other[term] for term, weight in one.items() if term in other)
