"""The entries of a space that are nearest to a vector, from the vectors in memory and those in the database."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model.spaces import Space
from bot.core.ports.embedding import Vector
from bot.core.ports.library import HitKind
from storage.search.keys import EntryKey, key_of, kind_of, row_id_of
from storage.search.neighbors import Cosines, Neighbors
from storage.search.vector_store import model_id
from storage.statements import in_chunks
from storage.tables import vectors

if TYPE_CHECKING:
    from storage.search.vector_cache import VectorCaches

# Space, model and kind are compared in Python: with conditions on them, SQLite might read the full space instead.
_OF_ENTRIES = select(vectors.c.space_id, vectors.c.model, vectors.c.kind, vectors.c.entry_id, vectors.c.vector)

NEAREST = 120
"""Entries that are ranked by their exact cosines."""

IN_A_THREAD = 4_000
"""Vectors above which a thread compares them."""


class Nearest:
    """Search among the vectors of one ``model``, inside the caller's transaction."""

    def __init__(self, connection: AsyncConnection, model: str, caches: "Callable[[], VectorCaches]") -> None:
        self._connection = connection
        self._model = model
        self._caches = caches

    async def model(self) -> int | None:
        """``embedded_as`` of the entries that have vectors, ``None`` while none has."""
        return await model_id(self._connection, self._model) if self._model else None

    async def to(
        self,
        space: Space,
        query: Vector,
        kinds: Collection[HitKind],
        *,
        among: Collection[EntryKey] | None = None,
        also: Collection[EntryKey] = (),
    ) -> Neighbors:
        """The nearest entries, ``among`` some if given, and the cosines of these and of those in ``also``.

        Some may be gone or changed since; the caller compares their ``embedded_as``.
        """
        model = await self.model()
        if model is None:
            return Neighbors()
        from storage.search.vector_cache import refresh  # noqa: PLC0415  # numpy, only for search by meaning

        cached = self._caches().of(space.id, model)
        async with cached.lock:
            await refresh(self._connection, cached, space.id, model)
            if len(cached) < IN_A_THREAD:
                found = cached.nearest(query, kinds, NEAREST, among=among, also=also)
            else:
                found = await asyncio.to_thread(cached.nearest, query, kinds, NEAREST, among=among, also=also)
            in_memory = cached.holds_vectors
        if in_memory:
            return found
        return replace(found, cosines=await self._cosines(space, model, query, (*found.keys, *also)))

    async def of(self, space: Space, key: EntryKey) -> Vector | None:
        """The first vector of an entry, which is of its title and beginning."""
        model = await self.model()
        first = _OF_ENTRIES.where(vectors.c.entry_id == row_id_of(key), vectors.c.passage == 0)
        wanted = space.id, model, kind_of(key).value
        return next((row.vector for row in await self._connection.execute(first) if row[:3] == wanted), None)

    async def _cosines(self, space: Space, model: int, query: Vector, keys: Iterable[EntryKey]) -> Cosines:
        from storage.search.vector_arrays import compared, unpacked  # noqa: PLC0415

        wanted = dict.fromkeys(keys)
        found: list[tuple[EntryKey, Vector]] = []
        for chunk in in_chunks(dict.fromkeys(map(row_id_of, wanted))):
            rows = await self._connection.execute(_OF_ENTRIES.where(vectors.c.entry_id.in_(chunk)))
            for space_id, of_model, kind, entry_id, vector in rows:
                key = key_of(HitKind(kind), entry_id)
                if (space_id, of_model) == (space.id, model) and key in wanted and len(vector) == len(query):
                    found.append((key, vector))
        cosines: dict[EntryKey, list[float]] = defaultdict(list)
        if found:
            compared_with = compared(query, *unpacked([vector for _, vector in found])).tolist()
            for (key, _), cosine in zip(found, compared_with, strict=True):
                cosines[key].append(cosine)
        return cosines
