"""The pace at which people are served: a token bucket per person and per conversation, in memory.

Who takes more than there is, is told once how long to wait; what comes in that time is not served. A machine that goes
on as fast after it stays unserved until it stops.
"""

import math
from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from bot.core.clock import Clock
from bot.core.identity import Address, UserRef

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Rate:
    """``burst`` actions at once, and ``per_minute`` over time."""

    per_minute: int
    burst: int


PERSON = Rate(per_minute=30, burst=30)
"""Ticking off a list or going through a digest takes a press every other second, and a long paste comes as a dozen
messages. Nobody does more than that by hand for a minute.
"""

SPACE = Rate(per_minute=60, burst=60)
"""A seminar of ten that goes through a digest together. It is also about what Telegram lets a bot answer in a group:
20 messages per minute (https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this), and most
presses need no message.
"""

WAIT = timedelta(seconds=30)
"""The time not to be served for, in which a person gets half of the burst back."""

QUIET = timedelta(seconds=5)
"""After so long without an action a flood is over."""

REMEMBERED = 20_000
"""Buckets of each kind in memory; the one not used for longest is forgotten first, and is full by then."""


@dataclass(frozen=True, slots=True)
class Wait:
    """``seconds`` until the person is served again; ``told`` says that they know already."""

    seconds: int
    told: bool


@dataclass(slots=True)
class Bucket:
    """``told`` are the people who know that the bucket is shut; ``unserved`` counts the actions since then."""

    rate: Rate
    tokens: float
    at: datetime
    shut_until: datetime | None = None
    unserved: int = 0
    last: datetime | None = None
    told: set[UserRef] = field(default_factory=set)

    def take(self, now: datetime) -> bool:
        """Take a token; ``False`` if there is none, or if the bucket is shut because there was none."""
        if self.is_shut(now) or self._goes_on(now):
            self.unserved += 1
            self.last = now
            return False
        self._reopen(now)
        if self.tokens >= 1:
            self.tokens -= 1
            return True
        self.shut_until = now + WAIT
        self.last = now
        return False

    def is_shut(self, now: datetime) -> bool:
        return self.shut_until is not None and now < self.shut_until

    def wait(self, person: UserRef, now: datetime) -> Wait:
        """Return how long a person has to wait, and whether they were told since it was shut; now they are."""
        told = person in self.told
        self.told.add(person)
        left = (self.shut_until or now) - now
        return Wait(max(1, math.ceil(left.total_seconds())), told)

    def _goes_on(self, now: datetime) -> bool:
        """Shut the bucket for longer if as much as a whole burst came while it was, and still comes."""
        if self.last is None or self.unserved < self.rate.burst or now - self.last > QUIET:
            return False
        self.shut_until = now + WAIT
        self.unserved = 0
        return True

    def _reopen(self, now: datetime) -> None:
        since = (now - self.at).total_seconds()
        self.tokens = min(self.rate.burst, self.tokens + since * self.rate.per_minute / 60)
        self.at = now
        if self.shut_until is not None:
            self.shut_until, self.unserved, self.last = None, 0, None
            self.told.clear()


class _Buckets(Generic[K]):
    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._of: dict[K, Bucket] = {}

    def of(self, key: K, now: datetime) -> Bucket:
        bucket = self._of.pop(key, None) or Bucket(self._rate, self._rate.burst, now)
        self._of[key] = bucket
        if len(self._of) > REMEMBERED:
            del self._of[next(iter(self._of))]
        return bucket


class Paces:
    def __init__(self, clock: Clock, person: Rate = PERSON, space: Rate = SPACE) -> None:
        self._clock = clock
        self._people: _Buckets[UserRef] = _Buckets(person)
        self._spaces: _Buckets[tuple[str, str, str]] = _Buckets(space)

    def take(self, person: UserRef, address: Address, *, for_space: bool = True) -> Bucket | None:
        """Count an action; return the bucket that is shut if it is too much. Only some count for the conversation."""
        now = self._clock()
        own = self._people.of(person, now)
        if not own.take(now):
            return own
        if not for_space:
            return None
        shared = self._spaces.of(_space(address), now)
        return None if shared.take(now) else shared

    def is_shut(self, person: UserRef, address: Address) -> bool:
        """Return whether an action would have to wait, without counting one."""
        now = self._clock()
        return self._people.of(person, now).is_shut(now) or self._spaces.of(_space(address), now).is_shut(now)


def _space(address: Address) -> tuple[str, str, str]:
    return address.platform, address.workspace, address.conversation_id
