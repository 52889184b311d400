"""An event loop that never waits: when nothing else can happen, its clock jumps to the next timer."""

import asyncio
import selectors
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")


class _SkippingSelector(selectors.DefaultSelector):
    def __init__(self) -> None:
        super().__init__()
        self.skipped = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        assert timeout is not None, "everybody waits and nobody will wake them"
        self.skipped += timeout
        return super().select(0)


class _SkippingLoop(asyncio.SelectorEventLoop):
    def __init__(self) -> None:
        self._skipping = _SkippingSelector()
        super().__init__(self._skipping)

    def time(self) -> float:
        """Return the seconds skipped; the real ones do not count, so that a slow machine changes nothing."""
        return self._skipping.skipped


def run_at_once(main: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine that uses timers, but neither threads nor the network. Its loop's time begins at 0."""
    with asyncio.Runner(loop_factory=_SkippingLoop) as runner:
        return runner.run(main)
