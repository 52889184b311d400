"""What ranking reads out of a text, remembered: most of a day's papers, and all that a space noted, come again."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from papers.ranking.semantics import Semantics, Vectors, key

Tokenize = Callable[[str], Sequence[str]]
Terms = NDArray[np.uint32]
"""The distinct terms of a text, sorted, each a hash whose lowest bit says that it is of ASCII letters."""

TEXTS_KEPT = 6_000
"""Texts whose vector and terms are kept: two days of computer science and the notes of a few spaces, in 25 MB."""
WORDS_KEPT = 30_000
"""Words whose terms are kept: papers share most of theirs; a day of computer science has 20,000, in 15 MB."""
LONGEST_WORD = 40
"""Characters of a word worth keeping; Chinese text has no blanks, and a sentence of it never comes again."""
_AROUND = ".,;:!?()[]\"'"


class TextReader:
    """``tokenize`` gives the terms of a word or text."""

    def __init__(self, tokenize: Tokenize, semantics: Semantics) -> None:
        self._tokenize = tokenize
        self._semantics = semantics
        self._known_word = lru_cache(WORDS_KEPT)(self._word)
        self.terms = lru_cache(TEXTS_KEPT)(self._terms)
        self._vector = lru_cache(TEXTS_KEPT)(lambda text: semantics.vectors([text])[0])

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """The same as :meth:`Semantics.vectors`."""
        empty = np.zeros((0, self._semantics.dimensions), np.float32)
        return np.stack([self._vector(text) for text in texts]) if texts else empty

    def _terms(self, text: str) -> Terms:
        words = dict.fromkeys(word.strip(_AROUND) for word in text.split())
        terms = (self._known_word(word) if len(word) <= LONGEST_WORD else self._word(word) for word in words)
        return np.unique(np.fromiter(chain.from_iterable(terms), np.uint32))

    def _word(self, word: str) -> tuple[int, ...]:
        return tuple(key(term) & ~1 | term.isascii() for term in self._tokenize(word))
