"""Long polling, for a bot without a public address.

The library's own ``Updater`` acknowledges updates before they are handled, so a crash loses them. Here the offset moves
only after everything before it is committed.
"""

import asyncio
import logging
from collections.abc import Sequence

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.adapters.telegram.limits import POLL_SECONDS
from bot.adapters.telegram.parse import ALLOWED
from bot.adapters.telegram.patience import outlast
from bot.adapters.telegram.receiver import Receiver, conversation_of
from bot.core.reachability import Reachability

log = logging.getLogger(__name__)

CONFIRM_SECONDS = 3.0


class Poller:
    def __init__(self, bot: Bot, receiver: Receiver, reachability: Reachability | None = None) -> None:
        self._bot = bot
        self._receiver = receiver
        self._reachability = reachability
        self._offset = 0

    async def run(self) -> None:
        """Poll until canceled. Waits while another program polls with the same token or sets a webhook."""
        await outlast(self._bot.delete_webhook, log, "polling Telegram", self._reachability)
        try:
            while True:
                await outlast(self._poll, log, "polling Telegram", self._reachability)
        finally:
            await self._confirm()

    async def _poll(self) -> None:
        updates = await self._bot.get_updates(self._offset, timeout=POLL_SECONDS, allowed_updates=ALLOWED)
        await self._handle(updates)
        if updates:
            self._offset = updates[-1].update_id + 1

    async def _handle(self, updates: Sequence[Update]) -> None:
        """Raise ``StorageUnavailable`` if one update was not handled; the others may safely come again."""
        conversations: dict[int, list[Update]] = {}
        for update in updates:
            conversations.setdefault(conversation_of(update), []).append(update)
        outcomes = await asyncio.gather(*map(self._in_order, conversations.values()), return_exceptions=True)
        for outcome in outcomes:
            if outcome is not None:
                raise outcome

    async def _in_order(self, updates: Sequence[Update]) -> None:
        for update in updates:
            await self._receiver.receive(update)

    async def _confirm(self) -> None:
        """Acknowledge the last updates, which otherwise the next poll would do."""
        if not self._offset:
            return
        try:
            async with asyncio.timeout(CONFIRM_SECONDS):
                await self._bot.get_updates(self._offset, limit=1, timeout=0, allowed_updates=ALLOWED)
        except (TelegramError, TimeoutError) as error:
            log.info("the last updates will come again, as duplicates: %s", error)
