"""``/forget me`` and ``/forget group``: delete everything of a conversation, once the person has confirmed it."""

from bot.core.commands import Action, Command, Replies, nothing
from bot.core.context import Context
from bot.core.errors import PersonError, UsageError
from bot.core.identity import ConversationKind
from bot.core.messages import Buttons, Reply, message
from bot.core.model.notes import NoteFilter
from bot.core.model.rights import Right
from bot.core.model.todos import TodoKind
from bot.core.parsing import parse_number, shorten
from handlers.todos.view import EVERY_STATE

VALID_FOR = 60
"""Minutes during which the button deletes. An older one, pressed by accident, asks again."""


def parse_confirmation(text: str) -> bool:
    """Return whether ``yes`` follows; raise ``UsageError`` for any other word."""
    word = text.strip().lower()
    if word not in {"", "yes"}:
        raise UsageError("forget-unclear", text=shorten(text))
    return bool(word)


async def explain(ctx: Context, _: None) -> Replies:
    return [Reply(message(ctx.say("forget-what")), private=True)]


async def forget_me(ctx: Context, confirmed: bool) -> Replies:
    if ctx.space.kind is not ConversationKind.PRIVATE:
        raise PersonError("forget-group")
    if not confirmed:
        return await _ask(ctx, "forget-ask", "forget-ask-how", CONFIRM)
    # The last answer still arrives: it is queued after the deletion, and the outbox only needs an address.
    await ctx.work.spaces.forget(ctx.space)
    return [Reply(message(ctx.say("forget-done")))]


async def forget_group(ctx: Context, confirmed: bool) -> Replies:
    """Delete what a group or channel keeps; an administrator does it, and all can read who."""
    if ctx.space.kind is ConversationKind.PRIVATE:
        return [Reply(message(ctx.say("forget-private")), private=True)]
    if not confirmed:
        return await _ask(ctx, "forget-ask-group", "forget-ask-group-how", CONFIRM_GROUP)
    await ctx.work.spaces.forget(ctx.space)
    return [Reply(message(ctx.say("forget-done-group", name=ctx.actor.name)))]


async def _ask(ctx: Context, what: str, how: str, action: Action[int]) -> Replies:
    """Say what would be deleted, and ask."""
    notes = await ctx.work.notes.page(ctx.space, NoteFilter(), 0, 1)
    todos = sum(todo.kind is TodoKind.ITEM for todo in await ctx.work.todos.of_space(ctx.space, EVERY_STATE))
    subscriptions = await ctx.work.subscriptions.of_space(ctx.space)
    shown = message(
        ctx.say(what, notes=notes.total, todos=todos, subscriptions=len(subscriptions)),
        ctx.say(how),
        Buttons((ctx.button("forget-button", action.encode(_minutes(ctx))),)),
    )
    return [Reply(shown, private=True)]


def _minutes(ctx: Context) -> int:
    """The current time in minutes since 1970."""
    return int(ctx.now.timestamp()) // 60


async def confirm(ctx: Context, asked_at: int) -> Replies:
    """Delete, if the question was asked not long ago: ``asked_at`` is in minutes since 1970."""
    return await forget_me(ctx, _is_recent(ctx, asked_at))


async def confirm_group(ctx: Context, asked_at: int) -> Replies:
    return await forget_group(ctx, _is_recent(ctx, asked_at))


def _is_recent(ctx: Context, asked_at: int) -> bool:
    return 0 <= _minutes(ctx) - asked_at <= VALID_FOR


CONFIRM = Action("forget.me", parse_number, confirm, in_place=True)
CONFIRM_GROUP = Action("forget.group", parse_number, confirm_group, needs=Right.ADMINISTRATOR, in_place=True)

COMMAND = Command(
    name="forget",
    parse=nothing,
    handle=explain,
    usage="me | group",
    examples=("/forget", "/forget me"),
    subcommands=(
        Command(
            name="me",
            parse=parse_confirmation,
            handle=forget_me,
            usage="[yes]",
            examples=("/forget me", "/forget me yes"),
        ),
        Command(
            name="group",
            parse=parse_confirmation,
            handle=forget_group,
            usage="[yes]",
            examples=("/forget group", "/forget group yes"),
            needs=Right.ADMINISTRATOR,
        ),
    ),
    actions=(CONFIRM, CONFIRM_GROUP),
)
