"""The score of each candidate for one reader: a sum of named terms, some learned, some asked for by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from bot.core.model.digests import Term
from bot.core.ports.ranking import Interaction
from papers.community.signals import boosts
from papers.ranking.candidates import CandidateSet, Matrix, Prior
from papers.ranking.features import FEATURES, WEIGHTS, feature_matrix
from papers.ranking.history import HistoryItem
from papers.ranking.rare_words import RareWords
from papers.ranking.reader_model import STATED_WEIGHT, ReaderModel
from papers.ranking.reasons import Grounds
from papers.ranking.semantics import Semantics
from papers.ranking.taste import Taste
from papers.ranking.taste_in_words import TasteInWords
from papers.ranking.text_cache import TextCache

AUTHOR, TITLE_KEYWORD, KEYWORD = 5.0, 4.0, 2.0
"""Added for a stated author or keyword. The learned part of a day's best papers is 2 to 5, so these decide."""
PRIMARY_CATEGORY = 2.0
"""Added for a stated primary category before anything is learned; it fades as the taste grows."""
LIKENESS, DISLIKENESS = 5.0, -3.0
"""Factors of rare-word cosines: the mean over the nearest liked items, and the cosine of the nearest disliked one.
They know words that the semantic model never saw."""
NEAREST = 8
"""Liked items that a candidate is compared with. One alone may be near by chance; all together are about everything."""
BELIEVABLE = 0.12
"""The smallest cosine at which a reader sees why two papers are called close."""

_LEARNED_TERMS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "term-content": ("text",),
    "term-categories": ("categories",),
    "term-known-authors": ("known authors",),
    "term-standing": ("author popularity",),
    "term-late": ("late", "last tenth", "last twentieth"),
    "term-team": ("authors",),
    "term-code": ("code",),
    "term-title": ("colon", "question", "title length"),
})  # fmt: skip
"""The features that each learned term sums."""
_RELATIVE_TO_DAY = ("term-late", "term-team")
"""Given as the difference from the day's average, because every paper has a place in the day, and authors."""


@dataclass(frozen=True, slots=True)
class _Similarity:
    """Each candidate's similarity to part of the history, and the most similar item where that is believable."""

    values: Matrix
    closest: Sequence[HistoryItem | None]


class ScoredCandidates:
    """``scores[row]`` is the score of ``candidates.papers[row]``."""

    def __init__(
        self,
        candidates: CandidateSet,
        rare_words: RareWords,
        reader: ReaderModel,
        cache: TextCache,
        semantics: Semantics,
        prior: Prior,
    ) -> None:
        def similarity(items: Sequence[HistoryItem], nearest: int) -> _Similarity:
            return _similarity(items, rare_words, reader.term_weights, cache, nearest)

        liked = similarity([item for item in reader.history if item.weight > 0], NEAREST)
        disliked = similarity([item for item in reader.history if item.interaction is Interaction.DISLIKED], 1)
        community = reader.profile.community
        self._in_words = TasteInWords(reader.taste, semantics, prior)
        self._closest_disliked = disliked.closest
        self._grounds = [
            Grounds(
                paper,
                reader.stated.authors_of(paper),
                *reader.stated.keywords_in(paper),
                closest,
                community.get(paper.paper_id, ()),
            )
            for paper, closest in zip(candidates.papers, liked.closest, strict=True)
        ]
        boost = boosts({paper.paper_id: community.get(paper.paper_id, ()) for paper in candidates.papers})
        self._terms = {
            **_learned_terms(candidates, reader.taste, semantics),
            "term-likeness": LIKENESS * liked.values,
            "term-dislikeness": DISLIKENESS * disliked.values,
            "term-primary": PRIMARY_CATEGORY * _primary_category(candidates, reader),
            "term-community": np.array([boost.get(paper.paper_id, 0) for paper in candidates.papers], np.float32),
        }
        stated = np.array([sum(term.value for term in _stated_terms(each)) for each in self._grounds])
        self.scores: NDArray[np.float64] = np.stack([*self._terms.values(), stated]).sum(axis=0, dtype=np.float64)

    def grounds(self, row: int) -> Grounds:
        return self._grounds[row]

    def terms(self, row: int) -> tuple[Term, ...]:
        """The terms that add up to a score, the strongest first."""
        rounded = {name: round(float(values[row]), 6) for name, values in self._terms.items()}
        terms = [Term(name, value, self._about(name, row)) for name, value in rounded.items() if value]
        return tuple(sorted([*_stated_terms(self._grounds[row]), *terms], key=lambda each: -abs(each.value)))

    def _about(self, name: str, row: int) -> str:
        grounds = self._grounds[row]
        if name in ("term-likeness", "term-dislikeness"):
            item = grounds.closest if name == "term-likeness" else self._closest_disliked[row]
            return item.title if item else ""
        return grounds.paper.categories[0] if name == "term-primary" else self._in_words.about(name, grounds.paper)


def _learned_terms(candidates: CandidateSet, taste: Taste, semantics: Semantics) -> dict[str, Matrix]:
    weighted = feature_matrix(candidates, taste, semantics) * WEIGHTS
    terms: dict[str, Matrix] = {
        name: weighted[:, [FEATURES.index(each) for each in features]].sum(axis=1)
        for name, features in _LEARNED_TERMS.items()
    }
    for name in _RELATIVE_TO_DAY:
        terms[name] = terms[name] - terms[name].mean()
    return terms


def _stated_terms(grounds: Grounds) -> list[Term]:
    return [
        *(Term("term-author", AUTHOR * weight, author) for (author, _), weight in grounds.authors.items()),
        *(Term("term-keyword-title", TITLE_KEYWORD * weight, each) for each, weight in grounds.title_keywords.items()),
        *(Term("term-keyword", KEYWORD * weight, each) for each, weight in grounds.keywords.items()),
    ]


def _primary_category(candidates: CandidateSet, reader: ReaderModel) -> Matrix:
    """1 for a stated primary category while nothing is learned, plus what people set above 1 for a category."""
    fading, stated = STATED_WEIGHT / (STATED_WEIGHT + reader.taste.weight), reader.profile.interests.categories

    def value(category: str) -> float:
        weight = reader.preferences.weight("category", category)
        return max(weight - 1, 0) + fading * min(weight, 1) * (category in stated)

    primary = [paper.categories[:1] for paper in candidates.papers]
    return np.array([sum(map(value, categories)) for categories in primary], np.float32)


def _similarity(
    items: Sequence[HistoryItem],
    rare_words: RareWords,
    term_weights: Mapping[int, float],
    cache: TextCache,
    nearest: int,
) -> _Similarity:
    """The mean over the ``nearest`` items. An item that weighs less than a note counts less; none counts more."""
    if not items:
        return _Similarity(np.zeros(rare_words.count, np.float32), [None] * rare_words.count)
    cosines = rare_words.cosines([cache.terms(item.text) for item in items], term_weights)
    weighted = cosines * np.array([min(abs(item.weight), 1) for item in items], np.float32)
    best = weighted.argmax(axis=1).tolist()
    believable = cosines[np.arange(len(cosines)), best] >= BELIEVABLE
    closest = [items[column] if sure else None for column, sure in zip(best, believable.tolist(), strict=True)]
    most = min(nearest, len(items))
    return _Similarity(-np.partition(-weighted, most - 1, axis=1)[:, :most].mean(axis=1), closest)
