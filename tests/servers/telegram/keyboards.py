"""Inline keyboards with Telegram's refusals: https://core.telegram.org/bots/api#inlinekeyboardmarkup"""

import re
from typing import Any

from tests.servers.telegram.limits import CALLBACK_DATA_BYTES, KEYBOARD_BUTTONS
from tests.servers.telegram.model import Json, Keyboard, bad_request

_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_URL = re.compile(r"(https?://|tg://)\S+|[\w-]+(\.[\w-]+)+\S*")


def inline_keyboard(markup: Any) -> Keyboard | None:
    """The rows of an ``InlineKeyboardMarkup``; ``None`` for another kind of markup or no markup."""
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        return None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('can\'t parse inline keyboard: field "inline_keyboard" must be an Array of Arrays')
    kept = [row for row in rows if row]
    for row in kept:
        for button in row:
            _check(button)
    if sum(map(len, kept)) > KEYBOARD_BUTTONS:
        raise bad_request("reply markup is too long")
    return kept or None


def _check(button: Json) -> None:
    if not isinstance(button, dict):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    if not isinstance(button.get("text"), str):
        raise bad_request("can't parse inline keyboard button: can't find field \"text\"")
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: button text must be non-empty")
    actions = [action for action in _ACTIONS if action in button]
    if not actions:
        raise bad_request("can't parse inline keyboard button: text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:  # Telegram silently uses one of them; a bot that does this has a bug
        raise bad_request(f"can't parse inline keyboard button: one action expected, not {', '.join(actions)}")
    if "callback_data" in button and not 1 <= len(button["callback_data"].encode()) <= CALLBACK_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not _URL.fullmatch(button["url"]):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
