"""``/digest preview``: what the next scheduled digest would show, of what is known so far. Nothing counts as shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.core.commands import Answer, Command, nothing
from bot.core.context import Context
from bot.core.errors import PersonError
from bot.core.messages import Block
from bot.core.model.digests import DigestOrder, Subscription
from bot.core.schedule import first_due, next_due
from handlers.digests.compose import collect_first, compose
from handlers.digests.late import late_announcements
from handlers.digests.ledger import LedgerLines, announcement_keys, ledger_lines
from handlers.digests.pool import EntriesConsidered, entries_considered, pool_from


@dataclass(frozen=True, slots=True)
class Known:
    """What is known so far of a subscription's next digest.

    ``order`` is of the newest announcement, ``coming`` of all that the digest will choose from; ``lines`` cover both.
    """

    subscription: Subscription
    order: DigestOrder
    coming: DigestOrder
    lines: LedgerLines
    seen: EntriesConsidered


async def preview(ctx: Context, _: None) -> Answer:
    """Fetch the newest announcement first where the ledger lacks it."""
    subscription = await _next(ctx)
    wanted, newest = subscription.wanted, ctx.services.latest(ctx.now)
    order = DigestOrder(
        newest, wanted.interests, wanted.top, record=False, layout=wanted.layout, dates=(newest,), preview=True
    )
    known = await _known(ctx, subscription, order)
    late = late_announcements(announcement_keys(wanted.interests.categories, order.dates), known.lines)
    if late:
        return await collect_first(ctx, order, [each.category for each in late])
    return await _show(ctx, known)


async def previewed(ctx: Context, order: DigestOrder) -> Answer:
    """The answer once the newest announcement was fetched, as far as it could be."""
    return await _show(ctx, await _known(ctx, await _next(ctx), order))


async def _known(ctx: Context, subscription: Subscription, order: DigestOrder) -> Known:
    seen = await entries_considered(ctx, subscription.id)
    dates = _dates(ctx, subscription, seen, order.on)
    lines = await ledger_lines(ctx, order.interests.categories, dates or order.dates)
    return Known(subscription, order, replace(order, subscription=subscription.id, dates=dates), lines, seen)


async def _show(ctx: Context, known: Known) -> Answer:
    """Show the next digest, or, while there is nothing for it, the best of the newest announcement not shown yet."""
    if known.coming.dates:
        pool = await pool_from(ctx, known.coming, known.lines, known.seen)
        if pool.papers:
            heading = [*_heading(ctx, known.subscription), ctx.say("preview-so-far")]
            return await compose(ctx, known.coming, pool, heading)
    newest = await pool_from(ctx, known.order, known.lines, {})
    return await compose(ctx, known.order, newest, _nothing_yet(ctx, known.subscription))


async def _next(ctx: Context) -> Subscription:
    """The subscription whose digest comes first."""
    found = await ctx.work.subscriptions.of_space(ctx.space)
    if not found:
        raise PersonError("digest-no-subscription")
    active = [each for each in found if not each.paused]
    if not active:
        raise PersonError("preview-paused")
    return min(active, key=lambda each: (next_due(each, ctx.now), each.number))


def _dates(ctx: Context, subscription: Subscription, seen: EntriesConsidered, newest: date) -> tuple[date, ...]:
    """The announcements, out by now, that the next digest chooses from: see ``Scheduler``."""
    considered = {on for _, on in seen}
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
