"""A note by the number that a person typed."""

from datetime import timedelta

from bot.core.context import Context
from bot.core.errors import PersonError, UsageError
from bot.core.model.notes import Note
from bot.core.parsing import parse_number

UNDO_FOR = timedelta(days=1)
"""The time during which a deleted note can be restored."""


def parse_note_number(text: str) -> int:
    """A note's number. Raises ``UsageError`` for anything else."""
    if not text.strip():
        raise UsageError("note-number-missing")
    return parse_number(text)


async def find_note(ctx: Context, number: int) -> Note:
    """Raises ``PersonError`` when the space has no such note, or when it is deleted."""
    found = await ctx.work.notes.get(ctx.space, number)
    if found is None:
        deleted = await ctx.work.notes.get(ctx.space, number, deleted=True)
        raise PersonError("note-is-deleted" if deleted and restorable(ctx, deleted) else "note-unknown", number=number)
    return found


def restorable(ctx: Context, deleted: Note) -> bool:
    return deleted.deleted_at is not None and ctx.now - deleted.deleted_at <= UNDO_FOR
