"""Ticking a box of the list: the item is done or open again, and the message shows it.

The line stays where it was, so that a mistake can be undone; the next list leaves it out.
"""

from dataclasses import dataclass

from msgspec.structs import replace

from bot.core.commands import Action, Replies
from bot.core.context import Context
from bot.core.messages import Block, Items, ListItem, Message
from bot.core.model.todos import TodoState
from bot.core.parsing import parse_number
from handlers.todos.find import find_items
from handlers.todos.listing import counts_of
from handlers.todos.view import TICK, first_line, tick_of

_TOLD = {TodoState.DONE: "todo-ticked", TodoState.OPEN: "todo-unticked"}


@dataclass(frozen=True, slots=True)
class Tick:
    """The state that an item should have. A toggle would let two people who tick at once undo each other."""

    number: int
    state: TodoState
    view: str


def parse_tick(text: str) -> Tick:
    number, _, view = text.partition("/")
    state = TodoState.OPEN if number.startswith("-") else TodoState.DONE
    return Tick(parse_number(number.removeprefix("-")), state, view)


async def tick(ctx: Context, wanted: Tick) -> Replies:
    (todo,) = await find_items(ctx, (wanted.number,))
    if todo.state is TodoState.DROPPED:
        gone = ctx.toast("todo-tick-dropped", text=first_line(todo.text))
        return [ctx.in_place(await _as_it_is(ctx, ctx.pressed.message, wanted.view)), gone] if ctx.pressed else [gone]
    if todo.state is not wanted.state:
        await ctx.work.todos.set_state(ctx.space, [todo.id], wanted.state, ctx.now)
    told = ctx.words(_TOLD[wanted.state], text=first_line(todo.text))
    if ctx.pressed is None:
        return [ctx.toast(_TOLD[wanted.state], text=first_line(todo.text))]
    return [ctx.in_place(await _as_it_is(ctx, ctx.pressed.message, wanted.view), told)]


async def _as_it_is(ctx: Context, shown: Message, view: str) -> Message:
    """The message with every box as its item is now: somebody else may have ticked another one."""
    boxes = [item for block in shown.blocks if isinstance(block, Items) for item in block.items if item.action]
    known = await ctx.work.todos.with_numbers(ctx.space, [int(item.marker) for item in boxes])

    def redrawn(block: Block) -> Block:
        return Items(tuple(map(item_now, block.items))) if isinstance(block, Items) else block

    def item_now(item: ListItem) -> ListItem:
        todo = known.get(int(item.marker)) if item.action else None
        return replace(item, box=todo.state.value, action=tick_of(todo, view)) if todo else item

    return Message((await counts_of(ctx, view), *map(redrawn, shown.blocks[1:])))


ACTION = Action(TICK.name, parse_tick, tick)
