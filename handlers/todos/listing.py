"""``/todo``, ``/todo all``, ``/todo section …`` and ``/todo 12``: looking at the list."""

from collections.abc import Iterator, Sequence

from bot.core.commands import Action, Replies
from bot.core.context import Context
from bot.core.errors import PersonError
from bot.core.messages import Button, Buttons, Code, Reply, Row, Table, Text, Verbatim, message
from bot.core.model.todos import Todo, TodoKind, TodoState
from bot.core.parsing import parse_number, shorten
from handlers.papers.buttons import note_button, similar_button
from handlers.papers.paper import Lookup, look_up
from handlers.papers.view import paper_link
from handlers.shared.paging import ListingPage, pager, parse_page, words_of
from handlers.todos.changes import DONE, DROP, UNDO
from handlers.todos.form import FORM
from handlers.todos.next import NEXT
from handlers.todos.parsing import section_name
from handlers.todos.places import find_one, find_section, sections
from handlers.todos.view import EVERY_STATE, Line, below, blocks, first_line, is_overdue, listing, papers_of

PAGE = 40
"""Lines: about what a person takes in before scrolling."""

_OPEN = "open"
_ALL = "all"


async def show(ctx: Context, number: int) -> Replies:
    return await show_one(ctx, number) if number else await show_page(ctx, _OPEN, 0)


async def show_all(ctx: Context, _: None) -> Replies:
    return await show_page(ctx, _ALL, 0)


async def show_section(ctx: Context, text: str) -> Replies:
    """One section by its name; without a name, which ones there are."""
    if text.strip():
        return await show_page(ctx, str((await _wanted_section(ctx, text)).number), 0)
    names = [shorten(section.text) for section in await sections(ctx)]
    if not names:
        return [Reply(message(ctx.say("todo-no-sections")))]
    return [Reply(message(ctx.say("todo-sections", names=", ".join(names), example=names[0])))]


async def show_page(ctx: Context, view: str, offset: int) -> Replies:
    """One page of a view: ``open``, ``all``, or the number of a section."""
    lines = await _lines(ctx, view)
    if not lines:
        return [Reply(message(ctx.say("todo-empty"), Buttons((ctx.button("todo-button-add", FORM.encode()),))))]
    offset = min(offset, (len(lines) - 1) // PAGE * PAGE)
    shown = lines[offset : offset + PAGE]
    papers = await papers_of(ctx, [line.todo for line in shown])
    pages = await pager(ctx, PAGES, view, offset=offset, size=PAGE, total=len(lines))
    still_open = [line.todo for line in lines if line.todo.state is TodoState.OPEN]
    counts = ctx.say(
        "todo-counts",
        open=len(still_open),
        overdue=sum(is_overdue(todo, ctx.today) for todo in still_open),
    )
    buttons = None if offset else Buttons(tuple(_page_buttons(ctx, still_open)))
    return [Reply(message(counts, blocks(shown, papers, ctx), pages, buttons))]


def _page_buttons(ctx: Context, still_open: Sequence[Todo]) -> Iterator[Button]:
    if still_open:
        yield ctx.button("todo-button-next", NEXT.encode(0))
    yield ctx.button("todo-button-add", FORM.encode())


async def turn_page(ctx: Context, page: ListingPage) -> Replies:
    return await show_page(ctx, await words_of(ctx, page), page.offset)


async def show_one(ctx: Context, number: int) -> Replies:
    """Everything about one to-do, its text exactly as typed."""
    todo = await find_one(ctx, number)
    if todo.kind is TodoKind.SECTION:
        return await show_page(ctx, str(todo.number), 0)
    papers = await papers_of(ctx, [todo])
    if todo.paper_id and todo.paper_id not in papers:
        await look_up(ctx, Lookup((todo.paper_id,)))
    rows = [Row(ctx.language.text("todo-row-state"), ctx.words(_STATES[todo.state]))]
    if todo.due:
        rows.append(Row(ctx.language.text("todo-row-due"), (Text(ctx.language.date(todo.due)),)))
    if todo.priority:
        rows.append(Row(ctx.language.text("todo-row-priority"), (Code("!" * todo.priority),)))
    if todo.paper_id:
        rows.append(
            Row(ctx.language.text("todo-row-paper"), (paper_link(todo.paper_id, ctx, papers.get(todo.paper_id)),))
        )
    added = ctx.space.date_of(todo.created_at)
    rows.append(Row(ctx.language.text("todo-row-added"), (Text(ctx.language.date(added)),)))
    return [
        Reply(
            message(
                ctx.heading("todo-one", number=todo.number),
                Verbatim(todo.text),
                Table(tuple(rows)),
                _buttons(todo, ctx),
            )
        )
    ]


def _buttons(todo: Todo, ctx: Context) -> Buttons:
    note = (note_button(todo.paper_id, ctx),) if todo.paper_id else ()
    similar = similar_button(f"t{todo.number}", ctx)
    if todo.state is not TodoState.OPEN:
        return Buttons((ctx.button("todo-button-reopen", UNDO.encode(todo.number)), *note, similar))
    done = ctx.button("todo-button-done", DONE.encode(todo.number))
    return Buttons((done, ctx.button("todo-button-drop", DROP.encode(todo.number)), *note, similar))


async def _lines(ctx: Context, view: str) -> Sequence[Line]:
    todos = await ctx.work.todos.of_space(ctx.space, EVERY_STATE)
    if view == _ALL:
        return listing(todos, EVERY_STATE)
    if view != _OPEN:
        section = await find_one(ctx, parse_number(view))
        todos = [section, *below(todos, {section.id})]
    return listing(todos, {TodoState.OPEN})


async def _wanted_section(ctx: Context, text: str) -> Todo:
    section = await find_section(ctx, section_name(text))
    if section is not None:
        return section
    names = [first_line(known.text) for known in await sections(ctx)]
    if not names:
        raise PersonError("todo-no-sections")
    raise PersonError("todo-section-unknown", name=shorten(text), names=", ".join(names))


_STATES = {
    TodoState.OPEN: "todo-state-open",
    TodoState.DONE: "todo-state-done",
    TodoState.DROPPED: "todo-state-dropped",
}

PAGES = Action("todo.page", parse_page, turn_page)
