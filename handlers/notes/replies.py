"""Notes written as replies: to a digest's paper, to a card, to an earlier note; and messages edited afterwards."""

import re
from collections.abc import Sequence
from dataclasses import replace

import msgspec

from bot.core.codec import from_json, to_json
from bot.core.commands import Action, Replies
from bot.core.context import Context
from bot.core.errors import PersonError
from bot.core.events import IncomingFile
from bot.core.messages import Button, Buttons, Reply, message
from bot.core.parsing import Call, first_word, parse_call, shorten
from bot.core.subjects import Subject, notes_in, papers_in
from handlers.notes.drafts import Draft, parse_draft
from handlers.notes.filing import file_note, kept_before, refile
from handlers.notes.find import find
from handlers.papers.view import paper_link
from handlers.shared.continuations import recall
from handlers.shared.plain_words import command_of

LABEL = 40
"""Characters of a title on a button."""

_RANKED = re.compile(r"\s*#?(?P<rank>[0-9]{1,2})(?:[:：、)）]\s*|\.?\s+)(?P<text>\S.*)", re.DOTALL)
_CHOICE = re.compile(r"([0-9]{1,18}):([0-9]{1,2})")


class Kept(msgspec.Struct, frozen=True, omit_defaults=True):
    """A reply about several papers, until the person has said which one it is about."""

    text: str
    papers: tuple[str, ...]
    message: str = ""
    files: tuple[IncomingFile, ...] = ()


async def replied(ctx: Context, text: str, about: Sequence[Subject]) -> Replies:
    """Keep a reply as a note on what the message it answers is about.

    Under several papers the rank in front says which one (``2 my thought``); without it, the person is asked.
    """
    if not text.strip() and not ctx.files:
        return []
    numbers, papers = notes_in(about), papers_in(about)
    if numbers:
        earlier = await find(ctx, numbers[0])
        return await file_note(ctx, Draft(text, earlier.title, earlier.paper_id), (Subject.note(earlier.number),))
    if len(papers) > 1:
        ranked = _RANKED.fullmatch(text)
        if ranked is None or not 1 <= int(ranked["rank"]) <= len(papers):
            return await _ask_which(ctx, Kept(text, tuple(papers), ctx.message, ctx.files))
        text, papers = ranked["text"], papers[int(ranked["rank"]) - 1 :]
    return await _file(ctx, text, papers[0]) if papers else []


async def _file(ctx: Context, text: str, paper_id: str) -> Replies:
    return await file_note(ctx, Draft(text, paper_id=paper_id), (Subject.paper(paper_id),))


async def _ask_which(ctx: Context, kept: Kept) -> Replies:
    token = await ctx.work.continuations.put(ctx.space, to_json(kept), ctx.now)
    papers = await ctx.work.papers.get(kept.papers)
    names = [paper_link(each, ctx, papers.get(each)).text for each in kept.papers]
    buttons = (
        Button(f"{rank}. {shorten(name, LABEL)}", PICK.encode(f"{token}:{rank}")) for rank, name in enumerate(names, 1)
    )
    return [Reply(message(ctx.say("reply-which"), Buttons(tuple(buttons))), private=True)]


async def _pick(ctx: Context, choice: tuple[int, int]) -> Replies:
    """File a reply under the paper whose button was pressed; a second press finds it filed."""
    token, rank = choice
    kept = from_json(await recall(ctx, token), Kept)
    paper_id = kept.papers[rank - 1]
    ctx = replace(ctx, message=kept.message, files=kept.files)
    return await kept_before(ctx, Draft(kept.text, paper_id=paper_id)) or await _file(ctx, kept.text, paper_id)


def _parse_choice(text: str) -> tuple[int, int]:
    match = _CHOICE.fullmatch(text)
    if match is None:
        raise PersonError("button-stale")
    return int(match[1]), int(match[2])


async def edited(ctx: Context, text: str, about: Sequence[Subject]) -> Replies:
    """Let a note follow the message it was written in; one that is no note any more leaves the note as it is."""
    numbers = notes_in(about)
    note = await ctx.work.notes.get(ctx.space, numbers[0]) if numbers else None
    if note is None:
        return []
    # What else a message is about is what it replies to (see ``file_note``), and then the note is all of its text.
    is_reply = len(about) > 1
    draft = Draft(text, note.title, note.paper_id) if is_reply else _draft(ctx, text)
    return await refile(ctx, note, draft) if draft.body.strip() else []


def _draft(ctx: Context, text: str) -> Draft:
    """What a ``/note`` says, in everyday words as well; nothing when the text is no such thing."""
    word, after = first_word(text)
    call = parse_call(text) or Call(command_of(word) or "", after)
    if call.name != "note":
        return Draft("")
    declared = ctx.services.commands[call.name]
    command, rest = declared.choose(call.rest)
    return parse_draft(rest) if command is declared else Draft("")


PICK = Action("note.pick", _parse_choice, _pick)
