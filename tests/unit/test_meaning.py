"""A search waits for the vector of its question, but not long, and never with a transaction open."""

import asyncio
from collections.abc import Awaitable, Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.core.computations import Computation, Eventual, finished, step_by_step
from bot.core.context import Context
from bot.core.errors import EmbeddingUnavailable
from bot.core.meaning import with_meaning
from bot.core.ports.embedding import Vector
from tests.support.skipping_loop import run_at_once

VECTOR = b"vector"


class Embedder:
    """Takes some seconds for a vector, and ``loading`` seconds for its model."""

    def __init__(self, seconds: float, error: Exception | None = None, loading: float = 0.0) -> None:
        self.seconds = seconds
        self.error = error
        self.loading = loading

    async def ready(self) -> None:
        await asyncio.sleep(self.loading)

    async def embed_query(self, text: str) -> Vector:
        assert text == "a question"
        await asyncio.sleep(self.seconds)
        if self.error:
            raise self.error
        return VECTOR


async def searched(embedder: Embedder | None, text: str = "a question") -> tuple[Vector | None, list[str]]:
    """The vector that a search gets, and what became of each transaction."""
    context = cast(Context, SimpleNamespace(services=SimpleNamespace(embedder=embedder)))
    transactions: list[str] = []

    async def search(_: Context, meaning: Vector | None) -> Any:
        return meaning

    async def in_transaction(step: Callable[[Context], Awaitable[Eventual[Any]]]) -> Any:
        transactions.append("rolled back")
        result = finished(await step(context))
        transactions[-1] = "committed"
        return result

    return await step_by_step(lambda ctx: with_meaning(ctx, text, search), in_transaction), transactions


@pytest.mark.parametrize(
    ("embedder", "vector"),
    [
        (Embedder(1.4), VECTOR),
        (Embedder(1.6), None),
        (Embedder(1.4, loading=19.0), VECTOR),
        (Embedder(0.0, loading=21.0), None),
        (Embedder(0, EmbeddingUnavailable("no model")), None),
    ],
)
def test_a_search_has_the_vector_of_its_question_if_it_comes_in_time(embedder: Embedder, vector: Vector | None) -> None:
    assert run_at_once(searched(embedder)) == (vector, ["rolled back", "committed"])


@pytest.mark.parametrize(("embedder", "text"), [(None, "a question"), (Embedder(0), " ")])
def test_a_question_without_a_vector_is_searched_in_one_transaction(embedder: Embedder | None, text: str) -> None:
    assert run_at_once(searched(embedder, text)) == (None, ["committed"])


async def test_computations_follow_one_another_until_there_is_a_result() -> None:
    async def two() -> int:
        return 2

    async def double(_: Context, number: int) -> Eventual[int]:
        return Computation(two, double) if number == 1 else number * 2

    async def begin(_: Context) -> Eventual[int]:
        async def one() -> int:
            return 1

        return Computation(one, double)

    async def run(step: Callable[[Context], Awaitable[Eventual[int]]]) -> int:
        return finished(await step(cast(Context, None)))

    assert await step_by_step(begin, run) == 4
