"""The to-dos that a note finishes: a paper that has been noted has been read."""

from collections.abc import Sequence

from bot.core.context import Context
from bot.core.model.notes import Note
from bot.core.model.todos import Todo, TodoKind, TodoState

TITLE_MATCHED = 20
"""Letters that a title needs before a longer to-do that begins with it counts as the same paper."""


async def finish_todos(ctx: Context, note: Note) -> Sequence[Todo]:
    """Close the open to-dos that a note is about, and return them by number."""
    if not (note.paper_id or note.title):
        return []
    listed = await ctx.work.todos.of_space(ctx.space, [TodoState.OPEN])
    todos = [todo for todo in listed if todo.kind is TodoKind.ITEM and _is_about(todo, note)]
    if todos:
        await ctx.work.todos.set_state(ctx.space, [todo.id for todo in todos], TodoState.DONE, ctx.now)
    return sorted(todos, key=lambda todo: todo.number)


async def finished_by(ctx: Context, note: Note) -> Sequence[Todo]:
    """The to-dos that a note finished when it was filed, by number.

    They share its subject, and they were closed at the time it was created.
    """
    done = await ctx.work.todos.of_space(ctx.space, [TodoState.DONE])
    closed = (todo for todo in done if todo.closed_at == note.created_at and _is_about(todo, note))
    return sorted(closed, key=lambda todo: todo.number)


def _is_about(todo: Todo, note: Note) -> bool:
    """Compare papers, or titles for a to-do without one: lists kept by hand hold titles, often followed by a remark."""
    if todo.paper_id:
        return todo.paper_id == note.paper_id
    return names_title(todo.text, note.title)


def names_title(text: str, title: str) -> bool:
    """Return whether a to-do's text is this title, or begins with it if the title is long enough."""
    wanted, found = _letters(title), _letters(text)
    if not wanted:
        return False
    return found == wanted or (len(wanted) >= TITLE_MATCHED and found.startswith(wanted))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text[:1_000].casefold()))
