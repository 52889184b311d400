"""The webhook, to which Telegram posts updates. https://core.telegram.org/bots/api#setwebhook"""

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
from bot.adapters.telegram.patience import outlast
from bot.adapters.telegram.reading import readable
from bot.adapters.telegram.receiver import Receiver
from bot.core.errors import SettingsError, StorageUnavailable

log = logging.getLogger(__name__)

PATH = "/telegram"
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  # the header's name


class Webhook:
    """``public_url`` is the public address of this server, without the path."""

    def __init__(self, bot: Bot, public_url: str) -> None:
        self._bot = bot
        self.url = public_url.rstrip("/") + PATH
        self._secret = secret_of(bot.token)
        self._receiver: Receiver | None = None

    @property
    def routes(self) -> Sequence[web.RouteDef]:
        return [web.post(PATH, self._post)]

    async def run(self, receiver: Receiver) -> None:
        """Have Telegram post updates here, and receive them, until canceled.

        Raises ``SettingsError`` when Telegram refuses the address.
        """
        await outlast(self._set, log, "setting the webhook")
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
        if self._receiver is None:  # starting or stopping: Telegram will post the update again
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        try:
            await self._receiver.receive(update)
        except StorageUnavailable:
            log.warning("the database is unavailable; Telegram will send update %s again", update.update_id)
            return web.Response(status=HTTPStatus.SERVICE_UNAVAILABLE)
        return web.Response()


def secret_of(token: str) -> str:
    """Return the secret that Telegram sends with each update, derived from the token so that no setting is needed."""
    return hmac.new(token.encode(), b"paperboy webhook", hashlib.sha256).hexdigest()


def is_set(info: WebhookInfo, url: str) -> bool:
    """Return whether Telegram posts the updates we want to ``url``.

    Telegram does not tell which secret it uses. After the token has changed, our own answer 401 shows it.
    """
    refused = "401" in (info.last_error_message or "")
    return info.url == url and set(info.allowed_updates) == set(ALLOWED) and not refused
