"""``/note`` and the dialogue that asks for a note's subject and text, and ``/cancel``, which gives back the text."""

import json
from dataclasses import replace

import msgspec

from bot.core.commands import Action, Dialogue, Replies, nothing
from bot.core.context import Context
from bot.core.errors import PersonError
from bot.core.identity import ConversationKind
from bot.core.messages import Buttons, Reply, Verbatim, message
from handlers.notes.drafts import NoteDraft, parse_draft, parse_subject
from handlers.notes.filing import file_note, kept_before
from handlers.papers.buttons import KEEP as KEEP_TEXT
from handlers.papers.reference import stored_paper
from handlers.papers.view import paper_link
from handlers.shared.continuations import parse_token, recall


class Question(msgspec.Struct, frozen=True, omit_defaults=True):
    """The state of the dialogue. ``settled`` means that the subject is known; a note may have none.

    ``typed`` is the text typed so far, which ``/cancel`` gives back.
    """

    settled: bool = False
    paper_id: str = ""
    title: str = ""
    typed: str = ""


def _state(question: Question) -> str:
    # The standard library writes the lone surrogates that chat platforms send; msgspec raises an error.
    return json.dumps(msgspec.to_builtins(question), ensure_ascii=False)


def _question(state: str) -> Question:
    return msgspec.convert(json.loads(state), Question)


async def note(ctx: Context, text: str) -> Replies:
    if not text.strip() and not ctx.files:
        return await ask(ctx, Question())
    return [*await file_or_ask(ctx, parse_draft(text), text), *_verb_without_number(ctx, text)]


def _verb_without_number(ctx: Context, text: str) -> Replies:
    """A hint for a note such as ``show me``, which may be meant as ``/note show 3``."""
    words = text.lower().split()
    verbs = {verb.name: verb for verb in ctx.services.commands["note"].subcommands if verb.numbered}
    if len(words) != 2 or words[0] not in verbs:
        return []
    return [Reply(message(ctx.say("note-number-meant", example=verbs[words[0]].examples[0])), private=True)]


async def file_or_ask(ctx: Context, draft: NoteDraft, typed: str) -> Replies:
    if draft.body.strip() or ctx.files:
        return await file_note(ctx, draft)
    return await ask(ctx, Question(settled=True, paper_id=draft.paper_id, title=draft.title, typed=typed))


async def ask(ctx: Context, question: Question) -> Replies:
    """Ask for the subject of a note or, once that is settled, for its text."""
    await ctx.work.dialogues.open(ctx.space, ctx.actor, DIALOGUE.name, _state(question), ctx.now)
    how = ctx.say("ask-in-group") if ctx.space.kind is not ConversationKind.PRIVATE and not ctx.is_elsewhere else None
    if not question.settled:
        no_paper = Buttons((ctx.button("button-no-paper", NO_PAPER.encode()),))
        return [Reply(message(ctx.say("note-ask-subject"), how, no_paper), private=True, asks=True)]
    known = await stored_paper(ctx, question.paper_id)
    about = paper_link(question.paper_id, ctx, known) if question.paper_id else question.title
    asked = ctx.say("note-ask-body-about", title=about) if about else ctx.say("note-ask-body")
    becomes = how or ctx.say("note-ask-next")
    return [Reply(message(asked, becomes), private=True, asks=True)]


async def _answer(ctx: Context, state: str, text: str) -> Replies:
    question = _question(state)
    if not text.strip() and not ctx.files:
        return await ask(ctx, question)
    if question.settled:
        return await file_note(ctx, NoteDraft(text, question.title, question.paper_id))
    return await file_or_ask(ctx, parse_subject(text), text)


async def ask_without_paper(ctx: Context, _: None) -> Replies:
    return await ask(ctx, Question(settled=True))


async def ask_about_paper(ctx: Context, paper_id: str) -> Replies:
    return await ask(ctx, Question(settled=True, paper_id=paper_id))


async def keep(ctx: Context, token: int) -> Replies:
    """File the text that a hint offered to keep, or say that an earlier press did so."""
    text = await recall(ctx, token)
    draft = parse_draft(text)
    # The button's message is not the one that the text was written in.
    return await kept_before(ctx, draft) or await file_or_ask(replace(ctx, message=""), draft, text)


async def cancel(ctx: Context, _: None) -> Replies:
    """End the open dialogue and give back the text typed so far."""
    current = await ctx.work.dialogues.current(ctx.space, ctx.actor, ctx.now)
    if current is None:
        raise PersonError("cancel-nothing")
    await ctx.work.dialogues.close(ctx.space, ctx.actor)
    name, state = current
    typed = _question(state).typed if name == DIALOGUE.name else ""
    if not typed:
        return [Reply(message(ctx.say("cancel-done")), private=True)]
    return [Reply(message(ctx.say("cancel-done-typed"), Verbatim(typed)), private=True)]


DIALOGUE = Dialogue("note", _answer)
NO_PAPER = Action("note.bare", nothing, ask_without_paper, in_place=True)
KEEP = Action(KEEP_TEXT.name, parse_token, keep, in_place=True)
