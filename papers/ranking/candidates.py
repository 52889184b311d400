"""A day's papers as numbers that are the same for every reader: made once a day, used for every profile."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.core.model.papers import Paper
from papers.ranking.matching import folded
from papers.ranking.semantics import Vectors, key

Matrix = NDArray[np.float32]

PLAIN = ("standing", "late", "last tenth", "last twentieth", "authors", "code", "colon", "question", "title length")
"""The columns of :attr:`Day.plain`.

Papers submitted just before the deadline are picked far more often than others (of one reader's picks 30% are in
the last twentieth of the day): groups who care about being seen time it. ``standing``: log(1 + picks by the
community of papers by these authors, at most 3 each); ``late``: minus log(1 + how many of the day came after).
"""

PRIMARY = "primary "
"""Before a category that is the first of a paper."""
MOST_AUTHORS = 60
"""Authors of a paper that count; the lists of collaborations say nothing about one reader."""
MOST_STANDING = 3.0

_CODE = ("github", "gitlab", "huggingface.co", "code is", "code and", "code will", "code are", "http://", "https://")


def author_keys(paper: Paper) -> list[int]:
    return [key(folded(name)) for name in paper.authors[:MOST_AUTHORS]]


def category_terms(paper: Paper) -> list[str]:
    """Its categories, and the primary one once more by that name."""
    return [*paper.categories, *(PRIMARY + first for first in paper.categories[:1])]


def text(paper: Paper) -> str:
    return f"{paper.title}\n{paper.abstract}"


@dataclass(frozen=True, slots=True)
class Standing:
    """How often the community picked papers of an author (sorted ``keys``, ``counts``), up to ``until`` (a date).

    ``shares`` says how many of arXiv's papers have a category term.
    """

    keys: NDArray[np.uint32]
    counts: NDArray[np.uint8]
    shares: Mapping[str, float]
    until: str

    def of(self, authors: NDArray[np.uint32]) -> Matrix:
        if not len(self.keys):
            return np.zeros(len(authors), np.float32)
        place = np.minimum(np.searchsorted(self.keys, authors), len(self.keys) - 1)
        counts = np.minimum(self.counts[place], MOST_STANDING)
        return np.where(self.keys[place] == authors, counts, 0).astype(np.float32)


def standing_from(picked: Iterable[Paper], shares: Mapping[str, float], until: str) -> Standing:
    """From the papers a community picked, each once."""
    found = np.array([each for paper in picked for each in author_keys(paper)], np.uint32)
    keys, counts = np.unique(found, return_counts=True)
    return Standing(keys, np.minimum(counts, MOST_STANDING).astype(np.uint8), shares, until)


def load_standing() -> Standing:
    with as_file(files("papers.ranking") / "data" / "standing.npz") as file:
        return read_standing(file)


def read_standing(file: Path) -> Standing:
    with np.load(file) as held:
        shares = dict(zip(held["terms"].tolist(), held["shares"].tolist(), strict=True))
        return Standing(held["keys"], held["counts"], shares, str(held["until"]))


@dataclass(frozen=True, slots=True)
class Day:
    """Candidates in the order of their ids, each once. Author ``i`` of ``authors`` is one of paper ``owners[i]``.

    ``categories`` has one row a paper and one column a ``terms``, 1 where the paper has it; ``background`` is how
    common each of them is on arXiv.
    """

    papers: tuple[Paper, ...]
    vectors: Vectors
    plain: Matrix
    authors: NDArray[np.uint32]
    owners: NDArray[np.intp]
    terms: tuple[str, ...]
    categories: Matrix
    background: Matrix


class Reads(Protocol):
    """``papers.ranking.semantics.Semantics``, or what remembers its vectors."""

    def vectors(self, texts: Sequence[str]) -> Vectors: ...


def prepare(candidates: Iterable[Paper], semantics: Reads, standing: Standing) -> Day:
    """Of one paper in several versions the newest counts."""
    newest = {paper.paper_id: paper for paper in sorted(candidates, key=lambda each: (each.version, each.title))}
    papers = tuple(newest[each] for each in sorted(newest))
    authors = [author_keys(paper) for paper in papers]
    owners = np.repeat(np.arange(len(papers)), [len(each) for each in authors])
    flat = np.array([each for found in authors for each in found], np.uint32)
    terms = tuple(sorted({term for paper in papers for term in category_terms(paper)}))
    column = {term: index for index, term in enumerate(terms)}
    categories = np.zeros((len(papers), len(terms)), np.float32)
    for row, paper in enumerate(papers):
        categories[row, [column[term] for term in category_terms(paper)]] = 1
    return Day(
        papers,
        semantics.vectors([text(paper) for paper in papers]),
        _plain(papers, np.bincount(owners, standing.of(flat), len(papers)).astype(np.float32)),
        flat,
        owners,
        terms,
        categories,
        np.array([standing.shares.get(term, 0) for term in terms], np.float32),
    )


def _plain(papers: Sequence[Paper], standing: Matrix) -> Matrix:
    count = len(papers)
    place = np.arange(count)
    part = place / max(count, 1)
    columns = (
        np.log1p(standing),
        -np.log1p(count - 1 - place),
        part > 0.9,
        part > 0.95,
        [np.log1p(len(paper.authors)) for paper in papers],
        [_has_code(f"{paper.abstract} {paper.comment}".lower()) for paper in papers],
        [":" in paper.title for paper in papers],
        ["?" in paper.title for paper in papers],
        standardised(np.array([len(paper.title.split()) for paper in papers], np.float32)),
    )
    return np.stack([np.asarray(each, np.float32) for each in columns], axis=1)


def _has_code(text: str) -> bool:
    return any(sign in text for sign in _CODE)


def standardised(values: Matrix, axis: int = 0) -> Matrix:
    """With mean 0 and deviation 1 along ``axis``; all 0 where all are the same."""
    if not values.size:
        return values
    centred = values - values.mean(axis=axis, keepdims=True)
    spread = np.sqrt(np.mean(centred * centred, axis=axis, keepdims=True))
    found: Matrix = centred / np.where(spread > 1e-9, spread, 1).astype(np.float32)
    return found
