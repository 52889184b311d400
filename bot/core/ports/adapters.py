"""What a platform must offer to be talked through."""

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
    """One call to the platform. ``about`` names the papers whose cards are in it, in order."""

    body: Any
    about: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One part on its way.

    ``key`` is the same on every try and no other part has it. ``replaces`` is the reference of a part to change
    in place, ``under`` of the message whose thread it belongs into. ``private`` asks that only
    ``route.recipient`` sees it. ``tried_since`` (aware, UTC) is set when an earlier try may have arrived: what
    was sent since then is to be looked through for ``key``, where the platform can tell.
    """

    address: Address
    part: Part
    key: str
    replaces: str = ""
    under: str = ""
    private: bool = False
    route: Route = field(default_factory=Route)
    tried_since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """At most ``count`` messages in any ``seconds``."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Pace:
    """What a platform allows: over all conversations of a workspace, and in one of them."""

    overall: Window | None = None
    conversation: Callable[[Address], tuple[Window, ...]] = lambda _: ()


class Adapter(Protocol):
    """``render`` is pure and splits at the platform's limits."""

    @property
    def platform(self) -> str: ...

    @property
    def pace(self) -> Pace: ...

    def render(self, message: Message) -> Sequence[Part]: ...

    async def send(self, outgoing: Outgoing) -> str:
        """Put one part into the conversation and return the platform's reference to it (one line).

        Raises ``ConversationGone`` when nobody will ever see it, ``ConversationMoved`` when the conversation
        has another id now, ``DeliveryError`` when trying again may help.
        """
        ...

    async def retract(self, address: Address, reference: str) -> None:
        """Take back a part that has no successor in an edited message; one that is gone already is no error."""
        ...


@dataclass(frozen=True, slots=True)
class OpenForm:
    """A form to open: its name, the argument its submission comes back with, and what to draw."""

    name: str
    argument: str
    view: FormView


@dataclass(frozen=True, slots=True)
class InlineHit:
    """One note found for an inline question: what the list shows of it, and the message that choosing it sends."""

    id: str
    title: str
    summary: str
    message: Message


@dataclass(frozen=True, slots=True)
class InlinePage:
    """``next_offset`` is empty on the last page. ``hint`` is one line for when nothing was found or typed."""

    hits: Sequence[InlineHit]
    next_offset: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """What ``paperboy doctor`` says of a platform. ``advice`` is what to do; with ``ok``, what could be had."""

    what: str
    ok: bool
    detail: str
    advice: str = ""


class Core(Protocol):
    """What an adapter asks of the core. Every event says who asks, and where.

    All raise ``StorageUnavailable``; the adapter must not acknowledge then. Only ``handle`` and ``submit`` write
    a receipt; the others are questions, answered at once and without effect.
    """

    async def handle(self, event: Event) -> Any:
        """Do what the event asks for, once; answers travel through the outbox."""
        ...

    async def submit(self, event: Event) -> Mapping[str, str]:
        """Take a ``FormSubmission``: the sentence for each field that does not fit, empty when all was well."""
        ...

    async def form(self, event: Event) -> OpenForm | None:
        """The form that a ``ButtonPress`` opens on platforms that have forms; ``None``: hand it to ``handle``."""
        ...

    async def find(self, event: Event, words: str, offset: str) -> InlinePage:
        """Notes of the person, for ``@bot words`` in any chat."""
        ...

    async def home(self, event: Event) -> Message:
        """The person's own page: list, latest notes, search, subscriptions, settings."""
        ...

    async def preview(self, event: Event, paper_ids: Sequence[str]) -> Mapping[str, Message]:
        """What is known of each paper (by versionless id), for showing beside a link to it; papers that nothing is
        known of, now, are left out. It may take as long as asking arXiv does.
        """
        ...
