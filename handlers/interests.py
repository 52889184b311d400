"""What a space did with papers, as ranking learns from it."""

from bot.core.context import Context
from bot.core.model.digests import Interests
from bot.core.model.todos import TodoState
from bot.core.ports.ranking import Deed, Lesson, Profile

TAUGHT_BY = 200
"""The latest notes that ranking learns from."""


async def profile_of(ctx: Context, interests: Interests) -> Profile:
    notes = await ctx.work.notes.recent(ctx.space, TAUGHT_BY)
    lessons = [*await _done(ctx), *await _said(ctx)]
    named = {note.paper_id for note in notes if note.paper_id} | {lesson.paper_id for lesson in lessons}
    return Profile(interests, notes, lessons, await ctx.work.papers.get(named))


async def _done(ctx: Context) -> list[Lesson]:
    found = await ctx.work.todos.of_space(ctx.space, {TodoState.DONE})
    return [
        Lesson(Deed.DONE, todo.paper_id, (todo.closed_at or todo.created_at).astimezone(ctx.space.zone).date())
        for todo in found
        if todo.paper_id and todo.state is TodoState.DONE
    ]


async def _said(ctx: Context) -> list[Lesson]:
    signals = await ctx.work.digests.signals(ctx.space)
    return [Lesson(Deed(signal.value), paper_id, ctx.today) for paper_id, signal in signals.items()]
