"""``/note show``: one note with everything about it."""

from bot.core.commands import Replies
from bot.core.context import Context
from bot.core.identity import ConversationKind
from bot.core.messages import Block, Buttons, Heading, Reply, Verbatim, message
from bot.core.model.notes import Note
from bot.core.model.papers import Paper
from bot.core.subjects import Subject
from handlers.notes.delete import DELETE
from handlers.notes.edit import edit_button
from handlers.notes.files import attachments
from handlers.notes.find import find_note
from handlers.notes.view import needs_title, note_title, tags_line
from handlers.papers.buttons import abstract_button, pdf_button, similar_button
from handlers.papers.cards import look_up
from handlers.papers.reference import stored_paper
from handlers.papers.view import paper_card


async def show(ctx: Context, number: int) -> Replies:
    """A note in full. If its paper's metadata is not stored, queue the lookup for the next time."""
    note = await find_note(ctx, number)
    known = await stored_paper(ctx, note.paper_id)
    if note.paper_id and known is None:
        await look_up(ctx, note.paper_id)
    buttons = (
        edit_button(number, ctx),
        ctx.button("button-delete", DELETE.encode(number)),
        similar_button(str(number), ctx),
    )
    card = paper_card(known, ctx, buttons=(abstract_button(known, ctx), pdf_button(known, ctx))) if known else None
    shown = message(
        _heading(ctx, note, known),
        _written(ctx, note),
        tags_line(ctx, note),
        card,
        Verbatim(note.body) if note.body.strip() else None,
        await attachments(ctx, note),
        Buttons(buttons),
    )
    return [Reply(shown, about=(Subject.note(number),))]


def _heading(ctx: Context, note: Note, known: Paper | None) -> Heading:
    key = "note-heading-about" if needs_title(note, known) else "note-heading"
    return ctx.heading(key, number=note.number, title=note_title(note, ctx, known))


def _written(ctx: Context, note: Note) -> Block:
    named = note.author and ctx.space.kind is not ConversationKind.PRIVATE
    return ctx.say("note-written-by" if named else "note-written", date=note.written_on, author=note.author)
