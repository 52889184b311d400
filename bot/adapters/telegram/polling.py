"""Long polling, for a bot that nobody can reach from outside.

The library's own ``Updater`` tells Telegram that it has updates before they are handled, so a crash loses them. Here
the offset moves only when everything before it is committed.
"""

import asyncio
import logging
from collections.abc import Sequence

from telegram import Bot, Update
from telegram.error import TelegramError

from bot.adapters.telegram.limits import POLL_SECONDS
from bot.adapters.telegram.parse import ALLOWED
from bot.adapters.telegram.receiver import Receiver, conversation_of
from bot.adapters.telegram.trouble import Trouble

log = logging.getLogger(__name__)

FAREWELL_SECONDS = 3.0


class Poller:
    def __init__(self, bot: Bot, receiver: Receiver) -> None:
        self._bot = bot
        self._receiver = receiver
        self._offset = 0

    async def run(self) -> None:
        """Until cancelled. Another program that polls with the same token, or sets a webhook, is waited out."""
        trouble = Trouble(log, "polling Telegram")
        await trouble.outlast(self._bot.delete_webhook)
        try:
            while True:
                await trouble.outlast(self._turn)
        finally:
            await self._confirm()

    async def _turn(self) -> None:
        updates = await self._bot.get_updates(self._offset, timeout=POLL_SECONDS, allowed_updates=ALLOWED)
        await self._handle(updates)
        if updates:
            self._offset = updates[-1].update_id + 1

    async def _handle(self, updates: Sequence[Update]) -> None:
        """Raises ``StorageUnavailable`` when one of them was not handled; the others are not harmed by coming again."""
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
        """Telegram learns what was handled only from the next poll, and there will be none."""
        if not self._offset:
            return
        try:
            async with asyncio.timeout(FAREWELL_SECONDS):
                await self._bot.get_updates(self._offset, limit=1, timeout=0, allowed_updates=ALLOWED)
        except (TelegramError, TimeoutError) as error:
            log.info("what was handled last will come again, and be refused: %s", error)
