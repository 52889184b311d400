"""``/todo add`` and the *to-do* button on a paper."""

from collections.abc import Mapping, Sequence

import msgspec

from bot.core.commands import Action, JobKind, Replies
from bot.core.context import Context
from bot.core.errors import PaperboyError
from bot.core.messages import Block, Buttons, Items, Message, Reply, message
from bot.core.model.papers import Paper
from bot.core.model.todos import NewTodo, Todo, TodoState
from bot.core.parsing import shorten
from bot.core.ports.sources import Sources
from handlers.papers.buttons import TODO
from handlers.papers.noted import known_lines
from handlers.papers.reference import parse_paper, stored_paper
from handlers.papers.view import paper_link
from handlers.todos.changes import DROP, SHOWN
from handlers.todos.parsing import Draft, Place, due_date
from handlers.todos.places import find_place, remember
from handlers.todos.view import first_line, item, papers_of
from papers.arxiv.identifiers import find_paper_ids, only_paper_ids


class TodoLookup(msgspec.Struct, frozen=True, omit_defaults=True):
    """Added to-dos (by number) and those that were there before, whose papers' metadata to fetch.

    ``reply`` is the key of the answer that names them; ``place`` is what they were put under.
    """

    numbers: tuple[int, ...]
    paper_ids: tuple[str, ...] = ()
    listed: tuple[int, ...] = ()
    place: str = ""
    reply: str = ""


async def add(ctx: Context, drafts: Sequence[Draft]) -> Replies:
    """Put every draft on the list, but for papers that are open on it already."""
    parents: list[Todo] = []  # what each draft became, or what stood for it
    places: dict[Place, Todo] = {}
    added: list[int] = []
    listed: list[int] = []
    for draft in drafts:
        known = await _listed(ctx, draft)
        if known is not None:
            parents.append(known)
            listed.append(known.number)
            continue
        if draft.place is not None and draft.place not in places:
            places[draft.place] = await find_place(ctx, draft.place)
        above = parents[draft.parent] if draft.parent is not None else places[draft.place] if draft.place else None
        todo = await ctx.work.todos.add(ctx.space, _new(ctx, draft, above), ctx.now)
        parents.append(todo)
        added.append(todo.number)
    place = first_line(next(iter(places.values())).text) if len(places) == 1 else ""
    answer = await _answer(ctx, TodoLookup(tuple(added), listed=tuple(listed), place=place), parents)
    unread = next((draft.unread for draft in drafts if draft.unread), "")
    if unread:
        answer.append(Reply(message(ctx.say("todo-due-unread", text=shorten(unread))), private=True))
    return answer


async def add_paper(ctx: Context, paper_id: str) -> Replies:
    """A paper from its card: by its title when that is known."""
    paper = await stored_paper(ctx, paper_id)
    known = await ctx.work.todos.about(ctx.space, paper_id, TodoState.OPEN)
    if known:
        return await _answer(ctx, TodoLookup((), listed=(known[0].number,)), known[:1])
    new = NewTodo(paper.title if paper else f"arXiv:{paper_id}", paper_id=paper_id)
    todo = await ctx.work.todos.add(ctx.space, new, ctx.now)
    return await _answer(ctx, TodoLookup((todo.number,)), [todo])


async def _listed(ctx: Context, draft: Draft) -> Todo | None:
    """The open item about the paper that is all of a draft's text."""
    papers = only_paper_ids(draft.text)
    if len(papers) != 1 or draft.state is not TodoState.OPEN:
        return None
    known = await ctx.work.todos.about(ctx.space, papers[0].paper_id, TodoState.OPEN)
    return known[0] if known else None


def _new(ctx: Context, draft: Draft, above: Todo | None) -> NewTodo:
    papers = find_paper_ids(draft.text)
    return NewTodo(
        text=draft.text,
        parent_id=above.id if above else None,
        paper_id=papers[0].paper_id if papers else "",
        due=due_date(draft.due, ctx.today) if draft.due else None,
        priority=draft.priority,
        state=draft.state,
    )


