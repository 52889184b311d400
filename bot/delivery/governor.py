"""When a platform lets the next message go: each conversation has its own pace, and all of them share one.

python-telegram-bot's own limiter stops every chat for one chat's ``RetryAfter``; here only what the platform named
waits.
"""

import asyncio
import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from itertools import islice

from bot.core.identity import Address
from bot.core.ports.adapters import Pace, Window

Seconds = Callable[[], float]

REMEMBERED = 50_000
"""Conversations whose latest sends are kept in memory; the pace of those before has long been served."""


class Governor:
    """Lets messages of one platform go at its pace. ``now`` counts seconds and never goes back."""

    def __init__(self, pace: Pace, now: Seconds = time.monotonic) -> None:
        self._pace = pace
        self._now = now
        self._free_at: dict[str, float] = {}
        self._conversations: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()
        self._closed_until = 0.0
        self._latest = pace.overall.seconds / 2 if pace.overall else math.inf

    def pause(self, address: Address) -> float:
        """Seconds until this conversation's own pace allows another message; 0 when it does now."""
        sent = self._conversations.get(_key(address))
        if not sent:
            return 0.0
        free_at = max((_free_at(sent, each) for each in self._pace.conversation(address)), default=0.0)
        return max(0.0, free_at - self._now())

    async def admit(self, address: Address) -> None:
        """Wait for a place in the workspace's common pace, in order of arrival, and take it.

        Whoever comes much too late for it, because the whole process stood still, waits for another: all that was
        held up would go at once.
        """
        while True:
            moment = self._reserve(address.workspace)
            await asyncio.sleep(max(0.0, moment - self._now()))
            if self._closed_until <= self._now() <= moment + self._latest:
                break
        self._remember(address)

    def close(self, seconds: float) -> None:
        """The platform wants nothing from anybody for so long."""
        self._closed_until = max(self._closed_until, self._now() + seconds)

    def _reserve(self, workspace: str) -> float:
        """The moment of the next free place, which is then taken.

        Places are evenly apart. All of a window at once would be allowed too, but the next such burst, arriving a
        little quicker than the one before, would be too early.
        """
        moment = max(self._now(), self._closed_until)
        if self._pace.overall is not None:
            moment = max(moment, self._free_at.get(workspace, 0.0))
            self._free_at[workspace] = moment + self._pace.overall.seconds / self._pace.overall.count
        return moment

    def _remember(self, address: Address) -> None:
        windows = self._pace.conversation(address)
        if not windows:
            return
        sent = self._conversations.setdefault(_key(address), deque(maxlen=max(each.count for each in windows)))
        sent.append(self._now())
        self._conversations.move_to_end(_key(address))
        if len(self._conversations) > REMEMBERED:
            self._conversations.popitem(last=False)


def _free_at(sent: deque[float], window: Window) -> float:
    """When one more message fits into a window that begins with the oldest it may not hold with it."""
    if len(sent) < window.count:
        return 0.0
    return next(islice(reversed(sent), window.count - 1, None)) + window.seconds


def _key(address: Address) -> tuple[str, str]:
    return address.workspace, address.conversation_id
