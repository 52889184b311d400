"""Stored vectors are small, nearly equal to the originals, and always finite."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from language.packed_vectors import cosines, pack, unpack

ROWS = arrays.arrays(np.float32, (3, 64), elements=st.floats(-1e6, 1e6, width=32))


@given(ROWS)
def test_a_stored_vector_keeps_its_direction(rows: np.ndarray) -> None:
    stored = unpack(pack(rows))
    for before, after in zip(rows, stored, strict=True):
        length = float(np.linalg.norm(before.astype(np.float64)))
        if length > 1e-3:
            assert float(after @ (before / length)) > 0.96  # each of 64 components is off by half a level at most


def test_the_scale_of_a_vector_follows_its_largest_component() -> None:
    """A vector of many small components would lose most of what it says at a scale for large ones."""
    rows = np.full((1, 512), 512**-0.5, np.float32)
    rows[0, ::2] *= -0.5
    unit = rows / np.linalg.norm(rows)
    assert np.abs(unpack(pack(rows)) - unit).max() <= np.abs(unit).max() / 127 / 2


def test_a_vector_of_the_default_encoder_takes_at_most_600_bytes() -> None:
    packed = pack(np.eye(2, 512, dtype=np.float32))
    assert [len(each) for each in packed] == [516, 516]


def test_cosines_are_those_of_the_vectors() -> None:
    draw = np.random.default_rng(1)
    rows = draw.normal(size=(20, 512)).astype(np.float32)
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    packed = pack(rows)
    assert cosines(packed[0], packed) == pytest.approx(unit @ unit[0], abs=0.01)


def test_nothing_compares_with_nothing() -> None:
    assert cosines(pack(np.ones((1, 4), np.float32))[0], []).size == 0


def test_components_that_are_not_finite_become_zero() -> None:
    packed = pack(np.array([[np.nan, np.inf, -np.inf, np.nan], [1, 0, 0, 0]], np.float32))
    assert unpack(packed).tolist() == [[0, 0, 0, 0], pytest.approx([1, 0, 0, 0])]
    assert cosines(packed[1], packed).tolist() == pytest.approx([0.0, 1.0], abs=0.01)
