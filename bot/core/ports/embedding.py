"""Embedding: vectors of texts, which are close together where the meanings are."""

from collections.abc import Sequence
from typing import Protocol

Vector = bytes
"""A vector of length 1 as it is stored, in the layout of ``language.packed_vectors``; 516 bytes by default."""


class Embedder(Protocol):
    model: str
    """The model's name. It changes whenever old and new vectors are not comparable: all are then computed again."""

    async def ready(self) -> None:
        """Return once vectors can be computed without delay: the model is loaded. Raises ``EmbeddingUnavailable``."""

    async def embed(self, texts: Sequence[str]) -> Sequence[Vector]:
        """Compute a vector per text, off the event loop. Any text has one. Raises ``EmbeddingUnavailable``."""

    async def embed_query(self, text: str) -> Vector:
        """Compute the vector of a query, to compare with those of notes. Raises ``EmbeddingUnavailable``."""

    async def close(self) -> None: ...
