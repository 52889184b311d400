"""``/digest``: the papers worth reading of one announcement, now or for a date.

What arXiv announced is fetched by a job where the ledger does not hold it yet; the scheduler queues the same job.
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
from handlers.profile.interests import stated
from handlers.subscriptions.grammar import LAYOUTS, TypedSubscription, parse_interests
from handlers.subscriptions.subscribe import DIGEST_NOW

FIRST = date(1991, 8, 14)
"""arXiv's first day."""
AGAIN = 900.0
"""Seconds until a scheduled digest asks again for an announcement that could not be had."""
TRIES = 21
"""Five hours of them: a digest at the hour of the announcement waits until midnight in New York for the feed."""

_DAYS_AGO: Mapping[str, int] = MappingProxyType({
    **dict.fromkeys(("today", "今天", "오늘"), 0),
    **dict.fromkeys(("yesterday", "昨天", "어제"), 1),
    **dict.fromkeys(("前天", "그저께", "그제"), 2),
})  # fmt: skip
_NEWEST = frozenset({"now", "latest", "newest", "现在", "最新", "지금", "최신"})
_KOREAN_DATE = re.compile(r"(\d{4})년\s*(\d{1,2})월\s*(\d{1,2})일?")
_LIKE_DATE = re.compile(r"\d+(?:[-./年].*)?")
_DRY = "--dry-run"
_AGAIN = frozenset({"--again", "again", "再看一次", "다시"})


@dataclass(frozen=True, slots=True)
class Asked:
    """What ``/digest`` was asked for: a date, a number of days ago, or neither (the newest announcement).

    ``wanted`` is given when categories were named, for this once; ``layout`` when nothing else was. Without ``record``
    nothing counts as shown; with ``again`` those come, too, that were shown before.
    """

    on: date | None = None
    days_ago: int | None = None
    wanted: TypedSubscription | None = None
    record: bool = True
    layout: Layout | None = None
    again: bool = False


def parse_digest(text: str) -> Asked:
    """Raises ``PersonError`` for a date that is none, ``UsageError`` for what is not a category."""
    asked = Asked()
    rest: list[str] = []
    for word in _KOREAN_DATE.sub(r"\1-\2-\3", text).split():
        if word.lower() in _DAYS_AGO:
            asked = replace(asked, days_ago=_DAYS_AGO[word.lower()])
        elif word == _DRY:
            asked = replace(asked, record=False)
        elif word.lower() in _AGAIN:
            asked = replace(asked, again=True)
        elif _LIKE_DATE.fullmatch(word) and not (rest and rest[-1].lower() == "top"):
            asked = replace(asked, on=parse_date(word))
        elif word.lower() not in _NEWEST:
            rest.append(word)
    if not rest:
        return asked
    layout = LAYOUTS.get(rest[-1].lower())
    if layout and ([word.lower() for word in rest[:-1]] == ["as"] or (len(rest) == 1 and not rest[0].isascii())):
        return replace(asked, layout=layout)
    return replace(asked, wanted=parse_interests(" ".join(rest)))


async def digest(ctx: Context, asked: Asked) -> Answer:
    on = _announcement_date(ctx, asked)
    wanted = asked.wanted or await _subscribed(ctx)
    layout = asked.layout or wanted.layout
    order = DigestOrder(
        on, wanted.interests, wanted.top, record=asked.record, layout=layout, dates=(on,), again=asked.again
    )
    pool = await pool_of(ctx, order)
    if pool.late:
        return await collect_first(ctx, order, [each.category for each in pool.late])
    return await compose(ctx, order, pool)


async def digest_newest(ctx: Context, _: None) -> Answer:
    return await digest(ctx, Asked())


def _announcement_date(ctx: Context, asked: Asked) -> date:
    newest = ctx.services.latest(ctx.now)
    on = asked.on or (newest if asked.days_ago is None else ctx.today - timedelta(days=asked.days_ago))
    if on > max(newest, ctx.today):
        raise PersonError("digest-future", on=on, newest=newest.isoformat())
    if on < FIRST:
        raise PersonError("digest-too-early", first=FIRST)
    return on


async def _subscribed(ctx: Context) -> TypedSubscription:
    """All that the space has digests of, laid out like the first; where it has none, what its reviews are of."""
    every = await ctx.work.subscriptions.of_space(ctx.space)
    found = [each for each in every if not each.wanted.is_weekly] or every
    if not found:
        raise PersonError("digest-no-subscription")
    return TypedSubscription(stated(found), top=max(each.wanted.top for each in found), layout=found[0].wanted.layout)


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
        raise SourceError(f"no announcement of {order.on} for {', '.join(order.interests.categories)} yet", AGAIN)
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
            Action(DIGEST_NOW.name, nothing, digest_newest),
            opinions.MORE,
            opinions.LESS,
            opinions.UNDO,
            WHY,
        ),
        subcommands=(WHY_COMMAND, PREVIEW),
        jobs=(JobKind(DIGEST_JOB, DigestOrder, fetch, answer, give_up, attempts=TRIES),),
    ),
)
