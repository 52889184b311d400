"""A paper of a digest opens in place, and closes again."""

from bot.core.commands import Action, Replies
from bot.core.context import Context
from bot.core.errors import PersonError
from bot.core.in_place import opened
from bot.core.parsing import parse_number
from handlers.papers import opinions
from handlers.papers.buttons import UNFOLD


async def unfold(ctx: Context, rank: int) -> Replies:
    """Open the paper of this rank in the pressed message, or close it."""
    if ctx.pressed is None:
        raise PersonError("button-stale")
    changed, shown = opened(ctx.pressed.message, rank)
    if shown is not None:
        await opinions.opened(ctx, (shown.paper_id,))
    return [ctx.in_place(changed)]


OPEN = Action(UNFOLD.name, parse_number, unfold)
