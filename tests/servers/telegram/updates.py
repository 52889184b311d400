"""Updates for a bot: long polling, or a webhook. https://core.telegram.org/bots/api#getting-updates"""

import asyncio
import itertools
import time
from collections import deque
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit

import aiohttp

from tests.servers.telegram.model import ApiError, Json, bad_request

_ONLY_WHEN_ASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_POLL_SECONDS = 50
_SECRET = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-")


@dataclass(slots=True)
class Webhook:
    url: str = ""
    secret: str = ""
    max_connections: int = 40
    error_date: int = 0
    error: str = ""


@dataclass(slots=True)
class Updates:
    """The queue. A failed webhook is tried again after ``retry`` seconds; Telegram's own pause grows.

    ``public`` maps the beginning of a webhook's address to its real place, for a bot with a public host name that
    does not resolve here.
    """

    retry: float = 0.05
    public: dict[str, str] = field(default_factory=dict)
    pending: deque[Json] = field(default_factory=deque)
    history: dict[int, Json] = field(default_factory=dict)
    allowed: list[str] = field(default_factory=list)
    webhook: Webhook = field(default_factory=Webhook)
    session: aiohttp.ClientSession | None = None
    _ids: "itertools.count[int]" = field(default_factory=lambda: itertools.count(735_000_001))
    _again: list[Json] = field(default_factory=list)
    _poller: "asyncio.Future[None] | None" = None
    _pump: "asyncio.Task[None] | None" = None
    _arrived: asyncio.Event = field(default_factory=asyncio.Event)
    _drained: asyncio.Event = field(default_factory=asyncio.Event)

    def add(self, kind: str, payload: Json) -> int | None:
        """Add an update; return its id, or ``None`` if the bot did not ask for this kind."""
        wanted = kind in self.allowed if self.allowed else kind not in _ONLY_WHEN_ASKED
        if not wanted:
            return None
        update_id = next(self._ids)
        update: Json = {"update_id": update_id, kind: payload}
        self.history[update_id] = update
        self.pending.append(update)
        self._wake()
        return update_id

    @property
    def is_polled(self) -> bool:
        """Return whether a long poll is waiting."""
        return self._poller is not None

    def repeat(self, update_id: int) -> None:
        """Deliver an update again, as Telegram does when an acknowledgement is lost."""
        update = self.history[update_id]
        if self.webhook.url:
            self.pending.append(update)
        else:
            self._again.append(update)
        self._wake()

    async def drained(self, timeout: float = 5.0) -> None:  # noqa: ASYNC109  # what a test says in one word
        """Wait until the bot has acknowledged everything; raises ``TimeoutError`` after ``timeout`` seconds."""
        async with asyncio.timeout(timeout):
            await self._drained.wait()

    async def poll(self, offset: int, limit: int, timeout: int) -> list[Json]:  # noqa: ASYNC109  # Telegram's name
        if self.webhook.url:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first",
            )
        self._interrupt("other getUpdates request; make sure that only one bot instance is running")
        self._acknowledge(offset)
        seconds = min(timeout, _POLL_SECONDS)
        if not self.pending and not self._again and seconds > 0:
            await self._wait(seconds)
        again, self._again = self._again, []
        count = min(limit, 100) if limit > 0 else 100
        return [*again, *itertools.islice(self.pending, count)][:count]

    def set_webhook(self, url: str, secret: str, max_connections: int, *, drop: bool) -> str:
        """Set the webhook, or remove it with an empty ``url``. Returns Telegram's comment."""
        if url:
            _check_webhook(url, secret)
        was = self.webhook.url
        if url:
            self._interrupt("setWebhook request")
        if drop:
            self.pending.clear()
        self.webhook = Webhook(url, secret, max_connections)
        self._wake()
        if not url:
            return "Webhook was deleted" if was else "Webhook is already deleted"
        self._start_pushing()
        return "Webhook is already set" if was == url else "Webhook was set"

    def webhook_info(self) -> Json:
        hook = self.webhook
        info: Json = {"url": hook.url, "has_custom_certificate": False, "pending_update_count": len(self.pending)}
        if hook.url:
            info |= {"max_connections": hook.max_connections, "ip_address": "127.0.0.1"}
        if hook.error:
            info |= {"last_error_date": hook.error_date, "last_error_message": hook.error}
        return info | ({"allowed_updates": self.allowed} if self.allowed else {})

    def open(self, session: aiohttp.ClientSession) -> None:
        self.session = session
        if self.webhook.url:
            self._start_pushing()

    async def close(self) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)
        if self._pump is not None:
            self._pump.cancel()
            await asyncio.gather(self._pump, return_exceptions=True)
            self._pump = None

    async def _wait(self, seconds: float) -> None:
        self._poller = poller = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await poller
        except TimeoutError:
            return
        finally:
            if self._poller is poller:
                self._poller = None

    def _interrupt(self, by: str) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(ApiError(409, f"Conflict: terminated by {by}"))
        self._poller = None

    def _acknowledge(self, offset: int) -> None:
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        while self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()
        self._wake()

    def _wake(self) -> None:
        if self.pending or self._again:
            self._drained.clear()
            self._arrived.set()
            if self._poller is not None and not self._poller.done():
                self._poller.set_result(None)
        else:
            self._drained.set()

    def _start_pushing(self) -> None:
        if self._pump is None:
            self._pump = asyncio.create_task(self._push())

    async def _push(self) -> None:
        """Post one update after the other, each until the webhook accepts it."""
        while True:
            if not self.webhook.url or not self.pending:
                self._arrived.clear()
                await self._arrived.wait()
                continue
            update = self.pending[0]
            error = await self._post(update)
            if error:
                self.webhook.error, self.webhook.error_date = error, int(time.time())
                await asyncio.sleep(self.retry)
            elif self.pending and self.pending[0] is update:
                self.pending.popleft()
                self._wake()

    async def _post(self, update: Json) -> str | None:
        assert self.session is not None
        headers = {"X-Telegram-Bot-Api-Secret-Token": self.webhook.secret} if self.webhook.secret else {}
        try:
            async with self.session.post(self._address(), json=update, headers=headers) as response:
                await response.read()
                if response.ok:
                    return None
                return f"Wrong response from the webhook: {response.status} {HTTPStatus(response.status).phrase}"
        except aiohttp.ClientConnectorError:
            return "Connection refused"
        except TimeoutError:
            return "Read timeout expired"
        except aiohttp.ClientError:
            return "Connection closed"

    def _address(self) -> str:
        url = self.webhook.url
        for outside, inside in self.public.items():
            if url.startswith(outside):
                return inside + url.removeprefix(outside)
        return url


def _check_webhook(url: str, secret: str) -> None:
    parts = urlsplit(url)
    is_loopback = parts.hostname in ("127.0.0.1", "localhost", "::1")  # a local Bot API server allows this
    if not is_loopback and parts.scheme != "https":
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not is_loopback and parts.port not in (None, 80, 88, 443, 8443):
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if set(secret) - _SECRET:
        raise bad_request("secret token contains unallowed characters")
