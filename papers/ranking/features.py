"""The learned part of a score: a day's candidates × any number of tastes, each score a weighted sum of features.

The weights were learned once, from the picks of one reader, a community and its parts over June to August 2025
together, as those that make the picks likeliest among the papers of their day (``training/learn.py``). Nothing here
depends on the order of the candidates, on the time or on chance.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from papers.ranking.candidates import SHARED_FEATURES, CandidateSet, Matrix, category_of, standardized
from papers.ranking.matching import folded
from papers.ranking.semantics import Semantics
from papers.ranking.taste import Taste

PERSONAL_FEATURES = ("text", "categories", "known authors")
FEATURES = (*PERSONAL_FEATURES, *SHARED_FEATURES)
WEIGHTS: NDArray[np.float32] = np.array(
    [0.784, 0.213, 0.161, 0.944, 0.115, 0.122, 0.384, -0.443, 0.227, 0.242, 0.650, -0.232],
    np.float32,
)
"""One per entry of :data:`FEATURES`."""

SMOOTHING = 0.02
"""Added to a share of papers before its logarithm, so that one paper does not decide about a category."""
MOST_KNOWN = 3.0
"""The largest weight of a known author: an author liked often does not outweigh what a paper is about."""
BLOCK = 250
"""Tastes scored at once: 10 MB of working memory for a thousand candidates."""


def feature_matrix(candidates: CandidateSet, taste: Taste, semantics: Semantics) -> Matrix:
    """Shape ``(candidates, FEATURES)``, before weighting."""
    personal = _personal_features(candidates, [taste], semantics)
    columns = np.stack([feature[0] for feature in personal], axis=1)
    return np.concatenate([columns, candidates.shared_features], axis=1)


def learned_scores(candidates: CandidateSet, tastes: Sequence[Taste], semantics: Semantics) -> Matrix:
    """Shape ``(candidates, tastes)``."""
    scores = np.tile(shared_scores(candidates), (len(tastes), 1))
    for start in range(0, len(tastes), BLOCK):
        personal = _personal_features(candidates, tastes[start : start + BLOCK], semantics)
        for weight, feature in zip(WEIGHTS[: len(PERSONAL_FEATURES)], personal, strict=True):
            scores[start : start + BLOCK] += weight * feature
    return scores.T


def shared_scores(candidates: CandidateSet) -> Matrix:
    """The part of each candidate's score that is the same for every reader."""
    scores: Matrix = candidates.shared_features @ WEIGHTS[len(PERSONAL_FEATURES) :]
    return scores


def _personal_features(
    candidates: CandidateSet, tastes: Sequence[Taste], semantics: Semantics
) -> tuple[Matrix, Matrix, Matrix]:
    """One matrix per entry of :data:`PERSONAL_FEATURES`, shape ``(tastes, candidates)``."""
    directions = np.stack([taste.direction(semantics) for taste in tastes])
    odds = np.stack([category_odds(taste, candidates.labels, candidates.background) for taste in tastes])
    return (
        standardized(directions @ candidates.vectors.T, axis=1),
        odds @ candidates.categories.T,
        np.log1p(_known_author_weights(candidates, tastes)),
    )


def category_odds(taste: Taste, labels: Sequence[str], background: Matrix) -> Matrix:
    """The log of each label's share of the liked papers over its share of arXiv; 0 where nothing is liked."""
    if not taste.weight:
        return np.zeros(len(labels), np.float32)
    share = np.array([taste.categories.get(label, 0.0) for label in labels], np.float32) / taste.weight
    odds = np.log((share + SMOOTHING) / (background + SMOOTHING)).astype(np.float32)
    if not taste.category_preferences:  # nearly always, and looking up labels costs more than all the rest
        return odds
    weights = np.array([taste.category_preferences.get(folded(category_of(each)), 1) for each in labels], np.float32)
    return odds * np.where(odds > 0, weights, np.minimum(weights, 1))


def _known_author_weights(candidates: CandidateSet, tastes: Sequence[Taste]) -> Matrix:
    """The summed weights of each candidate's authors, at most :data:`MOST_KNOWN` each; ``(tastes, candidates)``."""
    keys = np.concatenate([taste.authors for taste in tastes])
    weights = np.minimum(np.concatenate([taste.author_weights for taste in tastes]), MOST_KNOWN)
    row = np.repeat(np.arange(len(tastes)), [len(taste.authors) for taste in tastes])
    # Nearly all known authors have no paper today: a table of the hashes' last 16 bits rules them out quickly.
    today = np.zeros(1 << 16, np.bool_)
    today[candidates.authors & 0xFFFF] = True
    likely = np.flatnonzero(today[keys & 0xFFFF])
    keys, weights, row = keys[likely], weights[likely], row[likely]
    order = np.argsort(candidates.authors, kind="stable")
    authors, owners = candidates.authors[order], candidates.owners[order]
    first = np.searchsorted(authors, keys)
    times = np.searchsorted(authors, keys, side="right") - first
    hit = np.repeat(np.arange(len(keys)), times)
    place = first[hit] + np.arange(len(hit)) - np.repeat(np.cumsum(times) - times, times)
    cell = row[hit] * len(candidates.papers) + owners[place]
    sums = np.bincount(cell, weights[hit], len(tastes) * len(candidates.papers))
    return sums.astype(np.float32).reshape(len(tastes), len(candidates.papers))
