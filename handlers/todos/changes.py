"""``/todo done``, ``undo``, ``drop`` and ``move``, and the buttons that do the same."""

from collections.abc import Sequence

from bot.core.commands import Action, Replies
from bot.core.context import Context
from bot.core.messages import Button, Buttons, Items, Reply, message
from bot.core.model.todos import Todo, TodoKind, TodoState
from handlers.papers.buttons import note_button
from handlers.todos.parsing import How, Move
from handlers.todos.places import find_items, find_one, find_place, parse_remembered, remember, remembered
from handlers.todos.view import EVERY_STATE, below, first_line, item, papers_of

SHOWN = 20
"""Items named one by one in an answer."""

_CLOSED = {TodoState.DONE: "todo-done", TodoState.DROPPED: "todo-dropped"}
_ALREADY = {TodoState.DONE: "todo-already-done", TodoState.DROPPED: "todo-already-dropped"}
_STAYS = {TodoState.DONE: "todo-nested-open-done", TodoState.DROPPED: "todo-nested-open-dropped"}


async def done(ctx: Context, numbers: Sequence[int]) -> Replies:
    return await _close(ctx, numbers, TodoState.DONE)


async def drop(ctx: Context, numbers: Sequence[int]) -> Replies:
    return await _close(ctx, numbers, TodoState.DROPPED)


async def undo(ctx: Context, numbers: Sequence[int]) -> Replies:
    """Open again what was done or dropped."""
    todos = await find_items(ctx, numbers)
    closed = [todo for todo in todos if todo.state is not TodoState.OPEN]
    if not closed:
        return [Reply(message(ctx.say("todo-already-open", count=len(todos), number=todos[0].number)))]
    await ctx.work.todos.set_state(ctx.space, [todo.id for todo in closed], TodoState.OPEN, ctx.now)
    return [Reply(message(ctx.say("todo-reopened", count=len(closed)), await named(ctx, closed)))]


async def _close(ctx: Context, numbers: Sequence[int], state: TodoState) -> Replies:
    """Close only what is named: what is nested under it may well be worth keeping, so that is asked."""
    todos = await find_items(ctx, numbers)
    changed = [todo for todo in todos if todo.state is not state]
    if not changed:
        undo_all = Buttons((ctx.button("todo-button-reopen", UNDO.encode(await remember(ctx, numbers_of(todos)))),))
        return [Reply(message(ctx.say(_ALREADY[state], count=len(todos), number=todos[0].number), undo_all))]
    await ctx.work.todos.set_state(ctx.space, [todo.id for todo in changed], state, ctx.now)
    nested = below(await ctx.work.todos.of_space(ctx.space, EVERY_STATE), {todo.id for todo in changed})
    still_open = [todo for todo in nested if todo.state is TodoState.OPEN and todo.kind is TodoKind.ITEM]
    return [
        Reply(
            message(
                ctx.say(_CLOSED[state], count=len(changed)),
                await named(ctx, changed),
                ctx.say(_STAYS[state], count=len(still_open)) if still_open else None,
                Buttons(await _next_steps(ctx, changed, still_open, state)),
            )
        )
    ]


async def _next_steps(
    ctx: Context, changed: Sequence[Todo], nested: Sequence[Todo], state: TodoState
) -> tuple[Button, ...]:
    """Undo always; close the nested ones; a note for the first paper that was read."""
    buttons = [ctx.button("button-undo", UNDO.encode(await remember(ctx, numbers_of(changed))))]
    if nested:
        close = DONE if state is TodoState.DONE else DROP
        buttons.append(ctx.button("todo-button-those-too", close.encode(await remember(ctx, numbers_of(nested)))))
    read = [todo.paper_id for todo in changed if todo.paper_id and state is TodoState.DONE]
    return (*buttons, *(note_button(paper_id, ctx) for paper_id in read[:1]))


async def move(ctx: Context, wanted: Move) -> Replies:
    todos = await find_items(ctx, wanted.numbers)
    if wanted.how is How.UNDER:
        parent: Todo | None = await find_place(ctx, wanted.place)
        before = None
    elif wanted.how is How.BEFORE:
        before = await find_one(ctx, wanted.place.number)
        parent = None
    else:
        parent, before = None, await _first(ctx, todos)
    for todo in todos:
        parent_id = before.parent_id if before else parent.id if parent else None
        await ctx.work.todos.move(todo, parent_id, before, ctx.now)
    moved = ctx.say("todo-moved", count=len(todos))
    if parent is not None:
        moved = ctx.say("todo-moved-under", count=len(todos), place=first_line(parent.text))
    return [Reply(message(moved, await named(ctx, todos)))]


async def _first(ctx: Context, moving: Sequence[Todo]) -> Todo | None:
    """The to-do that is first at the top level, besides those that move."""
    moved = {todo.id for todo in moving}
    everything = await ctx.work.todos.of_space(ctx.space, EVERY_STATE)
    roots = [todo for todo in everything if todo.parent_id is None and todo.id not in moved]
    return min(roots, key=lambda todo: (todo.position, todo.id), default=None)


def numbers_of(todos: Sequence[Todo]) -> list[int]:
    return [todo.number for todo in todos]


async def named(ctx: Context, todos: Sequence[Todo]) -> Items:
    """These to-dos as they are now, one line each."""
    now = await ctx.work.todos.with_ids(ctx.space, [todo.id for todo in todos[:SHOWN]])
    papers = await papers_of(ctx, list(now.values()))
    return Items(tuple(item(now[todo.id], papers, ctx) for todo in todos[:SHOWN]))


async def press_done(ctx: Context, numbers: tuple[int, ...] | int) -> Replies:
    return await done(ctx, await remembered(ctx, numbers))


async def press_drop(ctx: Context, numbers: tuple[int, ...] | int) -> Replies:
    return await drop(ctx, await remembered(ctx, numbers))


async def press_undo(ctx: Context, numbers: tuple[int, ...] | int) -> Replies:
    return await undo(ctx, await remembered(ctx, numbers))


DONE = Action("todo.done", parse_remembered, press_done)
DROP = Action("todo.drop", parse_remembered, press_drop)
UNDO = Action("todo.undo", parse_remembered, press_undo)
