"""Telegram's numbers, each with its unit and the page it comes from."""

from bot.core.identity import Address
from bot.core.ports.adapters import Pace, Window

TEXT_UNITS = 4096
"""UTF-16 code units of a message; https://core.telegram.org/bots/api#sendmessage"""

CAPTION_UNITS = 1024
"""UTF-16 code units of the text below a file; https://core.telegram.org/bots/api#senddocument"""

ENTITIES = 100
"""Per message; Telegram silently drops the rest. https://limits.tginfo.me/en and TDLib's source"""

BUTTONS = 100
"""Below one message. Undocumented, seen."""

BUTTONS_IN_A_ROW = 8
"""Clients show at most so many side by side; https://limits.tginfo.me/en"""

COMMAND_CHARACTERS = 32
"""A command's name in the menu; https://core.telegram.org/bots/api#botcommand"""

DESCRIPTION_CHARACTERS = 256
"""A command's description in the menu; https://core.telegram.org/bots/api#botcommand"""

DOWNLOAD_BYTES = 20_000_000
"""A file to fetch; https://core.telegram.org/bots/api#getfile. A self-hosted Bot API server has no such limit."""

POLL_SECONDS = 50
"""The longest that Telegram holds a poll open when nothing happens. Undocumented, seen."""

_CHAT = (Window(1, 1.0),)
_GROUP = (Window(1, 1.0), Window(20, 60.0))


def is_group(address: Address) -> bool:
    """Return whether it is a group or a channel, whose ids are negative; https://core.telegram.org/api/bots/ids"""
    return address.conversation_id.startswith("-")


PACE = Pace(Window(30, 1.0), lambda address: _GROUP if is_group(address) else _CHAT)
"""https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this"""
