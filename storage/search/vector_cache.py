"""The vectors of the spaces that were searched last, in memory. Imports numpy, so it is imported late.

Rows come in the order of their ids, all of an entry together, and are only ever added: an entry that is embedded anew
comes again, and its former rows are dead from then on. Whether an entry is still there, and still has the text its
vectors are of, only the database knows; it is asked about the few that are near.

Up to ``EXACT`` rows the vectors themselves are kept. Of a larger space only the signs of their components are (64 bytes
for 512), which say which few hundred to read from the database.
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
from storage.search.index import Key, key_of, number_of
from storage.search.vector_arrays import SCALE, Grown, Signs, compared, unpacked

EXACT = 16_384
"""Rows of a space that are compared one by one: 10 ms for that many."""

SAMPLE = 300
"""Entries that tell how near any entry is to a question."""

AT_ONCE, MOST_AT_ONCE = 10_000, 40_000
"""Rows read by one statement, and for one search; a search waits 5 µs for each."""

MEMORY = 256 * 2**20
"""Bytes of all spaces together; the one that was not searched for longest goes first."""

_ROWS = text(
    "SELECT id, kind, entry_id, passage, vector FROM vectors"
    " WHERE space_id = :space AND model = :model AND id > :last ORDER BY id LIMIT :most"
)
Cosines = dict[Key, list[float]]
"""Those of an entry's passages with a question."""


class Stored(NamedTuple):
    """A row of ``vectors``."""

    id: int
    kind: str
    entry_id: int
    passage: int
    vector: bytes


class Seen(NamedTuple):
    """The nearest entries, the cosines of these and of others asked for (``None``: they are not in memory), and those
    of up to ``SAMPLE`` entries that nothing was picked for.
    """

    near: Sequence[Key]
    cosines: Cosines | None
    sample: Sequence[list[float]]


