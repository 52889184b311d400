"""How papers, notes and pages of a listing look: written once, used by every command that shows them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from bot.core.commands import ACTION_LIMIT
from bot.core.context import Context
from bot.core.errors import PersonError
from bot.core.messages import Bold, Button, Buttons, Code, Inline, Inlines, Link, ListItem, PaperCard, Paragraph, Text
from bot.core.model.notes import Note
from bot.core.model.papers import LinkKind, Paper
from bot.core.parsing import shorten
from papers.arxiv.identifiers import parse_paper_id

AUTHORS_SHOWN = 3
TITLE_SHOWN = 200
"""Characters of a title in a listing; a longer one is shortened there and nowhere else."""

_LINKS: Mapping[LinkKind, str] = MappingProxyType({
    LinkKind.CODE: "button-code",
    LinkKind.PROJECT: "button-project",
    LinkKind.MODEL: "button-model",
    LinkKind.DATA: "button-data",
})  # fmt: skip

_PLACE = re.compile(r"(\d{1,9})(?::(.*)|@(\d{1,18}))", re.DOTALL)


def to_type(lines: Iterable[str]) -> Paragraph:
    """What one can type, each on a line of its own. As code, because platforms that call a command otherwise say so
    there.
    """
    inlines = [inline for line in lines for inline in (Text("\n"), Code(line))]
    return Paragraph(tuple(inlines[1:]))


def paper_card(
    paper: Paper,
    ctx: Context,
    *,
    gist: str = "",
    reasons: Sequence[str] = (),
    rank: int = 0,
    announced: date | None = None,
    buttons: Sequence[Button] = (),
    links: Inlines = (),
) -> PaperCard:
    """A paper as a card, its authors shortened. ``buttons`` and ``links`` are the caller's: see
    :func:`paper_buttons`, :func:`paper_links`.
    """
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
    )


def shortened_authors(authors: Sequence[str], ctx: Context) -> str:
    """The first three names, and how many there are when there are more."""
    names = ", ".join(authors[:AUTHORS_SHOWN])
    if len(authors) <= AUTHORS_SHOWN:
        return names
    return ctx.language.text("authors-more", names=names, count=len(authors))


def paper_buttons(paper: Paper, ctx: Context) -> tuple[Button, ...]:
    """What one can do with a paper that is shown alone."""
    return (
        note_button(paper.paper_id, ctx),
        todo_button(paper.paper_id, ctx),
        abstract_button(paper, ctx),
        similar_button(paper.paper_id, ctx),
        pdf_button(paper, ctx),
        *link_buttons(paper, ctx),
    )


# The actions are declared in the modules of their commands, which import this one: hence their names here.


def note_button(paper_id: str, ctx: Context) -> Button:
    return ctx.button("button-note", f"paper.note:{paper_id}")


def edit_button(number: int, ctx: Context) -> Button:
    return ctx.button("button-edit", f"note.edit:{number}")


def todo_button(paper_id: str, ctx: Context) -> Button:
    return ctx.button("button-todo", f"todo.paper:{paper_id}")


def similar_button(named: str, ctx: Context) -> Button:
    """``named`` as ``/similar`` reads it."""
    return ctx.button("button-similar", f"similar:{named}")


def abstract_button(paper: Paper, ctx: Context) -> Button:
    return ctx.button("button-abstract", f"paper.abstract:{paper.paper_id}")


def pdf_button(paper: Paper, ctx: Context) -> Button:
    return Button(ctx.language.text("button-pdf"), f"paper.opened:{paper.paper_id}", paper.pdf_url)


def parse_paper(text: str) -> str:
    """The paper a button names."""
    paper = parse_paper_id(text)
    if paper is None:
        raise PersonError("button-stale")
    return paper.paper_id


def link_buttons(paper: Paper, ctx: Context) -> tuple[Button, ...]:
    """To code, project, model, data: at most two, where the authors say where they are."""
    opened = f"paper.opened:{paper.paper_id}"
    return tuple(Button(ctx.language.text(_LINKS[link.kind]), opened, link.url) for link in ctx.services.links(paper))


def paper_links(paper: Paper, ctx: Context) -> Inlines:
    """The same as a line of words, for cards that have no room for more buttons."""
    words = (Link(button.label, button.url) for button in link_buttons(paper, ctx))
    return tuple(each for link in words for each in (Text(" · "), link))[1:]


def paper_title(paper: Paper, ctx: Context) -> str:
    """As people read it: at most :data:`TITLE_SHOWN` characters, its LaTeX as Unicode."""
    return shorten(ctx.services.readable(paper.title), TITLE_SHOWN)


def paper_link(paper_id: str, ctx: Context, paper: Paper | None = None) -> Link:
    """A paper by its title, or by its id while the title is not known."""
    name = paper_title(paper, ctx) if paper else f"arXiv:{paper_id}"
    return Link(name, f"https://arxiv.org/abs/{paper_id}")


def note_title(note: Note, ctx: Context, paper: Paper | None = None) -> Inline:
    """What a note goes by: its title (linked when it is about a paper), or how its text begins."""
    title = shorten(note.title, TITLE_SHOWN)
    if note.paper_id:
        link = paper_link(note.paper_id, ctx, paper)
        is_own = title and not (paper and note.title == paper.title)
        return Link(title if is_own else link.text, link.url)
    return Bold(title) if title else Text(shorten(note.body.lstrip()))


def note_item(note: Note, ctx: Context, paper: Paper | None = None) -> ListItem:
    """A note's line in a listing: number, title, date, tags."""
    return ListItem((note_title(note, ctx, paper), note_facts(note, ctx)), marker=str(note.number))


