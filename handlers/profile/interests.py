"""What a space did with papers, as ranking learns from it."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.core.context import Context
from bot.core.model.digests import Interests, Subscription
from bot.core.model.todos import TodoState
from bot.core.ports.ranking import Interaction, Lesson, Profile

TAUGHT_BY = 200
"""The latest of a kind that ranking learns from: notes, items of the list in one state."""
SIGNALS = 400
IGNORED = 100
UNDECIDED = timedelta(days=2)
"""How long a paper that was shown may still be opened before it counts as passed over."""


async def profile_of(ctx: Context, interests: Interests, on: date | None = None) -> Profile:
    """``on`` is the date of the announcement to rank, which decides on what may be something different."""
    notes = await ctx.work.notes.recent(ctx.space, TAUGHT_BY)
    lessons = [*await _signalled(ctx), *await _listed(ctx), *await _ignored(ctx)]
    named = {note.paper_id for note in notes if note.paper_id} | {lesson.paper_id for lesson in lessons}
    return Profile(
        interests,
        notes,
        lessons,
        await ctx.work.papers.get(named),
        await ctx.work.preferences.of(ctx.space),
        explore=f"{ctx.space.id}/{on}" if on and ctx.space.surprises else "",
    )


def stated(subscriptions: Iterable[Subscription]) -> Interests:
    """What subscriptions ask for together."""
    found = [each.wanted.interests for each in subscriptions]
    categories, keywords, authors = (
        tuple(dict.fromkeys(word for each in found for word in getattr(each, field)))
        for field in ("categories", "keywords", "authors")
    )
    return Interests(categories, keywords, authors)


async def _signalled(ctx: Context) -> Sequence[Lesson]:
    found = await ctx.work.digests.signals(ctx.space, SIGNALS)
    return [
        Lesson(Interaction(each.signal.value), each.paper_id, ctx.space.date_of(each.at), each.people) for each in found
    ]


async def _listed(ctx: Context) -> Sequence[Lesson]:
    done = await ctx.work.todos.about_papers(ctx.space, TodoState.DONE, TAUGHT_BY)
    still_open = await ctx.work.todos.about_papers(ctx.space, TodoState.OPEN, TAUGHT_BY)
    return [
        *(
            Lesson(Interaction.DONE, todo.paper_id, ctx.space.date_of(todo.closed_at or todo.created_at))
            for todo in done
        ),
        *(Lesson(Interaction.LISTED, todo.paper_id, ctx.space.date_of(todo.created_at)) for todo in still_open),
    ]


async def _ignored(ctx: Context) -> Sequence[Lesson]:
    found = await ctx.work.digests.ignored(ctx.space, ctx.now - UNDECIDED, IGNORED)
    return [Lesson(Interaction.IGNORED, paper_id, ctx.space.date_of(at)) for paper_id, at in found.items()]
