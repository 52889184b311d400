"""The papers of a day that a space will want to read, and why.

Candidates become features (``candidates``, ``semantics``, ``rare_words``), a profile becomes a reader model with its
taste (``history``, ``preferences``, ``reader_model``, ``taste``), both together a score (``features``, ``score``).
This module chooses from the scores; ``reasons`` and ``taste_in_words`` explain.

Nothing here depends on the order of the candidates or on the time. Chance has a seed, and one place at most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.core.model.digests import Pick, Term
from bot.core.model.papers import Paper
from bot.core.ports.ranking import Profile, TasteSummary
from bot.core.ports.text import Translator
from papers.ranking.candidates import CandidateSet, Prior, load_prior, paper_text, prepare
from papers.ranking.features import shared_scores
from papers.ranking.rare_words import RareWords
from papers.ranking.reader_model import build_reader_model
from papers.ranking.reasons import reasons, surprise_reasons
from papers.ranking.score import ScoredCandidates
from papers.ranking.semantics import Semantics, load_semantics, stable_hash
from papers.ranking.taste import Taste
from papers.ranking.taste_in_words import TasteInWords
from papers.ranking.text_cache import TextCache, Tokenize

SURPRISE_SHARE = 0.1
"""The share of papers, best for readers in general, from which a surprise is chosen."""
SETS_KEPT = 4
"""Candidate sets kept ready, because several spaces follow the same categories; one takes 5 MB."""
FEWEST_WITH_SURPRISE = 3
"""The smallest number of picks of which one may be a surprise."""
DUPLICATE = 0.8
"""The smallest cosine at which two candidates are one paper twice."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """Made once for all digests of just these candidates."""

    candidates: CandidateSet
    rare_words: RareWords


class LearningRanker:
    """Implements ``Ranker`` and ``TasteSummarizer`` of ``bot.core.ports.ranking``, in the calling thread.

    ``tokenize`` gives the terms of a word or text.
    """

    def __init__(self, tokenize: Tokenize, semantics: Semantics, prior: Prior) -> None:
        self._cache = TextCache(tokenize, semantics)
        self._semantics = semantics
        self._prior = prior
        self._prepared = lru_cache(maxsize=SETS_KEPT)(self._prepare)

    def rank(self, profile: Profile, papers: Sequence[Paper], top: int, language: Translator) -> list[Pick]:
        """Return the ``top`` best candidates; fewer if the others nearly duplicate better ones."""
        if not papers:
            return []
        ready = self._prepared(frozenset(papers))
        reader = build_reader_model(profile, self._cache, self._semantics)
        scored = ScoredCandidates(ready.candidates, ready.rare_words, reader, self._cache, self._semantics, self._prior)
        order = np.argsort(-scored.scores, kind="stable").tolist()
        chosen = _without_duplicates(order, ready.rare_words, top)
        surprise = _surprise(profile.explore, scored.scores, chosen, ready) if len(chosen) == top else None
        picks = []
        for rank, row in enumerate(chosen if surprise is None else [*chosen[:-1], surprise], 1):
            grounds, terms = scored.grounds(row), scored.terms(row)
            because = reasons(grounds, profile, reader.latest.year, language)
            if row == surprise:
                because, terms = surprise_reasons(language), (Term("term-different", 0.0), *terms)
            picks.append(Pick(grounds.paper.paper_id, rank, round(float(scored.scores[row]), 6), because, terms))
        return picks

    def taste(self, profile: Profile) -> Taste:
        """Return the taste learned from a profile. A subscription's own words weigh like one liked paper."""
        return build_reader_model(profile, self._cache, self._semantics).taste

    def summarize(self, profile: Profile, most: int) -> TasteSummary:
        """Return the taste in words, names and categories, at most ``most`` of each."""
        reader = build_reader_model(profile, self._cache, self._semantics)
        liked = [item for item in reader.history if item.weight > 0]
        texts = [*reader.stated.keywords, *(item.text for item in liked)]
        papers = [item.paper for item in liked if item.paper]
        return TasteInWords(reader.taste, self._semantics, self._prior).summary(texts, papers, most)

    def _prepare(self, papers: frozenset[Paper]) -> _Prepared:
        candidates = prepare(papers, self._cache, self._prior)
        return _Prepared(candidates, RareWords([self._cache.terms(paper_text(each)) for each in candidates.papers]))


def learning_ranker(tokenize: Tokenize) -> LearningRanker:
    """Return the ranker with the model that ships (``papers/ranking/data``)."""
    return LearningRanker(tokenize, load_semantics(), load_prior())


def _without_duplicates(order: Sequence[int], rare_words: RareWords, top: int) -> list[int]:
    chosen: list[int] = []
    for row in order:
        if len(chosen) == top:
            break
        if not _is_duplicate(row, chosen, rare_words):
            chosen.append(row)
    return chosen


def _is_duplicate(row: int, chosen: Sequence[int], rare_words: RareWords) -> bool:
    return bool((rare_words.document_cosines(row, chosen) >= DUPLICATE).any())


def _surprise(seed: str, scores: NDArray[np.float64], chosen: Sequence[int], ready: _Prepared) -> int | None:
    """A paper that many will read and that this space would not see otherwise; the same one for the same seed."""
    if not seed or len(chosen) < FEWEST_WITH_SURPRISE:
        return None
    popular = np.argsort(-shared_scores(ready.candidates), kind="stable").tolist()
    others = [row for row in popular if scores[row] < scores[chosen[-1]]]
    best = others[: max(1, int(len(popular) * SURPRISE_SHARE))]
    by_chance = sorted(best, key=lambda row: stable_hash(f"{seed} {ready.candidates.papers[row].paper_id}"))
    return next((row for row in by_chance if not _is_duplicate(row, chosen, ready.rare_words)), None)
