"""Sends the messages in the outbox: each conversation in order, many conversations at once, at the platform's pace."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.core.clock import Clock
from bot.core.errors import (
    AnswerLost,
    ConversationGone,
    ConversationMoved,
    DeliveryError,
    MessageRefused,
    NotSent,
    PlatformAway,
    RateLimited,
)
from bot.core.identity import Address
from bot.core.ports.adapters import Adapter, Outgoing, Part
from bot.core.ports.queues import Claimed
from bot.core.ports.storage import Storage
from bot.core.reachability import Reachability
from bot.core.workers.queue_worker import QueueWorker
from bot.core.workers.work_loop import pause_after
from bot.delivery.governor import Governor, Seconds
from bot.delivery.outages import Outages

log = logging.getLogger(__name__)

AT_ONCE = {False: 200, True: 60}
"""Conversations served at once per platform, by whether their messages are scheduled.

Scheduled messages get fewer places, because an answer queues behind all sends under way.
"""

CLAIMED_WITH = 0.25
"""Share of the places that must be free before messages are claimed: a claim per message costs more than sending it."""

ATTEMPTS = 20
"""With pauses growing to ten minutes, about two hours of a platform being down. A limit of speed does not count."""

HELD = 2.0
"""Seconds that a message may wait in memory for its conversation's pace; for longer it goes back to the queue."""

PATIENCE = 10.0
"""Seconds that sends under way get when the worker stops, because a send that is cut off may be repeated."""


RESTING = "the platform cannot be reached"
"""The stored reason of a message that rests."""

NOBODY_ASKS: Mapping[str, Reachability] = MappingProxyType({})

Lane = tuple[str, bool]
"""A platform, and whether its messages are scheduled."""


