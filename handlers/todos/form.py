"""Adding a to-do in a form or, on platforms without forms, by answering a question."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bot.core.commands import Action, Dialogue, Field, Form, FormView, Replies, nothing
from bot.core.context import Context
from bot.core.errors import FieldError, PersonError
from bot.core.messages import Reply, message
from bot.core.parsing import shorten
from handlers.todos.add import add
from handlers.todos.destination import Destination, section_name
from handlers.todos.drafts import TodoDraft, parse_drafts
from handlers.todos.due import due_date
from handlers.todos.find import sections

PRIORITIES = ("", "!", "!!", "!!!")
SECTIONS_NAMED = 5


async def _ask(ctx: Context, _: None) -> Replies:
    await ctx.work.dialogues.open(ctx.space, ctx.actor, DIALOGUE.name, "", ctx.now)
    return [Reply(message(ctx.say("todo-ask")), private=True, asks=True)]


async def _answer(ctx: Context, _: str, text: str) -> Replies:
    drafts = parse_drafts(text)
    await ctx.work.dialogues.close(ctx.space, ctx.actor)
    return await add(ctx, drafts)


async def _open(ctx: Context, _: str) -> FormView:
    known = ", ".join(shorten(section.text) for section in (await sections(ctx))[:SECTIONS_NAMED])
    say = ctx.language.text
    named = say("form-todo-sections", names=known) if known else ""
    return FormView(
        say("form-todo-title"),
        (
            Field("text", say("form-todo-text"), hint=say("form-todo-text-hint")),
            Field("section", say("form-todo-section"), hint=named, optional=True),
            Field("due", say("form-todo-due"), hint=say("form-todo-due-hint"), optional=True),
            Field("priority", say("form-todo-priority"), value="0", choices=_priorities(ctx)),
        ),
        say("form-add"),
    )


def _priorities(ctx: Context) -> tuple[tuple[str, str], ...]:
    none = ctx.language.text("form-todo-priority-none")
    return tuple((str(priority), marks or none) for priority, marks in enumerate(PRIORITIES))


async def _submit(ctx: Context, _: str, values: Mapping[str, str]) -> Replies:
    text, section, due, priority = (values.get(name, "").strip() for name in ("text", "section", "due", "priority"))
    if not text:
        raise FieldError("text", "form-todo-text-missing")
    with _at_field("due"):
        if due:
            due_date(due, ctx.today)
    with _at_field("section"):
        destination = Destination(section=section_name(section)) if section else None
    marked = int(priority) if priority in {"1", "2", "3"} else 0
    return await add(ctx, (TodoDraft(text, destination=destination, due=due, priority=marked),))


@contextmanager
def _at_field(name: str) -> Iterator[None]:
    """Show a person's mistake at the field that it was made in."""
    try:
        yield
    except PersonError as error:
        raise FieldError(name, error.key, **error.data) from error


DIALOGUE = Dialogue("todo", _answer)
TODO = Form("todo", _open, _submit)
FORM = Action("todo.form", nothing, _ask, form=TODO.name, for_one=True)
