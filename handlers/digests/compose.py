"""The making of a digest: read what ranking needs, rank with no transaction open, then record and show in one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from msgspec import structs

from bot.core.commands import Answer, Replies
from bot.core.computations import Computation
from bot.core.context import Context
from bot.core.messages import Block, Reply, message
from bot.core.model.digests import DIGEST_JOB, DigestOrder, Layout, Pick
from bot.core.model.papers import Paper
from handlers.digests.page import digest_page
from handlers.digests.pool import Pool, Replaced, pool_of
from handlers.profile.interests import profile_of


async def compose(ctx: Context, order: DigestOrder, pool: Pool, heading: Sequence[Block] = ()) -> Answer:
    """Pick the best papers of the pool and show them. ``heading`` takes the place of the usual one."""
    candidates = await _candidates(ctx, order, pool.papers)
    community = await ctx.work.community.of(ctx.space, candidates)
    profile = replace(await profile_of(ctx, order.interests, order.on), community=community)

    async def show(ctx: Context, picks: Sequence[Pick]) -> Answer:
        if order.record:
            await ctx.work.digests.lock(ctx.space)
            if await _shown_meanwhile(ctx, order, picks):
                return await compose(ctx, order, await pool_of(ctx, order), heading)
        replaced = await _record(ctx, order, pool, picks) if order.record else pool.replaced
        key = order.replaces or (await _new_key(ctx, order) if picks and order.layout is not Layout.COMPACT else "")
        replies = digest_page(ctx, order, pool, picks, replaced, heading, key)
        return [structs.replace(reply, scheduled=order.scheduled) for reply in replies]

    return Computation(partial(ctx.services.ranker, profile, list(candidates.values()), order.top, ctx.language), show)


async def collect_first(ctx: Context, order: DigestOrder, missing: Sequence[str]) -> Replies:
    """Say which categories are being fetched, and queue the job whose answer replaces that."""
    key = await _new_key(ctx, order)
    await ctx.later(DIGEST_JOB, replace(order, missing=tuple(missing), replaces=key, space=ctx.space.id))
    return [Reply(message(ctx.say("digest-collecting", categories=", ".join(missing), on=order.on)), key=key)]


async def _candidates(ctx: Context, order: DigestOrder, papers: Mapping[str, Paper]) -> dict[str, Paper]:
    """The papers that may be shown: none twice, whatever its version or category, unless the order says so."""
    shown = {} if order.again else await ctx.work.digests.shown(ctx.space, papers.keys())
    return {paper_id: paper for paper_id, paper in papers.items() if paper_id not in shown}


async def _shown_meanwhile(ctx: Context, order: DigestOrder, picks: Sequence[Pick]) -> bool:
    """Return whether another digest of the space showed one of the papers while they were ranked."""
    return not order.again and bool(await ctx.work.digests.shown(ctx.space, [pick.paper_id for pick in picks]))


async def _record(ctx: Context, order: DigestOrder, pool: Pool, picks: Sequence[Pick]) -> Sequence[Replaced]:
    """Record what is shown, so that it is not shown again; return the replacements the space has not heard of yet."""
    for on in pool.dates:
        shown = [pick for pick in picks if pool.announced[pick.paper_id] == on]
        await ctx.work.digests.record(ctx.space, on, shown, ctx.now, scheduled=order.scheduled)
    if order.scheduled:
        await ctx.work.digests.consider(order.subscription, pool.considered, order.dates[0])
    mark = ctx.work.digests.mark_reported
    return [each for each in pool.replaced if await mark(ctx.space, each.paper.paper_id, each.paper.version)]


async def _new_key(ctx: Context, order: DigestOrder) -> str:
    """A key that no other answer of this conversation has, because a continuation's token is unique."""
    return f"digest-{await ctx.work.continuations.put(ctx.space, order.on.isoformat(), ctx.now)}"
