"""Sends what the outbox holds: one conversation in order, many conversations at once, at the platform's pace."""

import asyncio
import logging
import time
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.core.clock import Clock
from bot.core.errors import (
    ConversationGone,
    ConversationMoved,
    DeliveryError,
    MessageRefused,
    RateLimited,
    StorageUnavailable,
)
from bot.core.ports.adapters import Adapter, Outgoing, Part
from bot.core.ports.queues import Claimed
from bot.core.ports.storage import Storage
from bot.core.work_loop import WorkLoop, pause_after
from bot.delivery.governor import Governor, Seconds

log = logging.getLogger(__name__)

AT_ONCE = {False: 200, True: 60}
"""Conversations served at once on a platform; each has its own head of line, so a slow one holds nobody up.

Fewer of those that nobody waits for: whoever asks something stands behind all that are under way.
"""

CLAIMED_WITH = 0.25
"""Share of the places that is free before messages are claimed for them: a claim for each would cost more than sending.
"""

ATTEMPTS = 20
"""With pauses growing to ten minutes, about two hours of a platform being down."""

HELD = 2.0
"""Seconds that a message waits in memory for its conversation's pace; for a longer wait it is given back."""

PATIENCE = 10.0
"""Seconds that sends under way get to end when the worker stops, because what is cut off may be sent again."""


_Lane = tuple[str, bool]
"""A platform, and whether what is sent is scheduled."""


class DeliveryWorker(WorkLoop):
    """Sending is at least once: a crash between a send and its record repeats that one part, never more.

    ``seconds`` is the clock of the platforms' pace.
    """

    def __init__(
        self, storage: Storage, adapters: Iterable[Adapter], clock: Clock, name: str, seconds: Seconds = time.monotonic
    ) -> None:
        super().__init__(clock)
        self._queues = storage.queues
        self._adapters: Mapping[str, Adapter] = {adapter.platform: adapter for adapter in adapters}
        self._governors = {name: Governor(adapter.pace, seconds) for name, adapter in self._adapters.items()}
        self._name = name
        self._sending: Mapping[_Lane, set[asyncio.Task[None]]] = {
            (platform, scheduled): set() for platform in self._adapters for scheduled in AT_ONCE
        }

    async def run(self) -> None:
        try:
            await super().run()
        finally:
            if sending := [task for tasks in self._sending.values() for task in tasks]:
                _, late = await asyncio.wait(sending, timeout=PATIENCE)
                for task in late:
                    task.cancel()
                await asyncio.gather(*late, return_exceptions=True)

    async def _turn(self) -> bool:
        """Begin to send what may be sent now; whether there was anything."""
        claimed = 0
        for lane in self._with_room():
            platform, scheduled = lane
            free = AT_ONCE[scheduled] - len(self._sending[lane])
            now = self.clock()
            for each in await self._queues.claim_messages(platform, self._name, now, free, scheduled=scheduled):
                self._begin_to_send(each, self._sending[lane])
                claimed += 1
                await asyncio.sleep(0)  # drawing takes milliseconds, and others' moments to go must not wait for all
        return claimed > 0

    def _with_room(self) -> list[_Lane]:
        """Where messages may be claimed; elsewhere, the sends that end wake the loop."""
        room = {lane: AT_ONCE[lane[1]] - len(sending) for lane, sending in self._sending.items()}
        return [lane for lane, free in room.items() if free >= AT_ONCE[lane[1]] * CLAIMED_WITH]

    def _begin_to_send(self, claimed: Claimed, sending: set[asyncio.Task[None]]) -> None:
        def ended(task: asyncio.Task[None]) -> None:
            sending.discard(task)
            self._end()
            self.wake()  # the conversation's next message may go now

        task = asyncio.create_task(self._deliver(claimed), name=f"message {claimed.id}")
        self._begin()
        sending.add(task)
        task.add_done_callback(ended)

    async def next_turn_at(self) -> datetime | None:
        moments = [await self._queues.next_message_at(platform, scheduled=late) for platform, late in self._with_room()]
        return min((moment for moment in moments if moment is not None), default=None)

    async def _deliver(self, claimed: Claimed) -> None:
        try:
            await self._try(claimed)
        except StorageUnavailable:
            log.exception("message %s waits for the database", claimed.id)  # its lease will end

    async def _try(self, claimed: Claimed) -> None:
        try:
            await self._send_parts(claimed)
        except ConversationGone as error:
            log.warning("conversation %s is gone: %s", claimed.address, error.reason)
            await self._queues.abandon_message(claimed, self._name, error.reason, gone=True)
        except MessageRefused as error:
            log.exception("message %s is refused by %s", claimed.id, claimed.address.platform)
            await self._queues.abandon_message(claimed, self._name, error.reason, gone=False)
        except ConversationMoved as error:
            log.info("conversation %s has %s", claimed.address, error.reason)
            await self._queues.move(claimed.address, error.conversation_id)
            await self._queues.postpone_message(claimed, self._name, self.clock(), error.reason)
        except DeliveryError as error:
            await self._put_off(claimed, error)
        except StorageUnavailable:
            raise
        except Exception as error:
            # A bug in rendering one message must hold back neither the others nor itself for ever.
            log.exception("message %s cannot be sent", claimed.id)
            await self._put_off(claimed, DeliveryError(f"{type(error).__name__}: {error}"))

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
                await self._queues.postpone_message(claimed, self._name, until, "the conversation's pace")
                return
            await asyncio.sleep(pause)
            await governor.admit(claimed.address)
            if index > claimed.sent and not await self._queues.renew_message(claimed, self._name, self.clock()):
                return  # this worker was too slow, and another has taken over
            reference = await adapter.send(_outgoing(claimed, parts[index], index))
            about = claimed.reply.about or parts[index].about
            last = index == len(parts) - 1
            await self._queues.part_sent(claimed, self._name, reference, about, self.clock(), last=last)
        await self._retract(adapter, claimed, claimed.edits[len(parts) :])

    async def _retract(self, adapter: Adapter, claimed: Claimed, surplus: Sequence[str]) -> None:
        """Take back what an edited message has no successor for; the message itself is sent by now."""
        try:
            for reference in surplus:
                await adapter.retract(claimed.address, reference)
        except DeliveryError as error:
            log.warning("an old part of message %s stays: %s", claimed.id, error.reason)

    async def _put_off(self, claimed: Claimed, error: DeliveryError) -> None:
        if claimed.attempts >= ATTEMPTS:
            log.error("message %s given up after %s tries: %s", claimed.id, claimed.attempts, error.reason)
            await self._queues.abandon_message(claimed, self._name, error.reason, gone=False)
            return
        pause = error.retry_after or pause_after(claimed.attempts)
        if isinstance(error, RateLimited) and error.everywhere:
            self._governors[claimed.address.platform].close(pause)
        log.warning("message %s put off for %.0f s: %s", claimed.id, pause, error.reason)
        until = self.clock() + timedelta(seconds=pause)
        await self._queues.postpone_message(claimed, self._name, until, error.reason)


def _outgoing(claimed: Claimed, part: Part, index: int) -> Outgoing:
    return Outgoing(
        address=claimed.address,
        part=part,
        key=f"{claimed.id}/{index}",
        replaces=claimed.edits[index] if index < len(claimed.edits) else "",
        under=claimed.under,
        private=claimed.reply.private,
        route=claimed.route,
        tried_since=claimed.created_at if claimed.attempts > 1 else None,
    )
