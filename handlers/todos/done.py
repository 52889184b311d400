"""``/todo done``, ``/todo drop`` and ``/todo undo``, and the buttons that do the same."""

from collections.abc import Sequence

from bot.core.commands import Action, Replies
from bot.core.context import Context
from bot.core.messages import Buttons, Reply, message
from bot.core.model.todos import Todo, TodoKind, TodoState
from handlers.papers.buttons import note_button
from handlers.todos.find import find_items
from handlers.todos.numbers import Remembered, numbers_of, parse_remembered, remember, remembered
from handlers.todos.view import EVERY_STATE, items_now, nested_under

_CLOSED = {TodoState.DONE: "todo-done", TodoState.DROPPED: "todo-dropped"}
_ALREADY = {TodoState.DONE: "todo-already-done", TodoState.DROPPED: "todo-already-dropped"}
_STAYS = {TodoState.DONE: "todo-nested-open-done", TodoState.DROPPED: "todo-nested-open-dropped"}


async def done(ctx: Context, numbers: Remembered) -> Replies:
    return await _close(ctx, numbers, TodoState.DONE)


async def drop(ctx: Context, numbers: Remembered) -> Replies:
    return await _close(ctx, numbers, TodoState.DROPPED)


async def undo(ctx: Context, numbers: Remembered) -> Replies:
    """Reopen items that were done or dropped."""
    todos = await find_items(ctx, await remembered(ctx, numbers))
    closed = [todo for todo in todos if todo.state is not TodoState.OPEN]
    if not closed:
        return [Reply(message(ctx.say("todo-already-open", count=len(todos), number=todos[0].number)))]
    await ctx.work.todos.set_state(ctx.space, [todo.id for todo in closed], TodoState.OPEN, ctx.now)
    return [Reply(message(ctx.say("todo-reopened", count=len(closed)), await items_now(ctx, closed)))]


async def _close(ctx: Context, numbers: Remembered, state: TodoState) -> Replies:
    """Close only the items that are named, and offer to close those nested under them, which may be worth keeping."""
    todos = await find_items(ctx, await remembered(ctx, numbers))
    changed = [todo for todo in todos if todo.state is not state]
    if not changed:
        undo_all = Buttons((ctx.button("todo-button-reopen", UNDO.encode(await remember(ctx, numbers_of(todos)))),))
        return [Reply(message(ctx.say(_ALREADY[state], count=len(todos), number=todos[0].number), undo_all))]
    await ctx.work.todos.set_state(ctx.space, [todo.id for todo in changed], state, ctx.now)
    nested = nested_under({todo.id for todo in changed}, await ctx.work.todos.of_space(ctx.space, EVERY_STATE))
    still_open = [todo for todo in nested if todo.state is TodoState.OPEN and todo.kind is TodoKind.ITEM]
    shown = message(
        ctx.say(_CLOSED[state], count=len(changed)),
        await items_now(ctx, changed),
        ctx.say(_STAYS[state], count=len(still_open)) if still_open else None,
        await _next_steps(ctx, changed, still_open, state),
    )
    return [Reply(shown)]


async def _next_steps(ctx: Context, changed: Sequence[Todo], nested: Sequence[Todo], state: TodoState) -> Buttons:
    """Buttons to undo, to close the nested items, and to write a note on the first paper that was read."""
    buttons = [ctx.button("button-undo", UNDO.encode(await remember(ctx, numbers_of(changed))))]
    if nested:
        close = DONE if state is TodoState.DONE else DROP
        buttons.append(ctx.button("todo-button-those-too", close.encode(await remember(ctx, numbers_of(nested)))))
    read = [todo.paper_id for todo in changed if todo.paper_id and state is TodoState.DONE]
    return Buttons((*buttons, *(note_button(paper_id, ctx) for paper_id in read[:1])))


DONE = Action("todo.done", parse_remembered, done)
DROP = Action("todo.drop", parse_remembered, drop)
UNDO = Action("todo.undo", parse_remembered, undo)
