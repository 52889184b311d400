"""A digest as people see it: what was announced, the papers picked from it, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from types import MappingProxyType

from msgspec import structs

from bot.core.commands import Replies
from bot.core.context import Context
from bot.core.messages import Block, Heading, PaperCard, Paragraph, Reply, message
from bot.core.model.digests import DIGEST_JOB, DigestOrder, Layout, Pick
from bot.core.model.papers import FeedState, Paper
from bot.core.parsing import shorten
from bot.core.subjects import Subject
from handlers.digests.choice import Choice, Replaced
from handlers.digests.why import WHY
from handlers.papers.buttons import link_buttons, note_button, paper_links, similar_button, todo_button
from handlers.papers.opinions import LESS, MORE
from handlers.papers.view import TITLE_SHOWN, paper_card, paper_link
from handlers.profile.interests import profile_of

_LACKING: Mapping[FeedState, str] = MappingProxyType({
    FeedState.WAITING: "digest-waiting",
    FeedState.STALLED: "digest-stalled",
    FeedState.FAILED: "digest-failed",
})  # fmt: skip


async def page(ctx: Context, order: DigestOrder, found: Choice, heading: Sequence[Block] = ()) -> Replies:
    """Rank, record as shown, and answer. ``heading`` takes the place of the usual one."""
    replies = await _replies(ctx, order, found, heading)
    return [structs.replace(reply, scheduled=order.scheduled) for reply in replies]


async def _replies(ctx: Context, order: DigestOrder, found: Choice, heading: Sequence[Block]) -> Replies:
    candidates = await _candidates(ctx, order, found.papers)
    others = await ctx.work.community.of(ctx.space, candidates)
    profile = replace(await profile_of(ctx, order.interests, order.on), community=others)
    ranking = partial(ctx.services.ranker, profile, list(candidates.values()), order.top, ctx.language)
    picks = ctx.compute(("ranking", order, frozenset(candidates)), ranking)
    replaced = await _record(ctx, order, found, picks) if order.record else found.replaced
    changes = [change_line(ctx, each) for each in replaced]
    if order.scheduled and not (found.settled or changes or _is_late(order, found)):
        categories = ", ".join(order.interests.categories)
        since = ctx.say("digest-nothing-since", categories=categories, on=order.on)
        return [Reply(message(since, _late(ctx, found)))]
    cards = [_card(ctx, order, found.announced[pick.paper_id], candidates[pick.paper_id], pick) for pick in picks]
    above = [*(heading or [_heading(ctx, order, found)]), *_summary(ctx, order, found, len(picks)), *changes]
    return await _laid_out(ctx, order, above, cards)


async def _record(ctx: Context, order: DigestOrder, found: Choice, picks: Sequence[Pick]) -> Sequence[Replaced]:
    """What is shown is not shown again; returns the replacements that the space was not told of before."""
    for on in found.dates:
        shown = [pick for pick in picks if found.announced[pick.paper_id] == on]
        await ctx.work.digests.record(ctx.space, on, shown, ctx.now, scheduled=order.scheduled)
    if order.scheduled:
        await ctx.work.digests.consider(order.subscription, found.considered, order.dates[0])
    told = ctx.work.digests.told
    return [each for each in found.replaced if await told(ctx.space, each.paper.paper_id, each.paper.version)]


async def _laid_out(ctx: Context, order: DigestOrder, heading: Sequence[Block], cards: Sequence[PaperCard]) -> Replies:
    """What stands above the papers is about all of them, so that a reply to it may begin with a paper's rank."""
    about = tuple(Subject.paper(card.paper_id) for card in cards)
    if order.layout is Layout.COMPACT or not cards:
        return [Reply(message(heading, cards), edits=order.replaces, about=about)]
    key = order.replaces or await new_key(ctx, order)
    under = key if order.layout is Layout.THREAD else ""
    first = Reply(message(heading), key="" if order.replaces else key, edits=order.replaces, about=about)
    return [
        first,
        *(Reply(message(card), under=under, about=(name,)) for card, name in zip(cards, about, strict=True)),
    ]


async def collecting(ctx: Context, order: DigestOrder) -> Replies:
    """Say what is being fetched, and queue the job whose answer replaces that."""
    key = await new_key(ctx, order)
    await ctx.later(DIGEST_JOB, replace(order, replaces=key, space=ctx.space.id))
    return [Reply(message(ctx.say("digest-collecting", categories=", ".join(order.missing), on=order.on)), key=key)]


async def new_key(ctx: Context, order: DigestOrder) -> str:
    """A key that no other answer of this conversation has, because a continuation's token is unique."""
    return f"digest-{await ctx.work.continuations.put(ctx.space, order.on.isoformat(), ctx.now)}"


