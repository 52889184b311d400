"""Answers in a group for the person who asked alone, and what that person does with them in private.

Slack shows a message in a channel to one person. Telegram does not, so the answer goes to the person's private
conversation; where there is none yet, a button opens it and the question is asked again there. What they then do with
such an answer is an event of the group: its notes and its list are meant, and its rights count.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec
from msgspec.structs import replace as replace_struct

from bot.core.codec import from_json, to_json
from bot.core.commands import Replies
from bot.core.context import Context
from bot.core.events import ButtonPress, Event, Reaction, TextMessage
from bot.core.identity import Address, ConversationKind
from bot.core.messages import TOAST_CHARACTERS, Button, Buttons, Reply, Route, first_words, message
from bot.core.parsing import Call, first_word, parse_call, shorten
from bot.core.ports.storage import UnitOfWork
from bot.core.registry import Registry

ELSEWHERE = "elsewhere"
"""The name of the dialogue that a private conversation has while a group's question waits there."""

_START = re.compile(r"a(\d{1,18})-(\d{1,18})")


class Errand(msgspec.Struct, frozen=True, omit_defaults=True):
    """A question that waits for its person (by row id) to open the private conversation: typed text, or an action."""

    person: int
    text: str = ""
    action: str = ""


@dataclass(frozen=True, slots=True)
class Audience:
    """Tells whom the answer to an event is for."""

    registry: Registry
    command_of: Callable[[str], str | None]
    """The command that an everyday word stands for."""

    def addressed(self, event: Event) -> Event:
        """Return the event with a private route, if its answer in a group is for the person alone.

        That is every answer to a press, and the answers to some commands.
        """
        if event.conversation is ConversationKind.PRIVATE or not event.route.recipient:
            return event
        private = isinstance(event.body, ButtonPress) or self._is_for_one(event)
        return replace(event, route=_private(event)) if private else event

    def needs_room(self, event: Event) -> bool:
        """Return whether the answer to a press is more than a toast has room for."""
        if not isinstance(event.body, ButtonPress):
            return False
        action = self.registry.actions.get(event.body.action.partition(":")[0])
        return action is not None and action.for_one

    def _is_for_one(self, event: Event) -> bool:
        if not isinstance(event.body, TextMessage):
            return False
        call = parse_call(event.body.text)
        if call is None and event.body.direct:
            word, rest = first_word(event.body.text)
            call = Call(self.command_of(word) or "", rest)
        command = self.registry.commands.get(call.name) if call else None
        return command is not None and call is not None and command.choose(call.rest)[0].for_one


async def taken_up(work: UnitOfWork, event: Event, now: datetime) -> Event:
    """Return the event of the group that an event in a private conversation stands for; else the event itself.

    It stands for one if it is about a group's answer there, if it answers a group's question, or if it asks again.
    """
    if event.conversation is not ConversationKind.PRIVATE or not event.route.direct:
        return event
    match event.body:
        case ButtonPress() | Reaction():
            group = await _origin(work, event, event.message)
        case TextMessage(text) if started := _started(text):
            return await _asked_again(work, event, *started)
        case TextMessage(text, answers=answers) if _is_an_answer(text):
            asking = await _asking(work, event, now)
            group = await _origin(work, event, answers) or asking
        case _:
            group = None
    return _of_group(event, group) if group else event


def _is_an_answer(text: str) -> bool:
    """Return whether a text may answer a question: it is no command, or the one that ends the question."""
    call = parse_call(text)
    return call is None or call.name == "cancel"


async def _origin(work: UnitOfWork, event: Event, reference: str) -> Address | None:
    """Return the group whose answer a message in the private conversation is."""
    shown = await work.outbox.shown(event.address, reference) if reference else None
    return shown[1].origin if shown else None


async def _asking(work: UnitOfWork, event: Event, now: datetime) -> Address | None:
    """Return the group whose question waits for the person's next message here, which this is."""
    space = await work.spaces.ensure(event.address, event.conversation, now)
    actor = await work.users.ensure(event.actor, event.actor_name, now)
    waiting = await work.dialogues.current(space, actor, now)
    if waiting is None or waiting[0] != ELSEWHERE:
        return None
    await work.dialogues.close(space, actor)
    return from_json(waiting[1], Address)


