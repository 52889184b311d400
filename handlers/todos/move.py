"""``/todo move``: its grammar, and its effect."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.commands import Replies
from bot.core.context import Context
from bot.core.errors import UsageError
from bot.core.messages import Reply, message
from bot.core.model.todos import Todo
from bot.core.parsing import parse_number, parse_numbers
from handlers.todos.destination import Destination, section_name
from handlers.todos.find import find_destination, find_items, find_todo
from handlers.todos.view import EVERY_STATE, first_line, items_now

_MOVE = re.compile(
    r"(?P<numbers>[#0-9\s,，、]+)\s(?:(?:to\s+)?top|(?P<how>before|under|to|in)\s+(?P<target>\S.*))\s*",
    re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Move:
    """To-dos (by number) to put ``under`` a destination, ``before`` a to-do (by number), or else to the top."""

    numbers: tuple[int, ...]
    under: Destination | None = None
    before: int | None = None


def parse_move(text: str) -> Move:
    """``3 under 7``, ``3 5 to "Section"``, ``3 before 5`` or ``3 top``. Raises ``UsageError`` for anything else."""
    match = _MOVE.fullmatch(f"{text} ")
    if match is None:
        raise UsageError("todo-move-unclear")
    numbers = parse_numbers(match["numbers"])
    if match["how"] is None:
        return Move(numbers)
    how, target = match["how"].lower(), match["target"].strip()
    if how == "before":
        return Move(numbers, before=parse_number(target))
    if how == "under" and target.removeprefix("#").isdigit():
        return Move(numbers, under=Destination(parse_number(target)))
    return Move(numbers, under=Destination(section=section_name(target)))


async def move(ctx: Context, wanted: Move) -> Replies:
    todos = await find_items(ctx, wanted.numbers)
    parent = await find_destination(ctx, wanted.under) if wanted.under else None
    if wanted.before is not None:
        before: Todo | None = await find_todo(ctx, wanted.before)
    else:
        before = None if parent else await _first(ctx, todos)
    for todo in todos:
        parent_id = before.parent_id if before else parent.id if parent else None
        await ctx.work.todos.move(todo, parent_id, before)
    place = first_line(parent.text) if parent else ""
    moved = ctx.say("todo-moved-under" if parent else "todo-moved", count=len(todos), place=place)
    return [Reply(message(moved, await items_now(ctx, todos)))]


async def _first(ctx: Context, moving: Sequence[Todo]) -> Todo | None:
    """The first to-do at the top level that is not being moved itself."""
    moved = {todo.id for todo in moving}
    everything = await ctx.work.todos.of_space(ctx.space, EVERY_STATE)
    roots = [todo for todo in everything if todo.parent_id is None and todo.id not in moved]
    return min(roots, key=lambda todo: (todo.position, todo.id), default=None)
