"""The meaning of a question as a vector, computed while no transaction is open.

A handler asks its ``Context`` for it. Where it is not known yet, what the handler did so far is rolled back, the vector
is computed, and the handler runs once more: a query changes nothing, so nothing is lost, and nobody waits for a model
with the database locked.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import TypeVar

from bot.core.errors import EmbeddingUnavailable
from bot.core.ports.embedding import Embedder, Vector

log = logging.getLogger(__name__)

PATIENCE = 1.5
"""Seconds for one vector; a search without it goes by words alone."""

Meanings = Mapping[str, Vector | None]
"""The vectors of texts, ``None`` of one whose vector could not be had in time."""

NO_MEANINGS: Meanings = MappingProxyType({})

T = TypeVar("T")


class MeaningWanted(Exception):
    """Unwinds a handler; of no concern to anybody but :func:`with_meanings`."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


async def with_meanings(embedder: Embedder | None, attempt: Callable[[Meanings], Awaitable[T]]) -> T:
    """``attempt`` again and again, each time with one more vector, until it asks for no other."""
    known: dict[str, Vector | None] = {}
    while True:
        try:
            return await attempt(known)
        except MeaningWanted as wanted:
            known[wanted.text] = await _meaning(embedder, wanted.text)


async def _meaning(embedder: Embedder | None, text: str) -> Vector | None:
    if embedder is None:
        return None
    try:
        async with asyncio.timeout(PATIENCE):
            return await embedder.embed_query(text)
    except TimeoutError:
        log.warning("a query is answered by its words: its vector took longer than %s s", PATIENCE)
    except EmbeddingUnavailable as error:
        log.warning("a query is answered by its words: %s", error)
    return None
