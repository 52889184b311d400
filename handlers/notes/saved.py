"""The answer to a filed note."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.core.context import Context
from bot.core.messages import Block, Buttons, Reply, message
from bot.core.model.notes import Attached, Note
from bot.core.model.papers import Paper
from bot.core.model.todos import Todo
from bot.core.parsing import shorten
from bot.core.subjects import Subject
from handlers.notes.delete import UNDO
from handlers.notes.edit import edit_button
from handlers.notes.view import needs_title, note_title, tags_line
from handlers.papers.noted import noted_line, notes_about
from handlers.papers.view import paper_card, paper_link

REOPENED = 4
"""To-dos that *undo* reopens: as many numbers as fit into its button."""


@dataclass(frozen=True, slots=True)
class Filed:
    """A filed note, the stored metadata of its paper, and the to-dos it finished."""

    note: Note
    paper: Paper | None
    finished: Sequence[Todo] = ()


async def saved(ctx: Context, filed: Filed, absent: str, *, again: bool = False) -> Reply:
    """The answer to a filed note; ``again`` replaces the one given before.

    ``absent`` is the sentence about a paper whose metadata is not stored.
    """
    note = filed.note
    earlier = await notes_about(ctx, note.paper_id, before=note.number)
    numbers = (note.number, *(todo.number for todo in filed.finished[:REOPENED]))
    undo = ctx.button("button-undo", UNDO.encode(",".join(map(str, numbers))))
    answer = message(
        _saved_line(ctx, filed),
        _paper_block(ctx, filed, absent),
        tags_line(ctx, note),
        _files_line(ctx, await ctx.work.notes.attachments(note)),
        noted_line(ctx, earlier),
        await _nearly_the_same(ctx, note, {each.number for each in earlier}),
        [ctx.say("note-finished-todo", number=todo.number, text=shorten(todo.text)) for todo in filed.finished],
        None if ctx.is_elsewhere else ctx.say("note-edit-hint", number=note.number),
        Buttons((undo, edit_button(note.number, ctx))),
    )
    key = f"note-{note.number}"
    return Reply(answer, about=(Subject.note(note.number),), key=key, edits=key if again else "")


def _saved_line(ctx: Context, filed: Filed) -> Block:
    key = "note-saved-about" if needs_title(filed.note, filed.paper) else "note-saved"
    return ctx.say(key, number=filed.note.number, title=note_title(filed.note, ctx, filed.paper))


def _paper_block(ctx: Context, filed: Filed, absent: str) -> Block | None:
    if filed.paper:
        return paper_card(filed.paper, ctx)
    paper_id = filed.note.paper_id
    return ctx.say(absent, paper=paper_link(paper_id, ctx), number=filed.note.number) if paper_id else None


def _files_line(ctx: Context, files: Sequence[Attached]) -> Block | None:
    if not files:
        return None
    return ctx.say("note-files", names=", ".join(shorten(file.name) for file in files), count=len(files))


async def _nearly_the_same(ctx: Context, note: Note, named: Collection[int]) -> Block | None:
    """The line about an older note that says nearly the same, unless it is ``named`` (by number) in another line."""
    hits = await ctx.work.search.near_duplicates(ctx.space, note)
    others = await ctx.work.notes.with_ids(ctx.space, [hit.id for hit in hits])
    for hit in hits:
        other = others.get(hit.id)
        if other and other.number < note.number and other.number not in named:
            return ctx.say("note-nearly-the-same", number=other.number, date=other.written_on)
    return None
