"""The connection to Telegram: python-telegram-bot's ``Bot`` with pools and time limits of our own."""

import logging
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken
from telegram.request import HTTPXRequest

from bot.adapters.telegram.reading import readable
from bot.adapters.telegram.trouble import Trouble
from bot.core.errors import SettingsError

log = logging.getLogger(__name__)

DEFAULT_API_URL = "https://api.telegram.org"

CONNECTIONS = 64
"""Enough for every conversation the outbox serves at once, button presses and downloads beside them."""

CALL_SECONDS = 20.0
"""A call of Telegram's that takes longer is as good as lost; it answers most within a tenth of a second."""

UPLOAD_SECONDS = 60.0


class _Polls(HTTPXRequest):
    """``Bot.get_updates`` raises when one update of a batch cannot be read; here that one is emptied."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        answer = HTTPXRequest.parse_json_payload(payload)
        result = answer.get("result")
        if isinstance(result, list):
            answer["result"] = [readable(update) for update in result]
        return answer


@asynccontextmanager
async def open_bot(token: str, api_url: str = "") -> AsyncIterator[Bot]:
    """The client; nothing is asked of Telegram yet (``identify`` does). ``api_url`` is another Bot API server."""
    _quieten()
    # Otherwise the library warns each time it makes a RetryAfter; with it, ``retry_after`` is a timedelta.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    base = (api_url or DEFAULT_API_URL).rstrip("/")
    # A long poll holds its connection nearly all the time, so it has a pool to itself.
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


async def identify(bot: Bot) -> None:
    """Let the bot learn its own name, however long Telegram is out of reach.

    Raises ``SettingsError`` when Telegram refuses the token.
    """

    async def ask() -> None:
        try:
            await bot.initialize()
        except InvalidToken:
            # The library's own words contain the token, so they must not be chained into a traceback.
            raise SettingsError(
                "TELEGRAM_BOT_TOKEN is not one that Telegram knows; @BotFather shows it under /mybots, API Token"
            ) from None

    await Trouble(log, "asking Telegram who we are").outlast(ask)


def _quieten() -> None:
    """Below WARNING httpx logs the address of each call, and the token is part of it; so does the library.

    What the library logs as an error, with a traceback, it raises as well.
    """
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("telegram").setLevel(logging.CRITICAL)
