"""Long polling, for a bot without a public address.

The library's own ``Updater`` acknowledges updates before they are handled, so a crash loses them. Here the offset moves
only past updates that are committed. While one takes long, short polls go on: they bring it again, and also what was
said in other conversations since.
"""

import asyncio
import logging
from collections import deque

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.adapters.telegram.limits import POLL_SECONDS
from bot.adapters.telegram.parse import ALLOWED
from bot.adapters.telegram.patience import outlast
from bot.adapters.telegram.receiver import Receiver, conversation_of
from bot.core.reachability import Reachability

log = logging.getLogger(__name__)

CONFIRM_SECONDS = 3.0

PATIENCE = 0.5
"""Seconds to wait for updates that take long before looking for others."""


class Poller:
    def __init__(self, bot: Bot, receiver: Receiver, reachability: Reachability | None = None) -> None:
        self._bot = bot
        self._receiver = receiver
        self._reachability = reachability
        self._offset = 0
        self._handled: dict[int, bool] = {}
        """The updates from the offset onwards that have arrived, and whether they are handled."""
        self._queues: dict[int, deque[Update]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self) -> None:
        """Poll until canceled. Waits while another program polls with the same token or sets a webhook."""
        await outlast(self._bot.delete_webhook, log, "polling Telegram", self._reachability)
        try:
            while True:
                await outlast(self._poll, log, "polling Telegram", self._reachability)
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
            self._move_on()
            await self._confirm()

    async def _poll(self) -> None:
        """Raise ``StorageUnavailable`` if an update was not handled; it and all that follow it come again."""
        seconds = 0 if self._tasks else POLL_SECONDS
        updates = await self._bot.get_updates(self._offset, timeout=seconds, allowed_updates=ALLOWED)
        for update in updates:
            self._begin(update)
        if self._tasks:
            done, self._tasks = await asyncio.wait(self._tasks, timeout=PATIENCE)
            self._move_on()
            errors = [error for task in done if (error := task.exception())]
            if errors:
                raise errors[0]

    def _begin(self, update: Update) -> None:
        """Handle an update, after the earlier ones of its conversation, unless it is being handled or was."""
        conversation = conversation_of(update)
        queue = self._queues.get(conversation)
        if self._handled.get(update.update_id) or (queue and update in queue):
            return
        self._handled[update.update_id] = False
        if queue is not None:
            queue.append(update)
            return
        self._queues[conversation] = deque([update])
        self._tasks.add(asyncio.create_task(self._in_order(conversation)))

    async def _in_order(self, conversation: int) -> None:
        queue = self._queues[conversation]
        try:
            while queue:
                await self._receiver.receive(queue[0])
                self._handled[queue.popleft().update_id] = True
        finally:
            del self._queues[conversation]

    def _move_on(self) -> None:
        """Move the offset up to the first update that is not handled."""
        while self._handled and self._handled[first := min(self._handled)]:
            del self._handled[first]
            self._offset = first + 1

    async def _confirm(self) -> None:
        """Acknowledge the last updates, which otherwise the next poll would do."""
        if not self._offset:
            return
        try:
            async with asyncio.timeout(CONFIRM_SECONDS):
                await self._bot.get_updates(self._offset, limit=1, timeout=0, allowed_updates=ALLOWED)
        except (TelegramError, TimeoutError) as error:
            log.info("the last updates will come again, as duplicates: %s", error)
