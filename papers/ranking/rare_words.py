"""Similarity of texts by the rare words they share, including words that ``semantics.npz`` does not know."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from papers.ranking.candidates import Matrix
from papers.ranking.text_cache import Terms

_FREQUENT = 0.2
"""Terms in a larger share of the documents are left out: they say nothing, and are half of every text."""
_FEW = 20
"""A term in no more documents than this is never left out, so that a small day keeps its words."""
_HEAVIEST = 60
"""The heaviest terms of a text that are compared: nearly all of a similarity, in a fraction of the time."""


class RareWords:
    """A day's documents as unit vectors of inverse document frequency, ``log((N + 1) / (df + 1/2))``.

    Each term counts once: how often an abstract repeats it says nothing more.
    """

    def __init__(self, documents: Sequence[Terms]) -> None:
        self.count = len(documents)
        flat = np.concatenate(documents) if documents else np.zeros(0, np.uint32)
        self._terms, column, frequency = np.unique(flat, return_inverse=True, return_counts=True)
        frequent = frequency > max(_FEW, _FREQUENT * self.count)
        self._rarity = np.where(frequent, 0, np.log((self.count + 1) / (frequency + 0.5))).astype(np.float32)
        self._unseen = np.log((self.count + 1) / 0.5)
        owner = np.repeat(np.arange(self.count), [len(each) for each in documents])
        weight = self._rarity[column]
        length = np.sqrt(np.bincount(owner, weight * weight, self.count))
        weight /= np.where(length > 0, length, 1)[owner]
        self._starts = np.cumsum([0, *(len(each) for each in documents)])
        self._column, self._weight = column, weight
        by_column = np.argsort(column, kind="stable")
        self._owner_by_column, self._weight_by_column = owner[by_column], weight[by_column]
        self._first = np.concatenate([[0], np.cumsum(frequency)])

    def cosines(self, texts: Sequence[Terms], term_weights: Mapping[int, float]) -> Matrix:
        """Shape ``(documents, texts)``, 0 to 1 while no term weighs more than 1. ``texts`` must not be empty.

        A term counts ``term_weights`` times as much as usual.
        """
        vectors = [self._heaviest(each, term_weights) for each in texts]
        columns, weights = (np.concatenate(each) for each in zip(*vectors, strict=True))
        text = np.repeat(np.arange(len(texts)), [len(each) for each, _ in vectors])
        times = self._first[columns + 1] - self._first[columns]
        hit = np.repeat(np.arange(len(columns)), times)
        place = self._first[columns][hit] + np.arange(len(hit)) - np.repeat(np.cumsum(times) - times, times)
        cell = self._owner_by_column[place] * len(texts) + text[hit]
        cosines = np.bincount(cell, self._weight_by_column[place] * weights[hit], self.count * len(texts))
        return cosines.astype(np.float32).reshape(self.count, len(texts))

    def document_cosines(self, document: int, others: Sequence[int]) -> Matrix:
        """The cosine of one document with each of ``others``."""
        dense = np.zeros(len(self._terms), np.float32)
        columns, weights = self._document(document)
        dense[columns] = weights
        return np.array([dense[columns] @ weights for columns, weights in map(self._document, others)], np.float32)

    def _document(self, index: int) -> tuple[NDArray[np.intp], Matrix]:
        rows = slice(self._starts[index], self._starts[index + 1])
        return self._column[rows], self._weight[rows]

    def _heaviest(self, terms: Terms, term_weights: Mapping[int, float]) -> tuple[NDArray[np.intp], Matrix]:
        """The columns and weights of a text's heaviest terms that some document has."""
        column = np.minimum(np.searchsorted(self._terms, terms), len(self._terms) - 1)
        known = self._terms[column] == terms if len(self._terms) else np.zeros(len(terms), np.bool_)
        # An English word that no candidate has is a sign that the note is about something else. A Chinese character
        # is not: no English paper could share it.
        unseen = np.where(terms & 1, self._unseen, 0)
        weight = np.where(known, self._rarity[column] if len(self._terms) else 0, unseen).astype(np.float32)
        weight /= np.sqrt(weight @ weight) or 1
        if term_weights:
            weight *= np.array([term_weights.get(each, 1.0) for each in terms.tolist()], np.float32)
        heaviest = np.argsort(-weight, kind="stable")[:_HEAVIEST]
        kept = heaviest[known[heaviest] & (weight[heaviest] > 0)]
        return column[kept], weight[kept]
