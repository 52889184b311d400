"""Telegram put together, for ``paperboy run`` and ``paperboy doctor``."""

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
from bot.adapters.telegram.roles import TelegramRoles
from bot.adapters.telegram.webhook import Webhook
from bot.core.clock import Clock, system_clock
from bot.core.errors import SourceError
from bot.core.identity import Address
from bot.core.ports.adapters import Check, Core
from bot.core.reachability import Reachability

log = logging.getLogger(__name__)

RETRY_SECONDS = 10.0


@asynccontextmanager
async def open_telegram(
    token: str, menu: Menu, api_url: str = "", public_url: str | None = None, clock: Clock = system_clock
) -> AsyncIterator["TelegramPlatform"]:
    """Put the platform together without calling Telegram yet. It polls, unless Telegram can post to ``public_url``."""
    async with open_bot(token, api_url) as bot:
        yield TelegramPlatform(bot, menu, Webhook(bot, public_url) if public_url else None, Reachability(clock))


class TelegramPlatform:
    """The platform, and the ``FileSource`` of the files people sent on Telegram."""

    def __init__(self, bot: Bot, menu: Menu, webhook: Webhook | None, reachability: Reachability) -> None:
        self.bot = bot
        self.adapter = TelegramAdapter(bot)
        self.roles = TelegramRoles(bot)
        self.reachability = reachability
        self._menu = menu
        self._webhook = webhook

    @property
    def routes(self) -> Sequence[web.RouteDef]:
        """The routes for the web application; none when polling."""
        return self._webhook.routes if self._webhook else ()

    async def run(self, core: Core) -> None:
        """Pass all updates to the core until canceled.

        Waits while Telegram is out of reach. Raises ``SettingsError`` when it refuses the token or the public address.
        """
        await identify(self.bot, self.reachability)
        try:
            await set_menu(self.bot, self._menu)
        except TelegramError as error:
            log.warning("the menu of commands may be out of date until the next start: %s", error)
        receiver = Receiver(core, self.bot)
        await (self._webhook.run(receiver) if self._webhook else Poller(self.bot, receiver, self.reachability).run())

    async def download(self, address: Address, reference: str) -> bytes:  # noqa: ARG002  # a file id is enough
        try:
            file = await self.bot.get_file(reference)
            if (file.file_size or 0) > DOWNLOAD_BYTES:
                raise SourceError(f"larger than {DOWNLOAD_BYTES:,} bytes")
            return bytes(await file.download_as_bytearray())
        except BadRequest as error:  # too big, or not our file
            raise SourceError(error.message) from error
        except TelegramError as error:
            raise SourceError(error.message, RETRY_SECONDS) from error

    def checks(self) -> AsyncIterator[Check]:
        """Yield the findings for ``paperboy doctor`` one by one."""
        return examine(self.bot, self._webhook.url if self._webhook else "")
