"""What is kept about a paper already, said in one line where a person is about to keep it again."""

from collections.abc import Collection, Sequence

from bot.core.context import Context
from bot.core.messages import Block
from bot.core.model.notes import Note, NoteFilter
from bot.core.model.todos import Todo, TodoState

EARLIER_NAMED = 10
"""Notes on one paper that are named."""

_SENTENCES = {TodoState.OPEN: "todo-known-open", TodoState.DONE: "todo-known-done"}


async def notes_about(ctx: Context, paper_id: str) -> list[Note]:
    """The latest few by number; none without a paper."""
    if not paper_id:
        return []
    page = await ctx.work.notes.page(ctx.space, NoteFilter(paper_id=paper_id), 0, EARLIER_NAMED)
    return sorted(page.notes, key=lambda note: note.number)


def noted_line(ctx: Context, notes: Sequence[Note]) -> Block | None:
    if not notes:
        return None
    numbers = ", ".join(str(note.number) for note in notes)
    return ctx.say("note-earlier", numbers=numbers, count=len(notes), date=max(note.written_on for note in notes))


async def known_lines(ctx: Context, paper_id: str, but: Collection[int] = ()) -> list[Block]:
    """The notes on a paper, and its newest to-do that is open or done and not one of ``but`` (numbers)."""
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
