"""``/export``: everything that is the space's, as files to keep."""

from collections.abc import Callable
from typing import Any

from bot.core.commands import Command, Replies
from bot.core.context import Context
from bot.core.errors import UsageError
from bot.core.messages import Document, Reply, message
from bot.core.model.todos import TodoKind
from bot.core.parsing import shorten
from handlers.export.everything import Everything, everything_to_json
from handlers.export.markdown import to_markdown
from handlers.todos.view import EVERY_STATE

IMPORTED_FORMATS = ("papers-weekly",)
"""Formats whose imported files are kept whole, and belong to the person as much as what was made of them."""


def parse_format(text: str) -> tuple[str, ...]:
    """The formats wanted; both when none is named."""
    word = text.strip().lower()
    if not word:
        return tuple(_WRITERS)
    chosen = {"markdown": "markdown", "md": "markdown", "json": "json"}.get(word)
    if chosen is None:
        raise UsageError("export-format-unknown", text=shorten(text))
    return (chosen,)


async def export(ctx: Context, formats: tuple[str, ...]) -> Replies:
    everything = await _everything(ctx)
    items = sum(todo.kind is TodoKind.ITEM for todo in everything.todos)
    counts = ctx.say(
        "export-ready",
        notes=len(everything.notes),
        todos=items,
        subscriptions=len(everything.subscriptions),
    )
    return [Reply(message(counts, [_WRITERS[name](ctx, everything) for name in formats]))]


async def _everything(ctx: Context) -> Everything:
    work, space = ctx.work, ctx.space
    notes = await work.notes.everything(space)
    todos = await work.todos.of_space(space, EVERY_STATE)
    opinions = sorted(await work.digests.signals(space), key=lambda each: (each.paper_id, each.signal))
    named = {note.paper_id for note in notes} | {todo.paper_id for todo in todos}
    named |= {opinion.paper_id for opinion in opinions}
    papers = await work.papers.get(named - {""})
    imported = {name: "".join(part.raw for part in await work.documents.get(space, name)) for name in IMPORTED_FORMATS}
    return Everything(
        space=space,
        exported_at=ctx.now,
        notes=notes,
        files=await work.notes.all_attachments(space),
        todos=todos,
        subscriptions=await work.subscriptions.of_space(space),
        opinions=opinions,
        preferences=await work.preferences.of(space),
        titles={paper_id: paper.title for paper_id, paper in papers.items()},
        imported={name: text for name, text in imported.items() if text},
    )


def _markdown(ctx: Context, everything: Everything) -> Document:
    return Document(f"paperboy-{ctx.today}.md", "text/markdown", to_markdown(everything, ctx.language))


def _json(ctx: Context, everything: Everything) -> Document:
    return Document(f"paperboy-{ctx.today}.json", "application/json", everything_to_json(everything))


_WRITERS: dict[str, Callable[[Context, Everything], Document]] = {"markdown": _markdown, "json": _json}

COMMANDS: tuple[Command[Any], ...] = (
    Command(
        name="export",
        parse=parse_format,
        handle=export,
        usage="[markdown | json]",
        examples=("/export markdown", "/export json", "/export"),
    ),
)
