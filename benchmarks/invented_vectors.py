"""Vectors for invented notes: each near one of a few hundred topics; unlike an encoder's, but as many.

The bundled encoder takes 20 ms per note, so a million notes would take six hours. These vectors measure how long it
takes to find the nearest ones; ``benchmarks.relevance`` measures whether they are the right ones.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from sqlalchemy import insert, text

from bot.core.ports.embedding import Vector
from bot.core.ports.library import HitKind
from language.packed_vectors import pack
from storage.database import Database
from storage.tables import models, vectors
from storage.unit_of_work import SqlUnitOfWork

MODEL = "invented/1"
DIMENSIONS = 512
PASSAGES = 2
"""A note's full text, and its title."""

TOPICS = 300
SPREAD = 1.2
"""A vector's distance from its topic; two vectors of one topic have a cosine of 0.4."""

BATCH = 2_000

_EMBEDDED = text("UPDATE notes SET embedded_as = 1 WHERE id BETWEEN :first AND :last")


class InventedVectors:
    def __init__(self) -> None:
        self._draw = np.random.default_rng(7)
        self._topics = self._draw.normal(size=(TOPICS, DIMENSIONS)).astype(np.float32)

    def of_topics(self, topics: Sequence[int]) -> list[Vector]:
        """One vector per note."""
        away = self._draw.standard_normal((len(topics), DIMENSIONS), np.float32)
        return pack(self._topics[np.asarray(topics)] + SPREAD * away)

    async def fill(self, database: Database, spaces: Sequence[int]) -> None:
        """Give each note its vectors; ``spaces`` lists each note's space, by the note's id (from 1)."""
        async with database.begin() as work:
            assert isinstance(work, SqlUnitOfWork)
            await work.connection.execute(insert(models).values(id=1, name=MODEL))
        for start in range(0, len(spaces), BATCH):
            notes = range(start + 1, min(start + BATCH, len(spaces)) + 1)
            packed = iter(self.of_topics([topic_of(note) for note in notes for _ in range(PASSAGES)]))
            rows = [
                _row(note, spaces[note - 1], passage, next(packed)) for note in notes for passage in range(PASSAGES)
            ]
            async with database.begin() as work:
                assert isinstance(work, SqlUnitOfWork)
                await work.connection.execute(insert(vectors), rows)
                await work.connection.execute(_EMBEDDED, {"first": notes[0], "last": notes[-1]})


def topic_of(note: int) -> int:
    """A note's topic, scattered over the ids."""
    return note * 2_654_435_761 % 2**32 % TOPICS


def _row(note: int, space: int, passage: int, vector: Vector) -> dict[str, Any]:
    return {
        "space_id": space,
        "model": 1,
        "kind": HitKind.NOTE.value,
        "entry_id": note,
        "passage": passage,
        "vector": vector,
    }