async def _candidates(ctx: Context, order: DigestOrder, papers: Mapping[str, Paper]) -> dict[str, Paper]:
    """What may be shown: nothing twice, whatever its version or category, unless that is asked for."""
    shown = {} if order.again else await ctx.work.digests.shown(ctx.space, papers.keys())
    return {paper_id: paper for paper_id, paper in papers.items() if paper_id not in shown}


def _heading(ctx: Context, order: DigestOrder, found: Choice) -> Heading:
    if not found.dates:
        return ctx.heading("digest-heading-late" if _is_late(order, found) else "digest-heading-none", on=order.on)
    first, last = found.dates[0], found.dates[-1]
    if first == last:
        return ctx.heading("digest-heading", on=last)
    return ctx.heading("digest-heading-days", first=first, last=last)


def _summary(ctx: Context, order: DigestOrder, found: Choice, shown: int) -> list[Block]:
    """How much there was, and for which categories there was nothing, and why."""
    blocks: list[Block] = []
    if found.papers:
        counts = {"new": len(found.new), "cross": len(found.cross)}
        blocks.append(ctx.say("digest-counts", categories=found.named(FeedState.FRESH), shown=shown, **counts))
        if not shown:
            blocks.append(ctx.say("digest-all-shown", again=_again(order.on, found.named(FeedState.FRESH))))
    elif settled := found.named(*FeedState):
        blocks.append(ctx.say("digest-quiet", categories=settled, on=order.on))
    return blocks + (_late(ctx, found) if order.scheduled else _lacking(ctx, order, found))


def _is_late(order: DigestOrder, found: Choice) -> bool:
    return any(each.on == order.on for each in found.late)


def _late(ctx: Context, found: Choice) -> list[Block]:
    """In one line. That the newest is not out yet is no news while there are papers of those before."""
    late = [each for each in found.late if each.state is not FeedState.WAITING or not found.papers]
    if not late:
        return []
    days = dict.fromkeys(each.on for each in late)
    named = (f"{', '.join(each.category for each in late if each.on == on)} ({ctx.language.date(on)})" for on in days)
    return [ctx.say("digest-late", which="; ".join(named))]


def _lacking(ctx: Context, order: DigestOrder, found: Choice) -> list[Block]:
    """What a person who asked may ask for once more."""
    blocks: list[Block] = []
    for state, key in _LACKING.items():
        if categories := ", ".join(each.category for each in found.late if each.state is state):
            blocks.append(ctx.say(key, categories=categories, on=order.on, again=_again(order.on, categories)))
    return blocks


def change_line(ctx: Context, replaced: Replaced) -> Paragraph:
    """A new version of a paper somebody here noted, and what changed in what can be compared."""
    paper, noted, readable = replaced.paper, replaced.noted, ctx.services.readable
    changes = []
    if paper.title != noted.title:
        changes.append(ctx.language.text("replaced-title", title=shorten(readable(noted.title), TITLE_SHOWN)))
    if len(paper.abstract) != noted.abstract:
        changes.append(ctx.language.text("replaced-abstract", before=noted.abstract, after=len(paper.abstract)))
    if paper.comment and paper.comment != noted.comment:
        changes.append(ctx.language.text("replaced-comment", comment=shorten(readable(paper.comment), TITLE_SHOWN)))
    what = "; ".join(changes) or ctx.language.text("replaced-inside")
    return ctx.say("digest-replaced", version=paper.version, paper=paper_link(paper.paper_id, ctx, paper), what=what)


def _again(on: date, categories: str) -> str:
    """What to type behind ``/digest`` to ask for the same once more, subscribed or not."""
    return f"{on.isoformat()} {categories.replace(',', '')}"


def _card(ctx: Context, order: DigestOrder, on: date, paper: Paper, pick: Pick) -> PaperCard:
    """Where many papers share a message, a fifth button each would make the others unreadable."""
    together = order.layout is Layout.COMPACT
    alone = [] if together else [similar_button(paper.paper_id, ctx), *link_buttons(paper, ctx)]
    if alone and order.record:
        alone.append(ctx.button("digest-why", WHY.encode(paper.paper_id)))
    return paper_card(
        paper,
        ctx,
        gist=ctx.services.gist(paper.abstract, paper.title),
        reasons=pick.reasons,
        rank=pick.rank,
        announced=on,
        buttons=(
            todo_button(paper.paper_id, ctx),
            note_button(paper.paper_id, ctx),
            ctx.button("digest-more", MORE.encode(paper.paper_id)),
            ctx.button("digest-less", LESS.encode(paper.paper_id)),
            *alone,
        ),
        links=paper_links(paper, ctx) if together else (),
    )
