"""The meaning of a question as a vector, if it can be computed in time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

from bot.core.computations import Computation, Eventual
from bot.core.context import Context
from bot.core.errors import EmbeddingUnavailable
from bot.core.ports.embedding import Embedder, Vector

log = logging.getLogger(__name__)

PATIENCE = 1.5
"""Seconds for one vector; without it, a search uses words alone."""

LOADING = 20.0
"""Seconds in which the model must be loaded. The first question after a start waits for it: on a busy machine that
takes longer than a vector.
"""

R = TypeVar("R")


def only_words(ctx: Context, text: str, meaning: Vector | None) -> bool:
    """Return whether :func:`with_meaning` wanted the vector of ``text`` and had none in time."""
    return meaning is None and ctx.services.embedder is not None and bool(text.strip())


async def with_meaning(
    ctx: Context, text: str, then: Callable[[Context, Vector | None], Awaitable[Eventual[R]]]
) -> Eventual[R]:
    """Go on with the vector of ``text``, or with ``None`` where only its words can be searched for."""
    if ctx.services.embedder is None or not text.strip():
        return await then(ctx, None)
    return Computation(partial(meaning_of, ctx.services.embedder, text), then)


async def meaning_of(embedder: Embedder, text: str) -> Vector | None:
    """Return the vector, or ``None`` if it could not be computed in time."""
    try:
        async with asyncio.timeout(LOADING):
            await embedder.ready()
        async with asyncio.timeout(PATIENCE):
            return await embedder.embed_query(text)
    except TimeoutError:
        log.warning("searching by words alone: the query's vector took longer than %s s", PATIENCE)
    except EmbeddingUnavailable as error:
        log.warning("searching by words alone: %s", error)
    return None
