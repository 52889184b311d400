"""A digest as people see it: what was announced, the papers picked from it, and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec import structs

from bot.core.commands import Replies
from bot.core.context import Context
from bot.core.messages import Block, PaperCard, Reply, message
from bot.core.model.digests import DigestOrder, Interests, Layout, Pick, Signal
from bot.core.model.papers import Announcement, AnnounceType, FeedState, Paper
from bot.core.model.todos import TodoState
from bot.core.ports.text import Profile
from handlers.presentation import note_button, paper_card, todo_button

TAUGHT_BY = 200
"""The latest notes that ranking learns from."""


@dataclass(frozen=True, slots=True)
class _Day:
    """One announcement of several categories, each paper once: as new when any of them has it as new."""

    new: Mapping[str, Paper]
    cross: Mapping[str, Paper]
    states: Mapping[str, FeedState]

    @property
    def papers(self) -> dict[str, Paper]:
        return {**self.cross, **self.new}

    def named(self, state: FeedState) -> str:
        return ", ".join(category for category, each in self.states.items() if each is state)


async def page(ctx: Context, order: DigestOrder, announcements: Mapping[str, Announcement]) -> Replies:
    """Rank, record as shown, and answer. A category without an announcement counts as failed."""
    replies = await _replies(ctx, order, announcements)
    return [structs.replace(reply, scheduled=order.scheduled) for reply in replies]


async def _replies(ctx: Context, order: DigestOrder, announcements: Mapping[str, Announcement]) -> Replies:
    if order.nothing_new:
        categories = ", ".join(order.interests.categories)
        return [Reply(message(ctx.say("digest-nothing-since", categories=categories, on=order.on)))]
    day = _day(order.interests.categories, announcements)
    candidates = await _candidates(ctx, order, day.papers)
    profile = await _profile(ctx, order.interests)
    picks = ctx.services.ranker(profile, list(candidates.values()), order.top, ctx.language)
    if order.record:
        await ctx.work.digests.record(ctx.space, order.on, picks, ctx.now)
    cards = [_card(ctx, order.on, candidates[pick.paper_id], pick) for pick in picks]
    heading = [ctx.heading("digest-heading", on=order.on), *_summary(ctx, order.on, day, len(picks))]
    return await _laid_out(ctx, order, heading, cards)


async def _laid_out(ctx: Context, order: DigestOrder, heading: Sequence[Block], cards: Sequence[PaperCard]) -> Replies:
    """What stands above the papers is about all of them, so that a reply to it may begin with a paper's rank."""
    about = tuple(f"paper:{card.paper_id}" for card in cards)
    if order.layout is Layout.COMPACT or not cards:
        return [Reply(message(heading, cards), edits=order.replaces, about=about)]
    key = order.replaces or await new_key(ctx, order)
    under = key if order.layout is Layout.THREAD else ""
    first = Reply(message(heading), key="" if order.replaces else key, edits=order.replaces, about=about)
    return [
        first,
        *(Reply(message(card), under=under, about=(name,)) for card, name in zip(cards, about, strict=True)),
    ]


async def new_key(ctx: Context, order: DigestOrder) -> str:
    """A key that no other answer of this conversation has, because a continuation's token is unique."""
    return f"digest-{await ctx.work.continuations.put(ctx.space, order.on.isoformat(), ctx.now)}"


def _day(categories: Iterable[str], announcements: Mapping[str, Announcement]) -> _Day:
    """Replacements are left out: they are not new."""
    new: dict[str, Paper] = {}
    cross: dict[str, Paper] = {}
    states: dict[str, FeedState] = {}
    for category in categories:
        found = announcements.get(category)
        states[category] = found.state if found else FeedState.FAILED
        for entry in found.entries if found else ():
            if entry.kind is AnnounceType.NEW:
                new[entry.paper.paper_id] = entry.paper
            elif entry.kind is AnnounceType.CROSS:
                cross[entry.paper.paper_id] = entry.paper
    return _Day(new, {paper_id: paper for paper_id, paper in cross.items() if paper_id not in new}, states)


async def _candidates(ctx: Context, order: DigestOrder, papers: Mapping[str, Paper]) -> dict[str, Paper]:
    """What may be shown: nothing twice, except that a date asked for by hand is shown again."""
    shown = await ctx.work.digests.shown(ctx.space, papers.keys())
    return {
        paper_id: paper
        for paper_id, paper in papers.items()
        if paper_id not in shown or (shown[paper_id] >= order.on and not order.scheduled)
    }


async def _profile(ctx: Context, interests: Interests) -> Profile:
    notes = await ctx.work.notes.recent(ctx.space, TAUGHT_BY)
    done = await ctx.work.todos.of_space(ctx.space, {TodoState.DONE})
    signals = await ctx.work.digests.signals(ctx.space)
    read = tuple(dict.fromkeys(todo.paper_id for todo in done if todo.paper_id and todo.state is TodoState.DONE))
    liked, disliked = (
        tuple(paper_id for paper_id, signal in signals.items() if signal is wanted)
        for wanted in (Signal.LIKED, Signal.DISLIKED)
    )
    named = {*read, *signals, *(note.paper_id for note in notes if note.paper_id)}
    return Profile(interests, notes, liked, read, disliked, await ctx.work.papers.get(named))


def _summary(ctx: Context, on: date, day: _Day, shown: int) -> list[Block]:
    """How much there was, and for which categories there was nothing, and why."""
    found: list[Block] = []
    if day.papers:
        categories = day.named(FeedState.FRESH)
        counts = {"new": len(day.new), "cross": len(day.cross)}
        found.append(ctx.say("digest-counts", categories=categories, shown=shown, **counts))
        if not shown:
            found.append(ctx.say("digest-all-shown"))
    elif settled := ", ".join(filter(None, (day.named(FeedState.FRESH), day.named(FeedState.QUIET)))):
        found.append(ctx.say("digest-quiet", categories=settled, on=on))
    if waiting := day.named(FeedState.WAITING):
        found.append(ctx.say("digest-waiting", categories=waiting, on=on, again=_again(on, waiting)))
    if failed := day.named(FeedState.FAILED):
        found.append(ctx.say("digest-failed", categories=failed, on=on, again=_again(on, failed)))
    return found


def _again(on: date, categories: str) -> str:
    """What to type behind ``/digest`` to ask for the same once more, subscribed or not."""
    return f"{on.isoformat()} {categories.replace(',', '')}"


def _card(ctx: Context, on: date, paper: Paper, pick: Pick) -> PaperCard:
    return paper_card(
        paper,
        ctx,
        gist=ctx.services.gist(paper.abstract),
        reasons=pick.reasons,
        rank=pick.rank,
        announced=on,
        buttons=(
            todo_button(paper.paper_id, ctx),
            note_button(paper.paper_id, ctx),
            ctx.button("digest-more", f"digest.more:{paper.paper_id}"),
            ctx.button("digest-less", f"digest.less:{paper.paper_id}"),
        ),
    )
