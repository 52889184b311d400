"""A week: what was announced, noted, done and put on the list, and what is still pending."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.core.context import Context
from bot.core.model.notes import Note
from bot.core.model.papers import AnnounceType, Paper
from bot.core.model.reviews import ReviewOrder
from bot.core.model.todos import Todo, TodoKind, TodoState
from handlers.digests.late import is_late
from handlers.digests.ledger import AnnouncementKey, LedgerLines, ledger_lines
from handlers.todos.view import EVERY_STATE


@dataclass(frozen=True, slots=True)
class Week:
    """``first`` and ``last`` are local dates. Notes and to-dos have the latest first.

    ``announced`` maps each category to its numbers of new papers and cross-lists, if it had any; ``shown`` counts the
    papers of these announcements that digests showed; ``late`` announcements are not known yet. ``added`` are to-dos
    still open. ``active`` are the days, of any week, on which something was noted or ticked off. ``papers`` are the
    known ones that notes and to-dos name.
    """

    first: date
    last: date
    announced: Mapping[str, tuple[int, int]]
    shown: int
    late: Sequence[AnnouncementKey]
    notes: Sequence[Note]
    done: Sequence[Todo]
    added: Sequence[Todo]
    pending: Sequence[Todo]
    active: Collection[date]
    papers: Mapping[str, Paper]

    @property
    def has_activity(self) -> bool:
        return bool(self.notes or self.done or self.added)

    @property
    def is_empty(self) -> bool:
        return not (self.has_activity or self.announced or self.late or self.pending)


async def week_of(ctx: Context, order: ReviewOrder) -> Week:
    lines = await ledger_lines(ctx, order.interests.categories, order.dates)
    todos = [each for each in await ctx.work.todos.of_space(ctx.space, EVERY_STATE) if each.kind is TodoKind.ITEM]
    imported = await ctx.work.documents.imported_todos(ctx.space)
    done = {each: _done_at(each) for each in todos if _was_done_here(each, imported)}
    pending = [each for each in todos if each.state is TodoState.OPEN]
    notes = await _notes(ctx, order)
    done_now = sorted((each for each, at in done.items() if _is_in(order, at)), key=_done_at, reverse=True)
    return Week(
        first=ctx.space.date_of(order.start),
        last=ctx.space.date_of(order.end - timedelta.resolution),
        announced=_announced(order, lines),
        shown=await ctx.work.digests.number_shown(ctx.space, order.dates[0], order.dates[-1]) if order.dates else 0,
        late=[key for key in _keys(order) if is_late(lines.get(key))],
        notes=notes,
        done=done_now,
        added=sorted(
            (each for each in pending if each.id not in imported and _is_in(order, each.created_at)),
            key=lambda each: (each.created_at, each.number),
            reverse=True,
        ),
        pending=pending,
        active={*await ctx.work.notes.days(ctx.space), *(ctx.space.date_of(at) for at in done.values())},
        papers=await _papers(ctx, [*notes, *done_now, *pending]),
    )


async def _papers(ctx: Context, about: Iterable[Note | Todo]) -> Mapping[str, Paper]:
    paper_ids = {each.paper_id for each in about if each.paper_id}
    return await ctx.work.papers.get(paper_ids) if paper_ids else {}


def _keys(order: ReviewOrder) -> list[AnnouncementKey]:
    """The announcements of the week, category by category."""
    return [(category, on) for category in order.interests.categories for on in order.dates]


def _announced(order: ReviewOrder, lines: LedgerLines) -> Mapping[str, tuple[int, int]]:
    new, cross = Counter[str](), Counter[str]()
    for line in lines.values():
        new[line.category] += line.number(AnnounceType.NEW)
        cross[line.category] += line.number(AnnounceType.CROSS)
    categories = order.interests.categories
    return {each: (new[each], cross[each]) for each in categories if new[each] or cross[each]}


async def _notes(ctx: Context, order: ReviewOrder) -> Sequence[Note]:
    """The notes dated in the week. On the day the review is sent, notes filed before it count."""
    first, last = ctx.space.date_of(order.start), ctx.space.date_of(order.end)
    found = await ctx.work.notes.written_on(ctx.space, first, last)
    return [note for note in found if _is_in(order, _written_at(ctx, note))]


def _written_at(ctx: Context, note: Note) -> datetime:
    """The time it was filed, or the start of the day it is dated, if that is another day."""
    if ctx.space.date_of(note.created_at) == note.written_on:
        return note.created_at
    return datetime.combine(note.written_on, time(), ctx.space.zone)


def _was_done_here(todo: Todo, imported: Mapping[int, str]) -> bool:
    """Return whether it was done in this space, not before it was imported with a log."""
    return todo.state is TodoState.DONE and imported.get(todo.id) != TodoState.DONE


def _done_at(todo: Todo) -> datetime:
    return todo.closed_at or todo.created_at


def _is_in(order: ReviewOrder, at: datetime) -> bool:
    return order.start <= at < order.end
