"""``/note edit``: replace a note's text, in a message or in a form, and restore the earlier text."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.commands import Action, Field, Form, FormView, Replies
from bot.core.context import Context
from bot.core.errors import FieldError, PersonError
from bot.core.messages import Button, Buttons, Reply, Verbatim, message
from bot.core.model.rights import Right
from bot.core.parsing import first_word, parse_number
from bot.core.subjects import Subject
from handlers.notes.find import find_note, parse_note_number
from handlers.notes.view import sentence_about, tags_line
from handlers.shared.continuations import parse_token, recall


@dataclass(frozen=True, slots=True)
class Edit:
    """``body`` replaces a note's text; ``None`` asks to see it."""

    number: int
    body: str | None


def parse_edit(text: str) -> Edit:
    word, body = first_word(text)
    return Edit(parse_note_number(word), body if body.strip() else None)


async def edit(ctx: Context, wanted: Edit) -> Replies:
    current = await find_note(ctx, wanted.number)
    ctx.require(Right.NOTES, author=current.author_id)
    if wanted.body is None and ctx.is_elsewhere:
        raise PersonError("note-edit-elsewhere", number=current.number)
    if wanted.body is None:
        return [Reply(message(ctx.say("note-edit-how", number=current.number), Verbatim(current.body)), private=True)]
    changed = await ctx.work.notes.edit(current, ctx.now, body=wanted.body)
    token = await ctx.work.continuations.put(ctx.space, f"{current.number} {current.body}", ctx.now)
    answer = message(
        await sentence_about(ctx, "note-edited", changed),
        tags_line(ctx, changed),
        Buttons((ctx.button("button-undo", REVERT.encode(token)),)),
    )
    return [Reply(answer, about=(Subject.note(changed.number),))]


async def revert(ctx: Context, token: int) -> Replies:
    """Restore the text that an edit replaced."""
    return await edit(ctx, parse_edit(await recall(ctx, token)))


def edit_button(number: int, ctx: Context) -> Button:
    return ctx.button("button-edit", EDIT.encode(number))


async def _open(ctx: Context, argument: str) -> FormView:
    """``argument`` is the note's number."""
    note = await find_note(ctx, parse_number(argument))
    ctx.require(Right.NOTES, author=note.author_id)
    say = ctx.language.text
    title = say("form-note-edit-title", number=note.number)
    text = Field("text", say("form-note-text"), value=note.body, multiline=True)
    return FormView(title, (text,), say("form-save"))


async def _submit(ctx: Context, argument: str, values: Mapping[str, str]) -> Replies:
    text = values.get("text", "")
    if not text.strip():
        raise FieldError("text", "form-note-text-missing")
    return await edit(ctx, Edit(parse_number(argument), text))


FORM = Form("note-edit", _open, _submit)
EDIT = Action("note.edit", parse_edit, edit, form=FORM.name, for_one=True)
REVERT = Action("note.revert", parse_token, revert, in_place=True)
