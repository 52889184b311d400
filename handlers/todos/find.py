"""To-dos found by the numbers and section names that people type."""

from collections.abc import Sequence

from bot.core.context import Context
from bot.core.errors import PersonError
from bot.core.model.todos import NewTodo, Todo, TodoKind
from bot.core.parsing import shorten
from handlers.todos.destination import Destination


async def find_todo(ctx: Context, number: int) -> Todo:
    """Raises ``PersonError`` when the space has no to-do with this number."""
    todo = await ctx.work.todos.get(ctx.space, number)
    if todo is None:
        raise PersonError("todo-unknown", number=number)
    return todo


async def find_items(ctx: Context, numbers: Sequence[int]) -> list[Todo]:
    """The items with these numbers, each once, in the order given.

    Raises ``PersonError`` when one is unknown or a section.
    """
    found = await ctx.work.todos.with_numbers(ctx.space, numbers)
    for number in numbers:
        if number not in found:
            raise PersonError("todo-unknown", number=number)
    todos = [found[number] for number in dict.fromkeys(numbers)]
    for todo in todos:
        if todo.kind is TodoKind.SECTION:
            raise PersonError("todo-is-section", number=todo.number, name=shorten(todo.text))
    return todos


async def sections(ctx: Context) -> list[Todo]:
    """All sections by number."""
    known = await ctx.work.todos.of_space(ctx.space, ())
    return sorted((todo for todo in known if todo.kind is TodoKind.SECTION), key=lambda todo: todo.number)


async def find_section(ctx: Context, name: str) -> Todo | None:
    """A section by its name, in any case and with or without the colon that ends it in imported lists."""
    wanted = _comparable(name)
    return next((section for section in await sections(ctx) if _comparable(section.text) == wanted), None)


async def find_destination(ctx: Context, destination: Destination) -> Todo:
    """The to-do or section that a destination names. A section that does not exist yet is made.

    Raises ``PersonError`` for an unknown number.
    """
    if destination.number:
        return await find_todo(ctx, destination.number)
    section = await find_section(ctx, destination.section)
    return section or await ctx.work.todos.add(ctx.space, NewTodo(destination.section, TodoKind.SECTION), ctx.now)


def _comparable(name: str) -> str:
    return " ".join(name.rstrip(":： ").split()).casefold()
