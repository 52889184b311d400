"""How a review looks: the announcements of the week, what was done in it, and what to read now."""

from collections.abc import Mapping, Sequence

from bot.core.context import Context
from bot.core.identity import ConversationKind
from bot.core.messages import Block, Buttons, Code, Italic, Items, ListItem, Message, Paragraph, Text, message
from bot.core.model.notes import Note
from bot.core.model.papers import Paper
from bot.core.model.todos import Todo
from handlers.notes.view import note_item
from handlers.papers.buttons import NOTE
from handlers.review.reading import ReadingSuggestion
from handlers.review.streak import days_in_a_row, weeks_in_a_row
from handlers.review.week import Week
from handlers.todos.done import DONE
from handlers.todos.view import is_overdue, todo_item

SHOWN = 15
"""Notes and to-dos that are listed; for the rest the review gives their number, and how to see them."""
STREAK = 2
"""The shortest streak that is mentioned, in days or weeks."""


def review_page(ctx: Context, week: Week, reading: Sequence[ReadingSuggestion], *, asking: bool = False) -> Message:
    """``reading`` is what to read now. With ``asking``, arXiv is being asked for the late announcements."""
    if week.is_empty:
        return message(ctx.say("review-empty", first=week.first, last=week.last))
    return message(
        ctx.heading("review-heading", first=week.first, last=week.last),
        _streak(ctx, week),
        _announced(ctx, week, asking=asking),
        _noted(ctx, week),
        _listed(ctx, "review-done", week.done, week.papers),
        _listed(ctx, "review-added", week.added, week.papers),
        None if week.has_activity else ctx.say("review-nothing-done"),
        _pending(ctx, week, reading),
    )


def _streak(ctx: Context, week: Week) -> Block | None:
    """A streak of days, or else of weeks, or nothing: a review does not mention what was not done."""
    today = min(week.last, ctx.today)
    days, weeks = days_in_a_row(week.active, today), weeks_in_a_row(week.active, today)
    if days >= STREAK:
        return ctx.say("review-streak-days", days=days)
    return ctx.say("review-streak-weeks", weeks=weeks) if weeks >= STREAK else None


def _announced(ctx: Context, week: Week, *, asking: bool) -> list[Block]:
    if not (week.announced or week.late):
        return []
    items = tuple(
        ListItem(ctx.words("review-category", category=Code(category), new=new, cross=cross))
        for category, (new, cross) in week.announced.items()
    )
    return [
        ctx.heading("review-announced"),
        *([Items(items)] if items else []),
        *([ctx.say("review-shown", count=week.shown)] if week.shown else []),
        *([_late(ctx, week, asking=asking)] if week.late else []),
    ]


def _late(ctx: Context, week: Week, *, asking: bool) -> Block:
    categories = ", ".join(dict.fromkeys(category for category, _ in week.late))
    if asking:
        return ctx.say("review-asking", categories=categories)
    days = ", ".join(ctx.language.date(on) for on in sorted({on for _, on in week.late}))
    return ctx.say("review-late", categories=categories, days=days)


def _noted(ctx: Context, week: Week) -> list[Block]:
    if not week.notes:
        return []
    shown, hidden = week.notes[:SHOWN], week.notes[SHOWN:]
    blocks: list[Block] = [
        ctx.heading("review-noted", count=len(week.notes)),
        Items(tuple(_note(ctx, note, note_item(note, ctx, week.papers.get(note.paper_id))) for note in shown)),
    ]
    if hidden:
        blocks.append(ctx.say("review-more-notes", count=len(hidden), month=f"{hidden[0].written_on:%Y-%m}"))
    return blocks


def _note(ctx: Context, note: Note, line: ListItem) -> ListItem:
    """A note's line; in a group, with its author."""
    if ctx.space.kind is ConversationKind.PRIVATE:
        return line
    return ListItem((*line.content, Text(f" · {note.author}")), marker=line.marker)


def _listed(ctx: Context, key: str, todos: Sequence[Todo], papers: Mapping[str, Paper]) -> list[Block]:
    if not todos:
        return []
    shown, hidden = todos[:SHOWN], todos[SHOWN:]
    blocks: list[Block] = [
        ctx.heading(key, count=len(todos)),
        Items(tuple(todo_item(todo, papers, ctx) for todo in shown)),
    ]
    return [*blocks, ctx.say("review-more-todos", count=len(hidden))] if hidden else blocks


def _pending(ctx: Context, week: Week, reading: Sequence[ReadingSuggestion]) -> list[Block]:
    """The number of pending to-dos, and those to begin with."""
    if not week.pending:
        return []
    overdue = sum(is_overdue(todo, ctx.today) for todo in week.pending)
    blocks: list[Block] = [
        ctx.heading("review-pending", count=len(week.pending)),
        ctx.say("review-overdue", overdue=overdue),
        ctx.heading("review-worth"),
    ]
    for each in reading:
        blocks += [Items((todo_item(each.todo, week.papers, ctx),)), _why(ctx, each), _buttons(ctx, each.todo)]
    return blocks


def _why(ctx: Context, suggestion: ReadingSuggestion) -> Paragraph:
    """The reasons of the ranking, and the age. A due date or a priority is in the to-do's own line."""
    since = ctx.language.text("review-since", since=ctx.space.date_of(suggestion.todo.created_at))
    return Paragraph((Italic(" · ".join((*suggestion.reasons, since))),))


def _buttons(ctx: Context, todo: Todo) -> Buttons:
    """Labels have the number, because some platforms show the buttons of several to-dos together."""
    done = ctx.button("review-button-done", DONE.encode(todo.number), number=todo.number)
    if not todo.paper_id:
        return Buttons((done,))
    return Buttons((done, ctx.button("review-button-note", NOTE.encode(todo.paper_id), number=todo.number)))
