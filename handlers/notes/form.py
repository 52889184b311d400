"""Notes written in a form, on platforms that have forms."""

from collections.abc import Mapping
from dataclasses import replace

import msgspec

from bot.core.codec import from_json
from bot.core.commands import Action, Field, Form, FormView, Replies, verbatim
from bot.core.context import Context
from bot.core.errors import FieldError, PersonError
from bot.core.parsing import shorten
from handlers.notes.dialogue import Question, ask, ask_about_paper, file_or_ask
from handlers.notes.drafts import NoteDraft, parse_draft, parse_subject
from handlers.notes.filing import file_note
from handlers.papers.buttons import NOTE as ON_PAPER
from handlers.papers.reference import parse_paper, stored_paper
from handlers.papers.view import paper_title
from papers.arxiv.identifiers import find_paper_ids, parse_paper_id


class MessageToNote(msgspec.Struct, frozen=True):
    """A chat message to keep as a note: its text and a link to it."""

    url: str = ""
    text: str = ""


async def _without_form(ctx: Context, argument: str) -> Replies:
    """File the message, or ask for the note, on platforms without forms."""
    if not argument:
        return await ask(ctx, Question())
    if paper := parse_paper_id(argument):
        return await ask_about_paper(ctx, paper.paper_id)
    text = _message_and_link(argument)
    return await file_or_ask(replace(ctx, message=""), parse_draft(text), text)


async def _open_note(ctx: Context, argument: str) -> FormView:
    """``argument`` is a paper's id, a ``MessageToNote`` as JSON, or empty."""
    paper = parse_paper_id(argument)
    draft = NoteDraft("", paper_id=paper.paper_id) if paper else _draft_of(argument)
    known = await stored_paper(ctx, draft.paper_id)
    say = ctx.language.text
    about = Field(
        "about",
        say("form-note-about"),
        value=draft.paper_id or draft.title,
        hint=paper_title(known, ctx) if known else say("form-note-about-hint"),
        optional=True,
    )
    text = Field("text", say("form-note-text"), value=draft.body, multiline=True)
    return FormView(say("form-note-title"), (about, text), say("form-save"))


def _draft_of(argument: str) -> NoteDraft:
    """A message as a draft about the paper it begins with, or about the only paper it names."""
    if not argument:
        return NoteDraft("")
    text = _message_and_link(argument)
    draft, named = parse_draft(text), find_paper_ids(text)
    return draft if draft.paper_id or len(named) != 1 else replace(draft, paper_id=named[0].paper_id)


def _message_and_link(argument: str) -> str:
    try:
        kept = from_json(argument, MessageToNote)
    except (ValueError, msgspec.ValidationError) as error:
        raise PersonError("button-stale") from error
    return "\n\n".join(part for part in (kept.text.strip(), kept.url) if part)


async def _submit_note(ctx: Context, _: str, values: Mapping[str, str]) -> Replies:
    text, about = values.get("text", ""), values.get("about", "").strip()
    subject = parse_subject(about)
    if about and subject.body.strip():
        raise FieldError("about", "form-note-about-unclear", text=shorten(about))
    if not text.strip():
        raise FieldError("text", "form-note-text-missing")
    # The message that the form was opened on keeps its own subject.
    return await file_note(replace(ctx, message=""), NoteDraft(text, subject.title, subject.paper_id))


FORM = Form("note", _open_note, _submit_note)
WRITE = Action("note.form", verbatim, _without_form, form=FORM.name, for_one=True)
ABOUT_PAPER = Action(ON_PAPER.name, parse_paper, ask_about_paper, form=FORM.name, for_one=True)
