"""How a paper looks: its title, its authors, a link to it and its card."""

from collections.abc import Sequence

from bot.core.context import Context
from bot.core.messages import Button, Inlines, Link, PaperCard
from bot.core.model.papers import Paper
from bot.core.parsing import shorten

AUTHORS_SHOWN = 3
TITLE_SHOWN = 200
"""Longest title that is shown whole, in characters."""


def paper_card(
    paper: Paper,
    ctx: Context,
    *,
    gist: str = "",
    reasons: Sequence[str] = (),
    rank: int = 0,
    announced: str = "",
    buttons: Sequence[Button] = (),
    links: Inlines = (),
    abstract: str = "",
    unfold: Button | None = None,
) -> PaperCard:
    """A paper as a card. The caller chooses its ``buttons`` and ``links`` (see :mod:`handlers.papers.buttons`)."""
    return PaperCard(
        title=paper_title(paper, ctx),
        url=paper.url,
        authors=shortened_authors(paper.authors, ctx),
        categories=paper.categories,
        gist=gist,
        reasons=tuple(reasons),
        rank=rank,
        announced=announced,
        buttons=tuple(buttons),
        paper_id=paper.paper_id,
        links=links,
        abstract=abstract,
        unfold=unfold,
    )


def shortened_authors(authors: Sequence[str], ctx: Context) -> str:
    """The first :data:`AUTHORS_SHOWN` names, followed by the number of authors when there are more."""
    names = ", ".join(authors[:AUTHORS_SHOWN])
    if len(authors) <= AUTHORS_SHOWN:
        return names
    return ctx.language.text("authors-more", names=names, count=len(authors))


def paper_title(paper: Paper, ctx: Context) -> str:
    """The title on one line, with its LaTeX as Unicode and at most :data:`TITLE_SHOWN` characters."""
    return shorten(ctx.services.readable(paper.title), TITLE_SHOWN)


def paper_link(paper_id: str, ctx: Context, paper: Paper | None = None) -> Link:
    """A link named after the paper's title, or after its id while the title is not known."""
    name = paper_title(paper, ctx) if paper else f"arXiv:{paper_id}"
    return Link(name, f"https://arxiv.org/abs/{paper_id}")
