"""A paper with its abstract and everything else arXiv says about it."""

from collections.abc import Sequence

from bot.core.commands import Action, Replies
from bot.core.context import Context
from bot.core.messages import Buttons, Heading, Link, Message, Paragraph, Reply, Row, Table, Text, message
from bot.core.model.papers import Paper
from handlers.papers.buttons import ABSTRACT, paper_buttons
from handlers.papers.cards import show_papers
from handlers.papers.opinions import opened
from handlers.papers.reference import parse_paper, stored_paper
from handlers.papers.withdrawn import is_withdrawn


async def show_abstract(ctx: Context, paper_id: str) -> Replies:
    """The paper in full or, while its metadata is not stored, its card."""
    await opened(ctx, (paper_id,))
    paper = await stored_paper(ctx, paper_id)
    if paper is None:
        return await show_papers(ctx, (paper_id,))
    return [Reply(_in_full(paper, ctx))]


def _in_full(paper: Paper, ctx: Context) -> Message:
    return message(
        Heading((Link(ctx.services.readable(paper.title), paper.url),)),
        ctx.say("paper-withdrawn") if is_withdrawn(paper) else None,
        Table(tuple(_rows(paper, ctx))),
        Paragraph((Text(ctx.services.readable(paper.abstract)),)),
        Buttons(paper_buttons(paper, ctx, in_full=True)),
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
    """The date and number of the latest version; empty for a paper with one version."""
    if paper.updated is None or paper.version < 2:
        return ""
    return f"{ctx.language.date(paper.updated.date())} (v{paper.version})"


SHOW = Action(ABSTRACT.name, parse_paper, show_abstract, for_one=True)
