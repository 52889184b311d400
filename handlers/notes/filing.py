"""Filing a note: keep it, finish the to-dos it is about, look up its paper, and answer."""

from collections.abc import Mapping, Sequence

import msgspec

from bot.core.commands import JobKind, Replies
from bot.core.context import Context
from bot.core.errors import PaperboyError
from bot.core.messages import Reply, message
from bot.core.model.notes import NewNote, Note
from bot.core.model.papers import Paper
from bot.core.ports.sources import Sources
from bot.core.subjects import Subject, notes_in
from bot.core.tags import find_tags
from handlers.notes.drafts import NoteDraft
from handlers.notes.files import attach
from handlers.notes.finished import finish_todos, finished_by
from handlers.notes.saved import Filed, saved
from handlers.papers.reference import stored_paper

RECENT = 10
"""Latest notes that are compared with a text before it is kept by a button."""


class NoteLookup(msgspec.Struct, frozen=True, omit_defaults=True):
    """A filed note (by number), the paper to fetch the metadata of, and the to-dos (by number) the note finished."""

    number: int
    paper_id: str
    finished: tuple[int, ...] = ()


async def file_note(ctx: Context, draft: NoteDraft, about: Sequence[Subject] = ()) -> Replies:
    """Keep the note and its files, close the open dialogue, and finish the to-dos the note is about.

    ``about`` holds the subjects of the message that the note's message replies to. A reply is the note's text in full.
    """
    await ctx.work.dialogues.close(ctx.space, ctx.actor)
    paper = await stored_paper(ctx, draft.paper_id)
    new = NewNote(draft.body, _title(ctx, draft, paper), draft.paper_id, find_tags(draft.body), ctx.today)
    note = await ctx.work.notes.add(ctx.space, ctx.actor, new, ctx.now)
    await attach(ctx, note)
    for reference in filter(None, (ctx.message, ctx.album)):
        await ctx.work.subjects.put(ctx.space, reference, [Subject.note(note.number), *about], ctx.now)
    return await _answer(ctx, Filed(note, paper, await finish_todos(ctx, note)))


async def refile(ctx: Context, note: Note, draft: NoteDraft) -> Replies:
    """Bring a note and its answer up to date with its edited message. Platforms also report edits without a change."""
    paper = await stored_paper(ctx, draft.paper_id)
    title = _title(ctx, draft, paper)
    if (note.body, note.title, note.paper_id) == (draft.body, title, draft.paper_id):
        return []
    finished = await finished_by(ctx, note)
    note = await ctx.work.notes.edit(note, ctx.now, body=draft.body, title=title, paper_id=draft.paper_id)
    return await _answer(ctx, Filed(note, paper, (*finished, *await finish_todos(ctx, note))), again=True)


async def add_files(ctx: Context, about: Sequence[Subject]) -> Replies:
    """Keep the files of an album's message without words with the note that the album's words became."""
    numbers = notes_in(about)
    note = await ctx.work.notes.get(ctx.space, numbers[0]) if numbers else None
    if note is None:
        return []
    await attach(ctx, note)
    filed = Filed(note, await stored_paper(ctx, note.paper_id), await finished_by(ctx, note))
    return [await saved(ctx, filed, "paper-looking-up", again=True)]


async def kept_before(ctx: Context, draft: NoteDraft) -> Replies:
    """The answer to a second press of a button that keeps a text; empty when the text is not kept yet."""
    for recent in await ctx.work.notes.recent(ctx.space, RECENT):
        if (recent.body, recent.paper_id) == (draft.body, draft.paper_id):
            return [Reply(message(ctx.say("note-kept-before", number=recent.number)), private=True)]
    return []


def _title(ctx: Context, draft: NoteDraft, paper: Paper | None) -> str:
    """The person's own title, the paper's, or the name of a file that came without words."""
    title = draft.title or (paper.title if paper else "")
    return ctx.files[0].name if ctx.files and not (title or draft.paper_id or draft.body.strip()) else title


async def _answer(ctx: Context, filed: Filed, *, again: bool = False) -> Replies:
    """Answer at once. If the paper's metadata is not stored, queue its lookup, which replaces the answer."""
    if filed.note.paper_id and filed.paper is None:
        finished = tuple(todo.number for todo in filed.finished)
        await ctx.later(LOOKUP.name, NoteLookup(filed.note.number, filed.note.paper_id, finished))
    return [await saved(ctx, filed, "paper-looking-up", again=again)]


async def _fetch(sources: Sources, wanted: NoteLookup) -> Mapping[str, Paper]:
    return await sources.papers.lookup([wanted.paper_id])


async def _found(ctx: Context, wanted: NoteLookup, papers: Mapping[str, Paper]) -> Replies:
    await ctx.work.papers.put(papers.values(), ctx.now)
    return await _answer_again(ctx, wanted, "note-paper-unknown")


async def _unreachable(ctx: Context, wanted: NoteLookup, _: PaperboyError) -> Replies:
    return await _answer_again(ctx, wanted, "note-paper-unreachable")


async def _answer_again(ctx: Context, wanted: NoteLookup, absent: str) -> Replies:
    """Replace the first answer, and title the note if its paper is known by now.

    Do nothing for a note that was deleted or moved to another paper in the meantime.
    """
    note = await ctx.work.notes.get(ctx.space, wanted.number)
    if note is None or note.paper_id != wanted.paper_id:
        return []
    finished = list((await ctx.work.todos.with_numbers(ctx.space, wanted.finished)).values())
    paper = await stored_paper(ctx, wanted.paper_id)
    if paper and not note.title:
        note = await ctx.work.notes.edit(note, ctx.now, title=paper.title)
        finished += await finish_todos(ctx, note)
    return [await saved(ctx, Filed(note, paper, finished), absent, again=True)]


LOOKUP = JobKind("note.lookup", NoteLookup, _fetch, _found, _unreachable)
