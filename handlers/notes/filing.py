"""Filing a note: what that does to the to-do list, and the answer that waits for the paper's metadata."""

from collections.abc import Mapping, Sequence

import msgspec

from bot.core.commands import JobKind, Replies
from bot.core.context import Context
from bot.core.errors import PaperboyError
from bot.core.messages import Block, Buttons, Reply, message
from bot.core.model.notes import NewNote, Note
from bot.core.model.papers import Paper
from bot.core.model.todos import Todo, TodoKind, TodoState
from bot.core.parsing import shorten
from bot.core.ports.sources import Sources
from bot.core.subjects import Subject, notes_in
from bot.core.tags import find_tags
from handlers.notes.delete import UNDO
from handlers.notes.drafts import Draft
from handlers.notes.edit import edit_button
from handlers.notes.files import attach
from handlers.notes.view import needs_title, note_title, tags_line
from handlers.papers.noted import noted_line, notes_about
from handlers.papers.reference import stored_paper
from handlers.papers.view import paper_card, paper_link

RECENT = 10
"""Latest notes among which a text counts as kept before."""

REOPENED = 4
"""To-dos that *undo* opens again; as many numbers fit into its button."""

TITLE_MATCHED = 20
"""Letters a title needs before a longer to-do that begins with it counts as the same paper."""


class NoteLookup(msgspec.Struct, frozen=True, omit_defaults=True):
    """A filed note (by number) whose paper's metadata to fetch; the rest is what its first answer said."""

    number: int
    paper_id: str
    reply: str
    earlier: tuple[int, ...] = ()
    finished: tuple[int, ...] = ()


async def file_note(ctx: Context, draft: Draft, about: Sequence[Subject] = ()) -> Replies:
    """Keep the note and its files, close the question that was open, and finish the to-dos it is about.

    ``about`` is what the message it was written in replies to; such a message is the note's text as a whole.
    """
    await ctx.work.dialogues.close(ctx.space, ctx.actor)
    paper = await stored_paper(ctx, draft.paper_id)
    earlier = await _numbers_about(ctx, draft.paper_id)
    new = NewNote(draft.body, _title(ctx, draft, paper), draft.paper_id, find_tags(draft.body), ctx.today)
    note = await ctx.work.notes.add(ctx.space, ctx.actor, new, ctx.now)
    await attach(ctx, note)
    for reference in filter(None, (ctx.message, ctx.album)):
        await ctx.work.subjects.put(ctx.space, reference, [Subject.note(note.number), *about], ctx.now)
    finished = await finish_todos(ctx, note)
    filed = NoteLookup(note.number, note.paper_id, reply_key(note), earlier, finished)
    return [msgspec.structs.replace(await _first_answer(ctx, note, filed, paper), key=filed.reply)]


async def refile(ctx: Context, note: Note, draft: Draft) -> Replies:
    """Make a note, and the answer to it, what its message says now; platforms report edits that change nothing, too."""
    paper = await stored_paper(ctx, draft.paper_id)
    title = draft.title or (paper.title if paper else "")
    if (note.body, note.title, note.paper_id) == (draft.body, title, draft.paper_id):
        return []
    finished = await _finished_by(ctx, note)
    note = await ctx.work.notes.edit(note, ctx.now, body=draft.body, title=title, paper_id=draft.paper_id)
    filed = await _filed(ctx, note, (*finished, *await finish_todos(ctx, note)))
    return [msgspec.structs.replace(await _first_answer(ctx, note, filed, paper), key=filed.reply, edits=filed.reply)]


async def add_files(ctx: Context, about: Sequence[Subject]) -> Replies:
    """Keep the files of a message without words with the note that the album's words became, and name them there."""
    numbers = notes_in(about)
    note = await ctx.work.notes.get(ctx.space, numbers[0]) if numbers else None
    if note is None:
        return []
    await attach(ctx, note)
    filed = await _filed(ctx, note, await _finished_by(ctx, note))
    answer = await _saved(ctx, note, filed, await stored_paper(ctx, note.paper_id), "paper-looking-up")
    return [msgspec.structs.replace(answer, key=filed.reply, edits=filed.reply)]


async def _filed(ctx: Context, note: Note, finished: tuple[int, ...]) -> NoteLookup:
    """What the answer to a note that is there already says of it."""
    earlier = tuple(number for number in await _numbers_about(ctx, note.paper_id) if number < note.number)
    return NoteLookup(note.number, note.paper_id, reply_key(note), earlier, finished)


async def kept_before(ctx: Context, draft: Draft) -> Replies:
    """The answer to a second press of a button that keeps a text; empty when the text is not kept yet."""
    for recent in await ctx.work.notes.recent(ctx.space, RECENT):
        if (recent.body, recent.paper_id) == (draft.body, draft.paper_id):
            return [Reply(message(ctx.say("note-kept-before", number=recent.number)), private=True)]
    return []


def reply_key(note: Note) -> str:
    """The key of the answer to a filed note."""
    return f"note-{note.number}"


def _title(ctx: Context, draft: Draft, paper: Paper | None) -> str:
    """The person's own, the paper's, or for a file without a word its name."""
    if draft.title or paper:
        return draft.title or (paper.title if paper else "")
    return ctx.files[0].name if ctx.files and not draft.paper_id and not draft.body.strip() else ""


async def _first_answer(ctx: Context, note: Note, filed: NoteLookup, paper: Paper | None) -> Reply:
    """The answer with what is known of the paper; what is not is looked up, and the answer replaced."""
    if note.paper_id and paper is None:
        await ctx.later(LOOKUP.name, filed)
    return await _saved(ctx, note, filed, paper, "paper-looking-up")


