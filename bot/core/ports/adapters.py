"""The ports between the core and the adapters of platforms."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from bot.core.commands import FormView
from bot.core.events import Event
from bot.core.identity import Address
from bot.core.messages import Message, Route
from bot.core.subjects import Subject


@dataclass(frozen=True, slots=True)
class Part:
    """One call to the platform. ``about`` lists the papers whose cards are in it, in order."""

    body: Any
    about: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One part to be sent.

    ``key`` is unique to the part and the same on every try. ``replaces`` is the reference of a part to edit in place,
    ``under`` that of the message in whose thread it belongs. ``private`` asks that only ``route.recipient`` sees the
    part. ``toast`` is what a platform that cannot change messages says instead of the changed one. ``tried_since``
    (aware, UTC) is set if an earlier try may have arrived: an adapter whose platform can tell looks for ``key`` among
    the messages sent since then.
    """

    address: Address
    part: Part
    key: str
    replaces: str = ""
    under: str = ""
    private: bool = False
    route: Route = field(default_factory=Route)
    toast: str = ""
    asks: bool = False
    tried_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """At most ``count`` messages in any ``seconds``."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Pace:
    """A platform's limits: over all conversations of a workspace, and in one of them."""

    overall: Window | None = None
    conversation: Callable[[Address], tuple[Window, ...]] = lambda _: ()


class Adapter(Protocol):
    platform: str
    pace: Pace

    def render(self, message: Message) -> Sequence[Part]:
        """Split a message into parts within the platform's limits; pure."""

    async def send(self, outgoing: Outgoing) -> str:
        """Post one part and return the platform's reference to it (one line), which begins with a letter or digit if
        the part is in the conversation itself.

        Raises ``ConversationGone`` if the conversation cannot be reached any more, ``ConversationMoved`` if it has
        another id now, ``MessageRefused`` if the platform will never take the part, and ``DeliveryError`` if another
        try may help.
        """

    async def retract(self, address: Address, reference: str) -> None:
        """Delete a part that has no successor in an edited message; a part that is already gone is not an error."""


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form to open: its name, the argument that its submission returns, and its contents."""

    name: str
    argument: str
    view: FormView


@dataclass(frozen=True, slots=True)
class InlineHit:
    """A note found for an inline query: its line in the list, and the message that choosing it sends."""

    id: str
    title: str
    summary: str
    message: Message


@dataclass(frozen=True, slots=True)
class InlinePage:
    """``next_offset`` is empty on the last page. ``hint`` is a line for when nothing was found or typed."""

    hits: Sequence[InlineHit]
    next_offset: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A line of ``paperboy doctor`` about a platform. ``advice`` says what to do or, if ``ok``, what to improve."""

    what: str
    ok: bool
    detail: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Acknowledgment:
    """What a person sees at once, next to the answers in the outbox.

    ``toast`` is for a press with ``Event.toasts``. ``start`` is the word to open the private conversation with, where
    the answer to a press waits. ``elsewhere`` says that the answer went there.
    """

    toast: str = ""
    start: str = ""
    elsewhere: bool = False


class Core(Protocol):
    """The core, as adapters see it. Every event says who asks, and where.

    All methods raise ``StorageUnavailable``; the adapter must not acknowledge then. Only ``handle``, ``respond`` and
    ``submit`` write a receipt; the others are questions, answered at once and without effect.
    """

    async def handle(self, event: Event) -> Any:
        """Handle the event, once; answers travel through the outbox."""

    async def respond(self, event: Event) -> Acknowledgment:
        """Handle the event, once; return what the adapter itself shows the person."""

    async def submit(self, event: Event) -> Mapping[str, str]:
        """Take a ``FormSubmission``; return the sentence for each field that does not fit, if any."""

    async def form(self, event: Event) -> OpenForm | None:
        """Return the form that a ``ButtonPress`` opens, on platforms that have forms; ``None``: call ``handle``."""

    async def find(self, event: Event, words: str, offset: str) -> InlinePage:
        """Find notes of the person, for ``@bot words`` in any chat."""

    async def home(self, event: Event) -> Message:
        """Return the person's own page: list, latest notes, search, subscriptions, settings."""

    async def preview(self, event: Event, paper_ids: Sequence[str]) -> Mapping[str, Message]:
        """Return a card for each paper (by versionless id), to show below a link to it; unknown papers are left out.

        May take as long as a request to arXiv.
        """
