"""Numbers of to-dos as the argument of a button."""

from collections.abc import Sequence

from bot.core.context import Context
from bot.core.model.todos import Todo
from bot.core.parsing import parse_numbers
from handlers.shared.continuations import parse_token, recall

_FITS = 40
"""Bytes of numbers that a button carries itself: the action's name needs the rest of it."""

Remembered = tuple[int, ...] | int
"""Numbers, or the token they are kept under."""


async def remember(ctx: Context, numbers: Sequence[int]) -> str:
    """Numbers as the argument of a button; many are kept in the database under a token."""
    joined = ",".join(map(str, numbers))
    if len(joined) <= _FITS:
        return joined
    return f"@{await ctx.work.continuations.put(ctx.space, joined, ctx.now)}"


def parse_remembered(argument: str) -> Remembered:
    """The argument that :func:`remember` made."""
    return parse_token(argument[1:]) if argument.startswith("@") else parse_numbers(argument)


async def remembered(ctx: Context, numbers: Remembered) -> tuple[int, ...]:
    """The numbers themselves. Raises ``PersonError`` when they are no longer kept."""
    return numbers if isinstance(numbers, tuple) else parse_numbers(await recall(ctx, numbers))


def numbers_of(todos: Sequence[Todo]) -> list[int]:
    return [todo.number for todo in todos]
