"""Opinions that the ranking learns from: *more like this*, *less like this*, and opened papers."""

from collections.abc import Collection

from bot.core.commands import Action, Replies
from bot.core.context import Context
from bot.core.model.digests import Signal
from bot.core.model.rights import Right
from handlers.papers import buttons
from handlers.papers.buttons import opinion_buttons
from handlers.papers.reference import parse_paper
from handlers.shared.turning import turned

_LEARNED = {Signal.LIKED: "digest-learned-more", Signal.DISLIKED: "digest-learned-less"}


async def more_like(ctx: Context, paper_id: str) -> Replies:
    return await _learn(ctx, paper_id, Signal.LIKED)


async def less_like(ctx: Context, paper_id: str) -> Replies:
    return await _learn(ctx, paper_id, Signal.DISLIKED)


async def opened(ctx: Context, paper_ids: Collection[str]) -> None:
    """Record that the person wanted to see more of these papers."""
    await ctx.work.digests.opened(ctx.space, ctx.actor, paper_ids, ctx.now)


async def follow(ctx: Context, paper_id: str) -> Replies:
    """Record that a page of the paper was opened, on platforms that report it."""
    await opened(ctx, (paper_id,))
    return []


async def _learn(ctx: Context, paper_id: str, opinion: Signal) -> Replies:
    """Enter the person's opinion or, pressed once more, take it back; count the opinions on the buttons."""
    digests = ctx.work.digests
    told = _LEARNED[opinion]
    if await digests.opinion(ctx.space, ctx.actor, paper_id) is opinion:
        await digests.unsignal(ctx.space, ctx.actor, paper_id)
        told = "digest-unlearned"
    else:
        await digests.signal(ctx.space, ctx.actor, paper_id, opinion, ctx.now)
    counts = await digests.opinions(ctx.space, paper_id)
    counted = opinion_buttons(paper_id, ctx, counts.get(Signal.LIKED, 0), counts.get(Signal.DISLIKED, 0))
    return [turned(ctx, {button.action: button for button in counted}, told)]


MORE = Action(buttons.MORE.name, parse_paper, more_like, needs=Right.OPINION)
LESS = Action(buttons.LESS.name, parse_paper, less_like, needs=Right.OPINION)
OPENED = Action(buttons.OPENED.name, parse_paper, follow, needs=Right.OPINION)
