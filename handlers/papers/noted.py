"""The notes and to-dos that a space already has about a paper, each in one line."""

from collections.abc import Collection, Mapping, Sequence

from bot.core.context import Context
from bot.core.messages import Block
from bot.core.model.notes import NoteReference
from bot.core.model.todos import Todo, TodoState

EARLIER_NAMED = 10
"""Notes about one paper that are named."""

_SENTENCES = {TodoState.OPEN: "todo-known-open", TodoState.DONE: "todo-known-done"}


async def notes_about(ctx: Context, paper_id: str, *, before: int = 0) -> Sequence[NoteReference]:
    """The latest notes about a paper, by number; with ``before``, only those with a lower number."""
    if not paper_id:
        return []
    return (await ctx.work.notes.about(ctx.space, [paper_id], EARLIER_NAMED, before=before)).get(paper_id, [])


def noted_line(ctx: Context, notes: Sequence[NoteReference]) -> Block | None:
    if not notes:
        return None
    numbers = ", ".join(str(note.number) for note in notes)
    return ctx.say("note-earlier", numbers=numbers, count=len(notes), date=max(note.written_on for note in notes))


async def known_lines(
    ctx: Context, paper_ids: Collection[str], but: Collection[int] = ()
) -> Mapping[str, Sequence[Block]]:
    """A line for each paper's notes and for its newest to-do that is open or done, except to-dos numbered ``but``."""
    notes = await ctx.work.notes.about(ctx.space, paper_ids, EARLIER_NAMED)
    todos = await ctx.work.todos.about(ctx.space, paper_ids, _SENTENCES)
    newest = {todo.paper_id: todo for todo in todos if todo.number not in but}
    known: dict[str, list[Block]] = {}
    for paper_id in paper_ids:
        lines = (noted_line(ctx, notes.get(paper_id, ())), _todo_line(ctx, newest.get(paper_id)))
        known[paper_id] = [line for line in lines if line]
    return known


def _todo_line(ctx: Context, todo: Todo | None) -> Block | None:
    if todo is None:
        return None
    when = todo.closed_at if todo.state is TodoState.DONE and todo.closed_at else todo.created_at
    return ctx.say(_SENTENCES[todo.state], number=todo.number, date=ctx.space.date_of(when))
