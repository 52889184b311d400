"""``/note delete`` and ``/note undo``: delete a note, restore it, and undo a filing."""

from collections.abc import Sequence

from bot.core.commands import Action, Replies
from bot.core.context import Context
from bot.core.errors import PersonError
from bot.core.messages import Buttons, Reply, message
from bot.core.model.rights import Right
from bot.core.model.todos import TodoState
from bot.core.parsing import parse_number, parse_numbers
from bot.core.subjects import Subject
from handlers.notes.find import find_note, restorable
from handlers.notes.view import sentence_about


async def delete(ctx: Context, number: int) -> Replies:
    return await undo(ctx, (number,))


async def undo(ctx: Context, numbers: Sequence[int]) -> Replies:
    """Undo the filing of a note: delete it and reopen the to-dos it finished. The note's number comes first."""
    note = await find_note(ctx, numbers[0])
    ctx.require(Right.NOTES, author=note.author_id)
    await ctx.work.notes.delete(note, ctx.now)
    finished = (await ctx.work.todos.with_numbers(ctx.space, numbers[1:])).values()
    done = [todo for todo in finished if todo.state is TodoState.DONE]
    await ctx.work.todos.set_state(ctx.space, [todo.id for todo in done], TodoState.OPEN, ctx.now)
    reopened = [ctx.say("note-reopened-todo", number=todo.number) for todo in done]
    button = ctx.button("button-undo", RESTORE.encode(note.number))
    return [Reply(message(await sentence_about(ctx, "note-deleted", note), reopened, Buttons((button,))))]


async def restore(ctx: Context, number: int) -> Replies:
    deleted = await ctx.work.notes.get(ctx.space, number, deleted=True)
    if deleted is None or deleted.deleted_at is None:
        await find_note(ctx, number)
        raise PersonError("note-not-deleted", number=number)
    if not restorable(ctx, deleted):
        raise PersonError("note-gone", number=number)
    ctx.require(Right.NOTES, author=deleted.author_id)
    restored = await ctx.work.notes.restore(deleted)
    return [Reply(message(await sentence_about(ctx, "note-restored", restored)), about=(Subject.note(number),))]


DELETE = Action("note.delete", parse_number, delete, in_place=True)
RESTORE = Action("note.restore", parse_number, restore, in_place=True)
UNDO = Action("note.undo", parse_numbers, undo, in_place=True)
