"""``/feeds``: the state of the newest announcement in each category."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.core.commands import Command, JobKind, Replies
from bot.core.context import Context
from bot.core.errors import PaperboyError, PersonError
from bot.core.messages import Code, Inlines, Items, ListItem, Message, Reply, Text, message
from bot.core.model.papers import REPLACEMENTS, AnnounceType, FeedState, LedgerLine
from bot.core.ports.sources import Sources
from handlers.digests.late import is_late
from handlers.digests.ledger import ledger_lines
from handlers.profile.interests import combined_interests
from handlers.subscriptions.grammar import parse_interests


@dataclass(frozen=True, slots=True)
class FeedsOrder:
    """Categories to ask arXiv about; ``replaces`` is the key of the answer that the result replaces."""

    on: date
    categories: tuple[str, ...]
    replaces: str


def parse_feeds(text: str) -> tuple[str, ...]:
    """Read category names; none means the subscribed categories. Raises ``UsageError``."""
    return parse_interests(text).interests.categories if text.strip() else ()


async def feeds(ctx: Context, named: tuple[str, ...]) -> Replies:
    """Answer from the ledger at once. If it lacks something, ask arXiv, then replace the answer."""
    categories = named or await _subscribed(ctx)
    on = ctx.services.latest(ctx.now)
    lines = await _lines(ctx, categories, on)
    if not any(map(is_late, lines.values())):
        return [Reply(_page(ctx, on, lines))]
    key = f"feeds-{await ctx.work.continuations.put(ctx.space, on.isoformat(), ctx.now)}"
    await ctx.later(JOB.name, FeedsOrder(on, categories, key))
    return [Reply(_page(ctx, on, lines), key=key)]


async def _subscribed(ctx: Context) -> tuple[str, ...]:
    subscriptions = await ctx.work.subscriptions.of_space(ctx.space)
    if not subscriptions:
        raise PersonError("feeds-none")
    return combined_interests(subscriptions).categories


async def _lines(ctx: Context, categories: Sequence[str], on: date) -> dict[str, LedgerLine | None]:
    known = await ledger_lines(ctx, categories, [on])
    return {category: known.get((category, on)) for category in categories}


def _page(ctx: Context, on: date, lines: dict[str, LedgerLine | None]) -> Message:
    items = tuple(ListItem((Code(category), Text(" · "), *_state(ctx, line))) for category, line in lines.items())
    return message(ctx.heading("feeds-heading", on=on), Items(items))


def _state(ctx: Context, line: LedgerLine | None) -> Inlines:
    if line is None:
        return ctx.words("feeds-asking")
    shows = ctx.language.date(line.shows) if line.shows else ""
    words = ctx.words(
        _STATES[line.state],
        new=line.number(AnnounceType.NEW),
        cross=line.number(AnnounceType.CROSS),
        replaced=line.number(*REPLACEMENTS),
        source=_sources(ctx, line),
        time=ctx.language.time(ctx.space.local(line.asked_at)),
        shows=shows,
    )
    return (*words, Text(" "), Code(line.reason)) if line.reason else words


def _sources(ctx: Context, line: LedgerLine) -> str:
    """The name of the source; of several sources, also the number of entries from each."""
    if len(line.sources) == 1:
        return ctx.language.text(_SOURCES.get(line.sources[0], "feeds-source-feed"))
    numbers = {name: sum(each.number for each in line.counts if each.source == name) for name in line.sources}
    return ", ".join(f"{ctx.language.text(_SOURCES[name])} {number}" for name, number in numbers.items())


async def fetch(sources: Sources, order: FeedsOrder) -> None:
    await sources.ledger.collect(order.categories, [order.on], at_once=True)


async def answer(ctx: Context, order: FeedsOrder, _: object) -> Replies:
    lines = await _lines(ctx, order.categories, order.on)
    return [Reply(_page(ctx, order.on, lines), edits=order.replaces)]


async def give_up(ctx: Context, order: FeedsOrder, _: PaperboyError) -> Replies:
    return await answer(ctx, order, None)


_STATES = {
    FeedState.FRESH: "feeds-fresh",
    FeedState.QUIET: "feeds-quiet",
    FeedState.WAITING: "feeds-waiting",
    FeedState.STALLED: "feeds-stalled",
    FeedState.FAILED: "feeds-failed",
}
_SOURCES = {"feed": "feeds-source-feed", "api": "feeds-source-api"}

JOB = JobKind("feeds", FeedsOrder, fetch, answer, give_up)

COMMANDS: tuple[Command[Any], ...] = (
    Command(
        name="feeds",
        for_one=True,
        parse=parse_feeds,
        handle=feeds,
        usage="[category …]",
        examples=("/feeds", "/feeds cs.CL stat.ML"),
        jobs=(JOB,),
    ),
)
