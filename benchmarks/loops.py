"""Sending to many without an outbox, as the libraries' documentation shows it: one after another, at a fixed pace."""

import asyncio
from collections.abc import Sequence

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient
from telegram import Bot, InlineKeyboardMarkup
from telegram.error import RetryAfter, TelegramError

from bot.adapters.slack.blockkit.render import Blocks
from bot.adapters.telegram.render import Text
from bot.core.ports.adapters import Part

TRIES = 5


async def telegram(bot: Bot, chats: Sequence[str], parts: Sequence[Part]) -> None:
    """python-telegram-bot: a pause per message, and the wait that ``RetryAfter`` names. Other failures are final."""
    for chat in chats:
        for part in parts:
            await _telegram(bot, int(chat), part.body)
            await asyncio.sleep(1 / 30)


async def _telegram(bot: Bot, chat: int, body: Text) -> None:
    for _ in range(TRIES):
        try:
            await bot.send_message(
                chat, body.text, entities=body.entities, reply_markup=InlineKeyboardMarkup(body.keyboard)
            )
        except RetryAfter as error:
            pause = error.retry_after
            await asyncio.sleep(pause if isinstance(pause, int) else pause.total_seconds())
        except TelegramError:
            return
        else:
            return


async def slack(token: str, api_url: str, channels: Sequence[str], parts: Sequence[Part]) -> None:
    """slack_sdk with all its retry handlers: they wait for ``Retry-After``, and retry once after other failures."""
    handlers: list[AsyncRetryHandler] = [
        AsyncRateLimitErrorRetryHandler(max_retry_count=TRIES),
        AsyncServerErrorRetryHandler(),
        AsyncConnectionErrorRetryHandler(),
    ]
    async with aiohttp.ClientSession() as session:
        client = AsyncWebClient(token, api_url, session=session, retry_handlers=handlers)
        for channel in channels:
            for part in parts:
                await _slack(client, channel, part.body)
                await asyncio.sleep(1 / 10)


async def _slack(client: AsyncWebClient, channel: str, body: Blocks) -> None:
    try:
        await client.chat_postMessage(channel=channel, text=body.text, blocks=list(body.blocks))
    except (SlackApiError, aiohttp.ClientError):
        return
