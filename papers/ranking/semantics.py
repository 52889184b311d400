"""Texts as short vectors of what they are about: latent semantic analysis, its word vectors shipped as a small file.

The file holds 12,000 English words of arXiv abstracts, each as a hash and a vector of 192 bytes
(``training/learn.py`` makes it). Unknown words count for nothing. A text without known words is the zero vector,
which is close to nothing.
"""

import re
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Shape ``(texts, dimensions)``; each row of length 1 or 0."""

LONGEST = 5_000
"""Characters of a text that are read. An abstract has at most 1,920; only long notes exceed this."""
BATCH = 256
"""Texts embedded at once: 30 MB of word vectors."""

_WORD = re.compile(r"\w\w+")


def stable_hash(text: str) -> int:
    """Return 32 bits that are the same in every process.

    Two of 12,000 words collide in one of 60 such vocabularies.
    """
    return zlib.crc32(text.encode())


def words(text: str) -> list[str]:
    """Lower-case words of two characters or more, without accents."""
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _WORD.findall(plain[:LONGEST].lower())


@dataclass(frozen=True, slots=True)
class Semantics:
    """``keys`` (word hashes) is sorted; ``rows[i] * scales[i]`` is the vector of word ``i``, weighted by its rarity.

    ``mean`` and ``variance`` describe the vectors of arXiv abstracts, per dimension.
    """

    keys: NDArray[np.uint32]
    rows: NDArray[np.int8]
    scales: NDArray[np.float32]
    mean: NDArray[np.float32]
    variance: NDArray[np.float32]

    @property
    def dimensions(self) -> int:
        return int(self.rows.shape[1])

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector per text: the sum of its word vectors, each times ``1 + log(occurrences)``."""
        vectors = np.zeros((len(texts), self.dimensions), np.float32)
        for start in range(0, len(texts), BATCH):
            vectors[start : start + BATCH] = self._summed(texts[start : start + BATCH])
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.where(lengths > 0, lengths, 1)
        return vectors

    def word_vectors(self, vocabulary: Sequence[str]) -> Vectors:
        """The vector of each word (as :func:`words` gives it), longer for rarer words; zero for an unknown word."""
        place, known = self._find(np.array([stable_hash(word) for word in vocabulary], np.uint32))
        return np.where(known[:, None], self.rows[place] * self.scales[place, None], np.float32(0))

    def _summed(self, texts: Iterable[str]) -> Vectors:
        counted = [Counter(map(stable_hash, words(text))) for text in texts]
        sizes = [len(each) for each in counted]
        flat = np.fromiter((word for each in counted for word in each), np.uint32, sum(sizes))
        times = np.fromiter((count for each in counted for count in each.values()), np.float32, sum(sizes))
        owner = np.repeat(np.arange(len(sizes)), sizes)
        place, known = self._find(flat)
        place, owner = place[known], owner[known]
        weights = (1 + np.log(times[known])) * self.scales[place]
        sums = np.zeros((len(sizes), self.dimensions), np.float32)
        starts = np.flatnonzero(np.diff(owner, prepend=-1))
        if len(starts):
            sums[owner[starts]] = np.add.reduceat(self.rows[place] * weights[:, None], starts, axis=0)
        return sums

    def _find(self, hashes: NDArray[np.uint32]) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        """The row of each word, and whether the word is known."""
        place = np.minimum(np.searchsorted(self.keys, hashes), len(self.keys) - 1)
        return place, self.keys[place] == hashes


def load_semantics() -> Semantics:
    """Load the word vectors that ship with the package."""
    with as_file(files("papers.ranking") / "data" / "semantics.npz") as file:
        return read_semantics(file)


def read_semantics(file: Path) -> Semantics:
    with np.load(file) as arrays:
        return Semantics(
            arrays["keys"],
            arrays["rows"],
            arrays["scales"].astype(np.float32),
            arrays["mean"].astype(np.float32),
            arrays["variance"].astype(np.float32),
        )
