"""Handles an event in one transaction: receipt, handler, effects, outbox.

The event is acknowledged only after that transaction. A crash at any point therefore means either that nothing
happened, and the platform sends the event again, or that everything did, and the receipt refuses the copy.
"""

import logging
import secrets
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TypeVar

from msgspec import structs

from bot.core.clock import Clock
from bot.core.commands import Answer, Replies
from bot.core.computations import Computation, Step, finished, step_by_step
from bot.core.context import Context, Services
from bot.core.errands import (
    Audience,
    answered_at,
    await_answer,
    destination,
    has_no_conversation,
    is_only_toast,
    shown_as_toast,
    start_in,
    taken_up,
    wait_in_private,
)
from bot.core.errors import FieldError, PersonError, SourceError, StorageUnavailable, UsageError
from bot.core.events import (
    ButtonPress,
    Edited,
    Event,
    FormSubmission,
    Joined,
    Left,
    Migrated,
    Reaction,
    TextMessage,
)
from bot.core.gestures import Gestures
from bot.core.identity import ConversationKind
from bot.core.in_place import is_one_of_many
from bot.core.messages import Message, Paragraph, Reply, Route, message
from bot.core.model.papers import Paper
from bot.core.parsing import Call, closest, first_word, parse_call, shorten
from bot.core.ports.adapters import Acknowledgment, InlinePage, OpenForm
from bot.core.ports.sources import PaperSource
from bot.core.ports.storage import Storage, UnitOfWork
from bot.core.registry import Registry
from bot.core.standings import Standings
from bot.core.subjects import Subject, SubjectKind

log = logging.getLogger(__name__)

R = TypeVar("R")

_ALBUM = Subject(SubjectKind.ALBUM)
"""The subject of an album until a note keeps it: its other files need no answer of their own."""


class Outcome(Enum):
    """``REFUSED``: the answer says what to type instead. ``IGNORED``: nothing was done, and perhaps nothing said."""

    DONE = auto()
    REFUSED = auto()
    DUPLICATE = auto()
    FAILED = auto()
    IGNORED = auto()


