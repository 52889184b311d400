"""Sends the messages in the outbox: each conversation in order, many conversations at once, at the platform's pace."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.core.clock import Clock
from bot.core.errors import (
    AnswerLost,
    ConversationGone,
    ConversationMoved,
    DeliveryError,
    MessageRefused,
    RateLimited,
)
from bot.core.ports.adapters import Adapter, Outgoing, Part
from bot.core.ports.queues import Claimed
from bot.core.ports.storage import Storage
from bot.core.queue_worker import QueueWorker
from bot.core.work_loop import pause_after
from bot.delivery.governor import Governor, Seconds

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


Lane = tuple[str, bool]
"""A platform, and whether its messages are scheduled."""


class DeliveryWorker(QueueWorker[Lane, Claimed]):
    """Sends at least once: a crash between a send and its record repeats that one part, never more.

    A lost answer repeats it once: after a second one in a row the part counts as sent.

    ``seconds`` is the clock of the governors.
    """

    def __init__(
        self, storage: Storage, adapters: Iterable[Adapter], clock: Clock, name: str, seconds: Seconds = time.monotonic
    ) -> None:
        self._adapters: Mapping[str, Adapter] = {adapter.platform: adapter for adapter in adapters}
        places = {(platform, scheduled): count for platform in self._adapters for scheduled, count in AT_ONCE.items()}
        super().__init__(clock, places, claimed_with=CLAIMED_WITH, patience=PATIENCE)
        self._queues = storage.queues
        self._governors = {name: Governor(adapter.pace, seconds) for name, adapter in self._adapters.items()}
        self._name = name
        self._settled: dict[int, int] = {}
        """For each message, the number of earlier claims that cannot have sent the next part: a limit of speed ended
        them, or they served earlier parts. After a restart the number is unknown and counts as 0.
        """

    def _tries(self, claimed: Claimed) -> int:
        """Return the number of tries of the next part, with this one; a try that met a limit of speed is none."""
        return claimed.attempts - self._settled.get(claimed.id, 0)

    def _nothing_tried(self, claimed: Claimed) -> None:
        self._settled[claimed.id] = self._settled.get(claimed.id, 0) + 1

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
        try:
            await self._send_parts(claim)
        except ConversationGone as error:
            log.warning("conversation %s is gone: %s", claim.address, error.reason)
            self._settled.pop(claim.id, None)
            await self._queues.abandon_message(claim, self._name, error.reason, gone=True)
        except MessageRefused as error:
            log.exception("%s is refused by %s", claim, claim.address.platform)
            self._settled.pop(claim.id, None)
            await self._queues.abandon_message(claim, self._name, error.reason, gone=False)
        except ConversationMoved as error:
            log.info("conversation %s has %s", claim.address, error.reason)
            await self._queues.move(claim.address, error.conversation_id)
            await self._queues.postpone_message(claim, self._name, self.clock(), error.reason)
        except DeliveryError as error:
            await self._put_off(claim, error)

    async def failed(self, claim: Claimed, error_id: str) -> None:
        await self._put_off(claim, DeliveryError(f"failed, see the log [{error_id}]"))

    async def _send_parts(self, claimed: Claimed) -> None:
        adapter = self._adapters[claimed.address.platform]
        governor = self._governors[claimed.address.platform]
        parts = adapter.render(claimed.reply.message)
        if not parts:
            await self._queues.part_sent(claimed, self._name, "", (), self.clock(), last=True)
        for index in range(claimed.sent, len(parts)):
            pause = governor.pause(claimed.address)
            if pause > HELD:
                until = self.clock() + timedelta(seconds=pause)
                self._nothing_tried(claimed)
                # A wait isn't a try, so the outcome of the last try stays.
                reason = claimed.reason or "the conversation's pace"
                await self._queues.postpone_message(claimed, self._name, until, reason)
                return
            await asyncio.sleep(pause)
            await governor.admit(claimed.address)
            if index > claimed.sent and not await self._queues.renew_message(claimed, self._name, self.clock()):
                self._settled.pop(claimed.id, None)
                return  # this worker was too slow, and another took over
            reference = await self._send(adapter, claimed, parts[index], index)
            self._settled[claimed.id] = claimed.attempts - 1
            about = claimed.reply.about or parts[index].about
            last = index == len(parts) - 1
            await self._queues.part_sent(claimed, self._name, reference, about, self.clock(), last=last)
        self._settled.pop(claimed.id, None)
        await self._retract(adapter, claimed, claimed.edits[len(parts) :])

    async def _send(self, adapter: Adapter, claimed: Claimed, part: Part, index: int) -> str:
        """Return the part's reference; empty if it counts as sent because its answer was lost twice in a row."""
        may_be_there = index == claimed.sent and self._tries(claimed) > 1
        try:
            return await adapter.send(_outgoing(claimed, part, index, may_be_there=may_be_there))
        except AnswerLost as error:
            if not claimed.reason.startswith(_lost(index)):
                raise AnswerLost(f"{_lost(index)} ({error.reason})") from error
            log.warning(
                "part %d of %s counts as sent: its answer was lost twice (%s)", index + 1, claimed, error.reason
            )
            return ""

    async def _retract(self, adapter: Adapter, claimed: Claimed, surplus: Sequence[str]) -> None:
        """Delete parts without a successor in an edited message, which is sent by now."""
        try:
            for reference in filter(None, surplus):
                await adapter.retract(claimed.address, reference)
        except DeliveryError as error:
            log.warning("an old part of %s stays: %s", claimed, error.reason)

    async def _put_off(self, claimed: Claimed, error: DeliveryError) -> None:
        tries = self._tries(claimed)
        pause = error.retry_after or pause_after(tries)
        if isinstance(error, RateLimited):
            self._nothing_tried(claimed)
            if error.everywhere:
                self._governors[claimed.address.platform].close(pause)
        elif tries >= ATTEMPTS:
            log.error("%s given up after %s tries: %s", claimed, tries, error.reason)
            self._settled.pop(claimed.id, None)
            await self._queues.abandon_message(claimed, self._name, error.reason, gone=False)
            return
        log.warning("%s put off for %.0f s: %s", claimed, pause, error.reason)
        until = self.clock() + timedelta(seconds=pause)
        await self._queues.postpone_message(claimed, self._name, until, error.reason)


def _lost(index: int) -> str:
    """Return how the stored reason of a message begins if the last try lost the answer to this part."""
    return f"the answer to part {index + 1} was lost"


def _outgoing(claimed: Claimed, part: Part, index: int, *, may_be_there: bool) -> Outgoing:
    return Outgoing(
        address=claimed.address,
        part=part,
        key=f"{claimed.id}/{index}",
        replaces=claimed.edits[index] if index < len(claimed.edits) else "",
        under=claimed.under,
        private=claimed.reply.private,
        route=claimed.route,
        tried_since=claimed.created_at if may_be_there else None,
    )