def note_facts(note: Note, ctx: Context) -> Text:
    """Date and tags, as they stand behind a note's title."""
    return Text(
        "".join(f" · {fact}" for fact in (ctx.language.date(note.written_on), *(f"#{tag}" for tag in note.tags)))
    )


@dataclass(frozen=True, slots=True)
class Place:
    """Where a listing goes on: ``offset`` rows in, of what ``words`` or, behind ``token``, longer words ask for."""

    offset: int
    words: str = ""
    token: int | None = None


def parse_place(text: str) -> Place:
    """The argument of a pager button; raises ``PersonError`` for one that :func:`pager` did not write."""
    match = _PLACE.fullmatch(text)
    if match is None:
        raise PersonError("button-stale")
    return Place(int(match[1]), match[2] or "", int(match[3]) if match[3] else None)


async def recall(ctx: Context, place: Place) -> str:
    """The words a listing was asked with."""
    if place.token is None:
        return place.words
    words = await ctx.work.continuations.get(ctx.space, place.token)
    if words is None:
        raise PersonError("button-stale")
    return words


async def pager(ctx: Context, action: str, words: str, *, offset: int, size: int, total: int) -> Buttons | None:
    """*Previous* and *next* where there is such a page."""
    offsets = {"button-previous": max(0, offset - size), "button-next": offset + size}
    if offset <= 0:
        del offsets["button-previous"]
    if offset + size >= total:
        del offsets["button-next"]
    if not offsets:
        return None
    rest = await _rest(ctx, f"{action}:{max(offsets.values())}", words)
    return Buttons(tuple(ctx.button(key, f"{action}:{at}{rest}") for key, at in offsets.items()))


async def place_action(ctx: Context, action: str, words: str, *, offset: int) -> str:
    """What a button carries that shows one place of a listing."""
    begins = f"{action}:{offset}"
    return begins + await _rest(ctx, begins, words)


async def _rest(ctx: Context, begins: str, words: str) -> str:
    """The words where they fit into a button, or else what they are remembered under."""
    if len(f"{begins}:{words}".encode("utf-8", "surrogatepass")) <= ACTION_LIMIT:
        return f":{words}"
    return f"@{await ctx.work.continuations.put(ctx.space, words, ctx.now)}"
