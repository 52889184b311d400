"""The pace at which messages go to a platform: one for each conversation, and one that all of them share.

python-telegram-bot's own limiter stops every chat for one chat's ``RetryAfter``; here only that chat waits.
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
"""Conversations whose latest sends are kept in memory; those sent to longer ago may be written to at once."""


class Governor:
    """Keeps the pace of one platform. ``now`` returns monotonic seconds."""

    def __init__(self, pace: Pace, now: Seconds = time.monotonic) -> None:
        self._pace = pace
        self._now = now
        self._free_at: dict[str, float] = {}
        self._conversations: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()
        self._closed_until = 0.0
        self._latest = pace.overall.seconds / 2 if pace.overall else math.inf

    def pause(self, address: Address) -> float:
        """Return the seconds until this conversation's own pace allows another message; 0 if it does now."""
        sent = self._conversations.get(_key(address))
        if not sent:
            return 0.0
        free_at = max((_free_at(sent, each) for each in self._pace.conversation(address)), default=0.0)
        return max(0.0, free_at - self._now())

    async def admit(self, address: Address) -> None:
        """Wait for a slot in the workspace's common pace, in order of arrival, and take it.

        A caller that wakes much too late for its slot, because the process stood still, waits for another: otherwise
        all delayed messages would go at once.
        """
        while True:
            moment = self._reserve(address.workspace)
            await asyncio.sleep(max(0.0, moment - self._now()))
            if self._closed_until <= self._now() <= moment + self._latest:
                break
        self._remember(address)

    def close(self, seconds: float) -> None:
        """Send nothing for so many seconds."""
        self._closed_until = max(self._closed_until, self._now() + seconds)

    def _reserve(self, workspace: str) -> float:
        """Take the next free slot and return its time.

        Slots are evenly spaced. A whole window at once would be allowed as well, but the next such burst, if it
        travels a little faster than the one before, would arrive too early.
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
    """Return the time at which the window has room for one more message after those ``sent``."""
    if len(sent) < window.count:
        return 0.0
    return next(islice(reversed(sent), window.count - 1, None)) + window.seconds


def _key(address: Address) -> tuple[str, str]:
    return address.workspace, address.conversation_id
