"""``/search``: ranked notes and to-dos with the matched words marked, five to a page."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.commands import Action, Command, Replies
from bot.core.context import Context
from bot.core.errors import UsageError
from bot.core.messages import Block, Inlines, Items, ListItem, Reply, Text, message
from bot.core.model.notes import Note
from bot.core.model.papers import Paper
from bot.core.model.todos import Todo
from bot.core.parsing import shorten
from bot.core.ports.library import Hit, HitKind
from bot.core.query import Query, parse_query
from handlers.presentation import Place, note_facts, note_item, pager, paper_link, parse_place, recall

PAGE = 5
SNIPPET_WIDTH = 160

ME = "me"
"""The author that stands for whoever asks."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the hits of a page are, by row id; ``papers`` by paper id."""

    notes: Mapping[int, Note]
    todos: Mapping[int, Todo]
    papers: Mapping[str, Paper]


def parse_search(text: str) -> Place:
    """The first page of what is asked for. Raises ``PersonError`` like :func:`parse_query`, and when nothing is."""
    query = parse_query(text)
    if query.is_empty:
        raise UsageError("search-what")
    return Place(0, str(query))


async def show_page(ctx: Context, place: Place) -> Replies:
    words = await recall(ctx, place)
    query = asked_by(ctx, parse_query(words))
    page = await ctx.work.search.find(ctx.space, query, place.offset, PAGE)
    if not page.hits:
        return [Reply(message(ctx.say("search-none", words=shorten(words))))]
    found = await _load(ctx, page.hits)
    return [
        Reply(
            message(
                ctx.heading("search-found", count=page.total, words=shorten(words)),
                Items(tuple(item for hit in page.hits for item in _items(ctx, hit, found, query))),
                _how_to_open(ctx, found),
                await pager(ctx, "search.page", words, offset=place.offset, size=PAGE, total=page.total),
            )
        )
    ]


def asked_by(ctx: Context, query: Query) -> Query:
    return replace(query, authors=tuple(ctx.actor.name if name.lower() == ME else name for name in query.authors))


async def _load(ctx: Context, hits: Sequence[Hit]) -> Found:
    notes = await ctx.work.notes.with_ids(ctx.space, [hit.id for hit in hits if hit.kind is HitKind.NOTE])
    todos = await ctx.work.todos.with_ids(ctx.space, [hit.id for hit in hits if hit.kind is HitKind.TODO])
    about = {note.paper_id for note in notes.values()} | {todo.paper_id for todo in todos.values()}
    return Found(notes, todos, await ctx.work.papers.get(about - {""}))


def _items(ctx: Context, hit: Hit, found: Found, query: Query) -> Iterator[ListItem]:
    """A line for what was found and, under a title, one for where the words stand in it."""
    if hit.kind is HitKind.TODO:
        if todo := found.todos.get(hit.id):
            yield _todo_item(ctx, todo, found.papers.get(todo.paper_id), query)
        return
    note = found.notes.get(hit.id)
    if note is None:
        return
    snippet = ctx.services.snippets(note.body, query, SNIPPET_WIDTH)
    if note.title or note.paper_id:
        yield note_item(note, ctx, found.papers.get(note.paper_id))
        yield ListItem(snippet, depth=1)
    else:
        yield ListItem((*snippet, note_facts(note, ctx)), marker=str(note.number))


def _todo_item(ctx: Context, todo: Todo, paper: Paper | None, query: Query) -> ListItem:
    content: Inlines = ctx.services.snippets(todo.text, query, SNIPPET_WIDTH)
    if todo.paper_id:
        content = (*content, Text(" · "), paper_link(todo.paper_id, paper))
    return ListItem(content, marker=str(todo.number), box=todo.state.value)


def _how_to_open(ctx: Context, found: Found) -> list[Block]:
    return [
        *(ctx.say("search-open-note", number=note.number) for note in list(found.notes.values())[:1]),
        *(ctx.say("search-open-todo", number=todo.number) for todo in list(found.todos.values())[:1]),
    ]


COMMANDS = (
    Command(
        name="search",
        parse=parse_search,
        handle=show_page,
        usage='words "a phrase" -without #tag by:NAME after:2023-06 before:2024 paper:ID in:todo',
        examples=(
            "/search diffusion",
            "/search 检索增强 after:2023-06",
            '/search "in-context learning" tag:multimodal',
            "/search LoRA in:all",
        ),
        actions=(Action("search.page", parse_place, show_page),),
    ),
)
