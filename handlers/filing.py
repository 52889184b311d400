"""Filing a note: what that does to the to-do list, and the answer that waits for the paper's metadata."""

from collections.abc import Mapping, Sequence

import msgspec

from bot.core.codec import to_json
from bot.core.commands import JobKind, Replies
from bot.core.context import Context
from bot.core.errors import PaperboyError
from bot.core.messages import Block, Buttons, Message, Reply, message
from bot.core.model.notes import NewNote, Note, NoteFilter
from bot.core.model.papers import Paper
from bot.core.model.todos import Todo, TodoKind, TodoState
from bot.core.parsing import shorten
from bot.core.ports.sources import PaperSource
from bot.core.tags import find_tags
from handlers.drafts import Draft
from handlers.presentation import note_title, paper_card, paper_link

EARLIER_NAMED = 10
"""Earlier notes on the same paper that the answer names."""

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


async def file_note(ctx: Context, draft: Draft) -> Replies:
    """Keep the note, close the question that was open, and finish the to-dos it is about."""
    await ctx.work.dialogues.close(ctx.space, ctx.actor)
    paper = await stored_paper(ctx, draft.paper_id)
    earlier = await _numbers_about(ctx, draft.paper_id)
    title = draft.title or (paper.title if paper else "")
    new = NewNote(draft.body, title, draft.paper_id, find_tags(draft.body), ctx.today)
    note = await ctx.work.notes.add(ctx.space, ctx.actor, new, ctx.now)
    finished = await finish_todos(ctx, note)
    filed = NoteLookup(note.number, draft.paper_id, f"note-{note.number}", earlier, finished)
    if draft.paper_id and paper is None:
        payload = to_json(filed)
        await ctx.work.jobs.put(LOOKUP.name, payload, ctx.space, ctx.actor, ctx.address, ctx.now)
    return [Reply(await _saved(ctx, note, filed, paper, "paper-looking-up"), key=filed.reply)]


async def stored_paper(ctx: Context, paper_id: str) -> Paper | None:
    return (await ctx.work.papers.get([paper_id])).get(paper_id) if paper_id else None


async def _numbers_about(ctx: Context, paper_id: str) -> tuple[int, ...]:
    if not paper_id:
        return ()
    page = await ctx.work.notes.page(ctx.space, NoteFilter(paper_id=paper_id), 0, EARLIER_NAMED)
    return tuple(sorted(note.number for note in page.notes))


async def _saved(ctx: Context, note: Note, filed: NoteLookup, paper: Paper | None, absent: str) -> Message:
    """The answer to a filed note. ``absent`` is the sentence for a paper whose metadata is not there."""
    todos = [await ctx.work.todos.get(ctx.space, number) for number in filed.finished]
    undo = "note.undo:" + ",".join(str(number) for number in (note.number, *filed.finished[:REOPENED]))
    return message(
        _saved_line(ctx, note, paper),
        _paper_block(ctx, note, paper, absent),
        tags_line(ctx, note),
        _earlier_line(ctx, filed.earlier),
        [ctx.say("note-finished-todo", number=todo.number, text=shorten(todo.text)) for todo in todos if todo],
        ctx.say("note-edit-hint", number=note.number),
        Buttons((ctx.button("button-undo", undo),)),
    )


def _saved_line(ctx: Context, note: Note, paper: Paper | None) -> Block:
    if needs_title(note, paper):
        return ctx.say("note-saved-about", number=note.number, title=note_title(note, paper))
    return ctx.say("note-saved", number=note.number)


def needs_title(note: Note, paper: Paper | None) -> bool:
    """Whether a note is about something that the card of its paper does not say already."""
    if paper is None:
        return bool(note.title or note.paper_id)
    return note.title not in ("", paper.title)


def _paper_block(ctx: Context, note: Note, paper: Paper | None, absent: str) -> Block | None:
    if not note.paper_id:
        return None
    return paper_card(paper, ctx) if paper else ctx.say(absent, paper=paper_link(note.paper_id), number=note.number)


def tags_line(ctx: Context, note: Note) -> Block | None:
    if not note.tags:
        return None
    return ctx.say("note-tags", tags=" ".join(f"#{tag}" for tag in note.tags), count=len(note.tags))


def _earlier_line(ctx: Context, earlier: Sequence[int]) -> Block | None:
    if not earlier:
        return None
    return ctx.say("note-earlier", numbers=", ".join(map(str, earlier)), count=len(earlier))


async def finish_todos(ctx: Context, note: Note) -> tuple[int, ...]:
    """Mark the open to-dos a note is about as done, and return their numbers."""
    todos = [todo for todo in await _open_todos_about(ctx, note) if todo.kind is TodoKind.ITEM]
    if todos:
        await ctx.work.todos.set_state(ctx.space, [todo.id for todo in todos], TodoState.DONE, ctx.now)
    return tuple(sorted(todo.number for todo in todos))


async def _open_todos_about(ctx: Context, note: Note) -> Sequence[Todo]:
    """By paper, and by title: a list kept by hand holds titles, often with a remark behind them."""
    about = list(await ctx.work.todos.about(ctx.space, note.paper_id, TodoState.OPEN)) if note.paper_id else []
    if not note.title:
        return about
    known = {todo.id for todo in about}
    listed = await ctx.work.todos.of_space(ctx.space, [TodoState.OPEN])
    named = (todo for todo in listed if todo.id not in known and not todo.paper_id)
    return [*about, *(todo for todo in named if names_title(todo.text, note.title))]


def names_title(text: str, title: str) -> bool:
    """Whether a to-do's text is this title, or this (long enough) title and more."""
    wanted, found = _letters(title), _letters(text)
    if not wanted:
        return False
    return found == wanted or (len(wanted) >= TITLE_MATCHED and found.startswith(wanted))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text[:1_000].casefold()))


async def _fetch(source: PaperSource, filed: NoteLookup) -> Mapping[str, Paper]:
    return await source.lookup([filed.paper_id])


async def _found(ctx: Context, filed: NoteLookup, papers: Mapping[str, Paper]) -> Replies:
    await ctx.work.papers.put(papers.values(), ctx.now)
    return await _answer_again(ctx, filed, "note-paper-unknown")


async def _unreachable(ctx: Context, filed: NoteLookup, _: PaperboyError) -> Replies:
    return await _answer_again(ctx, filed, "note-paper-unreachable")


async def _answer_again(ctx: Context, filed: NoteLookup, absent: str) -> Replies:
    """Title the note if its paper is known by now, and replace the first answer; nothing for a deleted note."""
    note = await ctx.work.notes.get(ctx.space, filed.number)
    if note is None:
        return []
    paper = await stored_paper(ctx, filed.paper_id)
    if paper and not note.title:
        note = await ctx.work.notes.edit(note, ctx.now, title=paper.title)
        finished = (*filed.finished, *await finish_todos(ctx, note))
        filed = msgspec.structs.replace(filed, finished=finished)
    return [Reply(await _saved(ctx, note, filed, paper, absent), edits=filed.reply)]


LOOKUP = JobKind("note.lookup", NoteLookup, _fetch, _found, _unreachable)
