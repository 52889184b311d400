"""The vectors of notes and to-dos, as the worker that computes them sees the storage."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.core.ports.embedding import Vector
from bot.core.ports.library import HitKind


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry whose present text has no vectors of the present model. ``id`` is a row id.

    ``abstract`` has title and abstract of the paper that the entry is about, both empty where it is not known.
    """

    kind: HitKind
    id: int
    revision: int
    title: str
    body: str = ""
    abstract: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Embedded:
    """What was computed for an entry, a vector per passage; none for a text without anything to read."""

    entry: Waiting
    vectors: Sequence[Vector]


@dataclass(frozen=True, slots=True)
class VectorCounts:
    """Entries of all spaces: with vectors of the present model, and waiting for them."""

    embedded: int
    waiting: int


class Vectors(Protocol):
    """Of the model that the storage was opened with; those of another are replaced one entry after the other."""

    async def waiting(self, limit: int) -> Sequence[Waiting]:
        """Entries to embed: what is new or changed first, the newest of it before the older."""
        ...

    async def put(self, embedded: Sequence[Embedded]) -> int:
        """Replace the vectors of these entries, but of none that was changed or deleted meanwhile; of how many."""
        ...

    async def counts(self) -> VectorCounts: ...

    async def catch_up(self) -> bool:
        """Read more of the vectors that a search did not wait for, in a very large space; whether there were any."""
        ...
