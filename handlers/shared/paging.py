"""Pages of a listing, and the buttons that turn them."""

import re
from dataclasses import dataclass

from bot.core.commands import ACTION_LIMIT, ActionName
from bot.core.context import Context
from bot.core.errors import PersonError
from bot.core.messages import Buttons
from handlers.shared.continuations import recall

_PAGE = re.compile(r"(\d{1,9})(?::(.*)|@(\d{1,18}))", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ListingPage:
    """The page of a listing that begins after ``offset`` rows.

    ``words`` are the words the listing was requested with. Words too long for a button are kept under ``token``.
    """

    offset: int
    words: str = ""
    token: int | None = None


def parse_page(text: str) -> ListingPage:
    """The argument of a button made by :func:`pager` or :func:`page_action`."""
    match = _PAGE.fullmatch(text)
    if match is None:
        raise PersonError("button-stale")
    return ListingPage(int(match[1]), match[2] or "", int(match[3]) if match[3] else None)


async def words_of(ctx: Context, page: ListingPage) -> str:
    """The words the listing was requested with. Raises ``PersonError`` when they are no longer kept."""
    if page.token is None:
        return page.words
    return await recall(ctx, page.token)


async def pager(ctx: Context, action: ActionName, words: str, *, offset: int, size: int, total: int) -> Buttons | None:
    """The buttons *previous* and *next*, each only when that page exists."""
    offsets = {"button-previous": max(0, offset - size), "button-next": offset + size}
    if offset <= 0:
        del offsets["button-previous"]
    if offset + size >= total:
        del offsets["button-next"]
    if not offsets:
        return None
    rest = await _rest(ctx, action, max(offsets.values()), words)
    return Buttons(tuple(ctx.button(key, action.encode(f"{at}{rest}")) for key, at in offsets.items()))


async def page_action(ctx: Context, action: ActionName, words: str, *, offset: int) -> str:
    """The encoded action of a button that shows one page of a listing."""
    return action.encode(f"{offset}{await _rest(ctx, action, offset, words)}")


async def _rest(ctx: Context, action: ActionName, offset: int, words: str) -> str:
    """The words if they fit into a button, otherwise the token they are kept under."""
    taken = len(action.encode(f"{offset}:"))
    if taken + len(words.encode("utf-8", "surrogatepass")) <= ACTION_LIMIT:
        return f":{words}"
    return f"@{await ctx.work.continuations.put(ctx.space, words, ctx.now)}"
