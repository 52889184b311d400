"""The checks of Telegram for ``paperboy doctor``."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

from telegram import Bot, User, WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot.adapters.telegram.webhook import is_set
from bot.core.ports.adapters import Check

RECENT = timedelta(hours=1)


async def examine(bot: Bot, webhook_url: str = "") -> AsyncIterator[Check]:
    """Check the token, the transport and the bot's settings; ``webhook_url`` is empty when polling."""
    try:
        await bot.initialize()
    except InvalidToken:
        yield Check("Telegram token", False, "refused", "copy it again from @BotFather: /mybots, the bot, API Token")
        return
    except TelegramError as error:
        yield Check("Telegram", False, f"{_host(bot)}: {error.message}", "check the network, and TELEGRAM_API_URL")
        return
    yield Check("Telegram token", True, f"@{bot.username} at {_host(bot)}")
    try:
        yield transport(await bot.get_webhook_info(), webhook_url, datetime.now(UTC))
    except TelegramError as error:
        yield Check("Telegram webhook", False, error.message, "run paperboy doctor again")
    yield privacy(bot.bot)
    yield inline(bot.bot)
    yield reactions()


def transport(info: WebhookInfo, wanted: str, now: datetime) -> Check:
    what = "Telegram webhook" if wanted else "Telegram long polling"
    if not wanted:
        if info.url:
            advice = "paperboy run removes it; if another program set it, give each a bot of its own"
            return Check(what, False, f"a webhook is set: {info.url}", advice)
        return Check(what, True, f"{info.pending_update_count} updates waiting")
    failed = info.last_error_date is not None and now - info.last_error_date < RECENT
    if info.url == wanted and failed:
        advice = "can the world reach that address, and is its certificate valid? After 401, restart paperboy run"
        return Check(what, False, f"{wanted}: {info.last_error_message}", advice)
    if not is_set(info, wanted):
        return Check(what, False, f"Telegram posts to {info.url or 'nobody'}", f"paperboy run sets it to {wanted}")
    return Check(what, True, f"{wanted}, {info.pending_update_count} updates waiting")


def privacy(me: User) -> Check:
    """https://core.telegram.org/bots/features#privacy-mode"""
    what = "Telegram privacy mode"
    if me.can_read_all_group_messages:
        return Check(what, True, "off: in groups it gets every message, and keeps those addressed to it")
    detail = "on: in groups it gets commands and replies to it, but mentions only as an administrator"
    advice = "for mentions: @BotFather, /setprivacy, Disable, then take it out of each group and add it again"
    return Check(what, True, detail, advice)


def inline(me: User) -> Check:
    what = "Telegram inline mode"
    if me.supports_inline_queries:
        return Check(what, True, f"on: @{me.username} followed by words finds your notes in any chat")
    return Check(what, False, "off", "to find notes from any chat: @BotFather, /setinline")


def reactions() -> Check:
    detail = "received in private chats; in groups only as an administrator; never in channels"
    advice = "to teach it with 👍 and 👎 in a group: make it an administrator there (it needs no rights)"
    return Check("Telegram reactions", True, detail, advice)


def _host(bot: Bot) -> str:
    return urlsplit(bot.base_url).netloc
