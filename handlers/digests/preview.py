"""``/digest preview``: what the next scheduled digest would show, of what is known so far. Nothing counts as shown."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from bot.core.commands import Command, Replies, nothing
from bot.core.context import Context
from bot.core.errors import PersonError
from bot.core.messages import Block
from bot.core.model.digests import DigestOrder, Subscription
from bot.core.schedule import first_due, next_due
from handlers.digests.choice import chosen_from
from handlers.digests.page import collecting, page


async def preview(ctx: Context, _: None) -> Replies:
    """What arXiv announced last and the ledger lacks is fetched first."""
    wanted, newest = (await _next(ctx)).wanted, ctx.services.latest(ctx.now)
    order = DigestOrder(
        newest, wanted.interests, wanted.top, record=False, layout=wanted.layout, dates=(newest,), preview=True
    )
    late = (await chosen_from(ctx, order)).late
    if late:
        return await collecting(ctx, replace(order, missing=tuple(each.category for each in late)))
    return await previewed(ctx, order)


async def previewed(ctx: Context, order: DigestOrder) -> Replies:
    """Where there is nothing for the next digest yet, the best of the newest announcement that was not shown."""
    subscription = await _next(ctx)
    coming = replace(order, subscription=subscription.id, dates=await _dates(ctx, subscription, order.on))
    found = await chosen_from(ctx, coming)
    if coming.dates and found.papers:
        return await page(ctx, coming, found, [*_heading(ctx, subscription), ctx.say("preview-so-far")])
    return await page(ctx, order, await chosen_from(ctx, order), _nothing_yet(ctx, subscription))


async def _next(ctx: Context) -> Subscription:
    """The subscription whose digest comes first."""
    found = await ctx.work.subscriptions.of_space(ctx.space)
    if not found:
        raise PersonError("digest-no-subscription")
    active = [each for each in found if not each.paused]
    if not active:
        raise PersonError("preview-paused")
    return min(active, key=lambda each: (next_due(each, ctx.now), each.number))


async def _dates(ctx: Context, subscription: Subscription, newest: date) -> tuple[date, ...]:
    """Of what is out, the announcements that the next digest chooses from: see ``Scheduler``."""
    considered = [each.on for each in await ctx.work.digests.considered(subscription.id)]
    first = min(considered, default=ctx.services.latest(first_due(subscription)))
    first = max(first, subscription.since or first)
    return tuple(on for on in sorted({*considered, newest}) if on >= first)


def _heading(ctx: Context, subscription: Subscription) -> Sequence[Block]:
    return [ctx.heading("preview-heading", due=_due(ctx, subscription))]


def _nothing_yet(ctx: Context, subscription: Subscription) -> Sequence[Block]:
    upcoming, newest = ctx.services.upcoming(ctx.now), ctx.services.latest(ctx.now)
    if upcoming is None:
        return [*_heading(ctx, subscription), ctx.say("preview-nothing", newest=newest)]
    on, at = upcoming
    local = ctx.space.local(at)
    return [*_heading(ctx, subscription), ctx.say("preview-nothing-until", on=on, at=local, newest=newest)]


def _due(ctx: Context, subscription: Subscription) -> date:
    return ctx.space.local(next_due(subscription, ctx.now))


COMMAND: Command[Any] = Command(
    name="preview",
    also=("预览", "미리보기"),
    parse=nothing,
    handle=preview,
    examples=("/digest preview",),
)
