"""Arrays of vectors: as signed bytes, and as the signs of their components. Imports numpy."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.core.ports.embedding import Vector

SCALE = np.dtype("<f4")
Floats = npt.NDArray[np.float32]

_HEAD = 2
"""64-bit words of signs that are compared for every row, before all words are for the best rows."""

_WIDE = 10_000
_WIDE_SHARE = 50
"""All signs are compared of so many rows at least, or of one row in so many."""

_NARROW = 800
"""Rows returned."""

_AT_ONCE = 10_000
"""Rows whose signs are computed at a time."""


class Grown:
    """An array that grows at its end."""

    def __init__(self, width: int, kind: npt.DTypeLike) -> None:
        self._array: npt.NDArray[Any] = np.empty((0, width) if width else 0, kind)
        self._count = 0

    @property
    def rows(self) -> npt.NDArray[Any]:
        return self._array[: self._count]

    @property
    def bytes(self) -> int:
        return self._array.nbytes

    def __len__(self) -> int:
        return self._count

    def add(self, rows: npt.NDArray[Any]) -> None:
        needed = self._count + len(rows)
        if needed > len(self._array):
            larger = np.empty((needed + needed // 4, *self._array.shape[1:]), self._array.dtype)
            larger[: self._count] = self.rows
            self._array = larger
        self._array[self._count : needed] = rows
        self._count = needed


class Signs:
    """One bit per component, set where it is above the space's mean: 64-bit words, the last one padded with zeros.

    ``sampled`` has levels and scales of the sample's entries, whose vectors are kept.
    """

    def __init__(
        self,
        levels: npt.NDArray[np.int8],
        scales: Floats,
        sampled: Sequence[tuple[npt.NDArray[np.int8], Floats]],
    ) -> None:
        self._mean = (levels[::8] * scales[::8, None]).mean(axis=0)
        self._words = Grown(-(-levels.shape[1] // 64), np.uint64)
        self._heads = [Grown(0, np.uint64) for _ in range(min(_HEAD, -(-levels.shape[1] // 64)))]
        self._sample_ends = np.cumsum([0, *(len(rows) for rows, _ in sampled)]).tolist()
        self._sample = np.concatenate([rows for rows, _ in sampled])
        self._sample_scales = np.concatenate([rows for _, rows in sampled])
        self._usual_scale = float(np.median(scales))
        self.add(levels)

    @property
    def bytes(self) -> int:
        return self._words.bytes + sum(head.bytes for head in self._heads) + self._sample.nbytes

    def add(self, levels: npt.NDArray[np.int8]) -> None:
        for start in range(0, len(levels), _AT_ONCE):
            words = self._signs(levels[start : start + _AT_ONCE])
            self._words.add(words)
            for place, head in enumerate(self._heads):
                head.add(words[:, place])

    def near(self, query: Vector, among: npt.NDArray[Any] | None) -> npt.NDArray[Any]:
        """Up to ``_NARROW`` rows, ``among`` some if given, those with the most signs in common first."""
        (signs,) = self._signs(unpacked([query])[0])
        rows = among
        if rows is None:
            apart = np.zeros(len(self._words), np.uint8)
            for head, word in zip(self._heads, signs, strict=False):
                apart += np.bitwise_count(head.rows ^ word)
            wide = max(_WIDE, len(apart) // _WIDE_SHARE)
            within = np.cumsum(np.bincount(apart, minlength=1))
            rows = np.flatnonzero(apart <= np.searchsorted(within, min(wide, len(apart))))
        apart = np.bitwise_count(self._words.rows[rows] ^ signs).sum(axis=1, dtype=np.int64)
        if len(rows) > _NARROW:
            chosen = np.argpartition(apart, _NARROW)[:_NARROW]
            rows, apart = rows[chosen], apart[chosen]
        ordered: npt.NDArray[Any] = rows[np.lexsort((-rows, apart))]
        return ordered

    def sample(self, query: Vector) -> list[list[float]]:
        cosines = compared(query, self._sample, self._sample_scales).tolist()
        return [cosines[start:end] for start, end in pairwise(self._sample_ends)]

    def _signs(self, levels: npt.NDArray[np.int8]) -> npt.NDArray[np.uint64]:
        bits = np.packbits(levels > self._mean / self._usual_scale, axis=1)
        padded = np.zeros((len(bits), self._words.rows.shape[1] * 8), np.uint8)
        padded[:, : bits.shape[1]] = bits
        return padded.view(np.uint64)


def unpacked(packed: Sequence[Vector]) -> tuple[npt.NDArray[np.int8], Floats]:
    """The levels of vectors, and the scale to multiply each by; the layout is in ``language.packed_vectors``."""
    raw = np.frombuffer(b"".join(packed), np.uint8).reshape(len(packed), -1)
    scales = np.ascontiguousarray(raw[:, : SCALE.itemsize]).view(SCALE).ravel().astype(np.float32)
    return raw[:, SCALE.itemsize :].view(np.int8), scales


def compared(query: Vector, levels: npt.NDArray[np.int8], scales: Floats) -> Floats:
    """The cosine of ``query`` with each row."""
    (asked,), (scale,) = unpacked([query])
    question = asked.astype(np.float32) * scale
    found = np.empty(len(levels), np.float32)
    for start in range(0, len(levels), 512):  # as floats, these stay in the processor's cache
        # Not @, which uses all cores: ten times slower where these are busy.
        block = levels[start : start + 512].astype(np.float32)
        found[start : start + 512] = np.einsum("ij,j->i", block, question)
    result: Floats = found * scales
    return result
