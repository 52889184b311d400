"""Everything a space has, to be exported."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.context import Context
from bot.core.model.digests import PaperSignal, Subscription
from bot.core.model.notes import Attached, Note
from bot.core.model.spaces import Space
from bot.core.model.todos import Todo
from handlers.papers.reference import papers_of
from handlers.todos.view import EVERY_STATE

IMPORTED_FORMATS = ("papers-weekly",)
"""Formats whose imported files are kept. They belong to the person as much as what was made of them."""


@dataclass(frozen=True, slots=True)
class Everything:
    """The data of one space at ``exported_at``.

    ``files`` are kept with notes, by the row id of the note. ``opinions`` are people's signals about papers,
    ``preferences`` the weights of subjects, ``titles`` the titles of all papers named anywhere. ``imported`` has the
    imported files by format.
    """

    space: Space
    exported_at: datetime
    notes: Sequence[Note]
    files: Mapping[int, Sequence[Attached]]
    todos: Sequence[Todo]
    subscriptions: Sequence[Subscription]
    opinions: Sequence[PaperSignal]
    preferences: Mapping[str, float]
    titles: Mapping[str, str]
    imported: Mapping[str, str]


async def everything_in(ctx: Context) -> Everything:
    work, space = ctx.work, ctx.space
    notes = await work.notes.everything(space)
    todos = await work.todos.of_space(space, EVERY_STATE)
    opinions = sorted(await work.digests.signals(space), key=lambda each: (each.paper_id, each.signal))
    papers = await papers_of(ctx, (*notes, *todos, *opinions))
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
