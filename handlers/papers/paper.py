"""Papers as cards: a pasted link, ``/paper``, and what their buttons show.

:func:`show` is also what the dispatcher falls back to for private text that is neither a command nor an answer.
"""

import re
from collections.abc import Mapping, Sequence
from uuid import uuid4

import msgspec

from bot.core.commands import Action, ActionName, Command, JobKind, Replies, verbatim
from bot.core.context import Context
from bot.core.errors import PaperboyError, UsageError
from bot.core.messages import (
    Block,
    Buttons,
    Heading,
    Inline,
    Link,
    Message,
    Paragraph,
    Reply,
    Row,
    Table,
    Text,
    message,
)
from bot.core.model.community import CommunitySignal
from bot.core.model.papers import Paper
from bot.core.parsing import shorten
from bot.core.ports.sources import Sources
from handlers.papers.buttons import (
    ABSTRACT,
    link_buttons,
    note_button,
    paper_buttons,
    pdf_button,
    similar_button,
    todo_button,
)
from handlers.papers.noted import known_lines
from handlers.papers.opinions import OPENED, opened
from handlers.papers.reference import parse_paper, stored_paper
from handlers.papers.view import paper_card, paper_link
from papers.arxiv.identifiers import find_paper_ids, only_paper_ids

KEEP = ActionName("note.keep")

CARDS_SHOWN = 10
"""Papers of one message that are shown."""

# arXiv says so in the comment or, long ago, in the abstract's place. Both speak of other withdrawals as well: a
# patient's, or of the paper but "from the proceedings".
_THIS = r"(?:paper|submission|article|manuscript|work|preprint)"
_STATED = rf"\bthis {_THIS} (?:has been|was|is) withdrawn\b(?! from)"
_WITHDRAWN_ABSTRACT = re.compile(_STATED, re.IGNORECASE)
_WITHDRAWN_COMMENT = re.compile(
    rf"{_STATED}|\A\s*withdraw(?:n|al)\b|\bwithdraw(?:ing)? (?:this|our|the) {_THIS}\b", re.IGNORECASE
)
_ABSTRACT_START = 60
"""Characters of an abstract within which a statement of withdrawal begins and ends."""


class Lookup(msgspec.Struct, frozen=True, omit_defaults=True):
    """Papers (versionless ids) to fetch the metadata of.

    ``reply`` is the key of the answer that waits for their cards; empty when the metadata is only to be
    kept. ``kept`` is the continuation of a text that is not all links (see :func:`show`).
    """

    paper_ids: tuple[str, ...]
    reply: str = ""
    kept: int | None = None


async def show_named(ctx: Context, text: str) -> Replies:
    """``/paper``: what is typed after it has to name a paper."""
    if not find_paper_ids(text):
        raise UsageError("paper-not-an-id" if text.strip() else "paper-expected", text=shorten(text))
    return await show(ctx, text)


async def show(ctx: Context, text: str) -> Replies:
    """One card per paper named in ``text``; words around the links, or instead of them, can be kept as a note."""
    found = only_paper_ids(text)
    kept = None if found or not text.strip() else await ctx.work.continuations.put(ctx.space, text, ctx.now)
    found = found or find_paper_ids(text)
    if not found:
        return [Reply(message(ctx.say("text-hint"), _keep_button(ctx, kept)), private=True)]
    shown = tuple(paper.paper_id for paper in found[:CARDS_SHOWN])
    await opened(ctx, shown)
    replies = await show_papers(ctx, shown, kept)
    if len(found) > CARDS_SHOWN:
        replies.append(Reply(message(ctx.say("papers-bounded", count=len(found), shown=CARDS_SHOWN))))
    return replies


async def show_papers(ctx: Context, paper_ids: tuple[str, ...], kept: int | None = None) -> list[Reply]:
    """The cards of these papers; those not stored yet are looked up, and then the answer is replaced."""
    papers = await ctx.work.papers.get(paper_ids)
    cards = await _cards(ctx, Lookup(paper_ids, kept=kept), "paper-looking-up")
    if len(papers) == len(paper_ids):
        return [Reply(cards)]
    key = f"papers-{uuid4().hex}"
    await look_up(ctx, Lookup(paper_ids, key, kept))
    return [Reply(cards, key=key)]


async def look_up(ctx: Context, wanted: Lookup) -> None:
    """Queue the lookup in the open transaction."""
    await ctx.later(LOOKUP.name, wanted)


