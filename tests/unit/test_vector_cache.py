"""The vectors in memory give the nearest entries, exactly or by their signs, whatever is added, changed or dropped."""

from collections.abc import Collection, Sequence

import numpy as np
import pytest

from bot.core.ports.library import HitKind
from language.packed_vectors import cosines, pack, unpack
from storage.search import vector_cache
from storage.search.keys import EntryKey, key_of, kind_of, row_id_of
from storage.search.vector_arrays import Signs
from storage.search.vector_cache import SpaceVectors, Stored, VectorCaches

DIMENSIONS = 100
BOTH = tuple(HitKind)
ENTRIES = [key_of(kind, row_id) for row_id in range(1, 101) for kind in HitKind]


class Space:
    """A space's vectors, and the same in a dictionary, of which the nearest are found by comparing all."""

    def __init__(self, seed: int = 0) -> None:
        self._chance = np.random.default_rng(seed)
        self._next = 1
        self.kept: dict[EntryKey, Sequence[bytes]] = {}
        self.vectors = SpaceVectors()

    def vector(self) -> bytes:
        return pack(self._chance.normal(size=(1, DIMENSIONS)).astype(np.float32))[0]

    def add(self, keys: Collection[EntryKey]) -> None:
        """Embed the entries, with one to three passages each; those embedded before get the opposite vectors."""
        rows: list[Stored] = []
        for key in keys:
            known = self.kept.get(key)
            self.kept[key] = pack(-unpack(known)) if known else [self.vector() for _ in range(1 + key % 3)]
            for passage, vector in enumerate(self.kept[key]):
                rows.append(Stored(self._next, kind_of(key).value, row_id_of(key), passage, vector))
                self._next += 1
        self.vectors.add(rows)

    def nearest(self, query: bytes, most: int, among: Collection[EntryKey]) -> list[EntryKey]:
        best = {key: float(cosines(query, self.kept[key]).max()) for key in self.kept if key in among}
        return sorted(best, key=lambda key: -best[key])[:most]


@pytest.fixture
def space() -> Space:
    made = Space()
    made.add(ENTRIES)
    return made


