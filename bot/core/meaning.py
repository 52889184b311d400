"""The meaning of a question as a vector, if it can be computed in time."""

import asyncio
import logging

from bot.core.errors import EmbeddingUnavailable
from bot.core.ports.embedding import Embedder, Vector

log = logging.getLogger(__name__)

PATIENCE = 1.5
"""Seconds for one vector; without it, a search uses words alone."""


async def meaning_of(embedder: Embedder, text: str) -> Vector | None:
    """Return the vector, or ``None`` if it could not be computed in time."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await embedder.embed_query(text)
    except TimeoutError:
        log.warning("searching by words alone: the query's vector took longer than %s s", PATIENCE)
    except EmbeddingUnavailable as error:
        log.warning("searching by words alone: %s", error)
    return None
