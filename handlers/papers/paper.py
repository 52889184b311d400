"""``/paper``, and papers named in a text that is neither a command nor an answer."""

from bot.core.commands import Command, Replies, verbatim
from bot.core.context import Context
from bot.core.errors import UsageError
from bot.core.messages import Buttons, Reply, message
from bot.core.parsing import shorten
from handlers.papers import abstract, cards
from handlers.papers.buttons import keep_button
from handlers.papers.opinions import OPENED, opened
from papers.arxiv.identifiers import find_paper_ids, only_paper_ids

CARDS_SHOWN = 10
"""Papers shown per message."""


async def show_named(ctx: Context, text: str) -> Replies:
    """Handle ``/paper``. Raises ``UsageError`` when the text after it names no paper."""
    if not find_paper_ids(text):
        raise UsageError("paper-not-an-id" if text.strip() else "paper-expected", text=shorten(text))
    return await show(ctx, text)


async def show(ctx: Context, text: str) -> Replies:
    """One card per paper named in ``text``, and a button to keep a text that is more than links as a note."""
    found = only_paper_ids(text)
    kept = None if found or not text.strip() else await ctx.work.continuations.put(ctx.space, text, ctx.now)
    found = found or find_paper_ids(text)
    if not found:
        keep = None if kept is None else Buttons((keep_button(kept, ctx),))
        return [Reply(message(ctx.say("text-hint"), keep), private=True)]
    shown = tuple(paper.paper_id for paper in found[:CARDS_SHOWN])
    await opened(ctx, shown)
    replies = await cards.show_papers(ctx, shown, kept)
    if len(found) > CARDS_SHOWN:
        replies.append(Reply(message(ctx.say("papers-bounded", count=len(found), shown=CARDS_SHOWN))))
    return replies


COMMAND = Command(
    name="paper",
    parse=verbatim,
    handle=show_named,
    usage="<arXiv id or link> …",
    examples=("/paper 2312.13286", "/paper https://arxiv.org/abs/astro-ph/0601001 2106.09685"),
    actions=(abstract.SHOW, OPENED),
    jobs=(cards.LOOKUP,),
)
