"""From an event to its effects, in one transaction: receipt, handler, effects, outbox.

Only after that transaction is an event acknowledged, so a crash at any point means either that nothing
happened (and the platform sends the event again) or that all of it did (and the receipt refuses the copy).
"""

import logging
import secrets
from collections.abc import Awaitable, Callable
from enum import Enum, auto

from bot.core.clock import Clock
from bot.core.commands import Replies
from bot.core.context import Context, Services
from bot.core.errors import PersonError, StorageUnavailable, UsageError
from bot.core.events import ButtonPress, Event, TextMessage
from bot.core.messages import Paragraph, Reply, message
from bot.core.parsing import parse_call, shorten
from bot.core.ports.storage import Storage, Work
from bot.core.ports.text import Translator
from bot.core.registry import Registry

log = logging.getLogger(__name__)

FALLBACK = "paper"
"""The command that gets private text which is neither a command nor an answer."""


class Outcome(Enum):
    """``REFUSED``: the answer says what to type instead."""

    DONE = auto()
    REFUSED = auto()
    DUPLICATE = auto()
    FAILED = auto()


class Dispatcher:
    """``translator`` gives a language by its code; ``committed`` is called after each transaction."""

    def __init__(
        self,
        storage: Storage,
        registry: Registry,
        services: Services,
        translator: Callable[[str], Translator],
        clock: Clock,
        committed: Callable[[], None],
    ) -> None:
        self._storage = storage
        self._registry = registry
        self._services = services
        self._translator = translator
        self._clock = clock
        self._committed = committed

    async def handle(self, event: Event) -> Outcome:
        """Handle one event once.

        Raises ``StorageUnavailable`` when nothing could be written: the adapter must not acknowledge then.
        """
        try:
            outcome = await self._in_transaction(event, self._answer)
        except StorageUnavailable:
            raise
        except PersonError as error:
            reported = error

            async def explain(context: Context, event: Event) -> Replies:
                return [
                    Reply(message(context.say(reported.key, **reported.data), self._example(context, reported, event)))
                ]

            outcome = await self._in_transaction(event, explain)
            outcome = Outcome.REFUSED if outcome is Outcome.DONE else outcome
        except Exception:
            error_id = secrets.token_hex(4)
            log.exception("event %s of %s failed [%s]", event.key, event.address.platform, error_id)

            async def apologise(context: Context, event: Event) -> Replies:
                await context.work.receipts.mark_failed(event, error_id)
                return [Reply(message(context.say("went-wrong", id=error_id)))]

            await self._in_transaction(event, apologise)
            outcome = Outcome.FAILED
        self._committed()
        return outcome

    async def _in_transaction(self, event: Event, answer: Callable[[Context, Event], Awaitable[Replies]]) -> Outcome:
        async with self._storage.begin() as work:
            if not await work.receipts.insert(event):
                return Outcome.DUPLICATE
            context = await self._context(work, event)
            replies = await answer(context, event)
            for index, reply in enumerate(replies):
                await work.outbox.put(event.address, _dedupe_key(event, index), reply, context.now)
        return Outcome.DONE

    async def _context(self, work: Work, event: Event) -> Context:
        now = self._clock()
        space = await work.spaces.ensure(event.address, event.conversation, now)
        actor = await work.users.ensure(event.actor, event.actor_name, now)
        return Context(work, space, event.address, actor, now, self._translator(space.language), self._services)

    async def _answer(self, context: Context, event: Event) -> Replies:
        if isinstance(event.body, ButtonPress):
            return await self._press(context, event.body.action)
        return await self._text(context, event.body)

    async def _text(self, context: Context, body: TextMessage) -> Replies:
        call = parse_call(body.text)
        if call is None:
            dialogue = await context.work.dialogues.current(context.space, context.actor, context.now)
            if dialogue is not None:
                name, state = dialogue
                return await self._registry.dialogues[name].handle(context, state, body.text)
            command = self._registry.commands[FALLBACK]
            return await command.handle(context, command.parse(body.text))
        if call.name not in self._registry.commands:
            raise PersonError(
                "command-similar" if self._registry.similar(call.name) else "command-unknown",
                name=shorten(call.name),
                similar=self._registry.similar(call.name) or "",
            )
        command, rest = self._registry.commands[call.name].choose(call.rest)
        return await command.handle(context, command.parse(rest))

    def _example(self, context: Context, error: PersonError, event: Event) -> Paragraph | None:
        """A call that works, when the words of this one did not fit its command."""
        call = parse_call(event.body.text) if isinstance(event.body, TextMessage) else None
        if not isinstance(error, UsageError) or call is None or call.name not in self._registry.commands:
            return None
        command, _ = self._registry.commands[call.name].choose(call.rest)
        return context.say("for-example", example=command.examples[0]) if command.examples else None

    async def _press(self, context: Context, encoded: str) -> Replies:
        name, _, argument = encoded.partition(":")
        action = self._registry.actions.get(name)
        if action is None:
            raise PersonError("button-stale")
        return await action.handle(context, action.parse(argument))


def _dedupe_key(event: Event, index: int) -> str:
    return f"{event.address.platform}/{event.address.workspace}/{event.key}/{index}"
