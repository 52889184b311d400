"""``/todo 12``: one to-do with everything about it."""

from bot.core.commands import Replies
from bot.core.context import Context
from bot.core.messages import Buttons, Code, Reply, Row, Table, Text, Verbatim, message
from bot.core.model.papers import Paper
from bot.core.model.todos import Todo, TodoKind, TodoState
from handlers.papers.buttons import note_button, similar_button
from handlers.papers.cards import look_up
from handlers.papers.reference import stored_paper
from handlers.papers.view import paper_link
from handlers.todos.done import DONE, DROP, UNDO
from handlers.todos.find import find_todo
from handlers.todos.listing import OPEN, show_page

_STATES = {
    TodoState.OPEN: "todo-state-open",
    TodoState.DONE: "todo-state-done",
    TodoState.DROPPED: "todo-state-dropped",
}


async def show(ctx: Context, number: int) -> Replies:
    """One to-do with its text exactly as typed; the items of a section; the open list for 0."""
    if not number:
        return await show_page(ctx, OPEN)
    todo = await find_todo(ctx, number)
    if todo.kind is TodoKind.SECTION:
        return await show_page(ctx, str(todo.number))
    paper = await stored_paper(ctx, todo.paper_id)
    if todo.paper_id and paper is None:
        await look_up(ctx, todo.paper_id)
    heading = ctx.heading("todo-one", number=todo.number)
    return [Reply(message(heading, Verbatim(todo.text), _facts(ctx, todo, paper), _buttons(todo, ctx)))]


def _facts(ctx: Context, todo: Todo, paper: Paper | None) -> Table:
    say = ctx.language.text
    rows = [Row(say("todo-row-state"), ctx.words(_STATES[todo.state]))]
    if todo.due:
        rows.append(Row(say("todo-row-due"), (Text(ctx.language.date(todo.due)),)))
    if todo.priority:
        rows.append(Row(say("todo-row-priority"), (Code("!" * todo.priority),)))
    if todo.paper_id:
        rows.append(Row(say("todo-row-paper"), (paper_link(todo.paper_id, ctx, paper),)))
    rows.append(Row(say("todo-row-added"), (Text(ctx.language.date(ctx.space.date_of(todo.created_at))),)))
    return Table(tuple(rows))


def _buttons(todo: Todo, ctx: Context) -> Buttons:
    note = (note_button(todo.paper_id, ctx),) if todo.paper_id else ()
    similar = similar_button(f"t{todo.number}", ctx)
    if todo.state is not TodoState.OPEN:
        return Buttons((ctx.button("todo-button-reopen", UNDO.encode(todo.number)), *note, similar))
    done = ctx.button("todo-button-done", DONE.encode(todo.number))
    return Buttons((done, ctx.button("todo-button-drop", DROP.encode(todo.number)), *note, similar))
