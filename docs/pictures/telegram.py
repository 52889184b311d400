"""Telegram's picture: the adapter's texts, entities and keyboards, as a phone shows them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from html import escape

from telegram import Chat, Message

from bot.adapters.telegram.keyboard import Rows
from bot.adapters.telegram.render import Text
from docs.pictures.conversation import Shown

WIDTH = 420

STYLE = """
body { margin: 0; padding: 10px; background: #cfdbe3;
       font: 15px/1.35 Roboto, "Liberation Sans", "Noto Sans CJK SC", sans-serif; }
.bubble { background: #fff; border-radius: 12px; padding: 8px 12px; margin: 6px 40px 2px 0; white-space: pre-wrap;
          overflow-wrap: anywhere; }
.mine { background: #e3fbd0; margin: 6px 0 2px 60px; width: fit-content; margin-left: auto; }
a { color: #2678b6; text-decoration: none; }
blockquote { margin: 2px 0; padding-left: 8px; border-left: 3px solid #2678b6; }
code, pre { font-family: "Noto Sans Mono", monospace; font-size: 14px; }
.row { display: flex; gap: 4px; margin: 4px 40px 0 0; }
.row span { flex: 1; background: #8ea3b1; color: #fff; border-radius: 8px; padding: 7px 4px; text-align: center;
            overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-weight: 500; font-size: 14px; }
"""


def html(screen: Sequence[Shown]) -> str:
    return "".join(_message(each) for each in screen)


def _message(shown: Shown) -> str:
    if not shown.by_us:
        return f'<div class="bubble mine">{escape(shown.body)}</div>'
    if not isinstance(shown.body, Text):
        return f'<div class="bubble">📄 {escape(shown.body.name)}</div>'
    return f'<div class="bubble">{_text(shown.body)}</div>{_keyboard(shown.body.keyboard)}'


def _text(body: Text) -> str:
    """As python-telegram-bot reads the entities back."""
    message = Message(1, datetime.now(UTC), Chat(1, "private"), text=body.text, entities=body.entities)
    return message.text_html


def _keyboard(rows: Rows) -> str:
    return "".join(f'<div class="row">{"".join(f"<span>{escape(b.text)}</span>" for b in row)}</div>' for row in rows)
