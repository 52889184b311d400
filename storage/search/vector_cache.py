"""The vectors of the spaces searched last, in memory. Imports numpy, so it is imported late.

Rows come in the order of their ids, all rows of an entry together, and are only ever added. An entry that is embedded
again comes again, and its earlier rows are dead. Only the database knows whether an entry still exists, and whether its
vectors are of its current text; it is asked about the nearest few.

Up to ``EXACT`` rows the vectors themselves are kept. In a larger space only the signs of their components are (64 bytes
for 512), which tell the few hundred vectors to read from the database.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ports.embedding import Vector
from bot.core.ports.library import HitKind
from storage.search.keys import EntryKey, key_of
from storage.search.neighbors import Neighbors
from storage.search.vector_arrays import SCALE, Grown, Signs, compared, unpacked

EXACT = 16_384
"""Vectors of a space that are all compared with the query, which takes up to 10 ms."""

SAMPLE = 300
"""Entries that tell how near an entry is to a query by chance."""

AT_ONCE = 10_000
"""Rows read by one statement, which takes 5 µs per row."""

MOST_AT_ONCE = 40_000
"""Rows read for one search."""

MEMORY = 256 * 2**20
"""Bytes of all spaces together. The least recently searched space is dropped first."""

_ROWS = text(
    "SELECT id, kind, entry_id, passage, vector FROM vectors"
    " WHERE space_id = :space AND model = :model AND id > :last ORDER BY id LIMIT :most"
)


class Stored(NamedTuple):
    """A row of ``vectors``."""

    id: int
    kind: str
    entry_id: int
    passage: int
    vector: bytes


class SpaceVectors:
    """One space's vectors by one model. ``behind``: the database has more of them."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.last = 0
        self.behind = False
        self._dimensions = 0
        self._keys = Grown(0, np.int64)
        self._alive = Grown(0, np.bool_)
        self._starts = Grown(0, np.int64)
        self._count = 0
        self._levels = Grown(0, np.int8)
        self._scales = Grown(0, np.float32)
        self._places: dict[EntryKey, int] = {}
        self._signs: Signs | None = None

    def __len__(self) -> int:
        return self._count

    @property
    def holds_vectors(self) -> bool:
        """Return whether the vectors themselves are in memory, so that the cosines come with the nearest entries."""
        return self._signs is None

    @property
    def bytes(self) -> int:
        kept = (self._keys, self._alive, self._starts, self._levels, self._scales)
        return sum(each.bytes for each in kept) + 100 * len(self._places) + (self._signs.bytes if self._signs else 0)

    def add(self, rows: Sequence[Stored]) -> None:
        """Add the rows that follow ``last``, with all rows of each entry that they begin."""
        if not rows:
            return
        self.last = rows[-1].id
        if not self._dimensions:
            self._dimensions = len(rows[0].vector) - SCALE.itemsize
            self._levels = Grown(self._dimensions, np.int8)
        fitting = [row for row in rows if len(row.vector) == self._dimensions + SCALE.itemsize]
        if not fitting:
            return
        levels, scales = unpacked([row.vector for row in fitting])
        self._add_entries(fitting)
        if self._signs is not None:
            self._signs.add(levels)
        else:
            self._levels.add(levels)
            self._scales.add(scales)
            if self._count > EXACT:
                self._to_signs()

    def nearest(
        self,
        query: Vector,
        kinds: Collection[HitKind],
        most: int,
        *,
        among: Collection[EntryKey] | None = None,
        also: Collection[EntryKey] = (),
    ) -> Neighbors:
        """The ``most`` nearest entries of some kinds, ``among`` some if given; 8,000 vectors take 5 ms.

        With the cosines of these and of those in ``also``, if the vectors are in memory.
        """
        if not self._count or len(query) != self._dimensions + SCALE.itemsize:
            return Neighbors()
        if self._signs is not None:
            return Neighbors(self._nearest_by_signs(query, kinds, most, among), sample=self._signs.sample(query))
        cosines = compared(query, self._levels.rows, self._scales.rows)
        wanted = self._alive.rows & self._is_any(self._keys.rows, kinds, among)
        best = np.where(wanted, np.maximum.reduceat(cosines, self._starts.rows), -2)
        ordered = np.lexsort((-self._keys.rows, -best))[: min(most, int(wanted.sum()))]
        keys = self._keys.rows[ordered].tolist()
        ends = [*self._starts.rows.tolist(), self._count]
        places = {key: place for key in (*keys, *also) if (place := self._places.get(key)) is not None}
        by_key = {key: cosines[ends[place] : ends[place + 1]].tolist() for key, place in places.items()}
        return Neighbors(keys, by_key, [cosines[start:end].tolist() for start, end in self._sampled()])

    def _nearest_by_signs(
        self, query: Vector, kinds: Collection[HitKind], most: int, among: Collection[EntryKey] | None
    ) -> list[EntryKey]:
        assert self._signs is not None
        rows = None
        if among is not None:
            rows = self._rows_of(np.flatnonzero(self._is_any(self._keys.rows, kinds, among)))
        found = np.searchsorted(self._starts.rows, self._signs.near(query, rows), "right") - 1
        keys = self._keys.rows[found]
        passing = keys[self._alive.rows[found] & self._is_any(keys, kinds, None)]
        return list(dict.fromkeys(passing.tolist()))[:most]

    def _add_entries(self, rows: Sequence[Stored]) -> None:
        firsts = [index for index, row in enumerate(rows) if row.passage == 0]
        keys = [key_of(HitKind(rows[at].kind), rows[at].entry_id) for at in firsts]
        known = len(self._keys)
        if known:
            self._alive.rows[np.isin(self._keys.rows, keys)] = False
        if self._signs is None:
            self._places.update(zip(keys, range(known, known + len(keys)), strict=True))
        self._keys.add(np.array(keys, np.int64))
        self._alive.add(np.ones(len(firsts), np.bool_))
        self._starts.add(np.array(firsts, np.int64) + self._count)
        self._count += len(rows)

    def _to_signs(self) -> None:
        levels, scales = self._levels.rows, self._scales.rows
        sampled = [(levels[start:end], scales[start:end]) for start, end in self._sampled()]
        self._signs = Signs(levels, scales, sampled)
        self._levels, self._scales, self._places = Grown(0, np.int8), Grown(0, np.float32), {}

    def _sampled(self) -> list[tuple[int, int]]:
        """The rows of ``SAMPLE`` living entries, evenly spread."""
        ends = [*self._starts.rows.tolist(), self._count]
        alive = np.flatnonzero(self._alive.rows)
        chosen = alive[:: max(1, len(alive) // SAMPLE)][:SAMPLE].tolist()
        return [(ends[entry], ends[entry + 1]) for entry in chosen]

    def _is_any(
        self, keys: npt.NDArray[Any], kinds: Collection[HitKind], among: Collection[EntryKey] | None
    ) -> npt.NDArray[np.bool_]:
        """For each of ``keys``, whether it is of one of the kinds, and ``among`` some."""
        found = np.ones(len(keys), np.bool_)
        if len(set(kinds)) < len(HitKind):
            found = keys % 2 == next(key_of(kind, 0) for kind in kinds)
        if among is not None:
            found &= np.isin(keys, np.array(list(among), np.int64))
        return found

    def _rows_of(self, entries: npt.NDArray[Any]) -> npt.NDArray[Any]:
        ends = np.append(self._starts.rows, self._count)
        counts = ends[entries + 1] - ends[entries]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        rows: npt.NDArray[Any] = np.repeat(ends[entries], counts) + within
        return rows


class VectorCaches:
    """The vectors of the spaces searched last, by space and model."""

    def __init__(self, memory: int = MEMORY) -> None:
        self._memory = memory
        self._spaces: OrderedDict[tuple[int, int], SpaceVectors] = OrderedDict()

    def of(self, space_id: int, model: int) -> SpaceVectors:
        key = space_id, model
        found = self._spaces.setdefault(key, SpaceVectors())
        self._spaces.move_to_end(key)
        used = sum(each.bytes for each in self._spaces.values())
        while used > self._memory and len(self._spaces) > 1:
            used -= self._spaces.popitem(last=False)[1].bytes
        return found

    async def catch_up(self, connection: AsyncConnection) -> bool:
        """Read on for one space that is behind. Return whether there was one."""
        for (space_id, model), space in self._spaces.items():
            if space.behind:
                async with space.lock:
                    await read_on(connection, space, space_id, model)
                return True
        return False


async def refresh(connection: AsyncConnection, space: SpaceVectors, space_id: int, model: int) -> None:
    """Read the rows added since, at most ``MOST_AT_ONCE``; the rest is left for later."""
    for _ in range(MOST_AT_ONCE // AT_ONCE):
        if not await read_on(connection, space, space_id, model):
            break


async def read_on(connection: AsyncConnection, space: SpaceVectors, space_id: int, model: int) -> bool:
    """Read the next rows, all rows of an entry at once. Return whether there may be more."""
    wanted = {"space": space_id, "model": model, "last": space.last, "most": AT_ONCE}
    rows = [Stored(*row) for row in (await connection.execute(_ROWS, wanted)).all()]
    space.behind = len(rows) == AT_ONCE
    if space.behind:
        while rows[-1].passage:
            rows.pop()
        rows.pop()  # the last entry may have more passages than this
    if len(rows) > AT_ONCE // 8:
        await asyncio.to_thread(space.add, rows)
    else:
        space.add(rows)
    return space.behind
