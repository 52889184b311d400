"""``/todo``, ``/todo all`` and ``/todo section …``: the pages of the list."""

from collections.abc import Sequence

from bot.core.commands import Action, Replies
from bot.core.context import Context
from bot.core.errors import PersonError
from bot.core.messages import Buttons, Paragraph, Reply, message
from bot.core.model.todos import Todo, TodoState
from bot.core.parsing import parse_number, shorten
from handlers.papers.reference import papers_of
from handlers.shared.paging import ListingPage, pager, parse_page, words_of
from handlers.shared.turning import page_turned
from handlers.todos.destination import section_name
from handlers.todos.find import find_section, find_todo, sections
from handlers.todos.form import FORM
from handlers.todos.next import NEXT
from handlers.todos.view import (
    EVERY_STATE,
    Line,
    first_line,
    is_overdue,
    lines_of,
    nested_under,
    todo_blocks,
)

PAGE = 20
"""Lines per page: about what a person takes in before scrolling."""

OPEN = "open"
_ALL = "all"


async def show_all(ctx: Context, _: None) -> Replies:
    return await show_page(ctx, _ALL)


async def show_section(ctx: Context, text: str) -> Replies:
    """One section by its name, or the names of all sections."""
    if text.strip():
        return await show_page(ctx, str((await _wanted_section(ctx, text)).number))
    names = [shorten(section.text) for section in await sections(ctx)]
    if not names:
        return [Reply(message(ctx.say("todo-no-sections")))]
    return [Reply(message(ctx.say("todo-sections", names=", ".join(names), example=names[0])))]


async def _wanted_section(ctx: Context, text: str) -> Todo:
    section = await find_section(ctx, section_name(text))
    if section is not None:
        return section
    names = [first_line(known.text) for known in await sections(ctx)]
    if not names:
        raise PersonError("todo-no-sections")
    raise PersonError("todo-section-unknown", name=shorten(text), names=", ".join(names))


async def turn_page(ctx: Context, page: ListingPage) -> Replies:
    return [page_turned(ctx, shown) for shown in await show_page(ctx, await words_of(ctx, page), page.offset)]


async def show_page(ctx: Context, view: str, offset: int = 0) -> Replies:
    """One page of a view: :data:`OPEN`, ``all``, or the number of a section."""
    lines = await _lines(ctx, view)
    add = ctx.button("todo-button-add", FORM.encode())
    if not lines:
        return [Reply(message(ctx.say("todo-empty"), Buttons((add,))))]
    offset = min(offset, (len(lines) - 1) // PAGE * PAGE)
    shown = lines[offset : offset + PAGE]
    papers = await papers_of(ctx, [line.todo for line in shown])
    pages = await pager(ctx, PAGES, view, offset=offset, size=PAGE, total=len(lines))
    first = [ctx.button("todo-button-next", NEXT.encode(0))] if any(map(_is_open, lines)) else []
    buttons = None if offset else Buttons((*first, add))
    return [Reply(message(_counts(ctx, lines), todo_blocks(shown, papers, ctx, view=view), pages, buttons))]


async def counts_of(ctx: Context, view: str) -> Paragraph:
    """The first line of a view: how many items are open, and how many of them overdue."""
    return _counts(ctx, await _lines(ctx, view))


def _counts(ctx: Context, lines: Sequence[Line]) -> Paragraph:
    still_open = [line.todo for line in lines if _is_open(line)]
    overdue = sum(is_overdue(todo, ctx.today) for todo in still_open)
    return ctx.say("todo-counts", open=len(still_open), overdue=overdue)


def _is_open(line: Line) -> bool:
    return line.todo.state is TodoState.OPEN


async def _lines(ctx: Context, view: str) -> Sequence[Line]:
    todos = await ctx.work.todos.of_space(ctx.space, EVERY_STATE)
    if view == _ALL:
        return lines_of(todos, EVERY_STATE)
    if view != OPEN:
        section = await find_todo(ctx, parse_number(view))
        todos = [section, *nested_under({section.id}, todos)]
    return lines_of(todos, {TodoState.OPEN})


PAGES = Action("todo.page", parse_page, turn_page)
