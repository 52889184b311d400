"""An event loop whose clock runs faster: whatever sleeps or times out in it does so that much earlier."""

import asyncio
import selectors
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

T = TypeVar("T")


class _Selector(selectors.DefaultSelector):
    """Waits in real seconds for as long as it is told in the loop's."""

    def __init__(self, speed: float) -> None:
        super().__init__()
        self._speed = speed

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        return super().select(timeout and timeout / self._speed)


class SpedUpLoop(asyncio.SelectorEventLoop):
    """``time()`` counts ``speed`` seconds in each real one."""

    def __init__(self, speed: float) -> None:
        super().__init__(_Selector(speed))
        self._speed = speed

    def time(self) -> float:
        return super().time() * self._speed


def run(work: Coroutine[Any, Any, T], speed: float) -> T:
    """Like ``asyncio.run``, in such a loop."""
    with asyncio.Runner(loop_factory=lambda: SpedUpLoop(speed)) as runner:
        return runner.run(work)


def clock() -> Callable[[], datetime]:
    """The running loop's clock as one that tells the time (aware, UTC), beginning now."""
    loop = asyncio.get_running_loop()
    start, origin = datetime.now(UTC), loop.time()
    return lambda: start + timedelta(seconds=loop.time() - origin)
