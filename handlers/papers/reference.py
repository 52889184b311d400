"""A paper that a person or a button names by its id."""

from collections.abc import Iterable, Mapping

from bot.core.context import Context
from bot.core.errors import UsageError
from bot.core.model.digests import PaperSignal
from bot.core.model.notes import Note
from bot.core.model.papers import Paper
from bot.core.model.todos import Todo
from bot.core.parsing import shorten
from papers.arxiv.identifiers import parse_paper_id


def parse_paper(text: str) -> str:
    """The versionless id of the one paper that ``text`` names. Raises ``UsageError`` for anything else."""
    paper = parse_paper_id(text)
    if paper is None:
        raise UsageError("paper-not-an-id" if text.strip() else "paper-expected", text=shorten(text))
    return paper.paper_id


async def papers_of(ctx: Context, entries: Iterable[Note | Todo | PaperSignal]) -> Mapping[str, Paper]:
    """The stored papers that these notes, to-dos or signals are about, by id."""
    return await ctx.work.papers.get({entry.paper_id for entry in entries if entry.paper_id})


async def stored_paper(ctx: Context, paper_id: str) -> Paper | None:
    """The stored metadata of a paper; ``None`` when it is not stored yet, or for an empty id."""
    return (await ctx.work.papers.get([paper_id])).get(paper_id) if paper_id else None