async def await_answer(ctx: Context) -> None:
    """Let the person's next message in their private conversation answer a group's question that is put there."""
    if ctx.is_elsewhere:
        space = await ctx.work.spaces.ensure(ctx.address, ConversationKind.PRIVATE, ctx.now)
        await ctx.work.dialogues.open(space, ctx.actor, ELSEWHERE, to_json(ctx.space.address), ctx.now)


def _started(text: str) -> tuple[int, int] | None:
    call = parse_call(text)
    match = _START.fullmatch(call.rest.strip()) if call and call.name == "start" else None
    return (int(match[1]), int(match[2])) if match else None


async def _asked_again(work: UnitOfWork, event: Event, space_id: int, token: int) -> Event:
    space = await work.spaces.find(space_id)
    kept = await work.continuations.get(space, token) if space else None
    errand = from_json(kept, Errand) if kept else None
    actor = await work.users.ensure(event.actor, event.actor_name, event.received_at)
    if space is None or errand is None or errand.person != actor.id:
        return replace(event, body=ButtonPress(""))  # too old, or another person's: answered like an old button
    body = ButtonPress(errand.action) if errand.action else TextMessage(errand.text, direct=True)
    return replace(_of_group(event, space.address), body=body, message="")


def _of_group(event: Event, group: Address) -> Event:
    in_group = replace(event, address=group, conversation=ConversationKind.GROUP, place=event.address)
    return replace(in_group, route=_private(event))


def _private(event: Event) -> Route:
    return replace_struct(event.route, private=True)


async def answered_at(work: UnitOfWork, event: Event) -> tuple[Address, Route]:
    """Return where the answers to an event go: a private one to the person's own conversation, if there is one."""
    route = event.route
    if not (route.private and route.direct):
        return event.address, route
    own = event.place or Address(event.address.platform, event.address.workspace, route.direct)
    if event.place is None and not await work.spaces.is_known(own):
        return event.address, route
    return own, replace_struct(route, origin=replace(event.address, thread_id=None), answers="")


def has_no_conversation(ctx: Context) -> bool:
    """Return whether a private answer cannot be given yet, because the person has no conversation of their own."""
    return ctx.route.private and bool(ctx.route.direct) and ctx.route.origin is None


def destination(event: Event, ctx: Context, reply: Reply) -> tuple[Address, Route]:
    """Return where a reply to an event goes, and its route."""
    public = replace_struct(ctx.route, private=False)
    if reply.for_all:
        return event.address, public
    if ctx.pressed is not None and reply.edits == ctx.pressed.key:
        return event.place or event.address, public
    return ctx.address, ctx.route


def is_only_toast(event: Event, reply: Reply, audience: Audience) -> bool:
    """Return whether a toast is all that is shown of a reply to a press: in a group that is all there is room for."""
    if reply.edits or reply.for_all:
        return False
    in_group = event.conversation is not ConversationKind.PRIVATE
    if reply.toast:
        return len(reply.toast) <= TOAST_CHARACTERS or in_group
    return in_group and not audience.needs_room(event)


def shown_as_toast(event: Event, reply: Reply, audience: Audience) -> str:
    """Return the toast of a reply; of a message that is not shown otherwise, its beginning."""
    if reply.edits or not is_only_toast(event, reply, audience):
        return reply.toast
    return shorten(reply.toast or first_words(reply.message), TOAST_CHARACTERS)


async def wait_in_private(ctx: Context, event: Event) -> Reply:
    """Keep a question until its person opens the private conversation, and offer the way there."""
    asked = event.body
    errand = Errand(
        ctx.actor.id,
        text=asked.text if isinstance(asked, TextMessage) else "",
        action=asked.action if isinstance(asked, ButtonPress) else "",
    )
    token = await ctx.work.continuations.put(ctx.space, to_json(errand), ctx.now)
    way = Button(ctx.language.text("button-in-private"), start=f"a{ctx.space.id}-{token}")
    return Reply(message(ctx.say("answer-in-private", name=ctx.actor.name), Buttons((way,))))


def start_in(replies: Replies) -> str:
    """Return the word that a reply of :func:`wait_in_private` offers to start with; empty for other replies."""
    buttons = (each for reply in replies for each in reply.message.blocks if isinstance(each, Buttons))
    return next((button.start for each in buttons for button in each.buttons if button.start), "")
