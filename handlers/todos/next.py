"""``/todo next``: the to-do to read now, and why."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType

from bot.core.commands import Action, Replies
from bot.core.context import Context
from bot.core.messages import Buttons, Items, Paragraph, Reply, message
from bot.core.model.todos import Todo, TodoKind, TodoState
from bot.core.parsing import parse_number
from handlers.papers.buttons import note_button
from handlers.papers.reference import papers_of
from handlers.todos.done import DONE, DROP
from handlers.todos.view import first_line, todo_item

NO_RANKS: Mapping[str, int] = MappingProxyType({})
UNRANKED = sys.maxsize
SOON = 7
"""Days ahead within which a due date counts more than a priority mark."""


class Reason(Enum):
    """The reasons to suggest a to-do, the most pressing first."""

    OVERDUE = 0
    DUE_SOON = 1
    PRIORITY = 2
    OLDEST = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    todo: Todo
    reason: Reason


def suggestions(todos: Sequence[Todo], today: date, ranks: Mapping[str, int] = NO_RANKS) -> list[Suggestion]:
    """Open items, best first: overdue, due within :data:`SOON` days, by priority, then the longest on the list.

    Among equals, items whose papers have a rank in ``ranks`` come first (1 is the best). An item with open items under
    it and neither a due date nor a priority is left out, because it only groups them.
    """
    open_items = [todo for todo in todos if todo.kind is TodoKind.ITEM and todo.state is TodoState.OPEN]
    parents = {todo.parent_id for todo in open_items}
    worth_doing = (todo for todo in open_items if todo.id not in parents or todo.due or todo.priority)
    found = [Suggestion(todo, _reason(todo, today)) for todo in worth_doing]
    return sorted(found, key=lambda each: _order(each, ranks))


def _reason(todo: Todo, today: date) -> Reason:
    if todo.due is not None and todo.due < today:
        return Reason.OVERDUE
    if todo.due is not None and (todo.due - today).days <= SOON:
        return Reason.DUE_SOON
    return Reason.PRIORITY if todo.priority else Reason.OLDEST


def _order(suggestion: Suggestion, ranks: Mapping[str, int]) -> tuple[int, date, int, int, date, int]:
    todo = suggestion.todo
    pressing = suggestion.reason in {Reason.OVERDUE, Reason.DUE_SOON}
    due = todo.due if todo.due and pressing else date.max
    rank = ranks.get(todo.paper_id, UNRANKED)
    return (suggestion.reason.value, due, -todo.priority, rank, todo.created_at.date(), todo.number)


async def suggest(ctx: Context, skip: int) -> Replies:
    """The best suggestion, or the one after ``skip`` others; the first follows the last."""
    todos = await ctx.work.todos.of_space(ctx.space, {TodoState.OPEN})
    found = suggestions(todos, ctx.today)
    if not found:
        return [Reply(message(ctx.say("todo-empty")))]
    chosen = found[skip % len(found)]
    todo = chosen.todo
    parent = next((each for each in todos if each.id == todo.parent_id), None)
    buttons = [
        ctx.button("todo-button-done", DONE.encode(todo.number)),
        ctx.button("todo-button-drop", DROP.encode(todo.number)),
    ]
    if todo.paper_id:
        buttons.append(note_button(todo.paper_id, ctx))
    if len(found) > 1:
        buttons.append(ctx.button("todo-button-another", NEXT.encode((skip + 1) % len(found))))
    shown = message(
        ctx.say("todo-next-under", place=first_line(parent.text)) if parent else ctx.say("todo-next"),
        Items((todo_item(todo, await papers_of(ctx, [todo]), ctx),)),
        why(chosen, ctx),
        Buttons(tuple(buttons)),
    )
    return [Reply(shown)]


def why(chosen: Suggestion, ctx: Context) -> Paragraph:
    """The reason as a sentence."""
    todo = chosen.todo
    days = (todo.due - ctx.today).days if todo.due else 0
    if chosen.reason is Reason.OVERDUE:
        return ctx.say("todo-why-overdue", days=-days)
    if chosen.reason is Reason.DUE_SOON:
        return ctx.say("todo-why-due-soon", days=days)
    if chosen.reason is Reason.PRIORITY:
        return ctx.say("todo-why-priority", priority=todo.priority)
    return ctx.say("todo-why-oldest", since=ctx.space.date_of(todo.created_at))


async def first(ctx: Context, _: None) -> Replies:
    return await suggest(ctx, 0)


NEXT = Action("todo.next", parse_number, suggest, for_one=True)
