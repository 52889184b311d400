"""What a reader likes, learnt from examples: a few sums, so that one more example takes microseconds.

The direction of their taste is Fisher's discriminant with the covariance of all of arXiv, taken as diagonal, because
the dimensions of latent semantic analysis hardly correlate: ``(mean of what they like - mean of arXiv) / (variance
+ average variance)``. It needs no papers they passed over, and was as good as a regression that had them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from bot.core.model.papers import Paper
from papers.ranking.candidates import Matrix, author_keys, category_terms, text
from papers.ranking.semantics import Semantics

HALF_LIFE = 60.0
"""Days in which an example comes to weigh half; 45 to 90 did equally well, 30 and 365 worse."""
MOST_AUTHORS_KEPT = 2_000
AWAY = 0.5
"""How much a disliked paper counts against, beside one that is liked."""


@dataclass(frozen=True, slots=True)
class Example:
    """Something liked (``weight`` above 0, 1 for a pick) or disliked (below). ``day`` counts days, any epoch."""

    vector: Matrix
    day: float
    weight: float = 1.0
    authors: tuple[int, ...] = ()
    categories: tuple[str, ...] = ()


def examples_of(papers: Iterable[Paper], days: Iterable[float], semantics: Semantics) -> list[Example]:
    found = list(papers)
    vectors = semantics.vectors([text(paper) for paper in found])
    return [
        Example(vector, day, 1.0, tuple(author_keys(paper)), tuple(category_terms(paper)))
        for paper, vector, day in zip(found, vectors, days, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Taste:
    """Sums over examples, as they weigh on ``day``, that of the latest one.

    ``towards`` and ``away`` sum vectors; ``author_weights`` (of the sorted keys ``authors``) and ``categories`` the
    weights of the examples that have them. ``set_words`` (the vector of each, of length 1) and ``set_categories`` have
    what people set.
    """

    towards: Matrix
    away: Matrix
    authors: NDArray[np.uint32]
    author_weights: Matrix
    weight: float = 0.0
    away_weight: float = 0.0
    day: float = 0.0
    categories: Mapping[str, float] = field(default_factory=dict)
    set_words: Sequence[tuple[Matrix, float]] = ()
    set_categories: Mapping[str, float] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes that its numbers take."""
        return sum(each.nbytes for each in (self.towards, self.away, self.authors, self.author_weights))

    def more(self, examples: Iterable[Example]) -> "Taste":
        """This taste and what the examples add, in whatever order they come."""
        found = list(examples)
        if not found:
            return self
        day = max([float(each.day) for each in found] + [self.day] * bool(self.weight or self.away_weight))
        fading = 0.5 ** ((day - self.day) / HALF_LIFE)
        now = np.array([each.weight * 0.5 ** ((day - each.day) / HALF_LIFE) for each in found], np.float32)
        vectors = np.stack([each.vector for each in found])
        categories = {category: held * fading for category, held in self.categories.items()}
        for each, weight in zip(found, now.tolist(), strict=True):
            for category in each.categories if weight > 0 else ():
                categories[category] = categories.get(category, 0.0) + weight
        liked = np.maximum(now, 0)
        authors, weights = _merged(self.authors, self.author_weights * fading, found, liked)
        return replace(
            self,
            towards=self.towards * fading + liked @ vectors,
            away=self.away * fading + (liked - now) @ vectors,
            authors=authors,
            author_weights=weights,
            weight=self.weight * fading + float(liked.sum()),
            away_weight=self.away_weight * fading + float((liked - now).sum()),
            day=day,
            categories=categories,
        )

    def direction(self, semantics: Semantics) -> Matrix:
        """What to multiply vectors with; zero where nothing is known."""
        if not self.weight and not self.away_weight:
            return np.zeros_like(self.towards)
        liked = self.towards / self.weight if self.weight else semantics.mean
        wanted = liked - semantics.mean
        if self.away_weight:
            share = AWAY * self.away_weight / (self.away_weight + self.weight)
            wanted = wanted - share * (self.away / self.away_weight - semantics.mean)
        return self._turned(wanted / (semantics.variance + semantics.variance.mean()))

    def _turned(self, direction: Matrix) -> Matrix:
        """With as much of each word as people set: the nearest direction in which its vector comes to that.

        So a forgotten word adds nothing to any paper's score, and what is always said beside it little.
        """
        if not self.set_words:
            return direction
        words = np.stack([vector for vector, _ in self.set_words])
        held = words @ direction
        weights = np.array([weight for _, weight in self.set_words], np.float32)
        wanted = weights * np.where(weights > 1, np.maximum(held, 0), held)
        found: Matrix = direction + np.linalg.pinv(words) @ (wanted - held)
        return found


def _merged(
    keys: NDArray[np.uint32], weights: Matrix, examples: Sequence[Example], now: Matrix
) -> tuple[NDArray[np.uint32], Matrix]:
    """The heaviest authors of before and of the liked examples, sorted by key."""
    liked = [(each.authors, weight) for each, weight in zip(examples, now.tolist(), strict=True) if weight > 0]
    added = np.array([author for authors, _ in liked for author in authors], np.uint32)
    times = np.repeat([weight for _, weight in liked], [len(authors) for authors, _ in liked])
    merged, place = np.unique(np.concatenate([keys, added]), return_inverse=True)
    total = np.bincount(place, np.concatenate([weights, times]), len(merged)).astype(np.float32)
    kept = np.sort(np.argsort(-total, kind="stable")[:MOST_AUTHORS_KEPT])
    return merged[kept], total[kept]


def no_taste(semantics: Semantics) -> Taste:
    empty = np.zeros(semantics.dimensions, np.float32)
    return Taste(empty, empty, np.zeros(0, np.uint32), np.zeros(0, np.float32))
