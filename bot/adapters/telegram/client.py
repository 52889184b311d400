"""The connection to Telegram: python-telegram-bot's ``Bot`` with our own pools and timeouts."""

import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.adapters.telegram.patience import outlast
from bot.adapters.telegram.reading import readable
from bot.core.errors import SettingsError
from bot.core.reachability import Reachability

log = logging.getLogger(__name__)

DEFAULT_API_URL = "https://api.telegram.org"

CONNECTIONS = 320
"""Enough for all conversations that the outbox serves at once (``AT_ONCE`` in ``bot/delivery/worker.py``), plus button
presses and downloads: a call that hangs holds its connection.
"""

CALL_SECONDS = 20.0
"""Timeout of a call. Telegram answers most within a tenth of a second."""

UPLOAD_SECONDS = 60.0


class _Polls(HTTPXRequest):
    """Empties an update that cannot be read; ``Bot.get_updates`` would raise for the entire batch."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Raise ``TelegramError`` for an answer that is neither a list of updates nor a refusal."""
        answer: Any = HTTPXRequest.parse_json_payload(payload)
        if isinstance(answer, dict) and answer.get("ok") is False:
            return answer
        try:
            return {"ok": True, "result": _updates(answer)}
        except TypeError as error:
            raise TelegramError(f"the answer is not a list of updates: {payload[:80]!r}") from error


def _updates(answer: Any) -> list[dict[str, Any]]:
    """Raise ``TypeError`` for anything but a list of updates."""
    updates = answer.get("result") if isinstance(answer, dict) else None
    if not isinstance(updates, list):
        raise TypeError("not a list")
    return [readable(update) for update in updates]


@asynccontextmanager
async def open_bot(token: str, api_url: str = "") -> AsyncIterator[Bot]:
    """Open the client without calling Telegram yet. ``api_url`` is another Bot API server."""
    _quieten()
    # Without it the library warns each time it makes a RetryAfter. With it, ``retry_after`` is a timedelta.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    base = (api_url or DEFAULT_API_URL).rstrip("/")
    # A long poll holds its connection nearly all the time, so it gets its own pool.
    polls = _Polls(connection_pool_size=2, connect_timeout=10.0, read_timeout=10.0, pool_timeout=5.0)
    calls = HTTPXRequest(
        connection_pool_size=CONNECTIONS,
        connect_timeout=10.0,
        read_timeout=CALL_SECONDS,
        write_timeout=CALL_SECONDS,
        pool_timeout=CALL_SECONDS,
        media_write_timeout=UPLOAD_SECONDS,
    )
    try:
        yield Bot(
            token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot", request=calls, get_updates_request=polls
        )
    finally:
        await polls.shutdown()
        await calls.shutdown()


async def identify(bot: Bot, reachability: Reachability | None = None) -> None:
    """Ask Telegram for the bot's own name, however long Telegram is out of reach.

    Raises ``SettingsError`` when Telegram refuses the token.
    """

    async def ask() -> None:
        try:
            await bot.initialize()
        except InvalidToken:
            # The library's error contains the token, so it must not be chained into a traceback.
            raise SettingsError(
                "Telegram does not know TELEGRAM_BOT_TOKEN; @BotFather shows the token under /mybots, API Token"
            ) from None

    await outlast(ask, log, "asking Telegram for our own name", reachability)


def _quieten() -> None:
    """Silence httpx and the library: below WARNING they log the address of each call, which contains the token.

    The library also raises each error that it logs.
    """
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("telegram").setLevel(logging.CRITICAL)
