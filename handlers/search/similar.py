"""``/similar``: the notes and to-dos closest to a note, a to-do or a paper."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import uuid4

import msgspec

from bot.core.commands import Action, Answer, Command, JobKind, Replies
from bot.core.context import Context
from bot.core.errors import PaperboyError, UsageError
from bot.core.meaning import with_meaning
from bot.core.messages import Block, Inlines, Reply, Text, message
from bot.core.model.papers import Paper
from bot.core.model.query import Query
from bot.core.parsing import parse_number
from bot.core.ports.embedding import Vector
from bot.core.ports.library import Hit, HitKind
from bot.core.ports.sources import Sources
from handlers.notes.find import find_note
from handlers.notes.view import note_title
from handlers.papers.buttons import SIMILAR
from handlers.papers.noted import known_lines
from handlers.papers.opinions import opened
from handlers.papers.reference import papers_of, stored_paper
from handlers.papers.view import paper_link
from handlers.search.hits import LoadedHits, hit_items, how_to_open, load
from handlers.todos.find import find_todo
from handlers.todos.view import todo_name
from papers.arxiv.identifiers import parse_paper_id

SHOWN = 5

_TODO = re.compile(r"(?i:t|to-?do)\s*#?(\d{1,9})|(?:待办|할\s?일)\s*#?(\d{1,9})")
_NOTE = re.compile(r"(?:(?i:note)|笔记|메모)\s+(\S+)")


@dataclass(frozen=True, slots=True)
class Target:
    """A note or a to-do by its number, or a paper."""

    kind: HitKind | None = None
    number: int = 0
    paper_id: str = ""


class SimilarLookup(msgspec.Struct, frozen=True):
    """A paper to fetch the metadata of. ``reply`` is the key of the answer to replace."""

    paper_id: str
    reply: str


def parse_similar(text: str) -> Target:
    """Read ``12`` or ``note 12``, ``todo 3`` or ``t3``, an arXiv id or link. Raises ``UsageError`` for other words."""
    text = text.strip()
    if not text:
        raise UsageError("similar-what")
    if paper := parse_paper_id(text):
        return Target(paper_id=paper.paper_id)
    if todo := _TODO.fullmatch(text):
        return Target(HitKind.TODO, int(todo[1] or todo[2]))
    note = _NOTE.fullmatch(text)
    return Target(HitKind.NOTE, parse_number(note[1] if note else text))


async def similar(ctx: Context, target: Target) -> Answer:
    if target.kind is HitKind.NOTE:
        note = await find_note(ctx, target.number)
        title = note_title(note, ctx, await stored_paper(ctx, note.paper_id))
        return await _to_entry(ctx, target.kind, note.id, (Text(f"{note.number} · "), title))
    if target.kind is HitKind.TODO:
        todo = await find_todo(ctx, target.number)
        name = todo_name(todo, await papers_of(ctx, [todo]), ctx)
        return await _to_entry(ctx, target.kind, todo.id, (Text(f"{todo.number} · "), *name))
    paper = await stored_paper(ctx, target.paper_id)
    return await _to_known(ctx, paper) if paper else await _look_up(ctx, target)


async def _to_known(ctx: Context, paper: Paper) -> Answer:
    async def answer(ctx: Context, meaning: Vector | None) -> Replies:
        await opened(ctx, (paper.paper_id,))
        return [await _to_paper(ctx, paper, meaning)]

    return await with_meaning(ctx, _text(paper), answer)


async def _look_up(ctx: Context, target: Target) -> Replies:
    await opened(ctx, (target.paper_id,))
    lookup = SimilarLookup(target.paper_id, f"similar-{uuid4().hex}")
    await ctx.later(LOOKUP.name, lookup)
    return [Reply(message(ctx.say("paper-looking-up", paper=paper_link(target.paper_id, ctx))), key=lookup.reply)]


async def _to_entry(ctx: Context, kind: HitKind, row_id: int, name: Inlines) -> Replies:
    hits = await ctx.work.search.similar(ctx.space, kind, row_id, SHOWN)
    return [await _answer(ctx, name, hits)]


async def _to_paper(ctx: Context, paper: Paper, meaning: Vector | None) -> Reply:
    """Name the notes and to-dos about the paper itself above those that are close to it."""
    hits = await ctx.work.search.like(ctx.space, _text(paper), 2 * SHOWN, meaning)
    found = await load(ctx, hits)
    others = [hit for hit in hits if _about(hit, found) != paper.paper_id][:SHOWN]
    known = await known_lines(ctx, [paper.paper_id])
    return await _answer(ctx, (paper_link(paper.paper_id, ctx, paper),), others, known[paper.paper_id])


def _text(paper: Paper) -> str:
    return f"{paper.title}\n{paper.abstract}"


def _about(hit: Hit, found: LoadedHits) -> str:
    """The paper that a hit is about."""
    entry = found.notes.get(hit.id) if hit.kind is HitKind.NOTE else found.todos.get(hit.id)
    return entry.paper_id if entry else ""


async def _answer(ctx: Context, what: Inlines, hits: Sequence[Hit], known: Sequence[Block] = ()) -> Reply:
    found = await load(ctx, hits)
    unmarked = [replace(hit, by_meaning=False) for hit in hits]  # because all of them are found by meaning
    close = hit_items(ctx, unmarked, found, Query())
    if close is None:
        return Reply(message(ctx.say("similar-none", what=what), known))
    return Reply(message(ctx.heading("similar-heading", what=what), known, close, how_to_open(ctx, hits, found)))


async def _fetch(sources: Sources, wanted: SimilarLookup) -> Mapping[str, Paper]:
    return await sources.papers.lookup([wanted.paper_id])


async def _found(ctx: Context, wanted: SimilarLookup, papers: Mapping[str, Paper]) -> Answer:
    if wanted.paper_id not in papers:
        return _replaced(ctx, wanted, "paper-unknown")
    paper = papers[wanted.paper_id]

    async def answer(ctx: Context, meaning: Vector | None) -> Replies:
        await ctx.work.papers.put(papers.values(), ctx.now)
        return [msgspec.structs.replace(await _to_paper(ctx, paper, meaning), edits=wanted.reply)]

    return await with_meaning(ctx, _text(paper), answer)


async def _unreachable(ctx: Context, wanted: SimilarLookup, _: PaperboyError) -> Replies:
    return _replaced(ctx, wanted, "paper-unreachable")


def _replaced(ctx: Context, wanted: SimilarLookup, sentence: str) -> Replies:
    return [Reply(message(ctx.say(sentence, paper=paper_link(wanted.paper_id, ctx))), edits=wanted.reply)]


LOOKUP = JobKind("similar.lookup", SimilarLookup, _fetch, _found, _unreachable)

COMMAND = Command(
    name="similar",
    for_one=True,
    parse=parse_similar,
    handle=similar,
    usage="<note's number | todo <number> | paper>",
    examples=("/similar 12", "/similar 2312.13286", "/similar todo 3"),
    actions=(Action(SIMILAR.name, parse_similar, similar, for_one=True),),
    jobs=(LOOKUP,),
)
