"""A day's candidates × the tastes of any number of readers: one score each, a weighted sum of a few terms.

The weights were learnt once, from the picks of one reader, a community and its parts over June to August 2025 together,
as those that make the picks likeliest among the papers of their day (``benchmarks/learn.py``). Nothing here depends
on the order of the candidates, on the time or on chance.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from papers.candidates import PLAIN, Day, Matrix, standardised
from papers.semantics import Semantics
from papers.taste import Taste

PERSONAL = ("text", "categories", "known authors")
TERMS = (*PERSONAL, *PLAIN)
WEIGHTS: NDArray[np.float32] = np.array(
    [0.784, 0.213, 0.161, 0.944, 0.115, 0.122, 0.384, -0.443, 0.227, 0.242, 0.650, -0.232],
    np.float32,
)
"""One for each of :data:`TERMS`."""

RARE = 0.02
"""Added to a share of papers before its logarithm, so that one paper does not decide about a category."""
BLOCK = 250
"""Tastes scored at once: 10 MB of working memory for a thousand candidates."""


def terms(day: Day, taste: Taste, semantics: Semantics) -> Matrix:
    """Shape ``(candidates, TERMS)``, before weighting; standing, position and the like are the same for everyone."""
    personal = _personal(day, [taste], semantics)
    return np.concatenate([personal[:, 0, :].T, day.plain], axis=1)


def scores(day: Day, tastes: Sequence[Taste], semantics: Semantics) -> Matrix:
    """Shape ``(candidates, tastes)``."""
    found = np.empty((len(day.papers), len(tastes)), np.float32)
    same = day.plain @ WEIGHTS[len(PERSONAL) :]
    for start in range(0, len(tastes), BLOCK):
        personal = _personal(day, tastes[start : start + BLOCK], semantics)
        block = found[:, start : start + BLOCK]
        np.einsum("ktn,k->nt", personal, WEIGHTS[: len(PERSONAL)], out=block)
        block += same[:, None]
    return found


def _personal(day: Day, tastes: Sequence[Taste], semantics: Semantics) -> Matrix:
    """Shape ``(PERSONAL, tastes, candidates)``."""
    directions = np.stack([taste.direction(semantics) for taste in tastes])
    likeness = standardised(day.vectors @ directions.T).T
    liking = np.stack([_category_odds(day, taste) for taste in tastes]) @ day.categories.T
    return np.stack([likeness, liking, np.log1p(_known_authors(day, tastes))])


def _category_odds(day: Day, taste: Taste) -> Matrix:
    """``log`` of how much more of what they like has each category term than of arXiv; 0 for those who like nothing."""
    if not taste.weight:
        return np.zeros(len(day.terms), np.float32)
    share = np.array([taste.categories.get(term, 0.0) for term in day.terms], np.float32) / taste.weight
    return np.log((share + RARE) / (day.background + RARE)).astype(np.float32)


def _known_authors(day: Day, tastes: Sequence[Taste]) -> Matrix:
    """The weights of each candidate's authors, at most 3 each, in ``(tastes, candidates)``."""
    found = np.zeros((len(tastes), len(day.papers)), np.float32)
    order = np.argsort(day.authors, kind="stable")
    authors, owners = day.authors[order], day.owners[order]
    held = [np.fromiter(taste.authors, np.uint32, len(taste.authors)) for taste in tastes]
    keys = np.concatenate(held)
    weights = np.concatenate([np.fromiter(taste.authors.values(), np.float32, len(taste.authors)) for taste in tastes])
    row = np.repeat(np.arange(len(tastes)), [len(each) for each in held])
    first = np.searchsorted(authors, keys)
    times = np.searchsorted(authors, keys, side="right") - first
    hit = np.flatnonzero(times)
    repeated = np.repeat(hit, times[hit])
    offset = np.arange(len(repeated)) - np.repeat(np.cumsum(times[hit]) - times[hit], times[hit])
    np.add.at(found, (row[repeated], owners[first[repeated] + offset]), np.minimum(weights[repeated], 3.0))
    return found
