"""How to-dos look, in the list and in the answers about them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from bot.core.commands import ActionName
from bot.core.context import Context
from bot.core.messages import Block, Bold, Heading, Inline, Inlines, Items, ListItem, Text
from bot.core.model.papers import Paper
from bot.core.model.todos import Placed, Todo, TodoKind, TodoState, outline
from bot.core.parsing import shorten
from bot.core.ports.text import Translator
from handlers.papers.reference import papers_of
from handlers.papers.view import paper_link
from papers.arxiv.identifiers import only_paper_ids

DEEPEST_SHOWN = 10
"""Levels of indentation. Deeper items appear at this level, so that no line begins off the screen."""

TICK = ActionName("todo.tick")

EVERY_STATE = tuple(TodoState)

TEXT_SHOWN = 200
"""Characters of an item in a list; ``/todo NUMBER`` shows the full text."""

ITEMS_SHOWN = 20
"""Items that an answer about several names."""


@dataclass(frozen=True, slots=True)
class Line:
    """An item, its section (``None`` above all sections) and its depth there."""

    section: Todo | None
    todo: Todo
    depth: int


def lines_of(todos: Sequence[Todo], states: Collection[TodoState]) -> tuple[Line, ...]:
    """The items in these states and the items they are nested under, in the person's order.

    Items outside of sections come first, and a section's own items before the sections inside it: a list
    has no closing marks, so they would seem to belong to the section above.
    """
    known = {todo.id: todo for todo in todos}
    kept: set[int] = set()
    for todo in todos:
        node = todo if todo.kind is TodoKind.ITEM and todo.state in states else None
        while node is not None and node.id not in kept:
            kept.add(node.id)
            node = known.get(node.parent_id) if node.parent_id else None
    sections: dict[int, list[Line]] = {0: []}
    for line in _in_sections(outline([todo for todo in todos if todo.id in kept])):
        sections.setdefault(line.section.id if line.section else 0, []).append(line)
    return tuple(line for lines in sections.values() for line in lines)


def _in_sections(forest: Iterator[Placed]) -> Iterator[Line]:
    above: list[tuple[Todo | None, int]] = []  # per depth: the nearest section, and the depth its items begin at
    for placed in forest:
        del above[placed.depth :]
        section, begins = above[-1] if above else (None, 0)
        if placed.todo.kind is TodoKind.SECTION:
            above.append((placed.todo, placed.depth + 1))
        else:
            above.append((section, begins))
            yield Line(section, placed.todo, placed.depth - begins)


def nested_under(ids: Collection[int], todos: Sequence[Todo]) -> list[Todo]:
    """The to-dos nested at any depth under those with these row ids."""
    found: list[Todo] = []
    inside: int | None = None  # the depth of the to-do we are under
    for placed in outline(todos):
        if inside is not None and placed.depth > inside:
            found.append(placed.todo)
        else:
            inside = placed.depth if placed.todo.id in ids else None
    return found


def todo_blocks(lines: Sequence[Line], papers: Mapping[str, Paper], ctx: Context, *, view: str = "") -> Iterator[Block]:
    """Each section as a heading over its items; depths count from the least nested line shown there.

    The boxes of a ``view`` of the list can be ticked.
    """
    for _, group in groupby(lines, key=lambda line: line.section.id if line.section else 0):
        run = list(group)
        if run[0].section is not None:
            yield Heading((Text(shorten(run[0].section.text, TEXT_SHOWN)),))
        least = min(line.depth for line in run)
        depths = (min(line.depth - least, DEEPEST_SHOWN) for line in run)
        items = (todo_item(line.todo, papers, ctx, depth, view=view) for line, depth in zip(run, depths, strict=True))
        yield Items(tuple(items))


def todo_item(todo: Todo, papers: Mapping[str, Paper], ctx: Context, depth: int = 0, *, view: str = "") -> ListItem:
    """One line: number, checkbox, priority, text or linked title, due date."""
    marks: Inlines = (Bold("!" * todo.priority), Text(" ")) if todo.priority else ()
    due = due_words(todo, ctx.today, ctx.language)
    content = marks + todo_name(todo, papers, ctx) + ((Text(" · "), *due) if due else ())
    return ListItem(content, depth, str(todo.number), todo.state.value, tick_of(todo, view) if view else "")


def tick_of(todo: Todo, view: str) -> str:
    """The action of ticking an item's box in a view: with a minus in front of its number it opens the item again."""
    if todo.state is TodoState.DROPPED:
        return ""
    return TICK.encode(f"{todo.number if todo.state is TodoState.OPEN else -todo.number}/{view}")


async def items_now(ctx: Context, todos: Sequence[Todo]) -> Items:
    """The first :data:`ITEMS_SHOWN` of these to-dos as they are stored now, one line each."""
    shown = todos[:ITEMS_SHOWN]
    now = await ctx.work.todos.with_ids(ctx.space, [todo.id for todo in shown])
    papers = await papers_of(ctx, now.values())
    return Items(tuple(todo_item(now[todo.id], papers, ctx) for todo in shown))


def todo_name(todo: Todo, papers: Mapping[str, Paper], ctx: Context) -> Inlines:
    """The title of an item's paper if the text says no more than that, otherwise the text followed by the title."""
    text = first_line(todo.text)
    if not todo.paper_id:
        return (Text(text),)
    paper = papers.get(todo.paper_id)
    link: Inline = paper_link(todo.paper_id, ctx, paper)
    if only_paper_ids(todo.text) or (paper and paper.title == todo.text):
        return (link,)
    return (Text(f"{text} · "), link)


def first_line(text: str) -> str:
    """The beginning of a to-do's text, on one line."""
    first, _, rest = text.strip().partition("\n")
    line = shorten(first, TEXT_SHOWN)
    return f"{line} …" if rest and not line.endswith("…") else line


def due_words(todo: Todo, today: date, language: Translator) -> Inlines:
    """The due date of an open item, with a mark if that day has passed; empty for an item without a date or closed."""
    if todo.due is None or todo.state is not TodoState.OPEN:
        return ()
    days = (todo.due - today).days
    if days < 0:
        return language.inlines("todo-overdue", due=todo.due)
    if days <= 1:
        return language.inlines("todo-due-tomorrow" if days else "todo-due-today")
    return language.inlines("todo-due", due=todo.due)


def is_overdue(todo: Todo, today: date) -> bool:
    return todo.state is TodoState.OPEN and todo.due is not None and todo.due < today