async def _cards(ctx: Context, wanted: Lookup, absent: str) -> Message:
    """``absent`` is the sentence about a paper that is not stored."""
    papers = await ctx.work.papers.get(wanted.paper_ids)
    signals = await ctx.work.community.of(ctx.space, wanted.paper_ids)
    blocks: list[Block] = []
    for paper_id in wanted.paper_ids:
        blocks.append(_card(ctx, paper_id, papers.get(paper_id), absent))
        if paper_id in signals:
            blocks.append(_community_line(ctx, signals[paper_id]))
        blocks += await known_lines(ctx, paper_id)
    return message(blocks, _keep_button(ctx, wanted.kept))


def _card(ctx: Context, paper_id: str, paper: Paper | None, absent: str) -> Block:
    if paper is None:
        return ctx.say(absent, paper=paper_link(paper_id, ctx))
    return paper_card(paper, ctx, buttons=paper_buttons(paper, ctx))


def _community_line(ctx: Context, signals: Sequence[CommunitySignal]) -> Paragraph:
    """What others think of a paper, each with its page."""
    inlines: list[Inline] = []
    for signal in signals:
        key, data = signal.sentence
        inlines += [Text(" · "), Link(ctx.language.text(key, **data), signal.url)]
    return Paragraph(tuple(inlines[1:]))


def _keep_button(ctx: Context, kept: int | None) -> Buttons | None:
    return None if kept is None else Buttons((ctx.button("button-keep", KEEP.encode(kept)),))


async def fetch(sources: Sources, wanted: Lookup) -> Mapping[str, Paper]:
    return await sources.papers.lookup(wanted.paper_ids)


async def _found(ctx: Context, wanted: Lookup, papers: Mapping[str, Paper]) -> Replies:
    await ctx.work.papers.put(papers.values(), ctx.now)
    return await _replace(ctx, wanted, "paper-unknown")


async def _unreachable(ctx: Context, wanted: Lookup, _: PaperboyError) -> Replies:
    return await _replace(ctx, wanted, "paper-unreachable")


async def _replace(ctx: Context, wanted: Lookup, absent: str) -> Replies:
    return [Reply(await _cards(ctx, wanted, absent), edits=wanted.reply)] if wanted.reply else []


LOOKUP = JobKind("paper.lookup", Lookup, fetch, _found, _unreachable)


async def show_abstract(ctx: Context, paper_id: str) -> Replies:
    await opened(ctx, (paper_id,))
    paper = await stored_paper(ctx, paper_id)
    if paper is None:
        return await show_papers(ctx, (paper_id,))
    return [Reply(_whole(paper, ctx))]


def _whole(paper: Paper, ctx: Context) -> Message:
    """Everything arXiv says about a paper."""
    return message(
        Heading((Link(ctx.services.readable(paper.title), paper.url),)),
        ctx.say("paper-withdrawn") if is_withdrawn(paper) else None,
        Table(tuple(_rows(paper, ctx))),
        Paragraph((Text(ctx.services.readable(paper.abstract)),)),
        Buttons(
            (
                note_button(paper.paper_id, ctx),
                todo_button(paper.paper_id, ctx),
                similar_button(paper.paper_id, ctx),
                pdf_button(paper, ctx),
                *link_buttons(paper, ctx),
            )
        ),
    )


def _rows(paper: Paper, ctx: Context) -> Sequence[Row]:
    say = ctx.language.text
    facts = {
        say("paper-authors"): ", ".join(paper.authors),
        say("paper-categories"): ", ".join(paper.categories),
        say("paper-published"): ctx.language.date(paper.published.date()) if paper.published else "",
        say("paper-updated"): _updated(paper, ctx),
        say("paper-comment"): ctx.services.readable(paper.comment),
        say("paper-journal"): paper.journal_ref,
    }
    rows = [Row(label, (Text(value),)) for label, value in facts.items() if value]
    if paper.doi:
        rows.append(Row("DOI", (Link(paper.doi, f"https://doi.org/{paper.doi}"),)))
    return rows


def _updated(paper: Paper, ctx: Context) -> str:
    """The date of the latest version, when there was more than one."""
    if paper.updated is None or paper.version < 2:
        return ""
    return f"{ctx.language.date(paper.updated.date())} (v{paper.version})"


def is_withdrawn(paper: Paper) -> bool:
    return bool(
        _WITHDRAWN_COMMENT.search(paper.comment) or _WITHDRAWN_ABSTRACT.search(paper.abstract[:_ABSTRACT_START])
    )


COMMANDS = (
    Command(
        name="paper",
        parse=verbatim,
        handle=show_named,
        usage="<arXiv id or link> …",
        examples=("/paper 2312.13286", "/paper https://arxiv.org/abs/astro-ph/0601001 2106.09685"),
        actions=(Action(ABSTRACT.name, parse_paper, show_abstract), OPENED),
        jobs=(LOOKUP,),
    ),
)
