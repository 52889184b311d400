"""Learns the files in ``papers/ranking/data``, ``semantics.npz`` and ``prior.npz``, and prints the weights of features.

Everything comes from papers and picks before ``--until``. The weights maximize the likelihood of the picks of the
reader, of the community and of its parts by topic, each with 20 picks known and with all: a softmax over the papers of
each day, with all days counting the same. Therefore they do not fit any one person's taste.
"""

import argparse
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, diags
from sklearn.cluster import KMeans
from sklearn.utils.extmath import randomized_svd

from benchmarks.picks import EVAL, SECONDS, Chosen, Data, read, released
from benchmarks.recommenders import COMMUNITY
from bot.core.model.papers import Paper
from papers.ranking.candidates import CandidateSet, paper_labels, paper_text, prepare, prior_from
from papers.ranking.features import FEATURES, feature_matrix
from papers.ranking.semantics import Semantics, Vectors, read_semantics, stable_hash, words
from papers.ranking.taste import Example, empty_taste, examples_of

VOCABULARY, DIMENSIONS = 12_000, 192
"""20,000 words or 256 dimensions did no better, nor did terms of two words."""
TOO_FREQUENT = 0.3
PARTS = 5
RIDGE = 0.02

Problem = tuple[NDArray[np.float64], NDArray[np.bool_]]
"""A day: its features, and which papers were picked."""


def main() -> None:
    options = _options()
    data = read(options.papers, options.picks)
    before = [on for on in data.days if on <= options.until]
    papers = [data.papers[each] for on in before for each in data.days[on]]
    shares = {label: count / len(papers) for label, count in Counter(_labels(papers)).items()}
    semantics = learn_semantics([paper_text(paper) for paper in papers], options.folder / "semantics.npz")

    def picked(until: date) -> list[Paper]:
        return [data.papers[each.paper_id] for each in data.of(COMMUNITY) if each.known < released(until)]

    end = date.fromordinal(options.until.toordinal() + 1)
    prior = prior_from(picked(end), shares, options.until.isoformat())
    np.savez_compressed(
        options.folder / "prior.npz",
        keys=prior.authors,
        counts=prior.picks,
        terms=np.array(list(shares)),
        shares=np.array(list(shares.values()), np.float32),
        until=prior.until,
    )
    months = {on.replace(day=1) for on in before}
    monthly = {month: prior_from(picked(month), shares, "") for month in months}
    days = {
        on: prepare([data.papers[each] for each in data.days[on]], semantics, monthly[on.replace(day=1)])
        for on in before
    }
    problems = [each for user in _people(data, semantics) for each in _problems(data, user, days, semantics)]
    for feature, weight in zip(FEATURES, likeliest_weights(problems), strict=True):
        print(f"{feature:17} {weight:7.3f}")


def _labels(papers: Sequence[Paper]) -> list[str]:
    return [label for paper in papers for label in paper_labels(paper)]


def learn_semantics(texts: Sequence[str], file: Path) -> Semantics:
    """Latent semantic analysis of ``(1 + log tf) * idf``, without the first dimension, which all texts share."""
    counted = [Counter(words(each)) for each in texts]
    frequency = Counter(word for each in counted for word in each)
    kept = [word for word, count in frequency.most_common() if count <= TOO_FREQUENT * len(texts)][:VOCABULARY]
    by_key = {stable_hash(word): word for word in reversed(kept)}
    keys = np.array(sorted(by_key), np.uint32)
    column = {by_key[each]: index for index, each in enumerate(keys.tolist())}
    rarity = np.array([np.log(len(texts) / frequency[word]) + 1 for word in column], np.float32)
    cells = [
        (row, column[word], times) for row, each in enumerate(counted) for word, times in each.items() if word in column
    ]
    rows, columns, times = (np.array(each) for each in zip(*cells, strict=True))
    matrix = csr_matrix(((1 + np.log(times)) * rarity[columns], (rows, columns)), (len(texts), len(keys)))
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix = diags(1 / np.maximum(lengths, 1e-9)) @ matrix
    _, _, directions = randomized_svd(matrix, DIMENSIONS + 1, n_iter=2, random_state=0)
    projection = directions[1:].T * rarity[:, None]
    scales = np.abs(projection).max(axis=1) / 127 + 1e-12
    found = Semantics(
        keys,
        np.rint(projection / scales[:, None]).astype(np.int8),
        scales.astype(np.float32),
        *np.zeros((2, 1), np.float32),
    )
    vectors = found.embed(texts)
    np.savez_compressed(
        file, keys=keys, rows=found.rows, scales=found.scales, mean=vectors.mean(axis=0), variance=vectors.var(axis=0)
    )
    return read_semantics(file)


def _people(data: Data, semantics: Semantics) -> list[list[Chosen]]:
    community = data.of(COMMUNITY)
    vectors: Vectors = semantics.embed([paper_text(data.papers[each.paper_id]) for each in community])
    part = KMeans(PARTS, n_init=3, random_state=0).fit_predict(vectors)
    parts = [[each for each, other in zip(community, part, strict=True) if other == one] for one in range(PARTS)]
    return [*(data.of(user) for user in sorted({each.user for each in data.chosen})), *parts]


def _problems(
    data: Data, picks: Sequence[Chosen], days: dict[date, CandidateSet], semantics: Semantics
) -> list[Problem]:
    papers = [data.papers[each.paper_id] for each in picks]
    examples = examples_of(papers, [each.known / SECONDS for each in picks], semantics)
    found: list[Problem] = []
    for newest in (20, len(picks)):
        for on, day in days.items():
            known: list[Example] = [one for each, one in zip(picks, examples, strict=True) if each.known < released(on)]
            later = {each.paper_id for each in picks if each.known >= released(on)}
            wanted = np.array([paper.paper_id in later for paper in day.papers])
            if known and wanted.any():
                taste = empty_taste(semantics).with_examples(known[-newest:])
                found.append((feature_matrix(day, taste, semantics).astype(float), wanted))
    return found


def likeliest_weights(problems: Sequence[Problem]) -> NDArray[np.float64]:
    """The weights of a softmax over each day's papers, with a ridge on the weights of standardized features."""
    every = np.concatenate([each for each, _ in problems])
    spread = every.std(axis=0) + 1e-6
    starts = np.cumsum([0, *(len(each) for each, _ in problems)])[:-1]
    owner = np.repeat(np.arange(len(problems)), [len(each) for each, _ in problems])
    wanted = np.concatenate([picked / picked.sum() for _, picked in problems])

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        scores = every @ (weights / spread)
        scores -= np.maximum.reduceat(scores, starts)[owner]
        odds = np.exp(scores)
        total = np.add.reduceat(odds, starts)
        likelihood = (wanted @ scores - np.log(total).sum()) / len(problems)
        gradient = ((wanted - odds / total[owner]) @ every) / spread / len(problems)
        return RIDGE * (weights @ weights) - likelihood, 2 * RIDGE * weights - gradient

    found = minimize(loss, np.zeros(len(FEATURES)), jac=True, method="L-BFGS-B")
    return np.asarray(found.x / spread)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--papers", type=Path, default=EVAL / "papers.jsonl.gz")
    parser.add_argument("--picks", type=Path, default=EVAL / "picks.jsonl.gz")
    parser.add_argument("--until", type=date.fromisoformat, default=date(2025, 8, 31))
    parser.add_argument("--folder", type=Path, default=Path("papers/ranking/data"))
    return parser.parse_args()


if __name__ == "__main__":
    main()
