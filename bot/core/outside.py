"""What takes its time, done while no transaction is open.

A handler asks its ``Context`` for it. Where it is not there yet, what the handler did so far is rolled back, the work
is done, and the handler runs once more: nobody waits for a model with the database locked.
"""

from collections.abc import Awaitable, Callable, Hashable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

Done = Mapping[Hashable, Any]
"""What was done for this event so far, by what it was asked for."""

NOTHING_DONE: Done = MappingProxyType({})

T = TypeVar("T")


class WantedOutside(Exception):
    """Unwinds a handler; of no concern to anybody but :func:`with_work_outside`."""

    def __init__(self, key: Hashable, work: Callable[[], Awaitable[Any]]) -> None:
        super().__init__()
        self.key = key
        self.work = work


async def with_work_outside(attempt: Callable[[Done], Awaitable[T]]) -> T:
    """``attempt`` again and again, each time with one more piece of work done, until it wants no other."""
    done: dict[Hashable, Any] = {}
    while True:
        try:
            return await attempt(done)
        except WantedOutside as wanted:
            work = wanted
        done[work.key] = await work.work()
