"""Sends what the outbox holds: one conversation in order, many conversations at once."""

import asyncio
import logging
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from bot.core.clock import Clock
from bot.core.errors import ConversationGone, DeliveryError, StorageUnavailable
from bot.core.ports.adapters import Adapter
from bot.core.ports.storage import Claimed, Storage
from bot.core.work_loop import WorkLoop, pause_after

log = logging.getLogger(__name__)

BATCH = 50
"""Conversations served at once; each has its own head of line, so a slow one holds nobody up."""

ATTEMPTS = 20
"""With pauses growing to ten minutes, about three hours of a platform being down."""


class DeliveryWorker(WorkLoop):
    """Sending is at least once: a crash between a send and its record repeats that one part, never more."""

    def __init__(self, storage: Storage, adapters: Iterable[Adapter], clock: Clock, name: str) -> None:
        super().__init__(clock)
        self._queues = storage.queues
        self._adapters: Mapping[str, Adapter] = {adapter.platform: adapter for adapter in adapters}
        self._name = name

    async def _turn(self) -> bool:
        """Send what may be sent now; whether there was anything."""
        claimed = await self._queues.claim_messages(tuple(self._adapters), self._name, self.clock(), BATCH)
        await asyncio.gather(*(self._deliver(each) for each in claimed))
        return bool(claimed)

    async def next_turn_at(self) -> datetime | None:
        return await self._queues.next_message_at(tuple(self._adapters))

    async def _deliver(self, claimed: Claimed) -> None:
        try:
            await self._send_parts(claimed)
        except ConversationGone as error:
            log.warning("conversation %s is gone: %s", claimed.address, error.reason)
            await self._queues.abandon_message(claimed, self._name, error.reason, gone=True)
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
        parts = adapter.render(claimed.reply.message)
        for index in range(claimed.sent, len(parts)):
            if index > claimed.sent and not await self._queues.renew_message(claimed, self._name, self.clock()):
                return  # this worker was too slow, and another has taken over
            replaces = claimed.edits[index] if index < len(claimed.edits) else ""
            reference = await adapter.send(claimed.address, parts[index], replaces)
            await self._queues.part_sent(claimed, self._name, reference, last=index == len(parts) - 1)

    async def _put_off(self, claimed: Claimed, error: DeliveryError) -> None:
        if claimed.attempts >= ATTEMPTS:
            log.error("message %s given up after %s tries: %s", claimed.id, claimed.attempts, error.reason)
            await self._queues.abandon_message(claimed, self._name, error.reason, gone=False)
            return
        pause = error.retry_after or pause_after(claimed.attempts)
        log.warning("message %s put off for %.0f s: %s", claimed.id, pause, error.reason)
        until = self.clock() + timedelta(seconds=pause)
        await self._queues.postpone_message(claimed, self._name, until, error.reason)
