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
from bot.core.events import Event
from bot.core.ports.adapters import Acknowledgment, Core

CLOCK_SECONDS = 5.0
"""The time that a press may take before its button stops showing a clock."""

_ANSWERED = "👌"
_NOTHING = Acknowledgment()

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
                await self._press(update, update.callback_query.id)
            else:
                await self._handle(update)
        except StorageUnavailable:
            raise
        except Exception:
            # If a bug left an update unacknowledged, Telegram would send it forever and hold up the others.
            log.exception("update %s could not be handled", update.update_id)

    async def _press(self, update: Update, query_id: str) -> None:
        """Handle a press and show its toast. The button shows a clock until then, but no longer than people wait."""
        handling = asyncio.create_task(self._handle(update))
        try:
            seen = await asyncio.wait_for(asyncio.shield(handling), CLOCK_SECONDS)
        except TimeoutError:
            await self._stop_the_clock(query_id)
            if (await handling).toast:
                log.info("the toast of update %s came too late", update.update_id)
        except StorageUnavailable:
            raise  # the press comes again, and its toast then
        except Exception:
            await self._stop_the_clock(query_id)
            raise
        else:
            await self._stop_the_clock(query_id, seen)

    async def _handle(self, update: Update) -> Acknowledgment:
        async with self._turns.setdefault(conversation_of(update), asyncio.Lock()):
            parsed = parse(update, self._bot.bot, self._clock())
            if isinstance(parsed, InlineQuestion):
                page = await self._core.find(parsed.event, parsed.words, parsed.offset)
                await answer(self._bot, parsed.id, page)
            elif parsed is not None:
                seen = await self._core.respond(parsed)
                if seen.elsewhere and not parsed.toasts:
                    await self._nod(parsed)
                return seen
        return _NOTHING

    async def _nod(self, event: Event) -> None:
        """Show below a command in a group that its answer is in the private chat."""
        try:
            await self._bot.set_message_reaction(int(event.address.conversation_id), int(event.message), _ANSWERED)
        except TelegramError as error:
            log.debug("no reaction in %s: %s", event.address.conversation_id, error)  # a group may not allow this one

    async def _stop_the_clock(self, query_id: str, seen: Acknowledgment = _NOTHING) -> None:
        url = f"{self._bot.link}?start={seen.start}" if seen.start else None
        try:
            await self._bot.answer_callback_query(query_id, seen.toast or None, url=url)
        except BadRequest as error:
            log.debug("button press %s: %s", query_id, error)  # too old: the clock is gone
        except TelegramError as error:
            log.warning("button press %s was not answered: %s", query_id, error)


def conversation_of(update: Update) -> int:
    """Return the chat's id or, for an inline query, which has no chat, the person's."""
    where = update.effective_chat or update.effective_user
    return where.id if where else 0
