"""A day's candidates × the tastes of any number of readers: one score each, a weighted sum of a few terms.

The weights were learnt once, from the picks of one reader, a community and its parts over June to August 2025 together,
as those that make the picks likeliest among the papers of their day (``training/learn.py``). Nothing here depends
on the order of the candidates, on the time or on chance.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from papers.ranking.candidates import PLAIN, PRIMARY, Day, Matrix, standardised
from papers.ranking.matching import folded
from papers.ranking.semantics import Semantics
from papers.ranking.taste import Taste

PERSONAL = ("text", "categories", "known authors")
TERMS = (*PERSONAL, *PLAIN)
WEIGHTS: NDArray[np.float32] = np.array(
    [0.784, 0.213, 0.161, 0.944, 0.115, 0.122, 0.384, -0.443, 0.227, 0.242, 0.650, -0.232],
    np.float32,
)
"""One for each of :data:`TERMS`."""

RARE = 0.02
"""Added to a share of papers before its logarithm, so that one paper does not decide about a category."""
MOST_KNOWN = 3.0
BLOCK = 250
"""Tastes scored at once: 10 MB of working memory for a thousand candidates."""


def terms(day: Day, taste: Taste, semantics: Semantics) -> Matrix:
    """Shape ``(candidates, TERMS)``, before weighting; standing, position and the like are the same for everyone."""
    personal = _personal(day, [taste], semantics)
    return np.concatenate([np.stack([term[0] for term in personal], axis=1), day.plain], axis=1)


def scores(day: Day, tastes: Sequence[Taste], semantics: Semantics) -> Matrix:
    """Shape ``(candidates, tastes)``."""
    found = np.tile(usual_scores(day), (len(tastes), 1))
    for start in range(0, len(tastes), BLOCK):
        personal = _personal(day, tastes[start : start + BLOCK], semantics)
        for weight, term in zip(WEIGHTS[: len(PERSONAL)], personal, strict=True):
            found[start : start + BLOCK] += weight * term
    return found.T


def usual_scores(day: Day) -> Matrix:
    """What speaks for each candidate whoever reads."""
    found: Matrix = day.plain @ WEIGHTS[len(PERSONAL) :]
    return found


def _personal(day: Day, tastes: Sequence[Taste], semantics: Semantics) -> tuple[Matrix, Matrix, Matrix]:
    """One for each of :data:`PERSONAL`, in ``(tastes, candidates)``."""
    directions = np.stack([taste.direction(semantics) for taste in tastes])
    liking = _category_odds(day, tastes) @ day.categories.T
    return standardised(directions @ day.vectors.T, axis=1), liking, np.log1p(_known_authors(day, tastes))


def _category_odds(day: Day, tastes: Sequence[Taste]) -> Matrix:
    return np.stack([category_odds(taste, day.terms, day.background) for taste in tastes])


def category_odds(taste: Taste, categories: Sequence[str], background: Matrix) -> Matrix:
    """``log`` of how much more of what is liked has each category than of arXiv; 0 where nothing is liked."""
    if not taste.weight:
        return np.zeros(len(categories), np.float32)
    share = np.array([taste.categories.get(each, 0.0) for each in categories], np.float32) / taste.weight
    odds = np.log((share + RARE) / (background + RARE)).astype(np.float32)
    if not taste.set_categories:
        return odds
    weights = np.array(
        [taste.set_categories.get(folded(each.removeprefix(PRIMARY)), 1) for each in categories], np.float32
    )
    return odds * np.where(odds > 0, weights, np.minimum(weights, 1))


def _known_authors(day: Day, tastes: Sequence[Taste]) -> Matrix:
    """The weights of each candidate's authors, at most ``MOST_KNOWN`` each, in ``(tastes, candidates)``."""
    keys = np.concatenate([taste.authors for taste in tastes])
    weights = np.minimum(np.concatenate([taste.author_weights for taste in tastes]), MOST_KNOWN)
    row = np.repeat(np.arange(len(tastes)), [len(taste.authors) for taste in tastes])
    # Nearly all names are of people who announced nothing today: a table of the hashes' last 16 bits rules them out.
    today = np.zeros(1 << 16, np.bool_)
    today[day.authors & 0xFFFF] = True
    likely = np.flatnonzero(today[keys & 0xFFFF])
    keys, weights, row = keys[likely], weights[likely], row[likely]
    order = np.argsort(day.authors, kind="stable")
    authors, owners = day.authors[order], day.owners[order]
    first = np.searchsorted(authors, keys)
    times = np.searchsorted(authors, keys, side="right") - first
    hit = np.repeat(np.arange(len(keys)), times)
    place = first[hit] + np.arange(len(hit)) - np.repeat(np.cumsum(times) - times, times)[: len(hit)]
    cell = row[hit] * len(day.papers) + owners[place]
    found = np.bincount(cell, weights[hit], len(tastes) * len(day.papers))
    return found.astype(np.float32).reshape(len(tastes), len(day.papers))
