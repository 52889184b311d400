"""The door between the adapters and the dispatcher lets in the people that the operator serves, at a pace.

An outsider gets one sentence per day; nothing of theirs is stored but that they got it. A flood gets one sentence, and
is neither written nor queued.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.access.allowed import Allowed
from bot.core.access.pace import Bucket, Paces, Wait
from bot.core.clock import Clock
from bot.core.dispatcher import Dispatcher, Handled, Outcome, is_pressed_in_public
from bot.core.errors import PersonError
from bot.core.events import Body, ButtonPress, Event, FormSubmission, Joined, Left, Migrated, Reaction, TextMessage
from bot.core.identity import ConversationKind
from bot.core.messages import Message, Paragraph, Reply, message, plain
from bot.core.model.rights import Right
from bot.core.parsing import parse_call
from bot.core.ports.adapters import Acknowledgment, InlinePage, OpenForm
from bot.core.ports.storage import Storage
from bot.core.registry import Registry


@dataclass(slots=True)
class Door:
    """``Core`` for the platforms that strangers can reach. Outsiders are answered in ``language``."""

    dispatcher: Dispatcher
    storage: Storage
    registry: Registry
    allowed: Allowed
    paces: Paces
    language: str
    clock: Clock

    async def handle(self, event: Event) -> Outcome:
        handled = await self._stop(event)
        return handled.outcome if handled else await self.dispatcher.handle(event)

    async def respond(self, event: Event) -> Acknowledgment:
        handled = await self._stop(event)
        return Acknowledgment(handled.toast) if handled else await self.dispatcher.respond(event)

    async def submit(self, event: Event) -> Mapping[str, str]:
        """Keep a form open that comes too fast, with the sentence at its first field: so nothing typed is lost."""
        if not self._serves(event):
            await self._turn_away(event)
            return {}
        shut = self._count(event)
        if shut is None or not isinstance(event.body, FormSubmission):
            return await self.dispatcher.submit(event)
        wait = shut.wait(event.actor, self.clock())
        return dict.fromkeys(list(event.body.values)[:1], await self.dispatcher.sentence(event, _too_fast(wait)))

    async def form(self, event: Event) -> OpenForm | None:
        if not self._serves(event) or self.paces.is_shut(event.actor, event.address):
            return None  # the press itself is answered, or not
        return await self.dispatcher.form(event)

    async def find(self, event: Event, words: str, offset: str) -> InlinePage:
        return await self.dispatcher.find(event, words, offset) if self._serves(event) else InlinePage(())

    async def home(self, event: Event) -> Message:
        return await self.dispatcher.home(event) if self._serves(event) else message(self._outside())

    async def preview(self, event: Event, paper_ids: Sequence[str]) -> Mapping[str, Message]:
        return await self.dispatcher.preview(event, paper_ids) if self._serves(event) else {}

    async def _stop(self, event: Event) -> Handled | None:
        """Return what was done about an event that may not pass; ``None`` lets it in."""
        if not self._serves(event):
            return Handled(Outcome.IGNORED, await self._turn_away(event))
        shut = self._count(event)
        if shut is None:
            return None
        # A reaction is not a question, and gets no answer.
        wait = None if isinstance(event.body, Reaction) else shut.wait(event.actor, self.clock())
        if wait is None or wait.told:
            return Handled(Outcome.IGNORED)
        said = await self.dispatcher.explain(event, _too_fast(wait))
        self.dispatcher.committed()
        return replace(said, outcome=Outcome.IGNORED)

    def _serves(self, event: Event) -> bool:
        return self.allowed.admits(event.actor, event.address)

    def _count(self, event: Event) -> Bucket | None:
        """Count the event, if a person did something that Paperboy has to answer; return what is empty, if it is.

        What people think of a paper counts for them alone, and so does everything in a channel: it may have any number
        of readers, who must not hold up those who run it.
        """
        if isinstance(event.body, Joined | Left | Migrated) or not self._is_for_us(event):
            return None
        alone = isinstance(event.body, Reaction) or self._is_opinion(event.body)
        for_space = not alone and event.conversation is not ConversationKind.CHANNEL
        return self.paces.take(event.actor, event.address, for_space=for_space)

    def _is_opinion(self, body: Body) -> bool:
        action = self.registry.actions.get(body.action.partition(":")[0]) if isinstance(body, ButtonPress) else None
        return action is not None and action.needs is Right.OPINION

    def _is_for_us(self, event: Event) -> bool:
        """Return whether this is not another bot's command, nor one more file of an album."""
        typed = event.body
        if not isinstance(typed, TextMessage):
            return True
        if typed.album and not typed.text:
            return False
        call = parse_call(typed.text)
        direct = typed.direct or event.conversation is ConversationKind.PRIVATE
        return direct or call is None or call.name in self.registry.commands

    async def _turn_away(self, event: Event) -> str:
        """Say once a day that this is not for everybody; return the toast that says it. Only the receipt is kept."""
        asked = isinstance(event.body, TextMessage | ButtonPress | FormSubmission | Joined)
        posts = is_pressed_in_public(event) and not event.toasts
        if not asked or posts or not self._is_for_us(event):
            return ""
        now = self.clock()
        once = replace(event, key=f"outside/{event.actor.user_id}/{now.date()}")
        async with self.storage.begin() as work:
            if not await work.receipts.insert(once):
                return ""
            if not event.toasts:
                key = f"{event.address.platform}/{event.address.workspace}/{once.key}"
                reply = Reply(message(self._outside()), private=True)
                await work.outbox.put(event.address, key, reply, now, event.route)
        self.dispatcher.committed()
        return plain(self._outside().content)

    def _outside(self) -> Paragraph:
        return Paragraph(self.dispatcher.services.translator(self.language).inlines("outside"))


def _too_fast(wait: Wait) -> PersonError:
    return PersonError("too-fast", seconds=wait.seconds)
