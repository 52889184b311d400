"""``/digest preview``: the next scheduled digest, as far as it is known. No paper counts as shown."""

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
class NextDigest:
    """The next digest of a subscription, as far as it is known.

    ``coming`` orders all announcements that it will pick from, ``newest`` only the newest one. ``lines`` cover both.
    """

    subscription: Subscription
    coming: DigestOrder
    newest: DigestOrder
    lines: LedgerLines
    seen: EntriesConsidered


async def preview(ctx: Context, _: None) -> Answer:
    """Fetch the newest announcement first if the ledger lacks it."""
    subscription = await _next_due(ctx)
    wanted, newest = subscription.wanted, ctx.services.latest(ctx.now)
    order = DigestOrder(
        newest, wanted.interests, wanted.top, record=False, layout=wanted.layout, dates=(newest,), preview=True
    )
    following = await _next_digest(ctx, subscription, order)
    late = late_announcements(announcement_keys(wanted.interests.categories, order.dates), following.lines)
    if late:
        return await collect_first(ctx, order, [each.category for each in late])
    return await _show(ctx, following)


async def previewed(ctx: Context, order: DigestOrder) -> Answer:
    """Answer after the newest announcement was fetched, or could not be fetched."""
    return await _show(ctx, await _next_digest(ctx, await _next_due(ctx), order))


async def _next_digest(ctx: Context, subscription: Subscription, newest: DigestOrder) -> NextDigest:
    seen = await entries_considered(ctx, subscription.id)
    dates = _dates(ctx, subscription, seen, newest.on)
    coming = replace(newest, subscription=subscription.id, dates=dates)
    lines = await ledger_lines(ctx, newest.interests.categories, dates or newest.dates)
    return NextDigest(subscription, coming, newest, lines, seen)


async def _show(ctx: Context, following: NextDigest) -> Answer:
    """Show the next digest. If it has no papers yet, show the best unseen papers of the newest announcement."""
    if following.coming.dates:
        pool = await pool_from(ctx, following.coming, following.lines, following.seen)
        if pool.papers:
            heading = [*_heading(ctx, following.subscription), ctx.say("preview-so-far")]
            return await compose(ctx, following.coming, pool, heading)
    pool = await pool_from(ctx, following.newest, following.lines, {})
    return await compose(ctx, following.newest, pool, _nothing_yet(ctx, following.subscription))


async def _next_due(ctx: Context) -> Subscription:
    """The subscription whose digest is due first."""
    subscriptions = await ctx.work.subscriptions.of_space(ctx.space)
    if not subscriptions:
        raise PersonError("digest-no-subscription")
    active = [each for each in subscriptions if not each.paused]
    if not active:
        raise PersonError("preview-paused")
    return min(active, key=lambda each: (next_due(each, ctx.now), each.number))


def _dates(ctx: Context, subscription: Subscription, seen: EntriesConsidered, newest: date) -> tuple[date, ...]:
    """The dates of the announcements, out by now, that the next digest picks from: see ``Scheduler``."""
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
    for_one=True,
)
