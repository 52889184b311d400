"""A reader's taste, learned from examples: a few sums, so that one more example takes microseconds.

The direction of a taste is Fisher's discriminant: ``(mean of the liked - mean of arXiv) / (variance + average
variance)``, with the covariance of all of arXiv. The covariance is taken as diagonal, because the dimensions of latent
semantic analysis hardly correlate. This needs no papers that the reader passed over, and was as good as a regression
that had them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from bot.core.model.papers import Paper
from papers.ranking.candidates import Matrix, author_keys, paper_labels, paper_text
from papers.ranking.semantics import Semantics

HALF_LIFE = 60.0
"""Days after which an example weighs half; 45 to 90 did equally well, 30 and 365 worse."""
MOST_AUTHORS_KEPT = 2_000
AWAY = 0.5
"""The weight of the direction away from disliked papers, relative to the direction towards liked ones."""


@dataclass(frozen=True, slots=True)
class Example:
    """Something liked (``weight`` above 0, 1 for a pick) or disliked (below 0).

    ``day`` counts days from any epoch. ``labels`` are category labels.
    """

    vector: Matrix
    day: float
    weight: float = 1.0
    authors: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()


def examples_of(papers: Iterable[Paper], days: Iterable[float], semantics: Semantics) -> list[Example]:
    """One example per liked paper."""
    liked = list(papers)
    vectors = semantics.embed([paper_text(paper) for paper in liked])
    return [
        Example(vector, day, 1.0, tuple(author_keys(paper)), paper_labels(paper))
        for paper, vector, day in zip(liked, vectors, days, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Taste:
    """Sums over examples, weighted as of ``day``, the day of the newest one.

    ``towards`` and ``away`` sum the vectors of liked and disliked examples, ``weight`` and ``away_weight`` their
    weights. ``author_weights`` (parallel to the sorted hashes ``authors``) and ``categories`` (by label) sum the
    weights of the liked examples that have them. ``word_preferences`` (vector, weight) and
    ``category_preferences`` are weights that people set.
    """

    towards: Matrix
    away: Matrix
    authors: NDArray[np.uint32]
    author_weights: Matrix
    weight: float = 0.0
    away_weight: float = 0.0
    day: float = 0.0
    categories: Mapping[str, float] = field(default_factory=dict)
    word_preferences: Sequence[tuple[Matrix, float]] = ()
    category_preferences: Mapping[str, float] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of its arrays."""
        return sum(each.nbytes for each in (self.towards, self.away, self.authors, self.author_weights))

    def with_examples(self, added: Iterable[Example]) -> "Taste":
        """Return this taste with more examples, which may come in any order."""
        examples = list(added)
        if not examples:
            return self
        day = max([float(each.day) for each in examples] + [self.day] * bool(self.weight or self.away_weight))
        fading = 0.5 ** ((day - self.day) / HALF_LIFE)
        weights = np.array([each.weight * 0.5 ** ((day - each.day) / HALF_LIFE) for each in examples], np.float32)
        vectors = np.stack([each.vector for each in examples])
        categories = {label: weight * fading for label, weight in self.categories.items()}
        for each, weight in zip(examples, weights.tolist(), strict=True):
            for label in each.labels if weight > 0 else ():
                categories[label] = categories.get(label, 0.0) + weight
        liked = np.maximum(weights, 0)
        authors, author_weights = _merged(self.authors, self.author_weights * fading, examples, liked)
        return replace(
            self,
            towards=self.towards * fading + liked @ vectors,
            away=self.away * fading + (liked - weights) @ vectors,
            authors=authors,
            author_weights=author_weights,
            weight=self.weight * fading + float(liked.sum()),
            away_weight=self.away_weight * fading + float((liked - weights).sum()),
            day=day,
            categories=categories,
        )

    def direction(self, semantics: Semantics) -> Matrix:
        """The vector whose dot product with a paper's vector says how much the paper is liked; 0 without examples."""
        if not self.weight and not self.away_weight:
            return np.zeros_like(self.towards)
        liked = self.towards / self.weight if self.weight else semantics.mean
        difference = liked - semantics.mean
        if self.away_weight:
            share = AWAY * self.away_weight / (self.away_weight + self.weight)
            difference = difference - share * (self.away / self.away_weight - semantics.mean)
        return self._turned(difference / (semantics.variance + semantics.variance.mean()))

    def _turned(self, direction: Matrix) -> Matrix:
        """The nearest direction in which each word's vector comes to its preferred multiple of its learned value.

        A forgotten word (0) then adds nothing to any paper's score, and the words that usually come with it little.
        """
        if not self.word_preferences:
            return direction
        vectors = np.stack([vector for vector, _ in self.word_preferences])
        weights = np.array([weight for _, weight in self.word_preferences], np.float32)
        learned = vectors @ direction
        wanted = weights * np.where(weights > 1, np.maximum(learned, 0), learned)
        turned: Matrix = direction + np.linalg.pinv(vectors) @ (wanted - learned)
        return turned


def _merged(
    keys: NDArray[np.uint32], weights: Matrix, examples: Sequence[Example], example_weights: Matrix
) -> tuple[NDArray[np.uint32], Matrix]:
    """The heaviest authors of the old ones and of the liked examples, sorted by key."""
    weighted = zip(examples, example_weights.tolist(), strict=True)
    liked = [(each.authors, weight) for each, weight in weighted if weight > 0]
    added = np.array([author for authors, _ in liked for author in authors], np.uint32)
    added_weights = np.repeat([weight for _, weight in liked], [len(authors) for authors, _ in liked])
    merged, place = np.unique(np.concatenate([keys, added]), return_inverse=True)
    total = np.bincount(place, np.concatenate([weights, added_weights]), len(merged)).astype(np.float32)
    kept = np.sort(np.argsort(-total, kind="stable")[:MOST_AUTHORS_KEPT])
    return merged[kept], total[kept]


def empty_taste(semantics: Semantics) -> Taste:
    empty = np.zeros(semantics.dimensions, np.float32)
    return Taste(empty, empty, np.zeros(0, np.uint32), np.zeros(0, np.float32))