@pytest.fixture(params=["exact", "signs", "signs from the middle on"])
def any_space(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Space:
    monkeypatch.setattr(vector_cache, "EXACT", {"exact": 10_000, "signs": 10}.get(request.param, 200))
    made = Space()
    for start in range(0, len(ENTRIES), 50):
        made.add(ENTRIES[start : start + 50])
    assert made.vectors.holds_vectors == (request.param == "exact")
    return made


def test_the_nearest_entries_come_first_with_the_cosines_of_all_their_passages(space: Space) -> None:
    query, also = space.vector(), ENTRIES[7]
    found = space.vectors.nearest(query, BOTH, 10, also=[also, key_of(HitKind.NOTE, 999)])
    assert found.keys == space.nearest(query, 10, ENTRIES)
    assert found.cosines.keys() == {*found.keys, also}
    for key, near in found.cosines.items():
        assert near == pytest.approx(cosines(query, space.kept[key]).tolist(), abs=1e-5)


def test_an_entry_is_the_nearest_to_its_own_vector_however_they_are_kept(any_space: Space) -> None:
    for key in ENTRIES:
        for vector in any_space.kept[key]:
            assert any_space.vectors.nearest(vector, BOTH, 1).keys == [key]


def test_only_entries_of_the_kinds_and_among_those_asked_for_are_found(any_space: Space) -> None:
    query = any_space.vector()
    for kind in HitKind:
        of_kind = [key for key in ENTRIES if kind_of(key) is kind]
        assert set(any_space.vectors.nearest(query, [kind], 1_000).keys) == set(of_kind)
        among = of_kind[10:30]
        assert set(any_space.vectors.nearest(query, BOTH, 1_000, among=among).keys) == set(among)
        assert any_space.vectors.nearest(query, [kind], 9, among=ENTRIES[:0]).keys == []
    for key in ENTRIES:
        assert any_space.vectors.nearest(any_space.kept[key][-1], BOTH, 1, among=[key, ENTRIES[0]]).keys == [key]


def test_an_entry_embedded_again_is_found_by_its_new_vectors_only(any_space: Space) -> None:
    changed = ENTRIES[3:9]
    before = {key: any_space.kept[key][0] for key in changed}
    any_space.add(changed)
    for key, vector in before.items():
        assert any_space.vectors.nearest(vector, BOTH, 1).keys != [key]
        assert any_space.vectors.nearest(any_space.kept[key][0], BOTH, 1).keys == [key]
    assert sorted(any_space.vectors.nearest(before[changed[0]], BOTH, 1_000).keys) == sorted(ENTRIES)


def test_the_sample_is_of_entries_in_use_spread_over_the_space(
    any_space: Space, monkeypatch: pytest.MonkeyPatch
) -> None:
    query = any_space.vector()
    sample = any_space.vectors.nearest(query, BOTH, 1).sample
    if any_space.vectors.holds_vectors:
        assert len(sample) == len(ENTRIES)
        any_space.add(ENTRIES[:50])
        monkeypatch.setattr(vector_cache, "SAMPLE", 50)
        sample = any_space.vectors.nearest(query, BOTH, 1).sample
        assert len(sample) == 50
        last = any_space.kept[ENTRIES[46]]  # of the last four, which were embedded again
        assert sample[-1] == pytest.approx(cosines(query, last).tolist(), abs=1e-5)
    of_all = [cosines(query, vectors).tolist() for vectors in any_space.kept.values()]
    assert all(any(each == pytest.approx(one, abs=1e-5) for one in of_all) for each in sample)


def test_vectors_and_queries_of_another_length_are_left_out(space: Space) -> None:
    other = pack(np.ones((1, DIMENSIONS + 1), np.float32))[0]
    assert space.vectors.nearest(other, BOTH, 9).keys == ()
    count = len(space.vectors)
    space.vectors.add([Stored(10_000, "note", 999, 0, other)])
    assert len(space.vectors) == count
    assert space.vectors.last == 10_000
    assert SpaceVectors().nearest(space.vector(), BOTH, 9).keys == ()


def test_the_space_searched_longest_ago_makes_room_for_others(space: Space) -> None:
    """Else the memory of a bot with many spaces would only grow."""
    caches = VectorCaches(memory=2 * space.vectors.bytes + 1_000)
    first, second = caches.of(1, 1), caches.of(2, 1)
    for seed, each in enumerate((first, second)):
        filled = Space(seed)
        filled.vectors = each
        filled.add(ENTRIES)
    assert caches.of(1, 1) is first
    third = caches.of(3, 1)
    filled.vectors = third
    filled.add(ENTRIES)
    assert caches.of(1, 1) is first
    assert caches.of(3, 1) is third
    assert caches.of(2, 1) is not second
    assert caches.of(1, 2) is not first


def test_the_memory_of_signs_and_of_the_sample_is_counted() -> None:
    """Else spaces would stay in memory beyond its bound."""
    levels, scales = np.ones((400, DIMENSIONS), np.int8), np.ones(400, np.float32)
    words, heads, sample = 400 * 2 * 8, 2 * 400 * 8, 50 * DIMENSIONS
    counted = Signs(levels, scales, [(levels[:50], scales[:50])]).bytes
    assert words + heads + sample <= counted <= 2 * (words + heads + sample)


def test_one_space_larger_than_the_memory_is_kept_while_it_is_searched(space: Space) -> None:
    caches = VectorCaches(memory=1)
    only = caches.of(1, 1)
    filled = Space()
    filled.vectors = only
    filled.add(ENTRIES)
    for _ in range(2):
        assert caches.of(1, 1) is only
    assert space.vectors.bytes > space.vectors.last * DIMENSIONS
