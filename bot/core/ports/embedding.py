"""From text to vectors that lie close together where the meaning does."""

from collections.abc import Sequence
from typing import Protocol

Vector = bytes
"""A vector of length 1 as it is stored; the default's have 516 bytes. The layout is that of ``language.vectors``."""


class Embedder(Protocol):
    @property
    def model(self) -> str:
        """Changes whenever old and new vectors cannot be compared: all are then computed anew."""
        ...

    async def embed(self, texts: Sequence[str]) -> Sequence[Vector]:
        """A vector per text, computed off the event loop. Any text has one. Raises ``EmbeddingUnavailable``."""
        ...

    async def embed_query(self, text: str) -> Vector:
        """The vector to compare with those of notes. Raises ``EmbeddingUnavailable``."""
        ...

    async def close(self) -> None: ...
