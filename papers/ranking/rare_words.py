"""How much texts share rare words. Words that the model of :mod:`papers.ranking.semantics` never saw count as well."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from papers.ranking.candidates import Matrix
from papers.ranking.texts import Terms

_FREQUENT = 0.2
"""Terms in a larger share of the documents are left out: they say nothing, and are half of every text."""
_FEW = 20
"""Documents that a term may be in whatever the share, so that a small day keeps its words."""
_HEAVIEST = 60
"""Terms of a text compared with that count: nearly all of a similarity, in a fraction of the time."""


class RareWords:
    """A day's documents as vectors of ``log((N + 1) / (df + 1/2))`` of each distinct term, of unit length.

    How often a term stands in a text is left out: in an abstract it says no more than that it does.
    """

    def __init__(self, documents: Sequence[Terms]) -> None:
        self.count = len(documents)
        flat = np.concatenate(documents) if documents else np.zeros(0, np.uint32)
        self._terms, column, seen = np.unique(flat, return_inverse=True, return_counts=True)
        frequent = seen > max(_FEW, _FREQUENT * self.count)
        self._rarity = np.where(frequent, 0, np.log((self.count + 1) / (seen + 0.5))).astype(np.float32)
        self._unseen = np.log((self.count + 1) / 0.5)
        owner = np.repeat(np.arange(self.count), [len(each) for each in documents])
        weight = self._rarity[column]
        length = np.sqrt(np.bincount(owner, weight * weight, self.count))
        weight /= np.where(length > 0, length, 1)[owner]
        self._starts = np.cumsum([0, *(len(each) for each in documents)])
        self._column, self._weight = column, weight
        by_column = np.argsort(column, kind="stable")
        self._owner_of, self._weight_of = owner[by_column], weight[by_column]
        self._first = np.concatenate([[0], np.cumsum(seen)])

    def cosines(self, texts: Sequence[Terms], scale: Mapping[int, float]) -> Matrix:
        """``(documents, texts)``, between 0 and 1. There must be texts.

        A term that is in ``scale`` counts that many times what it would.
        """
        found = [self._heaviest(each, scale) for each in texts]
        columns, weights = (np.concatenate(each) for each in zip(*found, strict=True))
        text = np.repeat(np.arange(len(texts)), [len(each) for each, _ in found])
        times = self._first[columns + 1] - self._first[columns]
        hit = np.repeat(np.arange(len(columns)), times)
        place = self._first[columns][hit] + np.arange(len(hit)) - np.repeat(np.cumsum(times) - times, times)
        cell = self._owner_of[place] * len(texts) + text[hit]
        cosines = np.bincount(cell, self._weight_of[place] * weights[hit], self.count * len(texts))
        return cosines.astype(np.float32).reshape(self.count, len(texts))

    def likeness(self, one: int, others: Sequence[int]) -> Matrix:
        """The cosine of a document with each of some others."""
        whole = np.zeros(len(self._terms), np.float32)
        columns, weights = self._document(one)
        whole[columns] = weights
        return np.array([whole[columns] @ weights for columns, weights in map(self._document, others)], np.float32)

    def _document(self, index: int) -> tuple[NDArray[np.intp], Matrix]:
        rows = slice(self._starts[index], self._starts[index + 1])
        return self._column[rows], self._weight[rows]

    def _heaviest(self, terms: Terms, scale: Mapping[int, float]) -> tuple[NDArray[np.intp], Matrix]:
        """The columns and weights of a text's heaviest terms, of those that some document has."""
        column = np.searchsorted(self._terms, terms)
        column[column == len(self._terms)] = 0
        known = self._terms[column] == terms if len(self._terms) else np.zeros(len(terms), np.bool_)
        # A note in Chinese on an English paper has characters that no candidate can share: they are no sign that
        # the two are about different things, as an English word would be.
        unseen = np.where(terms & 1, self._unseen, 0)
        weight = np.where(known, self._rarity[column] if len(self._terms) else 0, unseen).astype(np.float32)
        weight /= np.sqrt(weight @ weight) or 1
        weight *= np.array([scale.get(each, 1.0) for each in terms.tolist()], np.float32) if scale else 1
        heaviest = np.argsort(-weight, kind="stable")[:_HEAVIEST]
        kept = heaviest[known[heaviest] & (weight[heaviest] > 0)]
        return column[kept], weight[kept]