class SpaceVectors:
    """What is in memory of one space under one model; ``behind``: there is more in the database."""

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
        self._places: dict[int, int] = {}
        self._signs: Signs | None = None

    def __len__(self) -> int:
        return self._count

    @property
    def is_exact(self) -> bool:
        return self._signs is None

    @property
    def bytes(self) -> int:
        kept = (self._keys, self._alive, self._starts, self._levels, self._scales)
        return sum(each.bytes for each in kept) + 100 * len(self._places) + (self._signs.bytes if self._signs else 0)

    def add(self, rows: Sequence[Stored]) -> None:
        """Take in what comes after ``last``; of an entry either all rows or none (but see the first lines above)."""
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

    def look(
        self,
        query: Vector,
        kinds: Collection[HitKind],
        most: int,
        *,
        among: Collection[Key] | None = None,
        also: Collection[Key] = (),
    ) -> Seen:
        """The ``most`` entries that seem nearest, perhaps only of those ``among`` some; 8,000 rows take 5 ms."""
        if not self._count or len(query) != self._dimensions + SCALE.itemsize:
            return Seen((), {}, ())
        if self._signs is not None:
            near = self._near_by_signs(query, kinds, most, among)
            return Seen(near, None, self._signs.sample(query))
        cosines = compared(query, self._levels.rows, self._scales.rows)
        wanted = self._alive.rows & self._is_any(self._keys.rows, kinds, among)
        best = np.where(wanted, np.maximum.reduceat(cosines, self._starts.rows), -2)
        nearest = np.lexsort((-self._keys.rows, -best))[: min(most, int(wanted.sum()))]
        near = [key_of(number) for number in self._keys.rows[nearest].tolist()]
        ends = [*self._starts.rows.tolist(), self._count]
        places = {key: place for key in (*near, *also) if (place := self._places.get(number_of(*key))) is not None}
        by_key = {key: cosines[ends[place] : ends[place + 1]].tolist() for key, place in places.items()}
        return Seen(near, by_key, [cosines[start:end].tolist() for start, end in self._sampled()])

    def _near_by_signs(
        self, query: Vector, kinds: Collection[HitKind], most: int, among: Collection[Key] | None
    ) -> list[Key]:
        assert self._signs is not None
        rows = None
        if among is not None:
            rows = self._rows_of(np.flatnonzero(self._is_any(self._keys.rows, kinds, among)))
        found = np.searchsorted(self._starts.rows, self._signs.near(query, rows), "right") - 1
        keys = self._keys.rows[found]
        passing = keys[self._alive.rows[found] & self._is_any(keys, kinds, None)]
        return [key_of(number) for number in list(dict.fromkeys(passing.tolist()))[:most]]

    def _add_entries(self, rows: Sequence[Stored]) -> None:
        firsts = [index for index, row in enumerate(rows) if row.passage == 0]
        numbers = np.array([number_of(HitKind(rows[at].kind), rows[at].entry_id) for at in firsts], np.int64)
        if len(self._keys):
            self._alive.rows[np.isin(self._keys.rows, numbers)] = False
        if self._signs is None:
            self._places.update(
                zip(numbers.tolist(), range(len(self._keys), len(self._keys) + len(firsts)), strict=True)
            )
        self._keys.add(numbers)
        self._alive.add(np.ones(len(firsts), np.bool_))
        self._starts.add(np.array(firsts, np.int64) + self._count)
        self._count += len(rows)

    def _to_signs(self) -> None:
        levels, scales = self._levels.rows, self._scales.rows
        sampled = [(levels[start:end], scales[start:end]) for start, end in self._sampled()]
        self._signs = Signs(levels, scales, sampled)
        self._levels, self._scales, self._places = Grown(0, np.int8), Grown(0, np.float32), {}

    def _sampled(self) -> list[tuple[int, int]]:
        """The rows of every so manieth living entry."""
        ends = [*self._starts.rows.tolist(), self._count]
        alive = np.flatnonzero(self._alive.rows)
        chosen = alive[:: max(1, len(alive) // SAMPLE)][:SAMPLE].tolist()
        return [(ends[entry], ends[entry + 1]) for entry in chosen]

    def _is_any(
        self, keys: npt.NDArray[Any], kinds: Collection[HitKind], among: Collection[Key] | None
    ) -> npt.NDArray[np.bool_]:
        """Which of ``keys`` are of one of the kinds, and among some."""
        found = np.ones(len(keys), np.bool_)
        if len(set(kinds)) < len(HitKind):
            found = keys % 2 == next(number_of(kind, 0) for kind in kinds)
        if among is not None:
            found &= np.isin(keys, np.array([number_of(*key) for key in among], np.int64))
        return found

    def _rows_of(self, entries: npt.NDArray[Any]) -> npt.NDArray[Any]:
        ends = np.append(self._starts.rows, self._count)
        counts = ends[entries + 1] - ends[entries]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        rows: npt.NDArray[Any] = np.repeat(ends[entries], counts) + within
        return rows


class VectorCaches:
    """The spaces searched last, by space and model."""

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
        """Read on for one space that is behind; whether there was any."""
        for (space_id, model), space in self._spaces.items():
            if space.behind:
                async with space.lock:
                    await read_on(connection, space, space_id, model)
                return True
        return False


async def refresh(connection: AsyncConnection, space: SpaceVectors, space_id: int, model: int) -> None:
    """Take in all that was added; of very many, some is left for later."""
    for _ in range(MOST_AT_ONCE // AT_ONCE):
        if not await read_on(connection, space, space_id, model):
            break


async def read_on(connection: AsyncConnection, space: SpaceVectors, space_id: int, model: int) -> bool:
    """Take in the next rows; whether there may be more. What is read of an entry is read whole."""
    wanted = {"space": space_id, "model": model, "last": space.last, "most": AT_ONCE}
    rows = [Stored(*row) for row in (await connection.execute(_ROWS, wanted)).all()]
    space.behind = len(rows) == AT_ONCE
    if space.behind:
        while rows[-1].passage:
            rows.pop()
        rows.pop()  # the last entry may have more passages than were read
    if len(rows) > AT_ONCE // 8:
        await asyncio.to_thread(space.add, rows)
    else:
        space.add(rows)
    return space.behind
