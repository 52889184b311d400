"""Slack's rate limits, and its faults on request.

Tiers and the rule for messages: https://docs.slack.dev/apis/web-api/rate-limits. Slack
documents "several hundred messages a minute" for a workspace; this stand-in takes it as 600.
"""

import math
import random
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import Enum, StrEnum, auto

TIERS = {1: 1, 2: 20, 3: 50, 4: 100}  # calls per minute, method and workspace
MINUTE = 60.0


class Tier(Enum):
    """The rule that counts a method's calls; the numbered ones are Slack's own."""

    FREE = 0
    ONE = 1
    HISTORY = 6  # one per minute outside of the Marketplace, even where limits are off
    TWO = 2
    THREE = 3
    FOUR = 4
    POSTING = 5  # one per second and channel, and the workspace's own limit


class Window:
    """At most ``limit`` calls in any minute."""

    __slots__ = ("_limit", "_times")

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._times: deque[float] = deque()

    def wait(self, now: float) -> float:
        """Seconds until another call is allowed; 0 when it is now."""
        while self._times and self._times[0] <= now - MINUTE:
            self._times.popleft()
        return self._times[0] + MINUTE - now if len(self._times) >= self._limit else 0.0

    def take(self, now: float) -> None:
        self._times.append(now)


class Pace:
    """One call per ``interval`` seconds, with up to ``burst`` at once: the generic cell rate algorithm."""

    __slots__ = ("_due", "_interval", "_tolerance")

    def __init__(self, interval: float, burst: float) -> None:
        self._interval = interval
        self._tolerance = interval * (burst - 1)
        self._due = -math.inf

    def wait(self, now: float) -> float:
        # Rounding of the clock must not refuse a caller that waits exactly the interval.
        early = self._due - self._tolerance - now
        return early if early > 1e-6 else 0.0

    def take(self, now: float) -> None:
        self._due = max(self._due, now) + self._interval


class Limits:
    """The rates of every workspace; ``burst`` is the number of messages that one channel takes at once."""

    def __init__(
        self, clock: Callable[[], float], *, enforced: bool = True, per_minute: float = 600, burst: float = 3
    ) -> None:
        self.enforced = enforced
        self.per_minute = per_minute
        self.burst = burst
        self.refused = 0
        self._clock = clock
        self._rates: dict[tuple[str, ...], Window | Pace] = {}

    def admit(self, team: str, method: str, tier: Tier, channel: str) -> int:
        """Whole seconds to wait before the next call, or 0 when this call is allowed and counted."""
        if tier is Tier.FREE or not (self.enforced or tier is Tier.HISTORY):
            return 0
        now = self._clock()
        rates = self._rates_of(team, method, tier, channel)
        wait = max(rate.wait(now) for rate in rates)
        if wait > 0:
            self.refused += 1
            return max(1, math.ceil(wait))
        for rate in rates:
            rate.take(now)
        return 0

    def _rates_of(self, team: str, method: str, tier: Tier, channel: str) -> Sequence[Window | Pace]:
        if tier is Tier.HISTORY:
            return (self._rate((team, method), lambda: Window(1)),)
        if tier is not Tier.POSTING:
            return (self._rate((team, method), lambda: Window(TIERS[tier.value])),)
        per_second = self.per_minute / MINUTE
        return (
            self._rate((team, method, channel), lambda: Pace(1.0, self.burst)),
            # Two seconds' worth at once, so that jitter does not refuse a steady sender.
            self._rate((team,), lambda: Pace(1 / per_second, max(1.0, 2 * per_second))),
        )

    def _rate(self, key: tuple[str, ...], make: Callable[[], Window | Pace]) -> Window | Pace:
        rate = self._rates.get(key)
        if rate is None:
            rate = self._rates[key] = make()
        return rate


class FaultKind(StrEnum):
    ERROR_500 = auto()
    ERROR_502 = auto()
    ERROR_503 = auto()
    INTERNAL_ERROR = auto()  # 200 with {"ok": false, "error": "internal_error"}, nothing done
    RESET = auto()  # the connection is reset, nothing done
    HANG = auto()  # no answer, nothing done
    COMMIT_THEN_DROP = auto()  # done, and the connection reset before the answer
    TOO_MANY = auto()  # 429 without an exceeded limit


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault for ``times`` calls; ``TOO_MANY`` has ``retry_after`` in seconds, or leaves it out if it is ``None``."""

    kind: FaultKind
    times: int = 1
    retry_after: int | None = 3


@dataclass(slots=True)
class _Chance:
    share: float
    kinds: Sequence[FaultKind]
    dice: random.Random


class Faults:
    """Faults by method; ``*`` means any. ``response_url``, ``files.upload`` and ``files.download`` count as methods."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, FaultKind]] = []
        self._next: dict[str, deque[Fault]] = {}
        self._chances: dict[str, _Chance] = {}

    def next(self, method: str, fault: Fault) -> None:
        """Add a fault for the next ``fault.times`` calls of a method, after the faults already added."""
        self._next.setdefault(method, deque()).append(fault)

    def random(self, method: str, share: float, kinds: Sequence[FaultKind], seed: int = 0) -> None:
        """Add a fault for this share (0 to 1) of a method's calls, the same for the same seed and order of calls."""
        self._chances[method] = _Chance(share, tuple(kinds), random.Random(seed))

    def clear(self) -> None:
        self._next.clear()
        self._chances.clear()

    def draw(self, method: str) -> Fault | None:
        fault = self._ordered(method) or self._by_chance(method)
        if fault:
            self.seen.append((method, fault.kind))
        return fault

    def _ordered(self, method: str) -> Fault | None:
        for name in (method, "*"):
            if queue := self._next.get(name):
                fault = queue.popleft()
                if fault.times > 1:
                    queue.appendleft(replace(fault, times=fault.times - 1))
                return fault
        return None

    def _by_chance(self, method: str) -> Fault | None:
        for name in (method, "*"):
            chance = self._chances.get(name)
            if chance and chance.dice.random() < chance.share:
                return Fault(chance.dice.choice(chance.kinds))
        return None
