"""The pending to-dos most worth reading now, and why."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeAlias

from bot.core.commands import Answer
from bot.core.computations import Computation
from bot.core.context import Context
from bot.core.model.digests import Interests
from bot.core.model.todos import Todo
from handlers.profile.interests import profile_of
from handlers.review.week import Week
from handlers.todos.next import suggestions

SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class ReadingSuggestion:
    """``reasons`` are the ranking's; empty unless the to-do is about a known paper."""

    todo: Todo
    reasons: Sequence[str]


Reasons: TypeAlias = Mapping[str, Sequence[str]]
"""The reasons of each paper, the best paper first."""


async def with_reading(
    ctx: Context,
    interests: Interests,
    week: Week,
    then: Callable[[Context, Sequence[ReadingSuggestion]], Awaitable[Answer]],
) -> Answer:
    """Go on with the best to read: by due date, then priority, then fit to the taste, then age."""
    papers = {todo.paper_id: week.papers[todo.paper_id] for todo in week.pending if todo.paper_id in week.papers}
    if not papers:
        return await then(ctx, _suggested(ctx, week, {}))
    profile = await profile_of(ctx, interests)
    # All these papers are on the list, so that teaches nothing about their order. Surprises belong in digests.
    lessons = [each for each in profile.lessons if each.paper_id not in papers]
    profile = replace(profile, lessons=lessons, explore="")
    rank = partial(ctx.services.ranker, profile, list(papers.values()), len(papers), ctx.language)
    return Computation(
        rank, lambda ctx, picks: then(ctx, _suggested(ctx, week, {pick.paper_id: pick.reasons for pick in picks}))
    )


def _suggested(ctx: Context, week: Week, reasons: Reasons) -> list[ReadingSuggestion]:
    ranks = {paper_id: rank for rank, paper_id in enumerate(reasons, 1)}
    best = suggestions(week.pending, ctx.today, ranks)[:SUGGESTED]
    return [ReadingSuggestion(each.todo, reasons.get(each.todo.paper_id, ())) for each in best]
