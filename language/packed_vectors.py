"""Vectors as bytes: a little-endian float32 scale, then one signed byte per dimension.

A component is its byte times the scale, so a vector of 512 dimensions takes 516 bytes. The scale is the largest
component of the vector divided by 127, so the error of a component is at most half the scale.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

_SCALE = np.dtype("<f4")
_LEVELS = 127


def pack(vectors: Floats) -> list[bytes]:
    """The rows of ``vectors`` as bytes, normalized to length 1; a row of zeros remains one."""
    rows = normalized(vectors)
    scales = np.abs(rows).max(axis=1) / _LEVELS
    levels = np.rint(rows / np.where(scales > 0, scales, 1)[:, None]).astype(np.int8)
    return [scale.tobytes() + level.tobytes() for scale, level in zip(scales.astype(_SCALE), levels, strict=True)]


def unpack(packed: Sequence[bytes]) -> Floats:
    """An array of shape ``(len(packed), dimensions)``; at least one vector, all with the same number of dimensions."""
    raw = np.frombuffer(b"".join(packed), np.uint8).reshape(len(packed), -1)
    scales = np.ascontiguousarray(raw[:, : _SCALE.itemsize]).view(_SCALE)
    return raw[:, _SCALE.itemsize :].view(np.int8).astype(np.float32) * scales


def cosines(query: bytes, packed: Sequence[bytes]) -> Floats:
    """The cosine of ``query`` with each of ``packed``."""
    if not packed:
        return np.zeros(0, np.float32)
    result: Floats = unpack(packed) @ unpack([query])[0]
    return result


def normalized(vectors: Floats) -> Floats:
    """The rows at length 1. Rows of zeros remain zeros; a component that is not finite becomes 0."""
    finite = np.nan_to_num(np.asarray(vectors, np.float32), nan=0.0, posinf=0.0, neginf=0.0)
    lengths = np.linalg.norm(finite, axis=1, keepdims=True)
    return (finite / np.where(lengths > 0, lengths, 1)).astype(np.float32)
