"""Telegram, put together: what ``bot.app`` and ``paperboy doctor`` need of it."""

import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.adapters.telegram.adapter import TelegramAdapter
from bot.adapters.telegram.checks import examine
from bot.adapters.telegram.client import identify, open_bot
from bot.adapters.telegram.limits import DOWNLOAD_BYTES
from bot.adapters.telegram.menu import Menu, set_menu
from bot.adapters.telegram.polling import Poller
from bot.adapters.telegram.receiver import Receiver
from bot.adapters.telegram.webhook import Webhook
from bot.core.errors import SourceError
from bot.core.identity import Address
from bot.core.ports.adapters import Check, Core

log = logging.getLogger(__name__)

TRY_AGAIN_SECONDS = 10.0


@asynccontextmanager
async def open_telegram(
    token: str, api_url: str = "", public_url: str | None = None
) -> AsyncIterator["TelegramPlatform"]:
    """With ``public_url`` Telegram posts to us, without it we poll. Nothing is asked of Telegram yet."""
    async with open_bot(token, api_url) as bot:
        yield TelegramPlatform(bot, Webhook(bot, public_url) if public_url else None)


class TelegramPlatform:
    """Also the ``FileSource`` of what people sent on Telegram."""

    def __init__(self, bot: Bot, webhook: Webhook | None) -> None:
        self.bot = bot
        self.adapter = TelegramAdapter(bot)
        self._webhook = webhook

    @property
    def routes(self) -> Sequence[web.RouteDef]:
        """For the one web application; none when polling."""
        return self._webhook.routes if self._webhook else ()

    async def run(self, core: Core, menu: Menu, groups: Menu | None = None) -> None:
        """Hand all that happens to the core, until cancelled; ``groups`` is the menu in groups, if another.

        Waits while Telegram is out of reach. Raises ``SettingsError`` when it refuses the token or the public address.
        """
        await identify(self.bot)
        try:
            await set_menu(self.bot, menu, groups)
        except TelegramError as error:
            log.warning("the menu of commands may be out of date until the next start: %s", error)
        receiver = Receiver(core, self.bot)
        await (self._webhook.run(receiver) if self._webhook else Poller(self.bot, receiver).run())

    async def download(self, address: Address, reference: str) -> bytes:  # noqa: ARG002  # a file id says it all
        try:
            file = await self.bot.get_file(reference)
            if (file.file_size or 0) > DOWNLOAD_BYTES:
                raise SourceError(f"larger than {DOWNLOAD_BYTES:,} bytes")
            return bytes(await file.download_as_bytearray())
        except BadRequest as error:  # too big, or no file of ours
            raise SourceError(error.message) from error
        except TelegramError as error:
            raise SourceError(error.message, TRY_AGAIN_SECONDS) from error

    def checks(self) -> AsyncIterator[Check]:
        """For ``paperboy doctor``: each finding as soon as it is known."""
        return examine(self.bot, self._webhook.url if self._webhook else "")
