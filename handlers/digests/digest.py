"""``/digest``: the papers of an announcement most worth reading, now or for a date.

A job fetches the announcements that the ledger lacks. The scheduler queues the same job.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from bot.core.commands import Action, Answer, Command, JobKind, nothing
from bot.core.context import Context
from bot.core.errors import PaperboyError, PersonError, SourceError
from bot.core.model.digests import DIGEST_JOB, DigestOrder, Layout
from bot.core.parsing import parse_date
from bot.core.ports.sources import Sources
from handlers.digests.compose import collect_first, compose
from handlers.digests.pool import pool_of
from handlers.digests.preview import COMMAND as PREVIEW
from handlers.digests.preview import previewed
from handlers.digests.why import COMMAND as WHY_COMMAND
from handlers.digests.why import WHY
from handlers.papers import opinions
from handlers.papers.opening import OPEN
from handlers.profile.interests import combined_interests
from handlers.subscriptions.grammar import LAYOUTS, TypedSubscription, parse_interests
from handlers.subscriptions.layouts import usual_layout
from handlers.subscriptions.subscribe import DIGEST_NOW

ARXIV_BEGAN = date(1991, 8, 14)
"""The day arXiv began."""
RETRY_AFTER = 900.0
"""Seconds until a scheduled digest asks again for a late announcement."""
TRIES = 21
"""Five hours of retries: a digest due when arXiv announces waits for the feed, until midnight in New York."""

_DAYS_AGO: Mapping[str, int] = MappingProxyType({
    **dict.fromkeys(("today", "今天", "오늘"), 0),
    **dict.fromkeys(("yesterday", "昨天", "어제"), 1),
    **dict.fromkeys(("前天", "그저께", "그제"), 2),
})  # fmt: skip
_NEWEST = frozenset({"now", "latest", "newest", "现在", "最新", "지금", "최신"})
_KOREAN_DATE = re.compile(r"(\d{4})년\s*(\d{1,2})월\s*(\d{1,2})일?")
_LIKE_DATE = re.compile(r"\d+(?:[-./年].*)?")
_DRY_RUN = "--dry-run"
_AGAIN = frozenset({"--again", "again", "再看一次", "다시"})


@dataclass(frozen=True, slots=True)
class DigestRequest:
    """A digest of a date, of a number of days ago, or of the newest announcement.

    ``wanted`` holds the categories and what else was typed for this digest alone; ``layout`` is set if nothing else was
    typed. Without ``record`` no paper counts as shown; with ``again`` papers shown before come again.
    """

    on: date | None = None
    days_ago: int | None = None
    wanted: TypedSubscription | None = None
    record: bool = True
    layout: Layout | None = None
    again: bool = False


def parse_digest(text: str) -> DigestRequest:
    """Raises ``PersonError`` for an impossible date, ``UsageError`` for an unknown category."""
    request = DigestRequest()
    rest: list[str] = []
    for word in _KOREAN_DATE.sub(r"\1-\2-\3", text).split():
        if word.lower() in _DAYS_AGO:
            request = replace(request, days_ago=_DAYS_AGO[word.lower()])
        elif word == _DRY_RUN:
            request = replace(request, record=False)
        elif word.lower() in _AGAIN:
            request = replace(request, again=True)
        elif _LIKE_DATE.fullmatch(word) and not (rest and rest[-1].lower() == "top"):
            request = replace(request, on=parse_date(word))
        elif word.lower() not in _NEWEST:
            rest.append(word)
    if not rest:
        return request
    layout = LAYOUTS.get(rest[-1].lower())
    if layout and ([word.lower() for word in rest[:-1]] == ["as"] or (len(rest) == 1 and not rest[0].isascii())):
        return replace(request, layout=layout)
    return replace(request, wanted=parse_interests(" ".join(rest)))


async def digest(ctx: Context, request: DigestRequest) -> Answer:
    on = _announcement_date(ctx, request)
    wanted = request.wanted or await _subscribed(ctx)
    layout = request.layout or wanted.layout or usual_layout(ctx)
    order = DigestOrder(
        on, wanted.interests, wanted.top, record=request.record, layout=layout, dates=(on,), again=request.again
    )
    pool = await pool_of(ctx, order)
    if pool.late:
        return await collect_first(ctx, order, [each.category for each in pool.late])
    return await compose(ctx, order, pool)


async def digest_newest(ctx: Context, _: None) -> Answer:
    """The newest digest. In a group it is for the person who pressed, and its papers do not count as shown."""
    return await digest(ctx, DigestRequest(record=not ctx.route.private))


def _announcement_date(ctx: Context, request: DigestRequest) -> date:
    newest = ctx.services.latest(ctx.now)
    on = request.on or (newest if request.days_ago is None else ctx.today - timedelta(days=request.days_ago))
    if on > max(newest, ctx.today):
        raise PersonError("digest-future", on=on, newest=newest.isoformat())
    if on < ARXIV_BEGAN:
        raise PersonError("digest-too-early", first=ARXIV_BEGAN)
    return on


async def _subscribed(ctx: Context) -> TypedSubscription:
    """The interests of all the space's digests together, laid out like the first; without digests, of its reviews."""
    every = await ctx.work.subscriptions.of_space(ctx.space)
    digests = [each for each in every if not each.wanted.is_weekly] or every
    if not digests:
        raise PersonError("digest-no-subscription")
    top = max(each.wanted.top for each in digests)
    layout = None if digests[0].wanted.is_weekly else digests[0].wanted.layout
    return TypedSubscription(combined_interests(digests), top=top, layout=layout)


async def fetch(sources: Sources, order: DigestOrder) -> None:
    categories, dates = order.interests.categories, order.dates or (order.on,)
    await sources.ledger.collect(categories, dates, at_once=not order.scheduled)
    await sources.community.collect(categories, dates, order.space)


async def answer(ctx: Context, order: DigestOrder, _: None) -> Answer:
    """A person who waits is told at once which announcements are late; a scheduled digest has time to wait for them.

    Raises ``SourceError`` to be tried again.
    """
    if order.preview:
        return await previewed(ctx, order)
    pool = await pool_of(ctx, order)
    if order.scheduled and not pool.papers and pool.is_late(order.on):
        raise SourceError(f"no announcement of {order.on} for {', '.join(order.interests.categories)} yet", RETRY_AFTER)
    return await compose(ctx, order, pool)


async def give_up(ctx: Context, order: DigestOrder, _: PaperboyError) -> Answer:
    """Show what the ledger holds, and name the categories it lacks."""
    if order.preview:
        return await previewed(ctx, order)
    return await compose(ctx, order, await pool_of(ctx, order))


COMMANDS: tuple[Command[Any], ...] = (
    Command(
        name="digest",
        parse=parse_digest,
        handle=digest,
        usage='[date] [category … ["keyword" …] [by:"author" …] [top 5]] [as compact | cards | thread] [--again]',
        examples=(
            "/digest 2025-06-11 cs.CL",
            "/digest",
            '/digest yesterday cs.CL "diffusion" top 10',
            "/digest as cards",
            "/digest --again",
        ),
        actions=(
            Action(DIGEST_NOW.name, nothing, digest_newest, for_one=True),
            opinions.MORE,
            opinions.LESS,
            OPEN,
            WHY,
        ),
        subcommands=(WHY_COMMAND, PREVIEW),
        jobs=(JobKind(DIGEST_JOB, DigestOrder, fetch, answer, give_up, attempts=TRIES),),
    ),
)
