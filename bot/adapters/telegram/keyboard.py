"""Buttons as rows of an inline keyboard; pure. https://core.telegram.org/bots/api#inlinekeyboardmarkup"""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from telegram import InlineKeyboardButton
from wcwidth import wcswidth

from bot.adapters.shared.splitting import batches
from bot.adapters.telegram.characters import sendable, web_address
from bot.adapters.telegram.limits import BUTTONS, BUTTONS_IN_A_ROW
from bot.core.messages import Button, ListItem, PaperCard

Rows = tuple[tuple[InlineKeyboardButton, ...], ...]

_READABLE = 4
"""Buttons in a row that can be read at a glance on a phone."""

_CELLS = 36
"""Text columns in a row on a phone (a Chinese character takes two); the buttons of a row are equally wide."""


def rows_of(buttons: Sequence[Button], rank: int = 0) -> Rows:
    """Return as few rows as stay readable; with ``rank``, one row for the paper of this number in a list."""
    drawn = [button for each in buttons[:BUTTONS] if (button := _button(each, rank))]
    return tuple(map(tuple, batches(drawn, BUTTONS_IN_A_ROW)) if rank else _fitting(drawn))


def numbers_of(cards: Sequence[PaperCard], opened: int) -> Rows:
    """Return the numbers of papers as rows. A number opens its paper; the marked number closes the open one."""
    drawn = (
        InlineKeyboardButton(f"· {card.rank} ·" if card.rank == opened else str(card.rank), callback_data=unfold.action)
        for card in cards
        if (unfold := card.unfold)
    )
    return tuple(map(tuple, batches(list(drawn), BUTTONS_IN_A_ROW)))


def boxes_of(items: Sequence[ListItem]) -> Rows:
    """Return the numbers of items as rows; each ticks its item, or opens it again."""
    drawn = (
        InlineKeyboardButton(f"{'☑' if item.box == 'done' else ''}{item.marker}", callback_data=item.action)
        for item in items
    )
    return tuple(map(tuple, batches(list(drawn), BUTTONS_IN_A_ROW)))


@lru_cache(4096)  # most digests share the day's papers, and the library is slow to create frozen objects
def _button(button: Button, rank: int) -> InlineKeyboardButton | None:
    """Return ``None`` for an address that Telegram does not accept, for which it would refuse the message."""
    label = sendable(f"{rank} {button.label}" if rank else button.label)
    if not button.url:
        return InlineKeyboardButton(label, callback_data=button.action)
    url = web_address(button.url)
    return InlineKeyboardButton(label, url=url) if url else None


def _fitting(buttons: Sequence[InlineKeyboardButton]) -> Iterator[tuple[InlineKeyboardButton, ...]]:
    row: list[InlineKeyboardButton] = []
    for button in buttons:
        widest = max(max(wcswidth(each.text), len(each.text)) for each in [*row, button])
        if row and (len(row) == _READABLE or widest * (len(row) + 1) > _CELLS):
            yield tuple(row)
            row = []
        row.append(button)
    if row:
        yield tuple(row)
