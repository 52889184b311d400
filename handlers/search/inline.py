"""Notes for ``@bot words`` in any chat: found while the person types, and sent there when one is chosen."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.computations import Eventual
from bot.core.context import Context
from bot.core.errors import PersonError
from bot.core.meaning import with_meaning
from bot.core.messages import Message, Paragraph, Verbatim, message
from bot.core.model.notes import Note, NoteFilter
from bot.core.model.papers import Paper
from bot.core.model.query import Query, Scope
from bot.core.parsing import shorten
from bot.core.ports.adapters import InlineHit, InlinePage
from bot.core.ports.embedding import Vector
from handlers.notes.view import needs_title, note_facts, note_title
from handlers.papers.reference import papers_of
from handlers.papers.view import paper_card
from handlers.search.query import parse_query
from handlers.search.search import asked_by

PAGE = 10
SUMMARY_WIDTH = 100


async def find(ctx: Context, words: str, offset: str) -> Eventual[InlinePage]:
    """The best :data:`PAGE` notes, or without words the latest, starting at ``offset`` (an earlier ``next_offset``)."""
    start = int(offset) if offset.isascii() and offset.isdigit() and len(offset) < 10 else 0
    try:
        query = replace(asked_by(ctx, parse_query(words)), scope=Scope.NOTES)
    except PersonError as error:
        return InlinePage((), hint=ctx.language.text(error.key, **error.data))
    return await with_meaning(ctx, query.text, lambda ctx, meaning: _page(ctx, query, start, meaning))


async def _page(ctx: Context, query: Query, start: int, meaning: Vector | None) -> InlinePage:
    found, total = await _notes(ctx, query, start, meaning)
    papers = await papers_of(ctx, (note for note, _ in found))
    after = start + PAGE
    return InlinePage(
        [_hit(ctx, note, papers.get(note.paper_id), by_meaning=by_meaning) for note, by_meaning in found],
        next_offset=str(after) if found and after < total else "",
        hint="" if found else ctx.language.text("notes-none" if query.is_empty else "find-none"),
    )


async def _notes(
    ctx: Context, query: Query, start: int, meaning: Vector | None
) -> tuple[Sequence[tuple[Note, bool]], int]:
    """One page of notes, each with whether it was found by meaning, and the total. Weak matches are left out."""
    if query.is_empty:
        latest = await ctx.work.notes.page(ctx.space, NoteFilter(), start, PAGE)
        return [(note, False) for note in latest.notes], latest.total
    page = await ctx.work.search.find(ctx.space, query, start, PAGE, meaning)
    hits = [hit for hit in page.hits if not hit.perhaps]
    found = await ctx.work.notes.with_ids(ctx.space, [hit.id for hit in hits])
    # Search does not count exactly beyond this number, so paging ends there.
    return [(found[hit.id], hit.by_meaning) for hit in hits if hit.id in found], min(page.total, 1_000)


def _hit(ctx: Context, note: Note, paper: Paper | None, *, by_meaning: bool) -> InlineHit:
    facts = note_facts(note, ctx).text.removeprefix(" · ")
    if by_meaning:
        facts = f"{ctx.language.text('hit-by-meaning')} · {facts}"
    summary = f"{facts} · {shorten(note.body, SUMMARY_WIDTH)}" if note.title or note.paper_id else facts
    return InlineHit(str(note.number), note_title(note, ctx, paper).text, summary, _shared(ctx, note, paper))


def _shared(ctx: Context, note: Note, paper: Paper | None) -> Message:
    """A note as it is sent to other people: its subject and its text."""
    return message(
        Paragraph((note_title(note, ctx, paper),)) if needs_title(note, paper) else None,
        paper_card(paper, ctx) if paper else None,
        Verbatim(note.body) if note.body.strip() else None,
    )
