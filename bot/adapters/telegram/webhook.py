"""Updates that Telegram posts to us. https://core.telegram.org/bots/api#setwebhook"""

import asyncio
import hashlib
import hmac
import json
import logging
from collections.abc import Sequence
from http import HTTPStatus

from aiohttp import web
from telegram import Bot, Update, WebhookInfo
from telegram.error import BadRequest

from bot.adapters.telegram.parse import ALLOWED
from bot.adapters.telegram.reading import readable
from bot.adapters.telegram.receiver import Receiver
from bot.adapters.telegram.trouble import Trouble
from bot.core.errors import SettingsError, StorageUnavailable

log = logging.getLogger(__name__)

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the header's name


class Webhook:
    """``public_url`` is where the world finds this server, without the path."""

    def __init__(self, bot: Bot, public_url: str) -> None:
        self._bot = bot
        self.url = public_url.rstrip("/") + PATH
        self._secret = secret_of(bot.token)
        self._receiver: Receiver | None = None

    @property
    def routes(self) -> Sequence[web.RouteDef]:
        return [web.post(PATH, self._post)]

    async def run(self, receiver: Receiver) -> None:
        """Have Telegram post here, and take what it posts, until cancelled.

        Raises ``SettingsError`` when Telegram refuses the address.
        """
        await Trouble(log, "setting the webhook").outlast(self._set)
        self._receiver = receiver
        try:
            await asyncio.Event().wait()
        finally:
            self._receiver = None

    async def _set(self) -> None:
        if is_set(await self._bot.get_webhook_info(), self.url):
            return
        try:
            await self._bot.set_webhook(self.url, allowed_updates=ALLOWED, secret_token=self._secret)
        except BadRequest as error:
            raise SettingsError(f"PAPERBOY_PUBLIC_URL: Telegram refuses {self.url}: {error.message}") from error

    async def _post(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode("utf-8", "surrogateescape"), self._secret.encode()):
            return web.Response(status=HTTPStatus.UNAUTHORIZED)
        if request.content_type != "application/json":
            return web.Response(status=HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
        try:
            update = Update.de_json(readable(json.loads(await request.read())), self._bot)
        except (ValueError, TypeError):
            return web.Response(status=HTTPStatus.BAD_REQUEST)
        if self._receiver is None:  # starting or stopping: Telegram keeps the update and posts it again
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            await self._receiver.receive(update)
        except StorageUnavailable:
            log.warning("update %s is left to come again: the database is away", update.update_id)
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        return web.Response()


def secret_of(token: str) -> str:
    """What Telegram says with each update to show that it is Telegram; made from the token, so nobody sets it."""
    return hmac.new(token.encode(), b"paperboy webhook", hashlib.sha256).hexdigest()


def is_set(info: WebhookInfo, url: str) -> bool:
    """Whether Telegram posts what we want where we want it.

    It does not tell the secret it uses; after the token was changed, that shows in our own answer, 401.
    """
    refused = "401" in (info.last_error_message or "")
    return info.url == url and set(info.allowed_updates) == set(ALLOWED) and not refused
