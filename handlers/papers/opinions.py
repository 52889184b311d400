"""Signals that the ranking learns from: *more like this*, *less like this*, and opened papers."""

from collections.abc import Collection

from bot.core.commands import Action, Replies
from bot.core.context import Context
from bot.core.messages import Buttons, Reply, message
from bot.core.model.digests import Signal
from bot.core.model.rights import Right
from handlers.papers.reference import parse_paper, stored_paper
from handlers.papers.view import paper_link


async def more_like(ctx: Context, paper_id: str) -> Replies:
    return await _learn(ctx, paper_id, Signal.LIKED, "digest-learned-more")


async def less_like(ctx: Context, paper_id: str) -> Replies:
    return await _learn(ctx, paper_id, Signal.DISLIKED, "digest-learned-less")


async def take_back(ctx: Context, paper_id: str) -> Replies:
    await ctx.work.digests.unsignal(ctx.space, ctx.actor, paper_id)
    return await _answer(ctx, paper_id, "digest-unlearned")


async def opened(ctx: Context, paper_ids: Collection[str]) -> None:
    """Record that the person wanted to see more of these papers."""
    await ctx.work.digests.opened(ctx.space, ctx.actor, paper_ids, ctx.now)


async def follow(ctx: Context, paper_id: str) -> Replies:
    """Record that a page of the paper was opened, on platforms that report it."""
    await opened(ctx, (paper_id,))
    return []


async def _learn(ctx: Context, paper_id: str, signal: Signal, key: str) -> Replies:
    await ctx.work.digests.signal(ctx.space, ctx.actor, paper_id, signal, ctx.now)
    undo = Buttons((ctx.button("button-undo", UNDO.encode(paper_id)),))
    return await _answer(ctx, paper_id, key, undo)


async def _answer(ctx: Context, paper_id: str, key: str, buttons: Buttons | None = None) -> Replies:
    paper = await stored_paper(ctx, paper_id)
    return [Reply(message(ctx.say(key, paper=paper_link(paper_id, ctx, paper)), buttons), private=True)]


MORE = Action("digest.more", parse_paper, more_like, needs=Right.OPINION)
LESS = Action("digest.less", parse_paper, less_like, needs=Right.OPINION)
UNDO = Action("digest.undo", parse_paper, take_back, needs=Right.OPINION)
OPENED = Action("paper.opened", parse_paper, follow, needs=Right.OPINION)
