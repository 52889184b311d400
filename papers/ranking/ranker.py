"""Which of a day's papers a space will want to read, and why: stated words and names first, then what it learnt.

Nothing here depends on the order of the candidates or on the time; chance has a seed, and one place at most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.core.model.digests import Pick, Term
from bot.core.model.papers import Paper
from bot.core.ports.ranking import Learnt, Profile
from bot.core.ports.text import Translator
from papers.ranking.candidates import Day, Standing, load_standing, prepare
from papers.ranking.candidates import text as text_of
from papers.ranking.learnt import learnt_from
from papers.ranking.rare_words import RareWords
from papers.ranking.readers import read
from papers.ranking.reasons import reasons
from papers.ranking.scored import Scored
from papers.ranking.scoring import usual_scores
from papers.ranking.semantics import Semantics, key, load_semantics
from papers.ranking.taste import Taste
from papers.ranking.texts import TextReader, Tokenize

UNUSUAL = 0.1
"""The best share of papers, whoever reads, that something different is chosen from."""
DAYS_KEPT = 4
"""Sets of candidates kept ready: several spaces follow the same categories; one takes 5 MB."""
FEWEST_TO_EXPLORE = 3
"""Picks from which on one may be something different."""
DUPLICATE = 0.8
"""The cosine from which on two candidates are one paper twice."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """Candidates, made once for all who get a digest of just these."""

    day: Day
    rare: RareWords


class LearningRanker:
    """What ``Ranker`` and ``Learning`` of ``bot.core.ports.ranking`` need, in the calling thread.

    ``tokenize`` gives the terms of a word or text.
    """

    def __init__(self, tokenize: Tokenize, semantics: Semantics, standing: Standing) -> None:
        self._texts = TextReader(tokenize, semantics)
        self._semantics = semantics
        self._standing = standing
        self._prepared = lru_cache(maxsize=DAYS_KEPT)(self._prepare)

    def rank(self, profile: Profile, candidates: Sequence[Paper], top: int, language: Translator) -> list[Pick]:
        """The ``top`` best candidates; fewer when the others are nearly the same as one above them."""
        if not candidates:
            return []
        ready, reader = self._prepared(frozenset(candidates)), read(profile, self._texts, self._semantics)
        scored = Scored(ready.day, ready.rare, reader, self._texts, self._semantics, self._standing)
        order = np.argsort(-scored.scores, kind="stable").tolist()
        chosen = _without_duplicates(order, ready.rare, top)
        different = _different(profile.explore, scored.scores, chosen, ready) if len(chosen) == top else None
        shown = chosen if different is None else [*chosen[:-1], different]
        picks = []
        for rank, row in enumerate(shown, 1):
            finding, terms = scored.finding(row), scored.terms(row)
            because = reasons(finding, profile.interests, reader.latest.year, language)
            if row == different:
                because, terms = (language.text("reason-different"),), (Term("term-different", 0.0), *terms)
            picks.append(Pick(finding.paper.paper_id, rank, round(float(scored.scores[row]), 6), because, terms))
        return picks

    def taste(self, profile: Profile) -> Taste:
        """What is learnt from a profile. A subscription's own words weigh like one paper liked."""
        return read(profile, self._texts, self._semantics).taste

    def learnt(self, profile: Profile, most: int) -> Learnt:
        """What :meth:`taste` amounts to, at most ``most`` of each kind."""
        reader = read(profile, self._texts, self._semantics)
        liked = [anchor for anchor in reader.anchors if anchor.worth > 0]
        texts = [*reader.stated.keywords, *(anchor.text for anchor in liked)]
        papers = [anchor.paper for anchor in liked if anchor.paper]
        return learnt_from(texts, papers, reader.taste, self._semantics, self._standing, most)

    def _prepare(self, candidates: frozenset[Paper]) -> _Prepared:
        day = prepare(candidates, self._texts, self._standing)
        return _Prepared(day, RareWords([self._texts.terms(text_of(paper)) for paper in day.papers]))


def learning_ranker(tokenize: Tokenize) -> LearningRanker:
    """With the model that ships (``papers/ranking/data``)."""
    return LearningRanker(tokenize, load_semantics(), load_standing())


def _without_duplicates(order: Sequence[int], rare: RareWords, top: int) -> list[int]:
    chosen: list[int] = []
    for row in order:
        if len(chosen) == top:
            break
        if not _among(row, chosen, rare):
            chosen.append(row)
    return chosen


def _among(row: int, chosen: Sequence[int], rare: RareWords) -> bool:
    return bool((rare.likeness(row, chosen) >= DUPLICATE).any())


def _different(seed: str, scores: NDArray[np.float64], chosen: Sequence[int], ready: _Prepared) -> int | None:
    """One of the day's papers that many will read and this space would not be shown, the same for the same seed."""
    if not seed or len(chosen) < FEWEST_TO_EXPLORE:
        return None
    usual = np.argsort(-usual_scores(ready.day), kind="stable").tolist()
    others = [row for row in usual if scores[row] < scores[chosen[-1]]]
    within = others[: max(1, int(len(usual) * UNUSUAL))]
    by_chance = sorted(within, key=lambda row: key(f"{seed} {ready.day.papers[row].paper_id}"))
    return next((row for row in by_chance if not _among(row, chosen, ready.rare)), None)
