"""Whether a platform can be reached, as its latest calls tell: its polls and connections, and the messages to it."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

from bot.core.clock import Clock, system_clock


@dataclass(frozen=True, slots=True)
class State:
    """``since`` (aware, UTC) is when it began; ``reason`` says why the platform cannot be reached."""

    reachable: bool
    since: datetime
    reason: str = ""


class Reachability:
    """Of one platform. ``what`` names a way to it, such as its polls; each way works or fails on its own."""

    def __init__(self, clock: Clock = system_clock) -> None:
        self._clock = clock
        self._failing: dict[str, str] = {}
        self._since = clock()
        self._reached = asyncio.Event()

    @property
    def state(self) -> State:
        if not self._reached.is_set():
            return State(False, self._since, "; ".join(self._failing.values()) or "not reached yet")
        return State(not self._failing, self._since, "; ".join(self._failing.values()))

    @property
    def is_failing(self) -> bool:
        return bool(self._failing)

    def works(self, what: str) -> bool:
        """Return whether this ends an outage: all ways work again."""
        ended = self._failing.pop(what, None) is not None and not self._failing
        if ended or not (self._reached.is_set() or self._failing):
            self._since = self._clock()
        if not self._failing:
            self._reached.set()
        return ended

    def fails(self, what: str, reason: str) -> bool:
        """Return whether this begins an outage: all ways worked, or none was tried."""
        begins = not self._failing
        if begins and self._reached.is_set():
            self._since = self._clock()
        self._failing[what] = reason
        return begins

    async def reached(self) -> None:
        """Return once the platform has been reached for the first time."""
        await self._reached.wait()
