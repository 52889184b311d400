"""An event loop with a faster clock: every sleep and time-out is shorter by the same factor."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")


class _Selector(selectors.DefaultSelector):
    """Convert the loop's time-outs into real seconds."""

    def __init__(self, speed: float) -> None:
        super().__init__()
        self._speed = speed

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        return super().select(timeout and timeout / self._speed)


class SpedUpLoop(asyncio.SelectorEventLoop):
    """``time()`` advances by ``speed`` seconds per real second."""

    def __init__(self, speed: float) -> None:
        super().__init__(_Selector(speed))
        self._speed = speed

    def time(self) -> float:
        return super().time() * self._speed


def run(work: Coroutine[Any, Any, T], speed: float) -> T:
    """Like ``asyncio.run``, on such a loop."""
    with asyncio.Runner(loop_factory=lambda: SpedUpLoop(speed)) as runner:
        return runner.run(work)


def clock() -> Callable[[], datetime]:
    """Return a clock (aware, UTC) that starts now and runs with the running loop."""
    loop = asyncio.get_running_loop()
    start, origin = datetime.now(UTC), loop.time()
    return lambda: start + timedelta(seconds=loop.time() - origin)
