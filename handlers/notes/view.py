"""How a note looks: its title, its line in a listing, its date and tags."""

from collections.abc import Sequence

from bot.core.context import Context
from bot.core.messages import Block, Bold, Inline, Items, Link, ListItem, Text
from bot.core.model.notes import Note
from bot.core.model.papers import Paper
from bot.core.parsing import shorten
from handlers.papers.reference import papers_of, stored_paper
from handlers.papers.view import TITLE_SHOWN, paper_link


def note_title(note: Note, ctx: Context, paper: Paper | None = None) -> Inline:
    """A note's title, linked when it is about a paper, or the start of its text."""
    title = shorten(note.title, TITLE_SHOWN)
    if note.paper_id:
        link = paper_link(note.paper_id, ctx, paper)
        is_own = title and not (paper and note.title == paper.title)
        return Link(title if is_own else link.text, link.url)
    return Bold(title) if title else Text(shorten(note.body.lstrip()))


def needs_title(note: Note, paper: Paper | None) -> bool:
    """Return whether a note has a subject that the card of its paper does not show."""
    if paper is None:
        return bool(note.title or note.paper_id)
    return note.title not in ("", paper.title)


def note_item(note: Note, ctx: Context, paper: Paper | None = None) -> ListItem:
    """A note's line in a listing: number, title, date, tags."""
    return ListItem((note_title(note, ctx, paper), note_facts(note, ctx)), marker=str(note.number))


async def note_items(ctx: Context, notes: Sequence[Note]) -> Items:
    """The lines of these notes, with the titles of their papers."""
    papers = await papers_of(ctx, notes)
    return Items(tuple(note_item(note, ctx, papers.get(note.paper_id)) for note in notes))


def note_facts(note: Note, ctx: Context) -> Text:
    """Date and tags, each after a dot, to follow a note's title."""
    facts = (ctx.language.date(note.written_on), *(f"#{tag}" for tag in note.tags))
    return Text("".join(f" · {fact}" for fact in facts))


def tags_line(ctx: Context, note: Note) -> Block | None:
    if not note.tags:
        return None
    return ctx.say("note-tags", tags=" ".join(f"#{tag}" for tag in note.tags), count=len(note.tags))


async def sentence_about(ctx: Context, key: str, note: Note) -> Block:
    """The sentence ``key`` with the note's number and title filled in."""
    return ctx.say(key, number=note.number, title=note_title(note, ctx, await stored_paper(ctx, note.paper_id)))
