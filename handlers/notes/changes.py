"""One note by its number: show it whole, replace its text, delete it, and take each of these back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.core.commands import Replies
from bot.core.context import Context
from bot.core.errors import PersonError, UsageError
from bot.core.identity import ConversationKind
from bot.core.messages import Block, Buttons, Heading, Reply, Verbatim, message
from bot.core.model.notes import Note
from bot.core.model.papers import Paper
from bot.core.model.todos import TodoState
from bot.core.parsing import first_word, parse_number
from bot.core.subjects import Subject
from handlers.notes.files import attachments
from handlers.notes.filing import needs_title, stored_paper, tags_line
from handlers.papers import paper
from handlers.shared.presentation import (
    abstract_button,
    edit_button,
    note_title,
    paper_card,
    pdf_button,
    similar_button,
)

UNDO_FOR = timedelta(days=1)
"""How long a deleted note can be put back."""

_NUMBERS = re.compile(r"[0-9]{1,9}(?:,[0-9]{1,9})*")
_TOKEN = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Edit:
    """``body`` replaces a note's text; ``None`` asks to see it."""

    number: int
    body: str | None


async def find(ctx: Context, number: int) -> Note:
    """Raises ``PersonError`` when there is no such note, or not any more."""
    found = await ctx.work.notes.get(ctx.space, number)
    if found is None:
        deleted = await ctx.work.notes.get(ctx.space, number, deleted=True)
        raise PersonError("note-is-deleted" if deleted and _restorable(ctx, deleted) else "note-unknown", number=number)
    return found


async def show(ctx: Context, number: int) -> Replies:
    """A note whole; the metadata of its paper is fetched for the next time when it is not there."""
    shown = await find(ctx, number)
    known = await stored_paper(ctx, shown.paper_id)
    if shown.paper_id and known is None:
        await paper.look_up(ctx, paper.Lookup((shown.paper_id,)))
    card = paper_card(known, ctx, buttons=(abstract_button(known, ctx), pdf_button(known, ctx))) if known else None
    whole = message(
        _heading(ctx, shown, known),
        _written(ctx, shown),
        tags_line(ctx, shown),
        card,
        Verbatim(shown.body) if shown.body.strip() else None,
        await attachments(ctx, shown),
        Buttons(
            (
                edit_button(number, ctx),
                ctx.button("button-delete", f"note.delete:{number}"),
                similar_button(str(number), ctx),
            )
        ),
    )
    return [Reply(whole, about=(Subject.note(number),))]


def _heading(ctx: Context, shown: Note, known: Paper | None) -> Heading:
    if needs_title(shown, known):
        return ctx.heading("note-heading-about", number=shown.number, title=note_title(shown, ctx, known))
    return ctx.heading("note-heading", number=shown.number)


def _written(ctx: Context, shown: Note) -> Block:
    if ctx.space.kind is ConversationKind.PRIVATE or not shown.author:
        return ctx.say("note-written", date=shown.written_on)
    return ctx.say("note-written-by", date=shown.written_on, author=shown.author)


def parse_edit(text: str) -> Edit:
    word, body = first_word(text)
    return Edit(parse_one(word), body if body.strip() else None)


def parse_one(text: str) -> int:
    """A note's number; asks for it when there is none."""
    if not text.strip():
        raise UsageError("note-number-missing")
    return parse_number(text)


async def edit(ctx: Context, wanted: Edit) -> Replies:
    current = await find(ctx, wanted.number)
    if wanted.body is None:
        return [Reply(message(ctx.say("note-edit-how", number=current.number), Verbatim(current.body)), private=True)]
    changed = await ctx.work.notes.edit(current, ctx.now, body=wanted.body)
    token = await ctx.work.continuations.put(ctx.space, f"{current.number} {current.body}", ctx.now)
    answer = message(
        await _about(ctx, "note-edited", changed),
        tags_line(ctx, changed),
        Buttons((ctx.button("button-undo", f"note.revert:{token}"),)),
    )
    return [Reply(answer, about=(Subject.note(changed.number),))]


async def ask_edit(ctx: Context, number: int) -> Replies:
    """How to edit, where there is no form for it."""
    return await edit(ctx, Edit(number, None))


async def revert(ctx: Context, token: int) -> Replies:
    """Give a note the text back that an edit replaced."""
    earlier = await ctx.work.continuations.get(ctx.space, token)
    if earlier is None:
        raise PersonError("button-stale")
    return await edit(ctx, parse_edit(earlier))


async def delete(ctx: Context, number: int) -> Replies:
    gone = await find(ctx, number)
    await ctx.work.notes.delete(gone, ctx.now)
    return [await _deleted(ctx, gone)]


async def _deleted(ctx: Context, gone: Note, reopened: Sequence[Block] = ()) -> Reply:
    undo = Buttons((ctx.button("button-undo", f"note.restore:{gone.number}"),))
    return Reply(message(await _about(ctx, "note-deleted", gone), reopened, undo))


async def undo(ctx: Context, numbers: Sequence[int]) -> Replies:
    """Take a filed note back: delete it, and open the to-dos again that it finished."""
    gone = await find(ctx, numbers[0])
    await ctx.work.notes.delete(gone, ctx.now)
    reopened = []
    for number in numbers[1:]:
        todo = await ctx.work.todos.get(ctx.space, number)
        if todo and todo.state is TodoState.DONE:
            await ctx.work.todos.set_state(ctx.space, [todo.id], TodoState.OPEN, ctx.now)
            reopened.append(ctx.say("note-reopened-todo", number=number))
    return [await _deleted(ctx, gone, reopened)]


async def restore(ctx: Context, number: int) -> Replies:
    deleted = await ctx.work.notes.get(ctx.space, number, deleted=True)
    if deleted is None or deleted.deleted_at is None:
        await find(ctx, number)
        raise PersonError("note-not-deleted", number=number)
    if not _restorable(ctx, deleted):
        raise PersonError("note-gone", number=number)
    back = await ctx.work.notes.restore(deleted, ctx.now)
    return [Reply(message(await _about(ctx, "note-restored", back)), about=(Subject.note(number),))]


def _restorable(ctx: Context, deleted: Note) -> bool:
    return deleted.deleted_at is not None and ctx.now - deleted.deleted_at <= UNDO_FOR


async def _about(ctx: Context, key: str, about: Note) -> Block:
    """A sentence that names a note by number and by what it goes by."""
    title = note_title(about, ctx, await stored_paper(ctx, about.paper_id))
    return ctx.say(key, number=about.number, title=title)


def parse_numbers(text: str) -> Sequence[int]:
    """A note's number and those of the to-dos it finished."""
    if not _NUMBERS.fullmatch(text):
        raise PersonError("button-stale")
    return [int(number) for number in text.split(",")]


def parse_token(text: str) -> int:
    if not _TOKEN.fullmatch(text):
        raise PersonError("button-stale")
    return int(text)
