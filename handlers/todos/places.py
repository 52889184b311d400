"""Finding to-dos by the numbers and section names that people type."""

from collections.abc import Sequence

from bot.core.context import Context
from bot.core.errors import PersonError
from bot.core.model.todos import NewTodo, Todo, TodoKind
from bot.core.parsing import parse_numbers, shorten
from handlers.shared.continuations import parse_token, recall
from handlers.todos.parsing import Place

_FITS = 40
"""Bytes of numbers that go into a button themselves; the action's name needs room beside them."""


async def find_one(ctx: Context, number: int) -> Todo:
    """Raises ``PersonError`` when the space has no such number."""
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


async def find_place(ctx: Context, place: Place) -> Todo:
    """What a place stands for; a section that does not exist yet is made."""
    if place.number:
        return await find_one(ctx, place.number)
    section = await find_section(ctx, place.section)
    return section or await ctx.work.todos.add(ctx.space, NewTodo(place.section, TodoKind.SECTION), ctx.now)


def _comparable(name: str) -> str:
    return " ".join(name.rstrip(":： ").split()).casefold()


async def remember(ctx: Context, numbers: Sequence[int]) -> str:
    """Numbers as the argument of a button, kept in the database when they are many."""
    joined = ",".join(map(str, numbers))
    if len(joined) <= _FITS:
        return joined
    return f"@{await ctx.work.continuations.put(ctx.space, joined, ctx.now)}"


def parse_remembered(argument: str) -> tuple[int, ...] | int:
    """Numbers, or the token they are kept under, as :func:`remember` wrote them."""
    return parse_token(argument[1:]) if argument.startswith("@") else parse_numbers(argument)


async def remembered(ctx: Context, numbers: tuple[int, ...] | int) -> tuple[int, ...]:
    """The numbers themselves. Raises ``PersonError`` when they are no longer kept."""
    return numbers if isinstance(numbers, tuple) else parse_numbers(await recall(ctx, numbers))
