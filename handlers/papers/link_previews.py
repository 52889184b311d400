"""Papers beside the links to them that people post, on platforms that have room there."""

from collections.abc import Mapping, Sequence

from bot.core.context import Context
from bot.core.messages import Message, message
from bot.core.model.papers import Paper
from handlers.papers.buttons import paper_links
from handlers.papers.paper import is_withdrawn
from handlers.papers.view import paper_card


async def preview(ctx: Context, paper_ids: Sequence[str]) -> Mapping[str, Message]:
    """The papers of the library, by id. Without buttons: Paperboy need not be where the link was posted."""
    papers = await ctx.work.papers.get(paper_ids)
    return {paper_id: _shown(ctx, paper) for paper_id, paper in papers.items()}


def _shown(ctx: Context, paper: Paper) -> Message:
    return message(
        ctx.say("paper-withdrawn") if is_withdrawn(paper) else None,
        paper_card(paper, ctx, gist=ctx.services.gist(paper.abstract, paper.title), links=paper_links(paper, ctx)),
    )
