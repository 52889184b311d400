"""What a day's scores are made of: named parts, each a number a candidate, and whom or what each tells of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from bot.core.model.papers import Paper
from papers.ranking.candidates import MOST_AUTHORS, Day, Matrix, Standing
from papers.ranking.learnt import strongest_words
from papers.ranking.matching import folded
from papers.ranking.scoring import TERMS, WEIGHTS, category_odds, terms
from papers.ranking.semantics import Semantics, key
from papers.ranking.taste import Taste

_LEARNT: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "term-content": ("text",),
    "term-categories": ("categories",),
    "term-known-authors": ("known authors",),
    "term-standing": ("standing",),
    "term-late": ("late", "last tenth", "last twentieth"),
    "term-team": ("authors",),
    "term-code": ("code",),
    "term-title": ("colon", "question", "title length"),
})  # fmt: skip
"""Which of ``papers.ranking.scoring.TERMS`` each sentence tells of."""
_AGAINST_THE_DAY = ("term-late", "term-team")
"""Told as the difference to the average of the day: every paper has a place in it, and authors."""
NAMED = 3
"""Words or names that one part tells of."""

Parts = Mapping[str, Matrix]
"""Shape ``(candidates,)`` each; a score is the sum of them all."""


def learnt_parts(day: Day, taste: Taste, semantics: Semantics) -> dict[str, Matrix]:
    weighed = terms(day, taste, semantics) * WEIGHTS
    found: dict[str, Matrix] = {
        name: weighed[:, [TERMS.index(each) for each in columns]].sum(axis=1) for name, columns in _LEARNT.items()
    }
    for name in _AGAINST_THE_DAY:
        found[name] = found[name] - found[name].mean()
    return found


@dataclass(frozen=True, slots=True)
class Telling:
    """What learnt parts tell of, in words and names of the paper."""

    taste: Taste
    semantics: Semantics
    standing: Standing

    def about(self, name: str, paper: Paper) -> str:
        tell = self._TELL.get(name)
        return ", ".join(tell(self, paper)) if tell else ""

    def _words(self, paper: Paper) -> Sequence[str]:
        direction = self.taste.direction(self.semantics)
        return [word for word, _ in strongest_words([paper.title, paper.abstract], direction, self.semantics, NAMED)]

    def _categories(self, paper: Paper) -> Sequence[str]:
        shares = np.array([self.standing.shares.get(each, 0) for each in paper.categories], np.float32)
        odds = category_odds(self.taste, paper.categories, shares)
        return [paper.categories[int(np.abs(odds).argmax())]] if len(odds) else []

    def _known(self, paper: Paper) -> Sequence[str]:
        weights = dict(zip(self.taste.authors.tolist(), self.taste.author_weights.tolist(), strict=True))
        return _heaviest(paper, lambda author: weights.get(author, 0))

    def _standing(self, paper: Paper) -> Sequence[str]:
        return _heaviest(paper, lambda author: float(self.standing.of(np.array([author], np.uint32))[0]))

    _TELL = MappingProxyType({
        "term-content": _words,
        "term-categories": _categories,
        "term-known-authors": _known,
        "term-standing": _standing,
    })  # fmt: skip


def _heaviest(paper: Paper, weight: Callable[[int], float]) -> Sequence[str]:
    """The authors that weigh anything."""
    weights = {name: weight(key(folded(name))) for name in paper.authors[:MOST_AUTHORS]}
    return sorted((name for name in weights if weights[name] > 0), key=lambda name: -weights[name])[:NAMED]
