"""How search hits look, whether they were found by words, by meaning or as neighbors of another entry."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.context import Context
from bot.core.messages import Block, Inlines, Italic, Items, ListItem, Text
from bot.core.model.notes import Note
from bot.core.model.papers import Paper
from bot.core.model.query import Query
from bot.core.model.todos import Todo
from bot.core.ports.library import Hit, HitKind
from handlers.notes.view import note_facts, note_item
from handlers.papers.reference import papers_of
from handlers.papers.view import paper_link

SNIPPET_WIDTH = 160
"""Longest snippet, in characters."""


@dataclass(frozen=True, slots=True)
class LoadedHits:
    """The notes and to-dos of hits, by row id, and their papers, by paper id."""

    notes: Mapping[int, Note]
    todos: Mapping[int, Todo]
    papers: Mapping[str, Paper]


async def load(ctx: Context, hits: Sequence[Hit]) -> LoadedHits:
    notes = await ctx.work.notes.with_ids(ctx.space, [hit.id for hit in hits if hit.kind is HitKind.NOTE])
    todos = await ctx.work.todos.with_ids(ctx.space, [hit.id for hit in hits if hit.kind is HitKind.TODO])
    return LoadedHits(notes, todos, await papers_of(ctx, (*notes.values(), *todos.values())))


def hit_items(ctx: Context, hits: Sequence[Hit], found: LoadedHits, query: Query) -> Items | None:
    """The hits with the words that match the query marked; ``None`` without hits."""
    items = tuple(item for hit in hits for item in _items(ctx, hit, found, query))
    return Items(items) if items else None


def _items(ctx: Context, hit: Hit, found: LoadedHits, query: Query) -> Iterator[ListItem]:
    """A line for the entry and, under a title, a line with the words in context."""
    is_sure = hit.by_meaning and not hit.perhaps
    how: Inlines = (Text(" · "), Italic(ctx.language.text("hit-by-meaning"))) if is_sure else ()
    if hit.kind is HitKind.TODO:
        if todo := found.todos.get(hit.id):
            yield _todo_item(ctx, todo, found.papers.get(todo.paper_id), query, how)
        return
    note = found.notes.get(hit.id)
    if note is None:
        return
    snippet = ctx.services.snippets(note.body, query, SNIPPET_WIDTH)
    if note.title or note.paper_id:
        title = note_item(note, ctx, found.papers.get(note.paper_id))
        yield ListItem((*title.content, *how), marker=title.marker)
        if snippet:
            yield ListItem(snippet, depth=1)
    else:
        yield ListItem((*snippet, note_facts(note, ctx), *how), marker=str(note.number))


def _todo_item(ctx: Context, todo: Todo, paper: Paper | None, query: Query, how: Inlines) -> ListItem:
    content: Inlines = ctx.services.snippets(todo.text, query, SNIPPET_WIDTH)
    if todo.paper_id:
        content = (*content, Text(" · "), paper_link(todo.paper_id, ctx, paper))
    return ListItem((*content, *how), marker=str(todo.number), box=todo.state.value)


def how_to_open(ctx: Context, hits: Sequence[Hit], found: LoadedHits) -> list[Block]:
    """Say how to open a note or a to-do, with the best hit of each kind as the example."""
    if ctx.is_elsewhere:
        return []
    notes = [found.notes[hit.id] for hit in hits if hit.kind is HitKind.NOTE and hit.id in found.notes]
    todos = [found.todos[hit.id] for hit in hits if hit.kind is HitKind.TODO and hit.id in found.todos]
    return [
        *(ctx.say("search-open-note", number=note.number) for note in notes[:1]),
        *(ctx.say("search-open-todo", number=todo.number) for todo in todos[:1]),
    ]
