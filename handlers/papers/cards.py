"""Papers as cards, with what the space and others have said about them. Papers that are not stored are looked up."""

from collections.abc import Mapping, Sequence
from uuid import uuid4

import msgspec

from bot.core.commands import JobKind, Replies
from bot.core.context import Context
from bot.core.errors import PaperboyError
from bot.core.messages import Block, Buttons, Inline, Link, Message, Paragraph, Reply, Text, message
from bot.core.model.community import CommunitySignal
from bot.core.model.papers import Paper
from bot.core.ports.sources import Sources
from handlers.papers.buttons import keep_button, paper_buttons
from handlers.papers.noted import known_lines
from handlers.papers.view import paper_card, paper_link


class CardLookup(msgspec.Struct, frozen=True, omit_defaults=True):
    """Papers (versionless ids) to fetch the metadata of.

    ``reply`` is the key of the answer to replace with their cards, empty when no answer waits for them. ``kept`` is the
    token of a text that the cards offer to keep.
    """

    paper_ids: tuple[str, ...]
    reply: str = ""
    kept: int | None = None


async def show_papers(ctx: Context, paper_ids: tuple[str, ...], kept: int | None = None) -> list[Reply]:
    """The cards of these papers. If some are not stored, queue a lookup that replaces the answer."""
    papers = await ctx.work.papers.get(paper_ids)
    cards = await _cards(ctx, CardLookup(paper_ids, kept=kept), "paper-looking-up")
    if len(papers) == len(paper_ids):
        return [Reply(cards)]
    key = f"papers-{uuid4().hex}"
    await ctx.later(LOOKUP.name, CardLookup(paper_ids, key, kept))
    return [Reply(cards, key=key)]


async def look_up(ctx: Context, paper_id: str) -> None:
    """Queue a lookup of a paper's metadata for the next time it is shown."""
    await ctx.later(LOOKUP.name, CardLookup((paper_id,)))


async def _cards(ctx: Context, wanted: CardLookup, absent: str) -> Message:
    """``absent`` is the sentence about a paper whose metadata is not stored."""
    papers = await ctx.work.papers.get(wanted.paper_ids)
    signals = await ctx.work.community.of(ctx.space, wanted.paper_ids)
    known = await known_lines(ctx, wanted.paper_ids)
    blocks: list[Block] = []
    for paper_id in wanted.paper_ids:
        blocks.append(_card(ctx, paper_id, papers.get(paper_id), absent))
        if paper_id in signals:
            blocks.append(_community_line(ctx, signals[paper_id]))
        blocks += known[paper_id]
    return message(blocks, Buttons((keep_button(wanted.kept, ctx),)) if wanted.kept is not None else None)


def _card(ctx: Context, paper_id: str, paper: Paper | None, absent: str) -> Block:
    if paper is None:
        return ctx.say(absent, paper=paper_link(paper_id, ctx))
    return paper_card(paper, ctx, buttons=paper_buttons(paper, ctx))


def _community_line(ctx: Context, signals: Sequence[CommunitySignal]) -> Paragraph:
    """Upvotes, citations and the like, each linked to its page."""
    inlines: list[Inline] = []
    for signal in signals:
        key, data = signal.sentence
        inlines += [Text(" · "), Link(ctx.language.text(key, **data), signal.url)]
    return Paragraph(tuple(inlines[1:]))


async def _fetch(sources: Sources, wanted: CardLookup) -> Mapping[str, Paper]:
    return await sources.papers.lookup(wanted.paper_ids)


async def _found(ctx: Context, wanted: CardLookup, papers: Mapping[str, Paper]) -> Replies:
    await ctx.work.papers.put(papers.values(), ctx.now)
    return await _replace(ctx, wanted, "paper-unknown")


async def _unreachable(ctx: Context, wanted: CardLookup, _: PaperboyError) -> Replies:
    return await _replace(ctx, wanted, "paper-unreachable")


async def _replace(ctx: Context, wanted: CardLookup, absent: str) -> Replies:
    return [Reply(await _cards(ctx, wanted, absent), edits=wanted.reply)] if wanted.reply else []


LOOKUP = JobKind("paper.lookup", CardLookup, _fetch, _found, _unreachable)