async def _numbers_about(ctx: Context, paper_id: str) -> tuple[int, ...]:
    return tuple(note.number for note in await notes_about(ctx, paper_id))


async def _saved(ctx: Context, note: Note, filed: NoteLookup, paper: Paper | None, absent: str) -> Reply:
    """The answer to a filed note. ``absent`` is the sentence for a paper whose metadata is not there."""
    todos = [await ctx.work.todos.get(ctx.space, number) for number in filed.finished]
    earlier = [kept for number in filed.earlier if (kept := await ctx.work.notes.get(ctx.space, number))]
    files = await ctx.work.notes.attachments(note)
    undo = UNDO.encode(",".join(map(str, (note.number, *filed.finished[:REOPENED]))))
    saved = message(
        _saved_line(ctx, note, paper),
        _paper_block(ctx, note, paper, absent),
        tags_line(ctx, note),
        _files_line(ctx, [each.name for each in files]),
        noted_line(ctx, earlier),
        await _nearly_the_same(ctx, note, filed.earlier),
        [ctx.say("note-finished-todo", number=todo.number, text=shorten(todo.text)) for todo in todos if todo],
        ctx.say("note-edit-hint", number=note.number),
        Buttons((ctx.button("button-undo", undo), edit_button(note.number, ctx))),
    )
    return Reply(saved, about=(Subject.note(note.number),))


async def _nearly_the_same(ctx: Context, note: Note, named: Sequence[int]) -> Block | None:
    """The line about an older note that this one nearly repeats, where it is not named anyway."""
    hits = await ctx.work.search.near_duplicates(ctx.space, note)
    others = await ctx.work.notes.with_ids(ctx.space, [hit.id for hit in hits])
    for hit in hits:
        other = others.get(hit.id)
        if other and other.number < note.number and other.number not in named:
            return ctx.say("note-nearly-the-same", number=other.number, date=other.written_on)
    return None


def _saved_line(ctx: Context, note: Note, paper: Paper | None) -> Block:
    if needs_title(note, paper):
        return ctx.say("note-saved-about", number=note.number, title=note_title(note, ctx, paper))
    return ctx.say("note-saved", number=note.number)


def _paper_block(ctx: Context, note: Note, paper: Paper | None, absent: str) -> Block | None:
    if not note.paper_id:
        return None
    return (
        paper_card(paper, ctx) if paper else ctx.say(absent, paper=paper_link(note.paper_id, ctx), number=note.number)
    )


def _files_line(ctx: Context, names: Sequence[str]) -> Block | None:
    if not names:
        return None
    return ctx.say("note-files", names=", ".join(shorten(name) for name in names), count=len(names))


async def finish_todos(ctx: Context, note: Note) -> tuple[int, ...]:
    """Mark the open to-dos a note is about as done, and return their numbers."""
    if not (note.paper_id or note.title):
        return ()
    listed = await ctx.work.todos.of_space(ctx.space, [TodoState.OPEN])
    todos = [todo for todo in listed if todo.kind is TodoKind.ITEM and _is_about(todo, note)]
    if todos:
        await ctx.work.todos.set_state(ctx.space, [todo.id for todo in todos], TodoState.DONE, ctx.now)
    return tuple(sorted(todo.number for todo in todos))


async def _finished_by(ctx: Context, note: Note) -> tuple[int, ...]:
    """The to-dos that filing this note finished: those about it that were closed at that very moment."""
    done = await ctx.work.todos.of_space(ctx.space, [TodoState.DONE])
    closed = (todo for todo in done if todo.closed_at == note.created_at)
    return tuple(sorted(todo.number for todo in closed if _is_about(todo, note)))


def _is_about(todo: Todo, note: Note) -> bool:
    """By paper, and by title: a list kept by hand holds titles, often with a remark behind them."""
    return bool(todo.paper_id and todo.paper_id == note.paper_id) or (
        not todo.paper_id and names_title(todo.text, note.title)
    )


def names_title(text: str, title: str) -> bool:
    """Whether a to-do's text is this title, or this (long enough) title and more."""
    wanted, found = _letters(title), _letters(text)
    if not wanted:
        return False
    return found == wanted or (len(wanted) >= TITLE_MATCHED and found.startswith(wanted))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text[:1_000].casefold()))


async def _fetch(sources: Sources, filed: NoteLookup) -> Mapping[str, Paper]:
    return await sources.papers.lookup([filed.paper_id])


async def _found(ctx: Context, filed: NoteLookup, papers: Mapping[str, Paper]) -> Replies:
    await ctx.work.papers.put(papers.values(), ctx.now)
    return await _answer_again(ctx, filed, "note-paper-unknown")


async def _unreachable(ctx: Context, filed: NoteLookup, _: PaperboyError) -> Replies:
    return await _answer_again(ctx, filed, "note-paper-unreachable")


async def _answer_again(ctx: Context, filed: NoteLookup, absent: str) -> Replies:
    """Title the note if its paper is known by now, and replace the first answer.

    Nothing for a note that is deleted, or about something else by now.
    """
    note = await ctx.work.notes.get(ctx.space, filed.number)
    if note is None or note.paper_id != filed.paper_id:
        return []
    paper = await stored_paper(ctx, filed.paper_id)
    if paper and not note.title:
        note = await ctx.work.notes.edit(note, ctx.now, title=paper.title)
        filed = msgspec.structs.replace(filed, finished=(*filed.finished, *await finish_todos(ctx, note)))
    answer = await _saved(ctx, note, filed, paper, absent)
    return [msgspec.structs.replace(answer, key=filed.reply, edits=filed.reply)]


LOOKUP = JobKind("note.lookup", NoteLookup, _fetch, _found, _unreachable)
