"""``/review``: a look back on a week, and what to read next. The scheduler queues the same job every week."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from msgspec import structs

from bot.core.commands import Action, Answer, Command, JobKind, Replies, nothing
from bot.core.context import Context
from bot.core.errors import PaperboyError, PersonError
from bot.core.messages import Reply, message
from bot.core.model.reviews import REVIEW_JOB, ReviewOrder
from bot.core.parsing import parse_date
from bot.core.ports.sources import Sources
from bot.core.schedule import WEEK, announced_in
from handlers.digests.digest import ARXIV_BEGAN
from handlers.profile.interests import combined_interests
from handlers.review.page import review_page
from handlers.review.reading import ReadingSuggestion, with_reading
from handlers.review.streak import monday_of
from handlers.review.week import week_of
from handlers.subscriptions.subscribe import REVIEW_NOW

ASKED_ABOUT = timedelta(days=14)
"""arXiv is not asked about weeks that ended longer ago: many requests, for a number."""

_THIS_WEEK = frozenset({"thisweek", "本周", "本週", "这周", "這週", "这星期", "이번주", "금주"})
_LAST_WEEK = frozenset({"lastweek", "上周", "上週", "上星期", "上个星期", "上个周", "지난주", "저번주"})


@dataclass(frozen=True, slots=True)
class ReviewRequest:
    """The week (Monday to Sunday) of a day, the week some weeks ago, or the last seven days."""

    on: date | None = None
    weeks_ago: int | None = None


def parse_review(text: str) -> ReviewRequest:
    """Read a date or a week; raise ``PersonError`` for anything else."""
    words = "".join(text.split()).casefold()
    if not words:
        return ReviewRequest()
    if words in _THIS_WEEK | _LAST_WEEK:
        return ReviewRequest(weeks_ago=int(words in _LAST_WEEK))
    return ReviewRequest(on=parse_date(text))


async def review(ctx: Context, request: ReviewRequest) -> Answer:
    """Answer from what is known at once. If announcements are missing, ask arXiv, then replace the answer."""
    order = await _order(ctx, _first_day(ctx, request))
    week = await week_of(ctx, order)
    asking = bool(week.late) and order.end > ctx.now - ASKED_ABOUT

    async def answer(ctx: Context, reading: Sequence[ReadingSuggestion]) -> Replies:
        reply = Reply(review_page(ctx, week, reading, asking=asking))
        if not asking:
            return [reply]
        if ctx.route.private:  # such an answer cannot always be replaced, and nobody wants to read it twice
            reply = Reply(message(ctx.say("review-asking", categories=", ".join(order.interests.categories))))
        key = f"review-{await ctx.work.continuations.put(ctx.space, week.first.isoformat(), ctx.now)}"
        await ctx.later(REVIEW_JOB, replace(order, replaces=key))
        return [structs.replace(reply, key=key)]

    return await with_reading(ctx, order.interests, week, answer)


async def review_now(ctx: Context, _: None) -> Answer:
    return await review(ctx, ReviewRequest())


def _first_day(ctx: Context, request: ReviewRequest) -> date:
    today = ctx.today
    if request.on is None and request.weeks_ago is None:
        return today - timedelta(days=6)
    if request.on is not None and request.on > today:
        raise PersonError("review-future", on=request.on)
    if request.on is not None and request.on < ARXIV_BEGAN:
        raise PersonError("review-too-early", first=ARXIV_BEGAN)
    return monday_of(request.on or today - (request.weeks_ago or 0) * WEEK)


async def _order(ctx: Context, first: date) -> ReviewOrder:
    start, end = (datetime.combine(day, time(), ctx.space.zone) for day in (first, first + WEEK))
    known = announced_in(start, end, ctx.services.latest, ctx.services.mailings)
    newest = ctx.services.latest(ctx.now)
    interests = combined_interests(await ctx.work.subscriptions.of_space(ctx.space))
    return ReviewOrder(start, end, interests, tuple(on for on in known if on <= newest))


async def fetch(sources: Sources, order: ReviewOrder) -> None:
    await sources.ledger.collect(order.interests.categories, order.dates, at_once=not order.scheduled)


async def compose(ctx: Context, order: ReviewOrder, _: object) -> Answer:
    week = await week_of(ctx, order)

    async def answer(ctx: Context, reading: Sequence[ReadingSuggestion]) -> Replies:
        return [Reply(review_page(ctx, week, reading), edits=order.replaces, scheduled=order.scheduled)]

    return await with_reading(ctx, order.interests, week, answer)


async def give_up(ctx: Context, order: ReviewOrder, _: PaperboyError) -> Answer:
    return await compose(ctx, order, None)


COMMANDS: tuple[Command[Any], ...] = (
    Command(
        name="review",
        for_one=True,
        parse=parse_review,
        handle=review,
        usage="[last week | this week | date]",
        examples=("/review", "/review last week", "/review 2025-06-09"),
        actions=(Action(REVIEW_NOW.name, nothing, review_now, for_one=True),),
        jobs=(JobKind(REVIEW_JOB, ReviewOrder, fetch, compose, give_up),),
    ),
)