@dataclass(frozen=True, slots=True)
class Handled:
    """The outcome of an event, and the parts of its ``Acknowledgment``."""

    outcome: Outcome
    toast: str = ""
    start: str = ""
    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Dispatcher:
    """``Core`` over a storage. ``papers`` is queried while no transaction is open, and ``committed`` is called after
    each event.
    """

    storage: Storage
    registry: Registry
    services: Services
    papers: PaperSource
    standings: Standings
    gestures: Gestures
    clock: Clock
    committed: Callable[[], None]

    @property
    def audience(self) -> Audience:
        return Audience(self.registry, self.gestures.command_of)

    async def handle(self, event: Event) -> Outcome:
        """Handle one event once.

        Raises ``StorageUnavailable`` if nothing could be written; the adapter must not acknowledge then.
        """
        return (await self._handle(event)).outcome

    async def respond(self, event: Event) -> Acknowledgment:
        handled = await self._handle(event)
        return Acknowledgment(handled.toast, handled.start, handled.elsewhere)

    async def _handle(self, event: Event) -> Handled:
        try:
            handled = await self._in_transaction(event, self._answer)
        except (StorageUnavailable, FieldError):
            raise
        except PersonError as error:
            handled = await self.explain(event, error)
        except Exception:
            error_id = secrets.token_hex(4)
            log.exception("event %s of %s failed [%s]", event.key, event.address.platform, error_id)
            handled = await self._apologize(event, error_id)
        self.committed()
        return handled

    async def submit(self, event: Event) -> Mapping[str, str]:
        """Take a filled form once; return the sentence for each field that does not fit, if any."""
        try:
            await self.handle(event)
        except FieldError as error:
            return {error.field: await self.sentence(event, error)}
        return {}

    async def sentence(self, event: Event, error: PersonError) -> str:
        """Return what an error says, in the language of the conversation."""
        async with self._question(event) as context:
            return context.language.text(error.key, **error.data)

    async def form(self, event: Event) -> OpenForm | None:
        """Return the form that a pressed button opens, on platforms that have forms."""
        if not isinstance(event.body, ButtonPress):
            return None
        name, _, argument = event.body.action.partition(":")
        action = self.registry.actions.get(name)
        if action is None or not action.form:
            return None
        form = self.registry.forms[action.form]

        async def opened(context: Context) -> OpenForm:
            context.require(action.needs)
            context.require(form.needs)
            return OpenForm(form.name, argument, await form.open(context, argument))

        try:
            return await self._answered(event, opened)
        except PersonError:
            return None  # handling the press explains it

    async def find(self, event: Event, words: str, offset: str) -> InlinePage:
        return await self._answered(event, lambda context: self.gestures.find(context, words, offset))

    async def home(self, event: Event) -> Message:
        async with self._question(event) as context:
            return await self.gestures.home(context)

    async def preview(self, event: Event, paper_ids: Sequence[str]) -> Mapping[str, Message]:
        async with self._question(event) as context:
            known = await context.work.papers.get(paper_ids)
        found = await self._look_up([paper_id for paper_id in paper_ids if paper_id not in known])
        async with self._question(event) as context:
            await context.work.papers.put(found.values(), context.now)
            return await self.gestures.preview(context, paper_ids)

    async def _look_up(self, paper_ids: Collection[str]) -> Mapping[str, Paper]:
        """Look papers up, once: a preview that fails now is not worth a retry."""
        if not paper_ids:
            return {}
        try:
            return await self.papers.lookup(paper_ids)
        except SourceError as error:
            log.info("no preview of %s: %s", ", ".join(paper_ids), error)
            return {}

    @asynccontextmanager
    async def _question(self, event: Event) -> AsyncIterator[Context]:
        """Open the context of a question: without a receipt, because it changes nothing that people keep."""
        async with self.storage.begin() as work:
            yield await self._context(work, event)

    async def _answered(self, event: Event, question: Step[R]) -> R:
        async def ask(step: Step[R]) -> R:
            async with self._question(event) as context:
                return finished(await self.standings.asking(event, step, context))

        return await step_by_step(question, ask)

    async def _in_transaction(self, event: Event, answer: Callable[[Context, Event], Awaitable[Answer]]) -> Handled:
        """Answer an event, once; ``answer`` gets the event that it stands for (see ``bot.core.errands``)."""
        meant = event

        async def attempt(step: Step[Replies]) -> Handled:
            nonlocal meant
            async with self.storage.begin() as work:
                if not await work.receipts.insert(event):
                    return Handled(Outcome.DUPLICATE)
                meant = self.audience.addressed(await taken_up(work, event, self.clock()))
                context = await self._context(work, meant)
                replies = finished(await self.standings.asking(meant, step, context))
                return await self._answered_with(meant, context, replies)

        return await step_by_step(lambda context: answer(context, meant), attempt)

    async def _answered_with(self, event: Event, context: Context, replies: Replies) -> Handled:
        """Queue the replies, except those that the adapter shows itself."""
        if event.toasts and (start := start_in(replies)):
            return Handled(Outcome.DONE, start=start)
        toast, elsewhere = "", False
        for index, reply in enumerate(replies):
            toast = toast or (shown_as_toast(event, reply, self.audience) if event.toasts else "")
            if event.toasts and is_only_toast(event, reply, self.audience):
                continue
            if reply.private and not reply.edits and is_pressed_in_public(event):
                continue
            address, route = destination(event, context, reply)
            elsewhere = elsewhere or (event.place is None and address != event.address)
            await context.work.outbox.put(address, _dedupe_key(event, index), reply, context.now, route)
            if reply.asks:
                await await_answer(context)
        if event.toasts and elsewhere and not toast:
            toast = context.language.text("answered-in-private")
        return Handled(Outcome.DONE, toast, elsewhere=elsewhere)

    async def _context(self, work: UnitOfWork, event: Event) -> Context:
        now = self.clock()
        space = await work.spaces.ensure(event.address, event.conversation, now)
        actor = await work.users.ensure(event.actor, event.actor_name, now)
        typed = event.body if isinstance(event.body, TextMessage) else TextMessage("")
        pressed = event.message if isinstance(event.body, ButtonPress) else ""
        shown = await work.outbox.shown(event.place or event.address, pressed) if pressed else None
        address, route = await answered_at(work, event)
        return Context(
            work=work,
            space=space,
            address=address,
            actor=actor,
            now=now,
            services=self.services,
            message="" if event.place else event.message,
            answers=typed.answers,
            files=typed.files,
            album=typed.album,
            route=route,
            standing=self.standings.known(event.actor, event.address),
            pressed=_for_one(*shown) if shown else None,
            shown_at=event.place,
        )

    async def explain(self, event: Event, error: PersonError) -> Handled:
        """Answer an event, once, with what an error says."""

        async def explain(context: Context, _: Event) -> Replies:
            if isinstance(event.body, ButtonPress):
                return [context.toast(error.key, **error.data)]
            sentence = context.say(error.key, **error.data)
            return [Reply(message(sentence, self._example(context, error, event)), private=True)]

        handled = await self._in_transaction(event, explain)
        return replace(handled, outcome=Outcome.REFUSED) if handled.outcome is Outcome.DONE else handled

    async def _apologize(self, event: Event, error_id: str) -> Handled:
        async def apologize(context: Context, _: Event) -> Replies:
            await context.work.receipts.mark_failed(event, error_id)
            return [context.toast("went-wrong", id=error_id)]

        return replace(await self._in_transaction(event, apologize), outcome=Outcome.FAILED)

    async def _answer(self, context: Context, event: Event) -> Answer:
        if has_no_conversation(context) and (not event.toasts or self.audience.needs_room(event)):
            if isinstance(event.body, ButtonPress):
                context.require(self.registry.actions[event.body.action.partition(":")[0]].needs)
            return [await wait_in_private(context, event)]
        return await self._happened(context, event)

    async def _happened(self, context: Context, event: Event) -> Answer:  # noqa: PLR0911  (one case per body)
        do = self.gestures
        match event.body:
            case TextMessage() as typed:
                return await self._text(context, typed)
            case ButtonPress(action):
                return await self._press(context, action)
            case FormSubmission(name, argument, values):
                form = self.registry.forms[name]
                context.require(form.needs)
                return await form.submit(context, argument, values)
            case Edited(text):
                return await do.edited(context, text, await context.work.subjects.of(context.place, event.message))
            case Reaction(signal):
                return await do.reacted(context, signal, await context.work.subjects.of(context.place, event.message))
            case Joined():
                return await do.joined(context)
            case Left():
                return await do.left(context)
            case Migrated(conversation_id):
                return await do.migrated(context, conversation_id)

    async def _text(self, context: Context, typed: TextMessage) -> Answer:
        call = parse_call(typed.text)
        if call is not None and call.name in self.registry.commands:
            return await self._call(context, call)
        direct = typed.direct or context.space.kind is ConversationKind.PRIVATE
        if typed.album and not typed.text:
            album = await context.work.subjects.of(context.place, typed.album)
            if album or not direct:
                return await self.gestures.pictured(context, album)
            await context.work.subjects.put(context.space, typed.album, (_ALBUM,), context.now)
        if call is not None:
            return self._unknown(call) if direct else []
        return await self._words(context, typed.text, direct=direct)

    async def _words(self, context: Context, text: str, *, direct: bool) -> Answer:
        """Handle text that is not written as a command: an answer, a reply, a command in plain words, or a link."""
        about = await context.work.subjects.of(context.place, context.answers) if context.answers else ()
        name, rest = first_word(text)
        command = self.gestures.command_of(name) if direct else None
        if about and command in (None, "note"):
            return await self.gestures.replied(context, rest if command else text, about)
        dialogue = await context.work.dialogues.current(context.space, context.actor, context.now)
        if dialogue is not None:
            return await self.registry.dialogues[dialogue[0]].handle(context, dialogue[1], text)
        if command is not None:
            return await self._call(context, Call(command, rest))
        return await self.gestures.said(context, text) if direct else []

    async def _call(self, context: Context, call: Call) -> Answer:
        command, rest = self.registry.commands[call.name].choose(call.rest)
        context.require(command.needs)
        return await command.handle(context, command.parse(rest))

    def _unknown(self, call: Call) -> Replies:
        similar = closest(call.name, self.registry.commands)
        if similar is None:
            raise PersonError("command-unknown", name=shorten(call.name))
        raise PersonError("command-similar", name=shorten(call.name), similar=similar)

    async def _press(self, context: Context, encoded: str) -> Answer:
        name, _, argument = encoded.partition(":")
        action = self.registry.actions.get(name)
        if action is None:
            raise PersonError("button-stale")
        context.require(action.needs)
        try:
            wanted = action.parse(argument)
        except PersonError as error:  # its sentence is for typed text, and nobody typed this
            raise PersonError("button-stale") from error
        answer = await action.handle(context, wanted)
        pressed = context.pressed
        if not action.in_place or pressed is None or isinstance(answer, Computation) or not answer:
            return answer
        if is_one_of_many(pressed.message, encoded):
            return answer
        return [_in_place(context, pressed, answer[0]), *answer[1:]]

    def _example(self, context: Context, error: PersonError, event: Event) -> Paragraph | None:
        """Return an example of the command, if the text after it did not fit."""
        call = parse_call(event.body.text) if isinstance(event.body, TextMessage) else None
        if not isinstance(error, UsageError) or call is None or call.name not in self.registry.commands:
            return None
        command, _ = self.registry.commands[call.name].choose(call.rest)
        return context.say("for-example", example=command.examples[0]) if command.examples else None


def is_pressed_in_public(event: Event) -> bool:
    """Return whether a channel's reader pressed a button: an answer to them alone would be a post for all."""
    return event.conversation is ConversationKind.CHANNEL and isinstance(event.body, ButtonPress)


def _in_place(context: Context, pressed: Reply, reply: Reply) -> Reply:
    """Put an answer in the place of the pressed message; where everybody sees it, with the name of who pressed."""
    if reply.edits or reply.toast:
        return reply
    shared = context.space.kind is not ConversationKind.PRIVATE and not pressed.private
    by = (context.say("done-by", name=context.actor.name),) if shared else ()
    changed = Message((*reply.message.blocks[:1], *by, *reply.message.blocks[1:]))
    return structs.replace(context.in_place(changed), about=reply.about, asks=reply.asks)


def _for_one(reply: Reply, route: Route) -> Reply:
    """Keep a message that one person sees for this person when it is changed."""
    return structs.replace(reply, private=reply.private or route.private)


def _dedupe_key(event: Event, index: int) -> str:
    return "/".join((event.address.platform, event.address.workspace, event.key, str(index)))
