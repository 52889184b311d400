"""What a reader likes, learnt from examples: a few sums, so that one more example takes microseconds.

The direction of their taste is Fisher's discriminant with the covariance of all of arXiv, taken as diagonal, because
the dimensions of latent semantic analysis hardly correlate: ``(mean of what they like - mean of arXiv) / (variance
+ average variance)``. It needs no papers they passed over, and was as good as a regression that had them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import msgspec
import numpy as np

from bot.core.model.papers import Paper
from papers.candidates import Matrix, author_keys, category_terms, text
from papers.semantics import Semantics

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

    ``towards`` and ``away`` sum vectors; ``authors`` and ``categories`` the weight of the examples that have them.
    """

    towards: Matrix
    away: Matrix
    weight: float = 0.0
    away_weight: float = 0.0
    day: float = 0.0
    authors: Mapping[int, float] = field(default_factory=dict)
    categories: Mapping[str, float] = field(default_factory=dict)

    def more(self, examples: Iterable[Example]) -> "Taste":
        """This taste and what the examples add, in whatever order they come."""
        found = list(examples)
        if not found:
            return self
        day = max([each.day for each in found] + [self.day] * bool(self.weight or self.away_weight))
        fading = 0.5 ** ((day - self.day) / HALF_LIFE)
        towards, away = self.towards * fading, self.away * fading
        weight, away_weight = self.weight * fading, self.away_weight * fading
        authors = {author: held * fading for author, held in self.authors.items()}
        categories = {category: held * fading for category, held in self.categories.items()}
        for each in found:
            now = abs(each.weight) * 0.5 ** ((day - each.day) / HALF_LIFE)
            if each.weight < 0:
                away, away_weight = away + now * each.vector, away_weight + now
                continue
            towards, weight = towards + now * each.vector, weight + now
            for author in each.authors:
                authors[author] = authors.get(author, 0.0) + now
            for category in each.categories:
                categories[category] = categories.get(category, 0.0) + now
        kept = sorted(authors.items(), key=lambda item: (-item[1], item[0]))[:MOST_AUTHORS_KEPT]
        return Taste(towards, away, weight, away_weight, day, dict(kept), categories)

    def direction(self, semantics: Semantics) -> Matrix:
        """What to multiply vectors with; zero where nothing is known."""
        if not self.weight and not self.away_weight:
            return np.zeros_like(self.towards)
        liked = self.towards / self.weight if self.weight else semantics.mean
        wanted = liked - semantics.mean
        if self.away_weight:
            share = AWAY * self.away_weight / (self.away_weight + self.weight)
            wanted = wanted - share * (self.away / self.away_weight - semantics.mean)
        found: Matrix = wanted / (semantics.variance + semantics.variance.mean())
        return found


def no_taste(semantics: Semantics) -> Taste:
    empty = np.zeros(semantics.dimensions, np.float32)
    return Taste(empty, empty)


class _Packed(msgspec.Struct, array_like=True):
    vectors: bytes
    weights: tuple[float, float, float]
    authors: bytes
    author_weights: bytes
    categories: dict[str, float]


def pack(taste: Taste) -> bytes:
    """For storing: 2 to 14 kB. A weight loses its last digits (16-bit floats), not its meaning."""
    authors = np.array(list(taste.authors), np.uint32)
    held = np.array(list(taste.authors.values()), np.float16)
    vectors = np.stack([taste.towards, taste.away]).astype(np.float32).tobytes()
    weights = (taste.weight, taste.away_weight, taste.day)
    return msgspec.msgpack.encode(
        _Packed(vectors, weights, authors.tobytes(), held.tobytes(), dict(taste.categories))
    )


def unpack(held: bytes) -> Taste:
    """Raises ``msgspec.DecodeError`` for what :func:`pack` did not make."""
    found = msgspec.msgpack.decode(held, type=_Packed)
    towards, away = np.frombuffer(found.vectors, np.float32).reshape(2, -1)
    authors = np.frombuffer(found.authors, np.uint32).tolist()
    weights = np.frombuffer(found.author_weights, np.float16).astype(float).tolist()
    return Taste(towards, away, *found.weights, dict(zip(authors, weights, strict=True)), found.categories)


