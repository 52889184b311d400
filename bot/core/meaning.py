"""The meaning of a question as a vector, or none in good time."""

import asyncio
import logging

from bot.core.errors import EmbeddingUnavailable
from bot.core.ports.embedding import Embedder, Vector

log = logging.getLogger(__name__)

PATIENCE = 1.5
"""Seconds for one vector; a search without it goes by words alone."""


async def meaning_of(embedder: Embedder, text: str) -> Vector | None:
    """``None`` where it could not be had in time."""
    try:
        async with asyncio.timeout(PATIENCE):
            return await embedder.embed_query(text)
    except TimeoutError:
        log.warning("a query is answered by its words: its vector took longer than %s s", PATIENCE)
    except EmbeddingUnavailable as error:
        log.warning("a query is answered by its words: %s", error)
    return None
