"""Platforms and workspaces that cannot be reached at all: their messages rest, and one of them tries now and then."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.clock import Clock
from bot.core.identity import Address
from bot.core.reachability import Reachability

log = logging.getLogger(__name__)

SHORTEST, LONGEST = timedelta(seconds=1), timedelta(seconds=60)
"""The pause between two tries grows with the age of the outage."""


@dataclass(slots=True)
class _Outage:
    began: datetime
    next_try: datetime


class Outages:
    """The operator sees one line when an outage begins and one when it ends, however many messages rest."""

    def __init__(self, reachability: Mapping[str, Reachability], clock: Clock) -> None:
        self._reachability = reachability
        self._clock = clock
        self._outages: dict[tuple[str, str], _Outage] = {}
        self._troubled: set[tuple[str, str]] = set()

    def has(self, address: Address) -> bool:
        return _key(address) in self._outages

    def rest(self, address: Address) -> timedelta | None:
        """Return how long a message must rest; ``None`` if it may be sent, or is the one to try."""
        outage, now = self._outages.get(_key(address)), self._clock()
        if outage is None:
            return None
        if now < outage.next_try:
            return outage.next_try - now
        self._plan(outage, now)
        return None

    def fails(self, address: Address, reason: str) -> timedelta:
        """Note that nothing can be sent there; return the pause until the next try."""
        key, now = _key(address), self._clock()
        begins = key not in self._outages
        outage = self._outages.setdefault(key, _Outage(now, now))
        first = self._of(address).fails(_way(address), reason)
        if begins:
            level = logging.WARNING if first else logging.INFO
            log.log(level, "%s cannot be reached, so its messages wait: %s", _name(address), reason)
        if outage.next_try <= now:
            self._plan(outage, now)
        return outage.next_try - now

    def trouble(self, address: Address, reason: str) -> int:
        """Note a failure that may concern one message or all; return the level at which to log it.

        Only the first since the platform last answered is a warning.
        """
        if _key(address) not in self._troubled:
            self._troubled.add(_key(address))
            return logging.WARNING
        self._of(address).fails(_way(address), reason)
        return logging.INFO

    def answers(self, address: Address) -> bool:
        """Note that the platform has answered; return whether messages rest because of an outage that this ends."""
        self._troubled.discard(_key(address))
        outage = self._outages.pop(_key(address), None)
        ended = self._of(address).works(_way(address))
        if outage is None:
            return False
        seconds = (self._clock() - outage.began).total_seconds()
        level = logging.WARNING if ended else logging.INFO
        log.log(level, "%s is reached again after %.0f s, and its messages are sent", _name(address), seconds)
        return True

    def _plan(self, outage: _Outage, now: datetime) -> None:
        outage.next_try = now + max(SHORTEST, min(LONGEST, now - outage.began))

    def _of(self, address: Address) -> Reachability:
        return self._reachability[address.platform]


def _key(address: Address) -> tuple[str, str]:
    return address.platform, address.workspace


def _way(address: Address) -> str:
    return f"messages to {address.workspace}"


def _name(address: Address) -> str:
    platform = address.platform.capitalize()
    return f"{platform} ({address.workspace})" if address.workspace else platform
