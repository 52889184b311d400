"""The vector and terms of texts, cached: most of a day's papers and all notes of a space come up again."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from papers.ranking.semantics import Semantics, Vectors, stable_hash

Tokenize = Callable[[str], Sequence[str]]
Terms = NDArray[np.uint32]
"""The distinct terms of a text as sorted hashes. The lowest bit is 1 where the term is of ASCII letters."""

TEXTS_KEPT = 6_000
"""Texts whose vector and terms are cached: two days of computer science and the notes of a few spaces, in 25 MB."""
WORDS_KEPT = 30_000
"""Words whose terms are cached. Papers share most words; a day of computer science has 20,000, in 15 MB."""
LONGEST_WORD = 40
"""Characters of a word worth caching. Chinese has no blanks, so a "word" may be a sentence, which never recurs."""
_PUNCTUATION = ".,;:!?()[]\"'"


class TextCache:
    """``tokenize`` gives the terms of a word or text."""

    def __init__(self, tokenize: Tokenize, semantics: Semantics) -> None:
        self._tokenize = tokenize
        self._semantics = semantics
        self._cached_word_terms = lru_cache(WORDS_KEPT)(self._word_terms)
        self.terms = lru_cache(TEXTS_KEPT)(self._terms)
        self._vector = lru_cache(TEXTS_KEPT)(lambda text: semantics.embed([text])[0])

    def embed(self, texts: Sequence[str]) -> Vectors:
        """The same as :meth:`Semantics.embed`."""
        empty = np.zeros((0, self._semantics.dimensions), np.float32)
        return np.stack([self._vector(text) for text in texts]) if texts else empty

    def _terms(self, text: str) -> Terms:
        words = dict.fromkeys(word.strip(_PUNCTUATION) for word in text.split())
        terms = (
            self._cached_word_terms(word) if len(word) <= LONGEST_WORD else self._word_terms(word) for word in words
        )
        return np.unique(np.fromiter(chain.from_iterable(terms), np.uint32))

    def _word_terms(self, word: str) -> tuple[int, ...]:
        return tuple(stable_hash(term) & ~1 | term.isascii() for term in self._tokenize(word))
