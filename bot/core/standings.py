"""Who is an administrator where, as the platforms tell: asked when an event needs it, and remembered for a while."""

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar
from weakref import WeakValueDictionary

from bot.core.access.rights import AskFirst
from bot.core.clock import Clock
from bot.core.computations import Computation, Eventual, Step
from bot.core.context import Context
from bot.core.errors import ServiceError
from bot.core.events import Event
from bot.core.identity import Address, UserRef
from bot.core.model.rights import Standing
from bot.core.ports.roles import Roles

log = logging.getLogger(__name__)

R = TypeVar("R")

FRESH = timedelta(minutes=10)
"""Age up to which an answer counts. Who is made an administrator waits for at most this long."""

REMEMBERED = 20_000
"""Answers in memory, a few megabytes; the oldest are forgotten first."""

_Key = tuple[UserRef, Address]


@dataclass(frozen=True, slots=True)
class _Told:
    standing: Standing
    at: datetime


class Standings:
    """``roles`` are the platforms that know administrators; on others everybody is one."""

    def __init__(self, roles: Mapping[str, Roles], clock: Clock) -> None:
        self._roles = roles
        self._clock = clock
        self._told: dict[_Key, _Told] = {}
        self._turns: WeakValueDictionary[_Key, asyncio.Lock] = WeakValueDictionary()

    def known(self, person: UserRef, address: Address) -> Standing | None:
        """Return what a person is in a conversation; ``None`` if the platform must be asked."""
        if address.platform not in self._roles:
            return Standing.ADMINISTRATOR
        told = self._told.get(_key(person, address))
        return told.standing if told and self._clock() - told.at < FRESH else None

    async def ask(self, person: UserRef, address: Address) -> Standing:
        """Ask the platform, once for events at the same time. If it does not tell, return its last answer."""
        key = _key(person, address)
        async with self._turns.setdefault(key, asyncio.Lock()):
            known = self.known(person, address)
            if known is not None:
                return known
            try:
                administrator = await self._roles[address.platform].is_administrator(person, address)
            except ServiceError as error:
                log.warning("%s does not tell whether somebody is an administrator: %s", address.platform, error.reason)
                return self._told[key].standing if key in self._told else Standing.UNKNOWN
            standing = Standing.ADMINISTRATOR if administrator else Standing.MEMBER
            self._told.pop(key, None)
            self._told[key] = _Told(standing, self._clock())
            if len(self._told) > REMEMBERED:
                del self._told[next(iter(self._told))]
            return standing

    async def asking(self, event: Event, step: Step[R], context: Context) -> Eventual[R]:
        """Do a step of an event; where it needs to know who the person is, ask with no transaction open and repeat it.

        What the step did before that is rolled back, as with every computation.
        """
        try:
            return await step(context)
        except AskFirst:

            async def again(context: Context, standing: Standing) -> Eventual[R]:
                return await step(replace(context, standing=standing))

            return Computation(partial(self.ask, event.actor, event.address), again)


def _key(person: UserRef, address: Address) -> _Key:
    return person, replace(address, thread_id=None)
