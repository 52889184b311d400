"""The buttons under papers."""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec.structs import replace

from bot.core.commands import ActionName
from bot.core.context import Context
from bot.core.messages import Button, Inlines, Link, Text
from bot.core.model.papers import LinkKind, Paper

NOTE = ActionName("paper.note")
MORE = ActionName("digest.more")
LESS = ActionName("digest.less")
OPENED = ActionName("paper.opened")
TODO = ActionName("todo.paper")
KEEP = ActionName("note.keep")
SIMILAR = ActionName("similar")
ABSTRACT = ActionName("paper.abstract")
UNFOLD = ActionName("paper.open")

_LINKS: Mapping[LinkKind, str] = MappingProxyType({
    LinkKind.CODE: "button-code",
    LinkKind.PROJECT: "button-project",
    LinkKind.MODEL: "button-model",
    LinkKind.DATA: "button-data",
})  # fmt: skip


def paper_buttons(paper: Paper, ctx: Context, *, in_full: bool = False) -> tuple[Button, ...]:
    """All buttons of a paper that is shown alone; one that is shown ``in_full`` has no button for its abstract."""
    return (
        todo_button(paper.paper_id, ctx),
        note_button(paper.paper_id, ctx),
        *(() if in_full else (abstract_button(paper, ctx),)),
        similar_button(paper.paper_id, ctx),
        pdf_button(paper, ctx),
        *link_buttons(paper, ctx),
    )


def note_button(paper_id: str, ctx: Context) -> Button:
    return ctx.button("button-note", NOTE.encode(paper_id))


def keep_button(token: int, ctx: Context) -> Button:
    """Keep the text under ``token`` as a note."""
    return ctx.button("button-keep", KEEP.encode(token))


def todo_button(paper_id: str, ctx: Context) -> Button:
    return ctx.button("button-todo", TODO.encode(paper_id))


def similar_button(target: str, ctx: Context) -> Button:
    """``target`` is a note, a to-do or a paper as typed after ``/similar``."""
    return ctx.button("button-similar", SIMILAR.encode(target))


def abstract_button(paper: Paper, ctx: Context) -> Button:
    return ctx.button("button-abstract", ABSTRACT.encode(paper.paper_id))


def unfold_button(rank: int, ctx: Context) -> Button:
    return ctx.button("button-abstract", UNFOLD.encode(rank))


def opinion_buttons(paper_id: str, ctx: Context, likes: int = 0, dislikes: int = 0) -> tuple[Button, Button]:
    """Buttons for an opinion, with the number of people who have it."""
    return (
        replace(
            ctx.button("digest-more", MORE.encode(paper_id), count=likes),
            full_label=ctx.language.text("digest-more-in-full"),
            count=likes,
        ),
        replace(
            ctx.button("digest-less", LESS.encode(paper_id), count=dislikes),
            full_label=ctx.language.text("digest-less-in-full"),
            count=dislikes,
        ),
    )


def pdf_button(paper: Paper, ctx: Context) -> Button:
    return Button(ctx.language.text("button-pdf"), OPENED.encode(paper.paper_id), paper.pdf_url)


def link_buttons(paper: Paper, ctx: Context) -> tuple[Button, ...]:
    """At most two buttons, for the code, project page, model or data that the abstract or comment links to."""
    opened = OPENED.encode(paper.paper_id)
    return tuple(Button(ctx.language.text(_LINKS[link.kind]), opened, link.url) for link in ctx.services.links(paper))


def paper_links(paper: Paper, ctx: Context) -> Inlines:
    """The links of :func:`link_buttons` as one line of text, for cards without room for more buttons."""
    words = (Link(button.label, button.url) for button in link_buttons(paper, ctx))
    return tuple(each for link in words for each in (Text(" · "), link))[1:]
