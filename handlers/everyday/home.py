"""A person's home page, on platforms that have one: list, latest notes, search, digests, settings."""

from bot.core.context import Context
from bot.core.messages import Block, Buttons, Message, Prompt, message
from bot.core.model.notes import NoteFilter
from bot.core.model.todos import TodoState
from handlers.everyday.settings import CHANGE
from handlers.notes.form import WRITE
from handlers.notes.view import note_items
from handlers.papers.reference import papers_of
from handlers.subscriptions.subscribe import now_buttons, subscription_blocks
from handlers.todos.form import FORM
from handlers.todos.listing import OPEN
from handlers.todos.next import NEXT
from handlers.todos.view import EVERY_STATE, lines_of, todo_blocks

TODOS_SHOWN = 20
NOTES_SHOWN = 5


async def home(ctx: Context) -> Message:
    return message(await _todos(ctx), await _notes(ctx), await _digests(ctx), _settings(ctx))


async def _todos(ctx: Context) -> list[Block]:
    """The open items; ticking a box closes its item."""
    lines = lines_of(await ctx.work.todos.of_space(ctx.space, EVERY_STATE), {TodoState.OPEN})
    shown = lines[:TODOS_SHOWN]
    papers = await papers_of(ctx, [line.todo for line in shown])
    more = len(lines) - len(shown)
    add = ctx.button("todo-button-add", FORM.encode())
    return [
        ctx.heading("home-todos", count=len(lines)),
        *(todo_blocks(shown, papers, ctx, view=OPEN) if shown else [ctx.say("home-no-todos")]),
        *([ctx.say("todo-and-more", count=more)] if more else []),
        Buttons((add, ctx.button("todo-button-next", NEXT.encode(0))) if shown else (add,)),
    ]


async def _notes(ctx: Context) -> list[Block]:
    page = await ctx.work.notes.page(ctx.space, NoteFilter(), 0, NOTES_SHOWN)
    return [
        ctx.heading("home-notes", count=page.total),
        await note_items(ctx, page.notes) if page.notes else ctx.say("home-no-notes"),
        Buttons((ctx.button("home-new-note", WRITE.encode()),)),
        Prompt(ctx.language.text("home-search"), "/search"),
    ]


async def _digests(ctx: Context) -> list[Block]:
    found = await ctx.work.subscriptions.of_space(ctx.space)
    if not found:
        return [ctx.heading("subscriptions-heading"), ctx.say("subscriptions-none")]
    return [*subscription_blocks(ctx, found), Buttons(now_buttons(ctx, found))]


def _settings(ctx: Context) -> list[Block]:
    return [ctx.heading("settings-heading"), Buttons((ctx.button("settings-button-change", CHANGE.encode()),))]
