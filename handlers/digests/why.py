"""``/digest why``: the terms of a paper's score, in words."""

import re
from dataclasses import dataclass
from typing import Any

from bot.core.commands import Action, Command, Replies
from bot.core.context import Context
from bot.core.errors import PersonError, UsageError
from bot.core.messages import Block, Items, ListItem, Reply, Text, message
from bot.core.model.digests import Pick, Term
from bot.core.parsing import parse_number, shorten
from bot.core.subjects import Subject, papers_in
from handlers.papers.reference import stored_paper
from handlers.papers.view import TITLE_SHOWN, paper_link
from papers.arxiv.identifiers import parse_paper_id

DIFFERENT = "term-different"
"""The term that says a paper is something different; it adds nothing to the score."""
SMALL = 10
"""Terms of less than this many hundredths of a point share one line."""

ALSO = ("为什么", "왜")
_REPLY = re.compile(rf"(?:why|{'|'.join(ALSO)})\s*#?(\d{{0,3}})\s*[?？]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WhyRequest:
    """A paper by its id or its rank. With neither, it is the one paper of the message that is replied to."""

    paper_id: str = ""
    rank: int = 0


def parse_why(text: str) -> WhyRequest:
    """Read ``3``, ``#3`` or ``2506.12345``; raise ``UsageError`` for anything else."""
    text = text.strip().rstrip("?？")
    if not text:
        return WhyRequest()
    paper = parse_paper_id(text)
    return WhyRequest(paper_id=paper.paper_id) if paper else WhyRequest(rank=parse_number(text))


def why_reply(text: str) -> WhyRequest | None:
    """Read a reply that is ``why?`` or ``why 3`` and nothing else; ``None`` for any other."""
    match = _REPLY.fullmatch(text.strip())
    return WhyRequest(rank=int(match[1] or 0)) if match else None


async def why(ctx: Context, request: WhyRequest) -> Replies:
    paper_id = request.paper_id or await _paper_ranked(ctx, request.rank)
    pick = await ctx.work.digests.pick(ctx.space, paper_id)
    paper = paper_link(paper_id, ctx, await stored_paper(ctx, paper_id))
    if pick is None:
        raise PersonError("why-not-shown", paper=paper.text)
    if not pick.terms:
        return [Reply(message(ctx.say("why-untold", paper=paper)), private=True, about=(Subject.paper(paper_id),))]
    heading = ctx.heading("why-heading", paper=paper, rank=pick.rank)
    return [Reply(message(heading, *_explained(ctx, pick)), private=True, about=(Subject.paper(paper_id),))]


async def _paper_ranked(ctx: Context, rank: int) -> str:
    """The paper of this rank in the digest that is replied to, or else in the space's last digest."""
    about = await ctx.work.subjects.of(ctx.place, ctx.answers) if ctx.answers else ()
    shown = papers_in(about)
    if len(shown) == 1:
        return shown[0]
    shown = shown or [pick.paper_id for pick in await ctx.work.digests.latest(ctx.space)]
    if not shown:
        raise PersonError("why-no-digest")
    if not rank:
        raise UsageError("why-what")
    if rank > len(shown):
        raise PersonError("why-no-rank", count=len(shown))
    return shown[rank - 1]


def _explained(ctx: Context, pick: Pick) -> list[Block]:
    """Rounded to hundredths of a point before they are added, so that the terms shown add up to the score shown."""
    values = [(round(term.value * 100), term) for term in pick.terms if term.name != DIFFERENT]
    small = [value for value, _ in values if abs(value) < SMALL]
    listed = values if len(small) == 1 else [each for each in values if abs(each[0]) >= SMALL]
    lines = [ListItem((Text(f"{_points(value)} · {_sentence(ctx, term)}"),)) for value, term in listed]
    if len(small) > 1:
        rest = ctx.language.text("why-rest", count=len(small))
        lines.append(ListItem((Text(f"{_points(sum(small))} · {rest}"),)))
    score = ctx.say("why-score", score=_points(sum(value for value, _ in values)).removeprefix("+"))
    different = [ctx.say(DIFFERENT)] if len(values) < len(pick.terms) else []
    return [*different, score, Items(tuple(lines))]


def _sentence(ctx: Context, term: Term) -> str:
    sign, named = "minus" if term.value < 0 else "plus", "yes" if term.about else "no"
    return ctx.language.text(term.name, sign=sign, named=named, about=shorten(term.about, TITLE_SHOWN))


def _points(hundredths: int) -> str:
    return f"{hundredths / 100:+.2f}".replace("-", "−")


WHY = Action("digest.why", parse_why, why, for_one=True)

COMMAND: Command[Any] = Command(
    name="why",
    also=ALSO,
    parse=parse_why,
    handle=why,
    usage="<rank | paper>",
    examples=("/digest why 3", "/digest why 2506.12345"),
    for_one=True,
)
