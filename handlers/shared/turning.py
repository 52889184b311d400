"""The answer to a press: the button turns, and a toast says what happened."""

from collections.abc import Mapping
from typing import Any

from bot.core.context import Context
from bot.core.identity import ConversationKind
from bot.core.in_place import has_button, with_buttons
from bot.core.messages import Button, Reply


def turned(ctx: Context, buttons: Mapping[str, Button], key: str, **data: Any) -> Reply:
    """Replace buttons of the pressed message, by their encoded actions, and say the sentence ``key``.

    Where the message is too old to be changed, the sentence is all.
    """
    pressed = ctx.pressed
    if pressed is None or not any(has_button(pressed.message, action) for action in buttons):
        return ctx.toast(key, **data)
    return ctx.in_place(with_buttons(pressed.message, buttons), ctx.words(key, **data))


def by_whom(ctx: Context) -> str:
    """The name of the person who pressed, where others read it; empty in a private conversation."""
    return "" if ctx.space.kind is ConversationKind.PRIVATE else ctx.actor.name
