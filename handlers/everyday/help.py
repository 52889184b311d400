"""``/help`` and ``/start``, made from the declarations of the commands."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from bot.core.commands import Command, Replies, nothing, verbatim
from bot.core.context import Context
from bot.core.errors import PersonError
from bot.core.identity import ConversationKind
from bot.core.messages import Block, Buttons, Code, Paragraph, Reply, Row, Table, Text, message
from bot.core.parsing import closest, shorten
from bot.core.ports.commands import Described
from handlers.everyday.settings import language_buttons

_GROUPS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "help-group-reading": ("note", "notes", "todo", "search", "similar", "paper"),
    "help-group-digest": ("digest", "review", "subscribe", "subscriptions", "unsubscribe", "profile", "feeds"),
})  # fmt: skip
"""Commands by purpose. The others are listed under the last heading."""

_REST = "help-group-rest"

FIRST_STEPS = ("/note 2312.13286 Strong in-context learner", "/subscribe cs.CL", "/help")
"""The first commands for a newcomer to type: one to keep, one to receive, one to find out more."""


IN_A_GROUP = ("/note 2312.13286 Strong in-context learner",)
"""What a group's short help shows to type."""


def to_type(lines: Iterable[str]) -> Paragraph:
    """Commands to type, each on its own line. They are code, so that a platform that renames commands can show its
    names.
    """
    inlines = [inline for line in lines for inline in (Text("\n"), Code(line))]
    return Paragraph(tuple(inlines[1:]))


async def show(ctx: Context, text: str) -> Replies:
    words = text.lower().replace("/", " ").split()
    if not words and ctx.space.kind is not ConversationKind.PRIVATE:
        short = message(ctx.say("help-in-group"), to_type(IN_A_GROUP), ctx.say("help-in-group-more"))
        return [Reply(short, private=True)]
    if not words:
        return [Reply(message(ctx.say("help-intro"), _overview(ctx), ctx.say("help-more")), private=True)]
    command = _command(ctx, words[0])
    verb = next((each for each in command.subcommands if words[1:] and each.name == words[1]), None)
    if verb is not None:
        shown = _one(ctx, verb, f"{command.name} {verb.name}", f"help-{command.name}-{verb.name}")
    else:
        shown = [*_one(ctx, command, command.name, f"help-{command.name}"), *_verbs(ctx, command)]
    return [Reply(message(shown), private=True)]


def _command(ctx: Context, name: str) -> Described:
    commands = ctx.services.commands
    if name in commands:
        return commands[name]
    similar = closest(name, commands)
    if similar is None:
        raise PersonError("help-unknown", name=shorten(name))
    raise PersonError("help-did-you-mean", name=shorten(name), similar=similar)


def _overview(ctx: Context) -> list[Block]:
    """Every command once, under the heading of its group."""
    commands = ctx.services.commands
    grouped = {name for names in _GROUPS.values() for name in names}
    groups = {**_GROUPS, _REST: tuple(name for name in commands if name not in grouped)}
    blocks: list[Block] = []
    for key, names in groups.items():
        blocks += [ctx.heading(key), _summaries(ctx, (name for name in names if name in commands))]
    return blocks


def _summaries(ctx: Context, names: Iterable[str]) -> Table:
    return Table(tuple(Row(f"/{name}", ctx.words(f"help-{name}")) for name in names))


def _one(ctx: Context, command: Described, name: str, summary: str) -> list[Block]:
    blocks: list[Block] = [ctx.say(summary), Paragraph((Code(f"/{name} {command.usage}".rstrip()),))]
    if command.examples:
        blocks += [ctx.say("help-examples", count=len(command.examples)), to_type(command.examples)]
    return blocks


def _verbs(ctx: Context, command: Described) -> list[Block]:
    if not command.subcommands:
        return []
    verbs = [f"{command.name} {verb.name}" for verb in command.subcommands]
    rows = (Row(f"/{verb}", ctx.words(f"help-{verb.replace(' ', '-')}")) for verb in verbs)
    return [ctx.say("help-verbs", example=verbs[0]), Table(tuple(rows))]


async def greet(ctx: Context, _: None) -> Replies:
    """The first message a person reads, with buttons for the other languages."""
    shown = message(
        ctx.heading("start-heading"),
        ctx.say("start-what"),
        ctx.say("start-steps"),
        to_type(FIRST_STEPS),
        Buttons(language_buttons(ctx)),
    )
    return [Reply(shown)]


COMMANDS: tuple[Command[Any], ...] = (
    Command(
        name="help",
        parse=verbatim,
        handle=show,
        usage="[command]",
        examples=("/help", "/help note", "/help todo add"),
    ),
    Command(name="start", parse=nothing, handle=greet, examples=("/start",)),
)
