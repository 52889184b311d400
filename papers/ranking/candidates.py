"""A day's candidates as numbers that are the same for every reader: prepared once a day, used for every profile."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from bot.core.model.papers import Paper
from papers.ranking.matching import folded
from papers.ranking.semantics import Semantics, Vectors, stable_hash
from papers.ranking.text_cache import TextCache

Matrix = NDArray[np.float32]

SHARED_FEATURES = (
    "author popularity", "late", "last tenth", "last twentieth", "authors", "code", "colon", "question", "title length"
)  # fmt: skip
"""The columns of :attr:`CandidateSet.shared_features`: they speak for a paper to every reader.

``author popularity``: log(1 + the community's picks of papers by these authors, at most 3 per author); ``late``:
minus log(1 + the number of candidates that follow). Papers submitted just before the deadline are picked far more
often than others (30% of one reader's picks are in the last twentieth of the day), because groups that care about
visibility time their submission.
"""

MOST_AUTHORS = 60
"""Authors of a paper that count. The author lists of large collaborations say nothing about one reader."""
MOST_PICKS = 3

_PRIMARY = "primary "
_CODE = ("github", "gitlab", "huggingface.co", "code is", "code and", "code will", "code are", "http://", "https://")


def author_keys(paper: Paper) -> list[int]:
    return [stable_hash(folded(name)) for name in paper.authors[:MOST_AUTHORS]]


def category_labels(categories: Sequence[str], primary: Sequence[str]) -> tuple[str, ...]:
    """A label per category, and a second label per primary category, because being primary says more."""
    return (*categories, *(_PRIMARY + category for category in primary))


def paper_labels(paper: Paper) -> tuple[str, ...]:
    """The category labels of a paper, whose first category is its primary one."""
    return category_labels(paper.categories, paper.categories[:1])


def category_of(label: str) -> str:
    return label.removeprefix(_PRIMARY)


def paper_text(paper: Paper) -> str:
    return f"{paper.title}\n{paper.abstract}"


@dataclass(frozen=True, slots=True)
class Prior:
    """Knowledge that does not depend on the reader.

    ``picks[i]`` is how often a community picked papers by the author ``authors[i]`` (hashes, sorted) up to ``until``
    (an ISO date), at most :data:`MOST_PICKS`. ``shares`` maps a category label to its share of arXiv's papers.
    """

    authors: NDArray[np.uint32]
    picks: NDArray[np.uint8]
    shares: Mapping[str, float]
    until: str

    def author_picks(self, authors: NDArray[np.uint32]) -> Matrix:
        """The community's picks per author; 0 for an unknown one."""
        if not len(self.authors):
            return np.zeros(len(authors), np.float32)
        place = np.minimum(np.searchsorted(self.authors, authors), len(self.authors) - 1)
        return np.where(self.authors[place] == authors, self.picks[place], 0).astype(np.float32)

    def label_shares(self, labels: Sequence[str]) -> Matrix:
        return np.array([self.shares.get(label, 0) for label in labels], np.float32)


def prior_from(picked: Iterable[Paper], shares: Mapping[str, float], until: str) -> Prior:
    """The prior from the papers that a community picked, each given once."""
    authors = np.array([author for paper in picked for author in author_keys(paper)], np.uint32)
    keys, counts = np.unique(authors, return_counts=True)
    return Prior(keys, np.minimum(counts, MOST_PICKS).astype(np.uint8), shares, until)


def load_prior() -> Prior:
    """Load the prior that ships with the package."""
    with as_file(files("papers.ranking") / "data" / "prior.npz") as file, np.load(file) as arrays:
        shares = dict(zip(arrays["terms"].tolist(), arrays["shares"].tolist(), strict=True))
        return Prior(arrays["keys"], arrays["counts"], shares, str(arrays["until"]))


@dataclass(frozen=True, slots=True)
class CandidateSet:
    """Candidates in the order of their ids, each once.

    ``vectors``, ``shared_features`` and ``categories`` have a row per paper. ``authors`` holds the author hashes of
    all papers; author ``i`` belongs to paper ``owners[i]``. ``categories`` has a column per entry of ``labels``, 1
    where the paper has that label; ``background`` is each label's share of arXiv's papers.
    """

    papers: tuple[Paper, ...]
    vectors: Vectors
    shared_features: Matrix
    authors: NDArray[np.uint32]
    owners: NDArray[np.intp]
    labels: tuple[str, ...]
    categories: Matrix
    background: Matrix


def prepare(papers: Iterable[Paper], embedder: Semantics | TextCache, prior: Prior) -> CandidateSet:
    """Prepare a day's papers. The newest version of each paper counts."""
    newest = {paper.paper_id: paper for paper in sorted(papers, key=lambda each: (each.version, each.title))}
    candidates = tuple(newest[each] for each in sorted(newest))
    keys = [author_keys(paper) for paper in candidates]
    authors = np.array([author for each in keys for author in each], np.uint32)
    owners = np.repeat(np.arange(len(candidates)), [len(each) for each in keys])
    popularity = np.bincount(owners, prior.author_picks(authors), len(candidates)).astype(np.float32)
    labels = tuple(sorted({label for paper in candidates for label in paper_labels(paper)}))
    column = {label: index for index, label in enumerate(labels)}
    categories = np.zeros((len(candidates), len(labels)), np.float32)
    for row, paper in enumerate(candidates):
        categories[row, [column[label] for label in paper_labels(paper)]] = 1
    return CandidateSet(
        candidates,
        embedder.embed([paper_text(paper) for paper in candidates]),
        _shared_features(candidates, popularity),
        authors,
        owners,
        labels,
        categories,
        prior.label_shares(labels),
    )


def _shared_features(papers: Sequence[Paper], popularity: Matrix) -> Matrix:
    count = len(papers)
    place = np.arange(count)
    part = place / count
    columns = (
        np.log1p(popularity),
        -np.log1p(count - 1 - place),
        part > 0.9,
        part > 0.95,
        [np.log1p(len(paper.authors)) for paper in papers],
        [_has_code(f"{paper.abstract} {paper.comment}".lower()) for paper in papers],
        [":" in paper.title for paper in papers],
        ["?" in paper.title for paper in papers],
        standardized(np.array([len(paper.title.split()) for paper in papers], np.float32)),
    )
    return np.stack([np.asarray(each, np.float32) for each in columns], axis=1)


def _has_code(text: str) -> bool:
    return any(sign in text for sign in _CODE)


def standardized(values: Matrix, axis: int = 0) -> Matrix:
    """Scale to mean 0 and standard deviation 1 along ``axis``; all 0 where all values are the same."""
    if not values.size:
        return values
    centered = values - values.mean(axis=axis, keepdims=True)
    deviation = np.sqrt(np.mean(centered * centered, axis=axis, keepdims=True))
    scaled: Matrix = centered / np.where(deviation > 1e-9, deviation, 1).astype(np.float32)
    return scaled
