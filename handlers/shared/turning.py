"""The answer to a press: the button turns and a toast says what happened, or a page turns."""

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

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


def page_turned(ctx: Context, page: Reply) -> Reply:
    """Put another page in the place of the pressed one or, where that is too old to be changed, below it."""
    return page if ctx.pressed is None else replace(ctx.in_place(page.message), about=page.about)


def by_whom(ctx: Context) -> str:
    """The name of the person who pressed, where others read it; empty in a private conversation."""
    return "" if ctx.space.kind is ConversationKind.PRIVATE else ctx.actor.name
