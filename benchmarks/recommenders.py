"""Paperboy's ranking and its rivals: each scores a day's candidates from a reader's history."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

from benchmarks.picks import SECONDS, Chosen, Data, released
from papers.ranking.candidates import CandidateSet, Prior, load_prior, paper_text, prepare, prior_from
from papers.ranking.features import learned_scores
from papers.ranking.semantics import Semantics, load_semantics
from papers.ranking.taste import Example, empty_taste, examples_of

Scores = NDArray[np.float64]
NEIGHBOURS = 5
NEGATIVES = 4_000
COMMUNITY = "community"


@dataclass
class Bench:
    """Text vectors that all methods share, computed once. ``user`` is the person whose picks are to be predicted."""

    data: Data
    user: str

    @cached_property
    def semantics(self) -> Semantics:
        return load_semantics()

    @cached_property
    def rows(self) -> Mapping[str, int]:
        return {paper_id: row for row, paper_id in enumerate(self.data.papers)}

    @cached_property
    def tfidf(self) -> Any:
        """The features of arxiv-sanity-lite, plus terms of two words, which do better."""
        # A few papers share so few words that these limits would leave none.
        limits = {"min_df": 3, "max_df": 0.3} if len(self.data.papers) >= 1_000 else {}
        found = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, max_features=200_000, dtype=np.float32, **limits)
        return found.fit_transform([paper_text(paper) for paper in self.data.papers.values()]).tocsr()

    @cached_property
    def examples(self) -> Mapping[str, Example]:
        """An example, without a date, per paper that the reader picks."""
        papers = [self.data.papers[each.paper_id] for each in self.data.of(self.user)]
        found = examples_of(papers, [0.0] * len(papers), self.semantics)
        return {paper.paper_id: each for paper, each in zip(papers, found, strict=True)}

    @lru_cache(maxsize=4)  # noqa: B019 - one Bench lives as long as the process
    def prior(self, month: date) -> Prior:
        """The prior as shipped if it was made before the month, otherwise one from earlier picks.

        A community ranked as a person gets none: its own picks would reveal more than its permitted history.
        """
        shipped = load_prior()
        if self.user == COMMUNITY:
            return prior_from((), shipped.shares, "")
        if date.fromisoformat(shipped.until) < month:
            return shipped
        before = (each for each in self.data.of(COMMUNITY) if each.known < released(month))
        return prior_from([self.data.papers[each.paper_id] for each in before], shipped.shares, "")

    @lru_cache(maxsize=2)  # noqa: B019 - the same
    def day(self, on: date) -> CandidateSet:
        candidates = [self.data.papers[each] for each in self.data.days[on]]
        return prepare(candidates, self.semantics, self.prior(on.replace(day=1)))

    def __hash__(self) -> int:
        return id(self)

    def negatives(self, on: date, liked: Sequence[str]) -> list[int]:
        """Candidates of this day and earlier ones, without papers known to be liked."""
        known = set(liked)
        earlier = [each for day, ids in self.data.days.items() if day <= on for each in ids if each not in known]
        kept = np.random.default_rng(0).permutation(len(earlier))[:NEGATIVES]
        return [self.rows[earlier[each]] for each in kept]


Method = Callable[[Bench, date, Sequence[Chosen]], Scores]
"""Maps the history, oldest first, to a score per candidate of the day."""


def paperboy(bench: Bench, on: date, history: Sequence[Chosen]) -> Scores:
    examples = [
        Example(one.vector, each.known / SECONDS, 1.0, one.authors, one.labels)
        for each in history
        for one in [bench.examples[each.paper_id]]
    ]
    taste = empty_taste(bench.semantics).with_examples(examples)
    return learned_scores(bench.day(on), [taste], bench.semantics)[:, 0].astype(float)


def at_random(bench: Bench, on: date, _: Sequence[Chosen]) -> Scores:
    return np.random.default_rng(crc32(on.isoformat().encode())).random(len(bench.data.days[on]))


def recency(bench: Bench, on: date, _: Sequence[Chosen]) -> Scores:
    """Newest id first."""
    return np.arange(len(bench.data.days[on]), dtype=float)


def centroid(bench: Bench, on: date, history: Sequence[Chosen]) -> Scores:
    liked, candidates = _rows(bench, on, history)
    return np.asarray(candidates @ np.asarray(liked.mean(axis=0)).ravel())


def neighbors(bench: Bench, on: date, history: Sequence[Chosen]) -> Scores:
    liked, candidates = _rows(bench, on, history)
    found = (candidates @ liked.T).toarray()
    return np.asarray(np.sort(found, axis=1)[:, -NEIGHBOURS:].mean(axis=1))


def linear_svm(bench: Bench, on: date, history: Sequence[Chosen]) -> Scores:
    return _classified(bench, on, history, LinearSVC(C=0.1, class_weight="balanced"))


def logistic_regression(bench: Bench, on: date, history: Sequence[Chosen]) -> Scores:
    return _classified(bench, on, history, LogisticRegression(C=1, class_weight="balanced", solver="liblinear"))


def weighted_cosine(bench: Bench, on: date, history: Sequence[Chosen]) -> Scores:
    """The method of zotero-arxiv-daily over our vectors: the mean of cosines, in which newer items weigh more."""
    liked = np.stack([bench.examples[each.paper_id].vector for each in reversed(history)])
    weights = 1 / (1 + np.log10(np.arange(len(liked)) + 1))
    return np.asarray(bench.day(on).vectors @ (liked * (weights / weights.sum())[:, None]).sum(axis=0), float)


def _rows(bench: Bench, on: date, history: Sequence[Chosen]) -> tuple[Any, Any]:
    matrix, rows = bench.tfidf, bench.rows
    return matrix[[rows[each.paper_id] for each in history]], matrix[[rows[each] for each in bench.data.days[on]]]


def _classified(bench: Bench, on: date, history: Sequence[Chosen], model: Any) -> Scores:
    ids = [each.paper_id for each in history]
    negatives = bench.negatives(on, ids)
    rows = [bench.rows[each] for each in ids] + negatives
    model.fit(bench.tfidf[rows], [1] * len(ids) + [0] * len(negatives))
    return np.asarray(model.decision_function(_rows(bench, on, history)[1]))


METHODS: Mapping[str, Method] = {
    "paperboy": paperboy,
    "linear-svm-tfidf": linear_svm,
    "logistic-regression-tfidf": logistic_regression,
    "knn-tfidf": neighbors,
    "centroid-tfidf": centroid,
    "zotero-arxiv-daily": weighted_cosine,
    "recency": recency,
    "random": at_random,
}
