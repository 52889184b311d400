"""Updates, parsed and passed to the core, however they arrive."""

import asyncio
import logging
from weakref import WeakValueDictionary

from telegram import Bot, Update
from telegram.error import BadRequest, TelegramError

from bot.adapters.telegram.inline import answer
from bot.adapters.telegram.parse import InlineQuestion, parse
from bot.core.clock import Clock, system_clock
from bot.core.errors import StorageUnavailable
from bot.core.ports.adapters import Core

log = logging.getLogger(__name__)


class Receiver:
    """Hands updates to the core: one at a time per conversation, different conversations concurrently."""

    def __init__(self, core: Core, bot: Bot, clock: Clock = system_clock) -> None:
        self._core = core
        self._bot = bot
        self._clock = clock
        self._turns: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def receive(self, update: Update) -> None:
        """Handle one update, which may be acknowledged afterwards.

        Raises ``StorageUnavailable`` when Telegram should send it again.
        """
        try:
            if update.callback_query:
                # A pressed button shows a clock until the press is answered, so the answer must not wait.
                await asyncio.gather(self._stop_the_clock(update.callback_query.id), self._handle(update))
            else:
                await self._handle(update)
        except StorageUnavailable:
            raise
        except Exception:
            # If a bug left an update unacknowledged, Telegram would send it forever and hold up the others.
            log.exception("update %s could not be handled", update.update_id)

    async def _handle(self, update: Update) -> None:
        async with self._turns.setdefault(conversation_of(update), asyncio.Lock()):
            parsed = parse(update, self._bot.bot, self._clock())
            if isinstance(parsed, InlineQuestion):
                page = await self._core.find(parsed.event, parsed.words, parsed.offset)
                await answer(self._bot, parsed.id, page)
            elif parsed is not None:
                await self._core.handle(parsed)

    async def _stop_the_clock(self, query_id: str) -> None:
        try:
            await self._bot.answer_callback_query(query_id)
        except BadRequest as error:
            log.debug("button press %s: %s", query_id, error)  # too old: the clock is gone
        except TelegramError as error:
            log.warning("button press %s was not answered: %s", query_id, error)


def conversation_of(update: Update) -> int:
    """Return the chat's id or, for an inline query, which has no chat, the person's."""
    where = update.effective_chat or update.effective_user
    return where.id if where else 0
