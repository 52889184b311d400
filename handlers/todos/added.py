"""The answer to added to-dos, which is replaced once their papers have been looked up."""

from collections.abc import Mapping, Sequence
from itertools import chain

import msgspec

from bot.core.commands import JobKind, Replies
from bot.core.context import Context
from bot.core.errors import PaperboyError
from bot.core.messages import Block, Buttons, Items, Message, Reply, message
from bot.core.model.papers import Paper
from bot.core.model.todos import Todo
from bot.core.ports.sources import Sources
from handlers.papers.noted import known_lines
from handlers.papers.reference import papers_of
from handlers.papers.view import paper_link
from handlers.todos.done import DROP
from handlers.todos.numbers import remember
from handlers.todos.view import ITEMS_SHOWN, todo_item


class Added(msgspec.Struct, frozen=True, omit_defaults=True):
    """The to-dos (by number) that were added, and those that were ``listed`` before.

    ``place`` is the first line of the to-do or section that all of them were put under. ``paper_ids`` are the
    papers to fetch the metadata of, and ``reply`` is the key of the answer to replace then.
    """

    numbers: tuple[int, ...]
    listed: tuple[int, ...] = ()
    place: str = ""
    paper_ids: tuple[str, ...] = ()
    reply: str = ""


async def added_answer(ctx: Context, added: Added, todos: Sequence[Todo]) -> list[Reply]:
    """Answer at once. If the metadata of papers is not stored, queue its lookup, which replaces the answer."""
    papers = await papers_of(ctx, todos)
    unknown = {todo.paper_id for todo in todos if todo.paper_id and todo.paper_id not in papers}
    if not unknown or not added.numbers:
        return [Reply(await _message(ctx, added))]
    added = msgspec.structs.replace(added, paper_ids=tuple(sorted(unknown)), reply=f"todo-{added.numbers[0]}")
    await ctx.later(LOOKUP.name, added)
    return [Reply(await _message(ctx, added, "paper-looking-up"), key=added.reply)]


async def _message(ctx: Context, added: Added, absent: str = "") -> Message:
    """``absent`` is the sentence about a paper whose metadata is not stored."""
    new = await _by_number(ctx, added.numbers[:ITEMS_SHOWN])
    listed = await _by_number(ctx, added.listed[:ITEMS_SHOWN])
    more = len(added.numbers) - len(new)
    return message(
        _heading(ctx, added) if new else None,
        await _nested(ctx, new) if new else None,
        ctx.say("todo-and-more", count=more) if more else None,
        _already_listed(ctx, added, listed) if listed else None,
        await _nested(ctx, listed) if listed else None,
        await _known(ctx, [*new, *listed]),
        await _absent(ctx, added, absent),
        Buttons((ctx.button("button-undo", DROP.encode(await remember(ctx, added.numbers))),)) if new else None,
    )


def _heading(ctx: Context, added: Added) -> Block:
    key = "todo-added-under" if added.place else "todo-added"
    return ctx.say(key, count=len(added.numbers), place=added.place)


def _already_listed(ctx: Context, added: Added, listed: Sequence[Todo]) -> Block:
    since = ctx.space.date_of(min(todo.created_at for todo in listed))
    return ctx.say("todo-already-listed", count=len(added.listed), since=since)


async def _known(ctx: Context, todos: Sequence[Todo]) -> list[Block]:
    """The notes and other to-dos about the papers of these to-dos."""
    numbers = {todo.number for todo in todos}
    papers = dict.fromkeys(todo.paper_id for todo in todos if todo.paper_id)
    return list(chain.from_iterable((await known_lines(ctx, papers.keys(), but=numbers)).values()))


async def _absent(ctx: Context, added: Added, sentence: str) -> list[Block]:
    known = await ctx.work.papers.get(added.paper_ids)
    missing = [paper_id for paper_id in added.paper_ids if paper_id not in known]
    return [ctx.say(sentence, paper=paper_link(paper_id, ctx)) for paper_id in missing[:ITEMS_SHOWN]]


async def _by_number(ctx: Context, numbers: Sequence[int]) -> list[Todo]:
    found = await ctx.work.todos.with_numbers(ctx.space, numbers)
    return [found[number] for number in numbers if number in found]


async def _nested(ctx: Context, todos: Sequence[Todo]) -> Items:
    """The items in the order they were typed, indented under one another."""
    papers = await papers_of(ctx, todos)
    depths: dict[int, int] = {}
    for todo in todos:
        depths[todo.id] = depths[todo.parent_id] + 1 if todo.parent_id in depths else 0
    return Items(tuple(todo_item(todo, papers, ctx, depths[todo.id]) for todo in todos))


async def _fetch(sources: Sources, added: Added) -> Mapping[str, Paper]:
    return await sources.papers.lookup(added.paper_ids)


async def _found(ctx: Context, added: Added, papers: Mapping[str, Paper]) -> Replies:
    await ctx.work.papers.put(papers.values(), ctx.now)
    return [Reply(await _message(ctx, added, "todo-paper-unknown"), edits=added.reply)]


async def _unreachable(ctx: Context, added: Added, _: PaperboyError) -> Replies:
    return [Reply(await _message(ctx, added, "todo-paper-unreachable"), edits=added.reply)]


LOOKUP = JobKind("todo.lookup", Added, _fetch, _found, _unreachable)
