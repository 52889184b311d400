"""``/export``: everything a space has, as files to keep."""

from collections.abc import Callable

from bot.core.commands import Command, Replies
from bot.core.context import Context
from bot.core.errors import UsageError
from bot.core.messages import Document, Reply, message
from bot.core.model.todos import TodoKind
from bot.core.parsing import shorten
from handlers.export.as_json import as_json
from handlers.export.as_markdown import as_markdown
from handlers.export.everything import Everything, everything_in


def parse_format(text: str) -> tuple[str, ...]:
    """Read the name of a format; without one, both."""
    word = text.strip().lower()
    if not word:
        return tuple(_WRITERS)
    chosen = {"markdown": "markdown", "md": "markdown", "json": "json"}.get(word)
    if chosen is None:
        raise UsageError("export-format-unknown", text=shorten(text))
    return (chosen,)


async def export(ctx: Context, formats: tuple[str, ...]) -> Replies:
    everything = await everything_in(ctx)
    items = sum(todo.kind is TodoKind.ITEM for todo in everything.todos)
    notes, subscriptions = len(everything.notes), len(everything.subscriptions)
    counts = ctx.say("export-ready", notes=notes, todos=items, subscriptions=subscriptions)
    return [Reply(message(counts, [_WRITERS[name](ctx, everything) for name in formats]))]


def _markdown(ctx: Context, everything: Everything) -> Document:
    return Document(f"paperboy-{ctx.today}.md", "text/markdown", as_markdown(everything, ctx.language))


def _json(ctx: Context, everything: Everything) -> Document:
    return Document(f"paperboy-{ctx.today}.json", "application/json", as_json(everything))


_WRITERS: dict[str, Callable[[Context, Everything], Document]] = {"markdown": _markdown, "json": _json}

COMMAND = Command(
    name="export",
    parse=parse_format,
    handle=export,
    usage="[markdown | json]",
    examples=("/export markdown", "/export json", "/export"),
    for_one=True,
)
