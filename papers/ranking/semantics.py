"""Texts as short vectors of what they are about: latent semantic analysis, its word vectors shipped as a small file.

The file holds 12,000 English words of arXiv abstracts, each as a hash and a vector of 192 bytes
(``training/learn.py`` makes it). A word that is not in it says nothing, and a text without known words is the
zero vector, which is close to nothing.
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
"""Characters of a text that are read: an abstract has at most 1,920, a long note the rest."""
BATCH = 256
"""Texts projected at once: 30 MB of word vectors."""

_WORD = re.compile(r"\w\w+")


def key(word: str) -> int:
    """A stable 32-bit hash. Two of 12,000 words collide once in 60 such vocabularies."""
    return zlib.crc32(word.encode())


def words(text: str) -> list[str]:
    """Lower-case words of two characters or more, without accents."""
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _WORD.findall(plain[:LONGEST].lower())


@dataclass(frozen=True, slots=True)
class Semantics:
    """``keys`` is sorted; row ``i`` of ``rows`` times ``scales[i]`` is the vector of its word, its rarity included.

    ``mean`` and ``variance`` are those of the vectors of arXiv abstracts, per dimension.
    """

    keys: NDArray[np.uint32]
    rows: NDArray[np.int8]
    scales: NDArray[np.float32]
    mean: NDArray[np.float32]
    variance: NDArray[np.float32]

    @property
    def dimensions(self) -> int:
        return int(self.rows.shape[1])

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text: the sum of its word vectors, each times ``1 + log(occurrences)``."""
        found = np.zeros((len(texts), self.dimensions), np.float32)
        for start in range(0, len(texts), BATCH):
            found[start : start + BATCH] = self._projected(texts[start : start + BATCH])
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        found /= np.where(lengths > 0, lengths, 1)
        return found

    def of_words(self, found: Sequence[str]) -> Vectors:
        """The vector of each word (one of :func:`words`), longer for rarer ones; zero for a word that is not known."""
        wanted = np.array([key(word) for word in found], np.uint32)
        place = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        known = (self.keys[place] == wanted)[:, None]
        return np.where(known, self.rows[place] * self.scales[place, None], np.float32(0))

    def _projected(self, texts: Iterable[str]) -> Vectors:
        counted = [Counter(map(key, words(text))) for text in texts]
        sizes = [len(each) for each in counted]
        flat = np.fromiter((term for each in counted for term in each), np.uint32, sum(sizes))
        times = np.fromiter((count for each in counted for count in each.values()), np.float32, sum(sizes))
        owner = np.repeat(np.arange(len(sizes)), sizes)
        place = np.minimum(np.searchsorted(self.keys, flat), len(self.keys) - 1)
        known = self.keys[place] == flat
        place, owner = place[known], owner[known]
        weights = (1 + np.log(times[known])) * self.scales[place]
        found = np.zeros((len(sizes), self.dimensions), np.float32)
        starts = np.flatnonzero(np.diff(owner, prepend=-1))
        if len(starts):
            found[owner[starts]] = np.add.reduceat(self.rows[place] * weights[:, None], starts, axis=0)
        return found


def load_semantics() -> Semantics:
    with as_file(files("papers.ranking") / "data" / "semantics.npz") as file:
        return read_semantics(file)


def read_semantics(file: Path) -> Semantics:
    with np.load(file) as held:
        return Semantics(
            held["keys"],
            held["rows"],
            held["scales"].astype(np.float32),
            held["mean"].astype(np.float32),
            held["variance"].astype(np.float32),
        )
