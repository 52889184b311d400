"""The menu of commands that clients show. https://core.telegram.org/bots/api#setmycommands"""

import logging
import re
from collections.abc import Mapping, Sequence

from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats

from bot.adapters.telegram.limits import COMMAND_CHARACTERS, DESCRIPTION_CHARACTERS
from bot.core.parsing import shorten

log = logging.getLogger(__name__)

Menu = Mapping[str, Sequence[tuple[str, str]]]
"""Name and summary of each command by language code, in display order."""

FALLBACK = "en"
"""The language of the menu for people whose own language has none."""

_NAME = re.compile(rf"[a-z0-9_]{{1,{COMMAND_CHARACTERS}}}")


async def set_menu(bot: Bot, menu: Menu, groups: Menu | None = None) -> None:
    """Set ``menu`` for private chats and ``groups`` (``menu`` if ``None``) for groups, where Telegram has another one.

    Raises ``TelegramError``, and ``ValueError`` for a name that Telegram does not accept.
    """
    await _set(bot, menu, BotCommandScopeAllPrivateChats())
    await _set(bot, menu if groups is None else groups, BotCommandScopeAllGroupChats())


async def _set(bot: Bot, menu: Menu, scope: BotCommandScope) -> None:
    for language, entries in menu.items():
        code = "" if language == FALLBACK else language
        wanted = tuple(_command(name, summary) for name, summary in entries)
        if await bot.get_my_commands(scope, language_code=code) != wanted:
            await bot.set_my_commands(wanted, scope, language_code=code)
            log.info("menu of commands set for %s, %s", scope.type, language)


def _command(name: str, summary: str) -> BotCommand:
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a name for Telegram's menu: {name!r}")
    return BotCommand(name, shorten(summary, DESCRIPTION_CHARACTERS))
