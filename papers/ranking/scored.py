"""A day's candidates scored for one reader: what was learnt, and what is asked for by name, part by part."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.core.model.digests import Term
from bot.core.ports.ranking import Deed
from papers.community.signals import boosts
from papers.ranking.candidates import Day, Matrix, Standing
from papers.ranking.parts import Telling, learnt_parts
from papers.ranking.rare_words import RareWords
from papers.ranking.readers import STATED, Reader
from papers.ranking.reasons import Finding
from papers.ranking.semantics import Semantics
from papers.ranking.teaching import Anchor
from papers.ranking.texts import TextReader

AUTHOR, TITLE_KEYWORD, KEYWORD, PRIMARY = 5.0, 4.0, 2.0, 2.0
"""Beside what is learnt, 2 to 5 for the best papers of a day: who asks for something by name is served. That a stated
category is a paper's primary one matters only as long as little was learnt, or as people set it."""
LIKENESS, DISLIKENESS = 5.0, -3.0
"""Times a cosine of rare words: the mean over the nearest things liked, and that of the nearest thing disliked. They
know the words that the model never saw."""
NEAREST = 8
"""Liked things that a candidate is compared with: one alone may be near by chance, all are about everything."""
BELIEVABLE = 0.12
"""The cosine from which on a reader sees why one paper is called close to another."""


@dataclass(frozen=True, slots=True)
class _Compared:
    """How like each candidate is to some anchors, and the anchor it is most like, if that is believable."""

    likeness: Matrix
    closest: Sequence[Anchor | None]


class Scored:
    """``scores`` has one number a candidate, in the order of ``day.papers``."""

    def __init__(
        self, day: Day, rare: RareWords, reader: Reader, texts: TextReader, semantics: Semantics, standing: Standing
    ) -> None:
        liked = _compared([each for each in reader.anchors if each.worth > 0], rare, reader, texts, NEAREST)
        disliked = _compared([each for each in reader.anchors if each.deed is Deed.DISLIKED], rare, reader, texts, 1)
        self._telling = Telling(reader.taste, semantics, standing)
        self._disliked = disliked.closest
        self._findings = [
            Finding(
                paper,
                reader.stated.authors_of(paper),
                *reader.stated.keywords_in(paper),
                closest,
                reader.profile.community.get(paper.paper_id, ()),
            )
            for paper, closest in zip(day.papers, liked.closest, strict=True)
        ]
        self._parts = {
            **learnt_parts(day, reader.taste, semantics),
            "term-likeness": LIKENESS * liked.likeness,
            "term-dislikeness": DISLIKENESS * disliked.likeness,
            "term-primary": PRIMARY * _primary(day, reader),
            "term-community": _community(day, reader),
        }
        stated = np.array([sum(term.value for term in _stated(each)) for each in self._findings])
        self.scores: NDArray[np.float64] = np.stack([*self._parts.values(), stated]).sum(axis=0, dtype=np.float64)

    def finding(self, row: int) -> Finding:
        return self._findings[row]

    def terms(self, row: int) -> tuple[Term, ...]:
        """What a score is the sum of, the strongest first."""
        learnt = {name: float(values[row]) for name, values in self._parts.items()}
        told = [
            Term(name, round(value, 6), self._about(name, row)) for name, value in learnt.items() if round(value, 6)
        ]
        return tuple(sorted([*_stated(self._findings[row]), *told], key=lambda each: -abs(each.value)))

    def _about(self, name: str, row: int) -> str:
        finding = self._findings[row]
        if name in ("term-likeness", "term-dislikeness"):
            anchor = finding.closest if name == "term-likeness" else self._disliked[row]
            return anchor.title if anchor else ""
        return finding.paper.categories[0] if name == "term-primary" else self._telling.about(name, finding.paper)


def _stated(finding: Finding) -> list[Term]:
    return [
        *(Term("term-author", AUTHOR * weight, author) for (author, _), weight in finding.authors.items()),
        *(Term("term-keyword-title", TITLE_KEYWORD * weight, each) for each, weight in finding.title_keywords.items()),
        *(Term("term-keyword", KEYWORD * weight, each) for each, weight in finding.keywords.items()),
    ]


def _primary(day: Day, reader: Reader) -> Matrix:
    """1 for a stated category while nothing is learnt, and what people set a category above 1."""
    unlearnt, stated = STATED / (STATED + reader.taste.weight), reader.profile.interests.categories

    def worth(category: str) -> float:
        weight = reader.wishes.weight("category", category)
        return max(weight - 1, 0) + unlearnt * min(weight, 1) * (category in stated)

    return np.array([worth(paper.categories[0]) if paper.categories else 0 for paper in day.papers], np.float32)


def _community(day: Day, reader: Reader) -> Matrix:
    found = boosts({each.paper_id: reader.profile.community.get(each.paper_id, ()) for each in day.papers})
    return np.array([found.get(paper.paper_id, 0) for paper in day.papers], np.float32)


def _compared(anchors: Sequence[Anchor], rare: RareWords, reader: Reader, texts: TextReader, nearest: int) -> _Compared:
    """An anchor worth less than a note counts less; one that people gave more weight is no closer for it."""
    if not anchors:
        return _Compared(np.zeros(rare.count, np.float32), [None] * rare.count)
    cosines = rare.cosines([texts.terms(anchor.text) for anchor in anchors], reader.term_weights)
    worth = np.array([min(abs(anchor.worth), 1) for anchor in anchors], np.float32)
    weighed = cosines * worth
    closest = weighed.argmax(axis=1).tolist()
    believable = cosines[np.arange(len(cosines)), closest] >= BELIEVABLE
    named = [anchors[best] if sure else None for best, sure in zip(closest, believable.tolist(), strict=True)]
    most = min(nearest, len(anchors))
    return _Compared(-np.partition(-weighed, most - 1, axis=1)[:, :most].mean(axis=1), named)
