"""Which entries of a space are near a vector, by what is in memory of it and what the database has."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model.spaces import Space
from bot.core.ports.embedding import Vector
from bot.core.ports.library import HitKind
from storage.search.index import Key
from storage.search.vectors import model_id
from storage.statements import in_chunks
from storage.tables import vectors

if TYPE_CHECKING:
    from storage.search.vector_cache import VectorCaches

Cosines = Mapping[Key, Sequence[float]]

# By the entries alone, and the rest is looked at here: SQLite might read all of a space instead.
_OF_ENTRIES = select(vectors.c.space_id, vectors.c.model, vectors.c.kind, vectors.c.entry_id, vectors.c.vector)

NEAREST = 120
"""Entries looked at more closely."""

IN_A_THREAD = 4_000
"""Rows from which on comparing is left to a thread."""


@dataclass(frozen=True, slots=True)
class Near:
    """The nearest entries; ``cosines`` of their passages, and of others asked for; ``sample``: those of any entries."""

    keys: Sequence[Key] = ()
    cosines: Cosines = field(default_factory=dict)
    sample: Sequence[Sequence[float]] = ()


class Nearest:
    """Of the vectors of one ``model``, inside the caller's transaction."""

    def __init__(self, connection: AsyncConnection, model: str, caches: "Callable[[], VectorCaches]") -> None:
        self._connection = connection
        self._model = model
        self._caches = caches

    async def model(self) -> int | None:
        """What ``embedded_as`` is of an entry that has vectors, ``None`` while none has."""
        return await model_id(self._connection, self._model) if self._model else None

    async def to(
        self,
        space: Space,
        query: Vector,
        kinds: Collection[HitKind],
        *,
        among: Collection[Key] | None = None,
        also: Collection[Key] = (),
    ) -> Near:
        """The entries that seem nearest, some of them perhaps gone or changed: the caller asks for ``embedded_as``.

        ``among`` are the only ones looked for, ``also`` those whose cosines are wanted in any case.
        """
        model = await self.model()
        if model is None or not kinds:
            return Near()
        from storage.search.vector_cache import refresh  # noqa: PLC0415  # numpy, for those who search by meaning

        cached = self._caches().of(space.id, model)
        async with cached.lock:
            await refresh(self._connection, cached, space.id, model)
            if len(cached) < IN_A_THREAD:
                seen = cached.look(query, kinds, NEAREST, among=among, also=also)
            else:
                seen = await asyncio.to_thread(cached.look, query, kinds, NEAREST, among=among, also=also)
        cosines: Cosines | None = seen.cosines
        if cosines is None:
            cosines = await self._read(space, model, query, dict.fromkeys((*seen.near, *also)))
        return Near(seen.near, cosines, seen.sample)

    async def of(self, space: Space, kind: HitKind, row_id: int) -> Vector | None:
        """The vector of the whole of an entry, its first."""
        model = await self.model()
        rows = await self._connection.execute(_OF_ENTRIES.where(vectors.c.entry_id == row_id, vectors.c.passage == 0))
        return next((row.vector for row in rows if row[:3] == (space.id, model, kind.value)), None)

    async def _read(
        self, space: Space, model: int, query: Vector, keys: Iterable[Key]
    ) -> Mapping[Key, Sequence[float]]:
        from storage.search.vector_arrays import compared, unpacked  # noqa: PLC0415

        wanted = set(keys)
        found: list[tuple[Key, Vector]] = []
        for chunk in in_chunks({row_id for _, row_id in wanted}):
            rows = (await self._connection.execute(_OF_ENTRIES.where(vectors.c.entry_id.in_(chunk)))).all()
            for space_id, of_model, kind, entry_id, vector in rows:
                key = HitKind(kind), entry_id
                if (space_id, of_model) == (space.id, model) and key in wanted and len(vector) == len(query):
                    found.append((key, vector))
        cosines: dict[Key, list[float]] = defaultdict(list)
        if found:
            compared_with = compared(query, *unpacked([vector for _, vector in found])).tolist()
            for (key, _), cosine in zip(found, compared_with, strict=True):
                cosines[key].append(cosine)
        return cosines
