"""The profile of a space: what its subscriptions state, and what ranking learns from."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from bot.core.context import Context
from bot.core.model.digests import Interests, Subscription
from bot.core.model.todos import TodoState
from bot.core.ports.ranking import Interaction, Lesson, Profile

LATEST = 200
"""Notes, and to-dos of one state, that ranking learns from."""
LATEST_SIGNALS = 400
LATEST_IGNORED = 100
IGNORED_AFTER = timedelta(days=2)
"""The time after which a paper that was shown and not opened counts as ignored."""


async def profile_of(ctx: Context, interests: Interests, on: date | None = None) -> Profile:
    """``on`` is the date of the announcement to rank; it seeds the choice of something different."""
    notes = await ctx.work.notes.recent(ctx.space, LATEST)
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


def combined_interests(subscriptions: Iterable[Subscription]) -> Interests:
    """The interests of all subscriptions together, each once."""
    interests = [each.wanted.interests for each in subscriptions]
    categories, keywords, authors = (
        tuple(dict.fromkeys(word for each in interests for word in getattr(each, field)))
        for field in ("categories", "keywords", "authors")
    )
    return Interests(categories, keywords, authors)


async def _signalled(ctx: Context) -> Sequence[Lesson]:
    signals = await ctx.work.digests.signals(ctx.space, LATEST_SIGNALS)
    return [
        Lesson(Interaction(each.signal.value), each.paper_id, ctx.space.date_of(each.at), each.people)
        for each in signals
    ]


async def _listed(ctx: Context) -> Sequence[Lesson]:
    done = await ctx.work.todos.about_papers(ctx.space, TodoState.DONE, LATEST)
    still_open = await ctx.work.todos.about_papers(ctx.space, TodoState.OPEN, LATEST)
    return [
        *(
            Lesson(Interaction.DONE, todo.paper_id, ctx.space.date_of(todo.closed_at or todo.created_at))
            for todo in done
        ),
        *(Lesson(Interaction.LISTED, todo.paper_id, ctx.space.date_of(todo.created_at)) for todo in still_open),
    ]


async def _ignored(ctx: Context) -> Sequence[Lesson]:
    ignored = await ctx.work.digests.ignored(ctx.space, ctx.now - IGNORED_AFTER, LATEST_IGNORED)
    return [Lesson(Interaction.IGNORED, paper_id, ctx.space.date_of(at)) for paper_id, at in ignored.items()]