class DeliveryWorker(QueueWorker[Lane, Claimed]):
    """Sends at least once: a crash between a send and its record repeats that one part, never more.

    A lost answer repeats it once: after a second one in a row the part counts as sent.

    While a platform cannot be reached, its messages rest: they are neither counted nor given up.

    ``seconds`` is the clock of the governors. ``reachability``, by platform, is told what the messages show.
    """

    def __init__(
        self,
        storage: Storage,
        adapters: Iterable[Adapter],
        clock: Clock,
        name: str,
        seconds: Seconds = time.monotonic,
        reachability: Mapping[str, Reachability] = NOBODY_ASKS,
    ) -> None:
        self._adapters: Mapping[str, Adapter] = {adapter.platform: adapter for adapter in adapters}
        places = {(platform, scheduled): count for platform in self._adapters for scheduled, count in AT_ONCE.items()}
        super().__init__(clock, places, claimed_with=CLAIMED_WITH, patience=PATIENCE)
        self._queues = storage.queues
        self._governors = {name: Governor(adapter.pace, seconds) for name, adapter in self._adapters.items()}
        self._outages = Outages({each: reachability.get(each) or Reachability(clock) for each in self._adapters}, clock)
        self._name = name

    async def claim(self, lane: Lane, limit: int) -> AsyncIterator[Claimed]:
        platform, scheduled = lane
        now = self.clock()
        for each in await self._queues.claim_messages(platform, self._name, now, limit, scheduled=scheduled):
            yield each
            await asyncio.sleep(0)  # rendering takes milliseconds, and a send that is due must not wait for all of it

    async def next_claim_at(self, lane: Lane) -> datetime | None:
        platform, scheduled = lane
        return await self._queues.next_message_at(platform, scheduled=scheduled)

    async def work_on(self, claim: Claimed) -> None:
        adapter = self._adapters[claim.address.platform]
        parts = adapter.render(claim.reply.message)
        if not parts:
            await self._queues.part_sent(claim, self._name, "", (), self.clock(), last=True)
        before = claim.sent
        while claim.sent < len(parts):
            if not await self._is_its_turn(claim):
                return
            if claim.sent > before and not await self._queues.renew_message(claim, self._name, self.clock()):
                return  # this worker was too slow, and another took over
            try:
                reference = await self._send(adapter, claim, parts[claim.sent])
            except DeliveryError as error:
                await self._not_sent(claim, error)
                return
            about = claim.reply.about or parts[claim.sent].about
            last = claim.sent == len(parts) - 1
            await self._queues.part_sent(claim, self._name, reference, about, self.clock(), last=last)
            await self._answered(claim.address)
            claim = replace(claim, sent=claim.sent + 1, failures=0, perhaps_sent=False)
        await self._retract(adapter, claim, claim.edits[len(parts) :])

    async def failed(self, claim: Claimed, error_id: str) -> None:
        await self._put_off(claim, DeliveryError(f"failed, see the log [{error_id}]"))

    async def _is_its_turn(self, claimed: Claimed) -> bool:
        """Wait for the pace; give the message back and return ``False`` if its conversation must wait for long."""
        governor = self._governors[claimed.address.platform]
        if rest := self._outages.rest(claimed.address):
            await self._rest(claimed, rest)
            return False
        pause = governor.pause(claimed.address)
        if pause > HELD:
            until = self.clock() + timedelta(seconds=pause)
            # A wait isn't a try, so the outcome of the last try stays.
            reason = claimed.reason or "the conversation's pace"
            await self._queues.postpone_message(claimed, self._name, until, reason, failed=False, sent=False)
            return False
        await asyncio.sleep(pause)
        await governor.admit(claimed.address)
        return True

    async def _send(self, adapter: Adapter, claimed: Claimed, part: Part) -> str:
        """Return the part's reference; empty if it counts as sent because its answer was lost twice in a row."""
        try:
            return await adapter.send(_outgoing(claimed, part))
        except AnswerLost as error:
            if not claimed.reason.startswith(_lost(claimed)):
                raise AnswerLost(f"{_lost(claimed)} ({error.reason})") from error
            number = claimed.sent + 1
            log.warning("part %d of %s counts as sent: its answer was lost twice (%s)", number, claimed, error.reason)
            return ""

    async def _rest(self, claimed: Claimed, pause: timedelta) -> None:
        """Give a message back until its platform can be reached; that it may have been sent before is not forgotten."""
        reason = claimed.reason if claimed.reason.startswith(_lost(claimed)) else RESTING
        until = self.clock() + pause
        await self._queues.postpone_message(claimed, self._name, until, reason, failed=False, sent=False)
        if not self._outages.has(claimed.address):  # it ended in the meantime
            await self._resume(claimed.address)

    async def _answered(self, address: Address) -> None:
        """Send what rested, if the platform could not be reached until now."""
        if self._outages.answers(address):
            await self._resume(address)

    async def _resume(self, address: Address) -> None:
        await self._queues.resume_messages(address, RESTING, self.clock())
        self.wake()

    async def _not_sent(self, claimed: Claimed, error: DeliveryError) -> None:
        if isinstance(error, PlatformAway):
            await self._rest(claimed, self._outages.fails(claimed.address, error.reason))
            return
        if isinstance(error, RateLimited | ConversationGone | ConversationMoved | MessageRefused):
            await self._answered(claimed.address)
        match error:
            case ConversationGone():
                log.warning("conversation %s is gone: %s", claimed.address, error.reason)
                await self._queues.abandon_message(claimed, self._name, error.reason, gone=True)
            case MessageRefused():
                log.error("%s is refused by %s", claimed, claimed.address.platform, exc_info=error)
                await self._queues.abandon_message(claimed, self._name, error.reason, gone=False)
            case ConversationMoved():
                log.info("conversation %s has %s", claimed.address, error.reason)
                await self._queues.move(claimed.address, error.conversation_id)
                now, why = self.clock(), error.reason
                await self._queues.postpone_message(claimed, self._name, now, why, failed=False, sent=False)
            case _:
                await self._put_off(claimed, error)

    async def _retract(self, adapter: Adapter, claimed: Claimed, surplus: Sequence[str]) -> None:
        """Delete parts without a successor in an edited message, which is sent by now."""
        try:
            for reference in filter(None, surplus):
                await adapter.retract(claimed.address, reference)
        except DeliveryError as error:
            log.warning("an old part of %s stays: %s", claimed, error.reason)

    async def _put_off(self, claimed: Claimed, error: DeliveryError) -> None:
        limited = isinstance(error, RateLimited)
        tries = claimed.failures + (not limited)
        pause = error.retry_after or pause_after(tries)
        if isinstance(error, RateLimited) and error.everywhere:
            self._governors[claimed.address.platform].close(pause)
        if not limited and tries >= ATTEMPTS:
            log.error("%s given up after %s tries: %s", claimed, tries, error.reason)
            await self._queues.abandon_message(claimed, self._name, error.reason, gone=False)
            return
        level = logging.INFO if limited else self._outages.trouble(claimed.address, error.reason)
        log.log(level, "%s put off for %.0f s: %s", claimed, pause, error.reason)
        until, sent = self.clock() + timedelta(seconds=pause), not isinstance(error, NotSent)
        await self._queues.postpone_message(claimed, self._name, until, error.reason, failed=not limited, sent=sent)


def _lost(claimed: Claimed) -> str:
    """Return how the stored reason of a message begins if the last try lost the answer to its next part."""
    return f"the answer to part {claimed.sent + 1} was lost"


def _outgoing(claimed: Claimed, part: Part) -> Outgoing:
    index = claimed.sent
    return Outgoing(
        address=claimed.address,
        part=part,
        key=f"{claimed.id}/{index}",
        replaces=claimed.edits[index] if index < len(claimed.edits) else "",
        under=claimed.under,
        private=claimed.reply.private or claimed.route.private,
        toast=claimed.reply.toast,
        asks=claimed.reply.asks,
        route=claimed.route,
        tried_since=claimed.created_at if claimed.perhaps_sent else None,
    )
