"""``/todo add``."""

from collections.abc import Sequence

from bot.core.commands import Replies
from bot.core.context import Context
from bot.core.messages import Reply, message
from bot.core.model.todos import NewTodo, Todo, TodoState
from bot.core.parsing import shorten
from handlers.todos.added import Added, added_answer
from handlers.todos.destination import Destination
from handlers.todos.drafts import TodoDraft
from handlers.todos.due import due_date
from handlers.todos.find import find_destination
from handlers.todos.view import first_line
from papers.arxiv.identifiers import find_paper_ids, only_paper_ids


async def add(ctx: Context, drafts: Sequence[TodoDraft]) -> Replies:
    """Put every draft on the list, except papers that are open on it already."""
    todos: list[Todo] = []  # for each draft the to-do it became, or the one that was listed already
    destinations: dict[Destination, Todo] = {}
    added: list[int] = []
    listed: list[int] = []
    for draft in drafts:
        known = await _listed(ctx, draft)
        if known is None:
            above = todos[draft.parent] if draft.parent is not None else await _above(ctx, draft, destinations)
            known = await ctx.work.todos.add(ctx.space, _new(ctx, draft, above), ctx.now)
            added.append(known.number)
        else:
            listed.append(known.number)
        todos.append(known)
    place = first_line(next(iter(destinations.values())).text) if len(destinations) == 1 else ""
    answer = await added_answer(ctx, Added(tuple(added), tuple(listed), place), todos)
    unread = next((draft.unread for draft in drafts if draft.unread), "")
    if unread:
        answer.append(Reply(message(ctx.say("todo-due-unread", text=shorten(unread))), private=True))
    return answer


async def _listed(ctx: Context, draft: TodoDraft) -> Todo | None:
    """The open item about the paper, if a draft says nothing but the paper's id."""
    papers = only_paper_ids(draft.text)
    if len(papers) != 1 or draft.state is not TodoState.OPEN:
        return None
    known = await ctx.work.todos.about(ctx.space, [papers[0].paper_id], [TodoState.OPEN])
    return known[0] if known else None


async def _above(ctx: Context, draft: TodoDraft, destinations: dict[Destination, Todo]) -> Todo | None:
    """The to-do or section that a draft goes under; ``destinations`` keeps those found so far."""
    if draft.destination is None:
        return None
    if draft.destination not in destinations:
        destinations[draft.destination] = await find_destination(ctx, draft.destination)
    return destinations[draft.destination]


def _new(ctx: Context, draft: TodoDraft, above: Todo | None) -> NewTodo:
    papers = find_paper_ids(draft.text)
    return NewTodo(
        text=draft.text,
        parent_id=above.id if above else None,
        paper_id=papers[0].paper_id if papers else "",
        due=due_date(draft.due, ctx.today) if draft.due else None,
        priority=draft.priority,
        state=draft.state,
    )
