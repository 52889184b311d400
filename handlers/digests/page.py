"""How a digest looks: what was announced, the papers picked from it, and why."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

from bot.core.commands import Replies
from bot.core.context import Context
from bot.core.messages import Block, Heading, Items, Link, ListItem, PaperCard, Papers, Paragraph, Reply, message
from bot.core.model.digests import DigestOrder, Layout, Pick
from bot.core.model.papers import FeedState, Paper
from bot.core.parsing import shorten
from bot.core.subjects import Subject
from handlers.digests.pool import Pool, Replaced
from handlers.digests.why import WHY
from handlers.papers.buttons import (
    link_buttons,
    note_button,
    opinion_buttons,
    paper_links,
    pdf_button,
    similar_button,
    todo_button,
    unfold_button,
)
from handlers.papers.view import TITLE_SHOWN, paper_card, paper_link

TOGETHER = 10
"""Papers in one message. With more, one that opens would not fit into the message on every platform."""

_LATE: Mapping[FeedState, str] = MappingProxyType({
    FeedState.WAITING: "digest-waiting",
    FeedState.STALLED: "digest-stalled",
    FeedState.FAILED: "digest-failed",
})  # fmt: skip


def digest_page(
    ctx: Context,
    order: DigestOrder,
    pool: Pool,
    picks: Sequence[Pick],
    replaced: Sequence[Replaced],
    heading: Sequence[Block],
    key: str,
) -> Replies:
    """``heading`` takes the place of the usual one; ``key`` names the first of several messages."""
    changes = [change_line(ctx, each) for each in replaced]
    if order.scheduled and not (pool.settled or changes or pool.is_late(order.on)):
        categories = ", ".join(order.interests.categories)
        since = ctx.say("digest-nothing-since", categories=categories, on=order.on)
        return [Reply(message(since, _late_line(ctx, pool)))]
    papers = pool.papers
    several = len(pool.dates) > 1
    cards = [
        _card(ctx, order, papers[pick.paper_id], pick, pool.announced[pick.paper_id] if several else None)
        for pick in picks
    ]
    above = [*(heading or [_heading(ctx, order, pool)]), *_summary(ctx, order, pool, len(picks)), *changes]
    return _laid_out(order, above, cards, key)


def _laid_out(order: DigestOrder, heading: Sequence[Block], cards: Sequence[PaperCard], key: str) -> Replies:
    """The heading is about all papers, so that a reply to it may begin with a paper's rank."""
    about = tuple(Subject.paper(card.paper_id) for card in cards)
    if order.layout is Layout.COMPACT or not cards:
        shown = [Papers(tuple(cards[start : start + TOGETHER])) for start in range(0, len(cards), TOGETHER)]
        return [
            Reply(message(heading, *shown[:1]), edits=order.replaces, about=about),
            *(Reply(message(each), about=about) for each in shown[1:]),
        ]
    in_thread = order.layout is Layout.THREAD
    titles = Items(tuple(map(_title, cards))) if in_thread else None
    first = Reply(message(heading, titles), key="" if order.replaces else key, edits=order.replaces, about=about)
    under = key if in_thread else ""
    papers = zip(cards, about, strict=True)
    return [first, *(Reply(message(Papers((card,))), under=under, about=(name,)) for card, name in papers)]


def _title(card: PaperCard) -> ListItem:
    return ListItem((Link(card.title, card.url),), marker=str(card.rank))


def _heading(ctx: Context, order: DigestOrder, pool: Pool) -> Heading:
    if not pool.dates:
        return ctx.heading("digest-heading-late" if pool.is_late(order.on) else "digest-heading-none", on=order.on)
    first, last = pool.dates[0], pool.dates[-1]
    if first == last:
        return ctx.heading("digest-heading", on=last)
    return ctx.heading("digest-heading-days", first=first, last=last)


def _summary(ctx: Context, order: DigestOrder, pool: Pool, shown: int) -> list[Block]:
    """The number of papers, and the categories without papers, with the reason."""
    blocks: list[Block] = []
    if pool.papers:
        counts = {"new": len(pool.new), "cross": len(pool.cross)}
        blocks.append(ctx.say("digest-counts", categories=pool.categories_in(FeedState.FRESH), shown=shown, **counts))
        if not shown:
            blocks.append(ctx.say("digest-all-shown", again=_again(order.on, pool.categories_in(FeedState.FRESH))))
    elif settled := pool.categories_in(*FeedState):
        blocks.append(ctx.say("digest-quiet", categories=settled, on=order.on))
    return blocks + (_late_line(ctx, pool) if order.scheduled else _late_by_state(ctx, order, pool))


def _late_line(ctx: Context, pool: Pool) -> list[Block]:
    """Return one line for all late announcements. It names the waiting ones only if there are no papers to show."""
    late = [each for each in pool.late if each.state is not FeedState.WAITING or not pool.papers]
    if not late:
        return []
    days = dict.fromkeys(each.on for each in late)
    named = (f"{', '.join(each.category for each in late if each.on == on)} ({ctx.language.date(on)})" for on in days)
    return [ctx.say("digest-late", which="; ".join(named))]


def _late_by_state(ctx: Context, order: DigestOrder, pool: Pool) -> list[Block]:
    """A sentence per reason, with what to type to ask again."""
    blocks: list[Block] = []
    for state, key in _LATE.items():
        if categories := ", ".join(each.category for each in pool.late if each.state is state):
            blocks.append(ctx.say(key, categories=categories, on=order.on, again=_again(order.on, categories)))
    return blocks


def change_line(ctx: Context, replaced: Replaced) -> Paragraph:
    """A new version of a noted paper, and which of the fields that can be compared changed."""
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
    """The arguments of ``/digest`` that ask for the same again, subscribed or not."""
    return f"{on.isoformat()} {categories.replace(',', '')}"


def _card(ctx: Context, order: DigestOrder, paper: Paper, pick: Pick, on: date | None) -> PaperCard:
    """``on`` is the announcement date, where the heading does not say it."""
    shared = order.layout is Layout.COMPACT
    extra = [pdf_button(paper, ctx)] if shared else list(link_buttons(paper, ctx))
    if order.record:
        extra.append(ctx.button("digest-why", WHY.encode(paper.paper_id)))
    return paper_card(
        paper,
        ctx,
        gist=ctx.services.gist(paper.abstract, paper.title),
        reasons=pick.reasons,
        rank=pick.rank,
        announced=ctx.language.date(on) if on else "",
        buttons=(
            todo_button(paper.paper_id, ctx),
            note_button(paper.paper_id, ctx),
            *opinion_buttons(paper.paper_id, ctx),
            similar_button(paper.paper_id, ctx),
            *extra,
        ),
        links=paper_links(paper, ctx) if shared else (),
        abstract=ctx.services.readable(paper.abstract),
        unfold=unfold_button(pick.rank, ctx),
    )
