"""Papers next to the links to them that people post, on platforms that show previews."""

from collections.abc import Mapping, Sequence

from bot.core.context import Context
from bot.core.messages import Message, message
from bot.core.model.papers import Paper
from handlers.papers.buttons import paper_links
from handlers.papers.view import paper_card
from handlers.papers.withdrawn import is_withdrawn


async def preview(ctx: Context, paper_ids: Sequence[str]) -> Mapping[str, Message]:
    """The stored papers by id. Their previews have no buttons, because Paperboy need not be in that conversation."""
    papers = await ctx.work.papers.get(paper_ids)
    return {paper_id: _shown(ctx, paper) for paper_id, paper in papers.items()}


def _shown(ctx: Context, paper: Paper) -> Message:
    return message(
        ctx.say("paper-withdrawn") if is_withdrawn(paper) else None,
        paper_card(paper, ctx, gist=ctx.services.gist(paper.abstract, paper.title), links=paper_links(paper, ctx)),
    )
