"""The notes and to-dos that a space already has about a paper, each in one line."""

from collections.abc import Collection, Sequence

from bot.core.context import Context
from bot.core.messages import Block
from bot.core.model.notes import NoteReference
from bot.core.model.todos import Todo, TodoState

EARLIER_NAMED = 10
"""Notes about one paper that are named."""

_SENTENCES = {TodoState.OPEN: "todo-known-open", TodoState.DONE: "todo-known-done"}


async def notes_about(ctx: Context, paper_id: str, *, before: int = 0) -> Sequence[NoteReference]:
    """The latest notes about a paper, by number; with ``before``, only those with a lower number."""
    return await ctx.work.notes.about(ctx.space, paper_id, EARLIER_NAMED, before=before) if paper_id else []


def noted_line(ctx: Context, notes: Sequence[NoteReference]) -> Block | None:
    if not notes:
        return None
    numbers = ", ".join(str(note.number) for note in notes)
    return ctx.say("note-earlier", numbers=numbers, count=len(notes), date=max(note.written_on for note in notes))


async def known_lines(ctx: Context, paper_id: str, but: Collection[int] = ()) -> list[Block]:
    """The notes about a paper and its newest to-do that is open or done, except the to-dos numbered ``but``."""
    noted = noted_line(ctx, await notes_about(ctx, paper_id))
    todos = [
        todo
        for state in _SENTENCES
        for todo in await ctx.work.todos.about(ctx.space, paper_id, state)
        if todo.number not in but
    ]
    return [line for line in (noted, _todo_line(ctx, todos)) if line]


def _todo_line(ctx: Context, todos: Sequence[Todo]) -> Block | None:
    if not todos:
        return None
    todo = max(todos, key=lambda todo: todo.number)
    when = todo.closed_at if todo.state is TodoState.DONE and todo.closed_at else todo.created_at
    return ctx.say(_SENTENCES[todo.state], number=todo.number, date=ctx.space.date_of(when))
