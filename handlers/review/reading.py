"""Which of the pending to-dos are most worth reading now, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from bot.core.context import Context
from bot.core.model.digests import Interests
from bot.core.model.papers import Paper
from bot.core.model.todos import Todo
from handlers.profile.interests import profile_of
from handlers.todos.next import suggestions
from handlers.todos.view import papers_of

SUGGESTED = 3


@dataclass(frozen=True, slots=True)
class Worth:
    """``reasons`` are the ranking's, none for what is not about a paper we know."""

    todo: Todo
    reasons: Sequence[str]


async def worth_reading(ctx: Context, interests: Interests, pending: Sequence[Todo]) -> list[Worth]:
    """What is due, then what is marked as important, then by how well the paper fits the space's taste, then by age.

    May restart the handler, like ``Context.compute``.
    """
    papers = await papers_of(ctx, pending)
    picks = await _ranked(ctx, interests, papers) if papers else {}
    ranks = {paper_id: rank for rank, paper_id in enumerate(picks, 1)}
    best = suggestions(pending, ctx.today, ranks)[:SUGGESTED]
    return [Worth(each.todo, picks.get(each.todo.paper_id, ())) for each in best]


async def _ranked(ctx: Context, interests: Interests, papers: Mapping[str, Paper]) -> Mapping[str, Sequence[str]]:
    """The papers' ids, the best first, each with its reasons.

    That a paper is on the list says nothing about which of the list to read, and this is no place for surprises.
    """
    profile = await profile_of(ctx, interests)
    lessons = [each for each in profile.lessons if each.paper_id not in papers]
    profile = replace(profile, lessons=lessons, explore="")
    ranking = partial(ctx.services.ranker, profile, list(papers.values()), len(papers), ctx.language)
    picks = ctx.compute(("worth reading", frozenset(papers)), ranking)
    # Papers on the list were not always announced in a category that was asked for.
    announced = ctx.language.text("reason-announced")
    return {pick.paper_id: tuple(each for each in pick.reasons if each != announced) for pick in picks}
