"""Slow computations, run while no transaction is open.

A handler asks its ``Context`` for the result. If it is not there yet, the handler's transaction is rolled back, the
result is computed, and the handler runs again: nobody waits for a model with the database locked.
"""

from collections.abc import Awaitable, Callable, Hashable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

Computed = Mapping[Hashable, Any]
"""The results computed for one event so far, by their keys."""

NOTHING_COMPUTED: Computed = MappingProxyType({})

T = TypeVar("T")


class ComputationNeeded(Exception):
    """Unwinds a handler; only :func:`with_computations` catches it."""

    def __init__(self, key: Hashable, compute: Callable[[], Awaitable[Any]]) -> None:
        super().__init__()
        self.key = key
        self.compute = compute


async def with_computations(attempt: Callable[[Computed], Awaitable[T]]) -> T:
    """Repeat ``attempt``, each time with one more result, until it needs no other."""
    computed: dict[Hashable, Any] = {}
    while True:
        try:
            return await attempt(computed)
        except ComputationNeeded as needed:
            missing = needed
        computed[missing.key] = await missing.compute()
