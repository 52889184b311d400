"""Notes written as replies to a digest, a card or an earlier note, and notes whose messages were edited."""

import re
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from bot.core.codec import from_json, to_json
from bot.core.commands import Action, Replies
from bot.core.context import Context
from bot.core.errors import PersonError
from bot.core.events import IncomingFile
from bot.core.in_place import open_paper
from bot.core.messages import Button, Buttons, Reply, message
from bot.core.model.rights import Right
from bot.core.parsing import Call, first_word, parse_call, shorten
from bot.core.subjects import Subject, notes_in, papers_in
from handlers.notes import dialogue
from handlers.notes.drafts import NoteDraft, parse_draft
from handlers.notes.filing import file_note, kept_before, refile
from handlers.notes.find import find_note
from handlers.papers.view import paper_link
from handlers.shared.continuations import recall
from handlers.shared.plain_words import command_of

LABEL = 40
"""Longest title on a button, in characters."""

_RANKED = re.compile(r"\s*#?(?P<rank>[0-9]{1,2})(?:[:：、)）]\s*|\.?\s+)(?P<text>\S.*)", re.DOTALL)
_CHOICE = re.compile(r"([0-9]{1,18}):([0-9]{1,2})")


class HeldReply(msgspec.Struct, frozen=True, omit_defaults=True):
    """A reply to a message about several papers, held until the person has chosen one of them."""

    text: str
    papers: tuple[str, ...]
    message: str = ""
    files: tuple[IncomingFile, ...] = ()


async def note(ctx: Context, text: str) -> Replies:
    """Handle ``/note``; as a reply, it is about what the message shows, unless it names something else."""
    about = await ctx.work.subjects.of(ctx.place, ctx.answers) if ctx.answers and text.strip() else ()
    draft = parse_draft(text)
    if about and not draft.paper_id and not draft.title:
        return await replied(ctx, text, about)
    return await dialogue.note(ctx, text)


async def replied(ctx: Context, text: str, about: Sequence[Subject]) -> Replies:
    """Keep a reply as a note on the subject of the message that it answers.

    When that message is about several papers, the rank in front of the reply chooses one (``2 my thought``). Without a
    rank, the paper that is open there is meant; with none open, ask which one.
    """
    if not text.strip() and not ctx.files:
        return []
    numbers, papers = notes_in(about), papers_in(about)
    if numbers:
        earlier = await find_note(ctx, numbers[0])
        return await file_note(ctx, NoteDraft(text, earlier.title, earlier.paper_id), (Subject.note(earlier.number),))
    if len(papers) > 1:
        ranked = _RANKED.fullmatch(text)
        if ranked is None or not 1 <= int(ranked["rank"]) <= len(papers):
            if opened := await _opened(ctx):
                return await _file(ctx, text, opened)
            return await _ask_which(ctx, HeldReply(text, tuple(papers), ctx.message, ctx.files))
        text, papers = ranked["text"], papers[int(ranked["rank"]) - 1 :]
    return await _file(ctx, text, papers[0]) if papers else []


async def _opened(ctx: Context) -> str:
    """The paper that is open in the message that is answered, if any."""
    shown = await ctx.work.outbox.shown(ctx.place, ctx.answers) if ctx.answers else None
    opened = open_paper(shown[0].message) if shown else None
    return opened.paper_id if opened else ""


async def _file(ctx: Context, text: str, paper_id: str) -> Replies:
    return await file_note(ctx, NoteDraft(text, paper_id=paper_id), (Subject.paper(paper_id),))


async def _ask_which(ctx: Context, held: HeldReply) -> Replies:
    token = await ctx.work.continuations.put(ctx.space, to_json(held), ctx.now)
    papers = await ctx.work.papers.get(held.papers)
    names = [paper_link(each, ctx, papers.get(each)).text for each in held.papers]
    buttons = (
        Button(f"{rank}. {shorten(name, LABEL)}", PICK.encode(f"{token}:{rank}")) for rank, name in enumerate(names, 1)
    )
    return [Reply(message(ctx.say("reply-which"), Buttons(tuple(buttons))), private=True)]


async def _pick(ctx: Context, choice: tuple[int, int]) -> Replies:
    """File a held reply under the paper whose button was pressed, or say that an earlier press did so."""
    token, rank = choice
    held = from_json(await recall(ctx, token), HeldReply)
    if not 1 <= rank <= len(held.papers):
        raise PersonError("button-stale")
    paper_id = held.papers[rank - 1]
    ctx = replace(ctx, message=held.message, files=held.files)
    return await kept_before(ctx, NoteDraft(held.text, paper_id=paper_id)) or await _file(ctx, held.text, paper_id)


def _parse_choice(text: str) -> tuple[int, int]:
    match = _CHOICE.fullmatch(text)
    if match is None:
        raise PersonError("button-stale")
    return int(match[1]), int(match[2])


async def edited(ctx: Context, text: str, about: Sequence[Subject]) -> Replies:
    """Update a note when its message is edited. A message that is not a note any more changes nothing."""
    numbers = notes_in(about)
    note = await ctx.work.notes.get(ctx.space, numbers[0]) if numbers else None
    if note is None:
        return []
    ctx.require(Right.NOTES, author=note.author_id)
    # A message with another subject is a reply to that subject (see ``file_note``), and its full text is the note.
    is_reply = len(about) > 1
    draft = NoteDraft(text, note.title, note.paper_id) if is_reply else _draft(ctx, text)
    return await refile(ctx, note, draft) if draft.body.strip() else []


def _draft(ctx: Context, text: str) -> NoteDraft:
    """The draft of a ``/note`` command, also in plain words; an empty draft for any other text."""
    word, after = first_word(text)
    call = parse_call(text) or Call(command_of(word) or "", after)
    if call.name != "note":
        return NoteDraft("")
    declared = ctx.services.commands[call.name]
    command, rest = declared.choose(call.rest)
    return parse_draft(rest) if command is declared else NoteDraft("")


PICK = Action("note.pick", _parse_choice, _pick, in_place=True)
