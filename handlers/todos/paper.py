"""The *to-do* button on a paper: it puts the paper on the list, says so, and takes it off again."""

from bot.core.commands import Action, Replies
from bot.core.context import Context
from bot.core.errors import PersonError
from bot.core.model.todos import NewTodo, Todo, TodoState
from handlers.papers.buttons import TODO, todo_button
from handlers.papers.cards import look_up
from handlers.papers.reference import parse_paper, stored_paper
from handlers.shared.turning import by_whom, turned


async def add(ctx: Context, paper_id: str) -> Replies:
    """Put a paper on the list, under its title if that is stored."""
    known = await _newest(ctx, paper_id)
    if known and known.state is TodoState.OPEN:
        on_list = ctx.button("button-on-list", OFF.encode(f"0/{paper_id}"))
        since = ctx.space.date_of(known.created_at)
        return [turned(ctx, {TODO.encode(paper_id): on_list}, "todo-listed-since", number=known.number, since=since)]
    done = known if known and known.state is TodoState.DONE else None
    if known and not done:
        await ctx.work.todos.set_state(ctx.space, [known.id], TodoState.OPEN, ctx.now)
    else:
        known = await _add(ctx, paper_id)
    off = OFF.encode(f"{ctx.actor.id}/{paper_id}")
    name = by_whom(ctx)
    on_list = ctx.button("button-on-list-by", off, name=name) if name else ctx.button("button-on-list", off)
    turn = {TODO.encode(paper_id): on_list}
    if done:
        date = ctx.space.date_of(done.closed_at or done.created_at)
        return [turned(ctx, turn, "todo-on-list-again", number=known.number, date=date)]
    return [turned(ctx, turn, "todo-put-on-list", number=known.number)]


async def take_off(ctx: Context, pressed: tuple[int, str]) -> Replies:
    """Take a paper off the list again, if the person who presses has put it there."""
    who, paper_id = pressed
    known = await _newest(ctx, paper_id)
    back = {OFF.encode(f"{who}/{paper_id}"): todo_button(paper_id, ctx)}
    if known is None or known.state is not TodoState.OPEN:
        return [turned(ctx, back, "todo-off-list")]
    if who != ctx.actor.id:
        since = ctx.space.date_of(known.created_at)
        return [ctx.toast("todo-listed-since", number=known.number, since=since)]
    await ctx.work.todos.set_state(ctx.space, [known.id], TodoState.DROPPED, ctx.now)
    return [turned(ctx, back, "todo-off-list")]


async def _newest(ctx: Context, paper_id: str) -> Todo | None:
    """The open item about a paper or, without one, the item that was closed last."""
    known = await ctx.work.todos.about(ctx.space, [paper_id], list(TodoState))
    return max(known, key=lambda todo: (todo.state is TodoState.OPEN, todo.number), default=None)


async def _add(ctx: Context, paper_id: str) -> Todo:
    paper = await stored_paper(ctx, paper_id)
    if paper is None:
        await look_up(ctx, paper_id)
    new = NewTodo(paper.title if paper else f"arXiv:{paper_id}", paper_id=paper_id)
    return await ctx.work.todos.add(ctx.space, new, ctx.now)


def _parse_off(text: str) -> tuple[int, str]:
    """``0`` stands for a person who is not known."""
    who, _, paper_id = text.partition("/")
    if not (who.isascii() and who.isdigit()):
        raise PersonError("button-stale")
    return int(who), parse_paper(paper_id)


ADD = Action(TODO.name, parse_paper, add)
OFF = Action("todo.off", _parse_off, take_off)
