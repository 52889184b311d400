"""The menu of commands that clients show. https://core.telegram.org/bots/api#setmycommands"""

import logging
import re
from collections.abc import Mapping, Sequence
from itertools import product

from telegram import Bot, BotCommand, BotCommandScope, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats

from bot.adapters.telegram.limits import COMMAND_CHARACTERS, DESCRIPTION_CHARACTERS
from bot.core.parsing import shorten

log = logging.getLogger(__name__)

Menu = Mapping[str, Sequence[tuple[str, str]]]
"""Name and summary of each command by language code, in display order."""

FALLBACK = "en"
"""The language of the menu for people whose own language has none."""

_NAME = re.compile(rf"[a-z0-9_]{{1,{COMMAND_CHARACTERS}}}")


SCOPES: tuple[BotCommandScope, ...] = (BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats())
"""Private chats and groups have menus of their own."""


async def set_menu(bot: Bot, menu: Menu) -> None:
    """Set the menu of private chats and of groups.

    Raises ``TelegramError``, and ``ValueError`` for a name that Telegram does not accept.
    """
    for scope, (language, entries) in product(SCOPES, menu.items()):
        code = "" if language == FALLBACK else language
        wanted = tuple(_command(name, summary) for name, summary in entries)
        if await bot.get_my_commands(scope, language_code=code) != wanted:
            await bot.set_my_commands(wanted, scope, language_code=code)
            log.info("menu of commands set for %s, %s", scope.type, language)


def _command(name: str, summary: str) -> BotCommand:
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a name for Telegram's menu: {name!r}")
    return BotCommand(name, shorten(summary, DESCRIPTION_CHARACTERS))