async def _answer(ctx: Context, done: TodoLookup, todos: Sequence[Todo]) -> list[Reply]:
    """Name what was added, now and again once the titles of its papers are known."""
    papers = await papers_of(ctx, todos)
    unknown = {todo.paper_id for todo in todos if todo.paper_id and todo.paper_id not in papers}
    if not unknown or not done.numbers:
        return [Reply(await _message(ctx, done))]
    done = msgspec.structs.replace(done, paper_ids=tuple(sorted(unknown)), reply=f"todo-{done.numbers[0]}")
    await ctx.later(LOOKUP.name, done)
    return [Reply(await _message(ctx, done, "paper-looking-up"), key=done.reply)]


async def _message(ctx: Context, done: TodoLookup, absent: str = "") -> Message:
    """``absent`` is the sentence about a paper whose metadata is not there."""
    added = await _by_number(ctx, done.numbers[:SHOWN])
    listed = await _by_number(ctx, done.listed[:SHOWN])
    more = len(done.numbers) - len(added)
    return message(
        _heading(ctx, done) if added else None,
        await _nested(ctx, added) if added else None,
        ctx.say("todo-and-more", count=more) if more else None,
        _already_listed(ctx, done, listed) if listed else None,
        await _nested(ctx, listed) if listed else None,
        await _known(ctx, [*added, *listed]),
        await _absent(ctx, done, absent),
        Buttons((ctx.button("button-undo", DROP.encode(await remember(ctx, done.numbers))),)) if added else None,
    )


def _heading(ctx: Context, done: TodoLookup) -> Block:
    if done.place:
        return ctx.say("todo-added-under", count=len(done.numbers), place=done.place)
    return ctx.say("todo-added", count=len(done.numbers))


def _already_listed(ctx: Context, done: TodoLookup, listed: Sequence[Todo]) -> Block:
    since = ctx.space.date_of(min(todo.created_at for todo in listed))
    return ctx.say("todo-already-listed", count=len(done.listed), since=since)


async def _known(ctx: Context, todos: Sequence[Todo]) -> list[Block]:
    """What else there is about each of their papers."""
    numbers = {todo.number for todo in todos}
    papers = dict.fromkeys(todo.paper_id for todo in todos if todo.paper_id)
    return [line for paper_id in papers for line in await known_lines(ctx, paper_id, but=numbers)]


async def _absent(ctx: Context, done: TodoLookup, sentence: str) -> list[Block]:
    known = await ctx.work.papers.get(done.paper_ids) if done.paper_ids else {}
    missing = [paper_id for paper_id in done.paper_ids if paper_id not in known]
    return [ctx.say(sentence, paper=paper_link(paper_id, ctx)) for paper_id in missing[:SHOWN]]


async def _by_number(ctx: Context, numbers: Sequence[int]) -> list[Todo]:
    found = await ctx.work.todos.with_numbers(ctx.space, numbers)
    return [found[number] for number in numbers if number in found]


async def _nested(ctx: Context, todos: Sequence[Todo]) -> Items:
    """In the order they were typed, indented under one another."""
    papers = await papers_of(ctx, todos)
    depths: dict[int, int] = {}
    for todo in todos:
        depths[todo.id] = depths[todo.parent_id] + 1 if todo.parent_id in depths else 0
    return Items(tuple(item(todo, papers, ctx, depths[todo.id]) for todo in todos))


async def _fetch(sources: Sources, added: TodoLookup) -> Mapping[str, Paper]:
    return await sources.papers.lookup(added.paper_ids)


async def _found(ctx: Context, added: TodoLookup, papers: Mapping[str, Paper]) -> Replies:
    await ctx.work.papers.put(papers.values(), ctx.now)
    return [Reply(await _message(ctx, added, "todo-paper-unknown"), edits=added.reply)]


async def _unreachable(ctx: Context, added: TodoLookup, _: PaperboyError) -> Replies:
    return [Reply(await _message(ctx, added, "todo-paper-unreachable"), edits=added.reply)]


LOOKUP = JobKind("todo.lookup", TodoLookup, _fetch, _found, _unreachable)
PAPER = Action(TODO.name, parse_paper, add_paper)
