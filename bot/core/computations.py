"""Computations too slow for an open transaction: the ranking of a day's papers, the vector of a question.

A handler reads what the computation needs and returns it instead of an answer. The transaction is rolled back, the
computation runs with none open, and ``then`` answers in a new one. So nothing is read twice, and nobody waits for a
model with the database locked.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from bot.core.context import Context

R = TypeVar("R")
S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Computation(Generic[T, R]):
    """``then`` gets the context of a new transaction and the result of ``run``; it may return another computation.

    A handler changes nothing before it returns one, because its changes would be rolled back.
    """

    run: Callable[[], Awaitable[T]]
    then: Callable[[Context, T], Awaitable["Eventual[R]"]]


Eventual: TypeAlias = R | Computation[Any, R]
"""A result, or the computation that leads to it."""

Step: TypeAlias = Callable[[Context], Awaitable[Eventual[R]]]
"""Everything that happens in one transaction."""


class _Unfinished(Exception):
    """Rolls a transaction back; only :func:`step_by_step` catches it."""

    def __init__(self, computation: Computation[Any, Any]) -> None:
        self.computation = computation


def finished(result: Eventual[R]) -> R:
    """Return the result of a step; raise what rolls its transaction back where a computation comes first."""
    if isinstance(result, Computation):
        raise _Unfinished(result)
    return result


async def step_by_step(step: Step[R], run: Callable[[Step[R]], Awaitable[S]]) -> S:
    """Run a step, and those that follow its computations, each in a transaction of its own.

    ``run`` opens the transaction, gives the step its context, and passes what the step returns to :func:`finished`.
    """
    while True:
        try:
            return await run(step)
        except _Unfinished as unfinished:
            computation = unfinished.computation
        step = _following(computation, await computation.run())


def _following(computation: Computation[T, R], result: T) -> Step[R]:
    return lambda context: computation.then(context, result)
