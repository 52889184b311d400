"""The vectors of notes and to-dos, for the worker that computes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from bot.core.ports.embedding import Vector
from bot.core.ports.library import HitKind


@dataclass(frozen=True, slots=True)
class Waiting:
    """An entry whose current text has no vectors of the current model. ``id`` is a row id.

    ``abstract`` holds title and abstract of the entry's paper, both empty if it is not known.
    """

    kind: HitKind
    id: int
    revision: int
    title: str
    body: str = ""
    abstract: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Embedded:
    """The vectors of an entry, one per passage; none for a text without words."""

    entry: Waiting
    vectors: Sequence[Vector]


@dataclass(frozen=True, slots=True)
class VectorCounts:
    """The numbers of entries, over all spaces, that have vectors of the current model and that wait for them."""

    embedded: int
    waiting: int


class Vectors(Protocol):
    """Vectors of the storage's current model; those of an earlier model are replaced one entry after the other."""

    async def waiting(self, limit: int) -> Sequence[Waiting]:
        """Return entries to embed: new and changed ones first, the newest before older ones."""

    async def put(self, embedded: Sequence[Embedded]) -> int:
        """Replace the vectors of entries, except those changed or deleted meanwhile; return the number replaced."""

    async def counts(self) -> VectorCounts: ...

    async def catch_up(self) -> bool:
        """Load more vectors that a search in a very large space did not wait for; ``False`` if none were left."""
