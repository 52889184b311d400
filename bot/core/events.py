"""The events that an adapter hands to the dispatcher: one action of one person each."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.messages import Route
from bot.core.model.digests import Signal


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file a person sent. ``reference`` fetches it from the platform, ``size`` is in bytes. ``url``, on platforms
    that have one, opens the file for people who may see it.
    """

    reference: str
    name: str
    media_type: str
    size: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class TextMessage:
    """Text that a person typed: a command, an answer to a question, or a pasted link.

    ``direct`` says that Paperboy is addressed (a private chat, a mention), so that a command may be written in plain
    words. ``answers`` is the platform's reference of the message that it replies to. ``album`` is a reference of the
    album of ``files``, different from that of any message: the platform sends each file of an album as a message of its
    own, and only one of them has the text.
    """

    text: str
    direct: bool = False
    answers: str = ""
    files: tuple[IncomingFile, ...] = ()
    album: str = ""


@dataclass(frozen=True, slots=True)
class ButtonPress:
    """A pressed button, as the encoded action that it was drawn with (see ``bot.core.commands.Action``)."""

    action: str


@dataclass(frozen=True, slots=True)
class FormSubmission:
    """A filled form: ``values`` by field name, and the ``argument`` that the form was opened with."""

    form: str
    argument: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Edited:
    """The message ``Event.message`` now has this text."""

    text: str


@dataclass(frozen=True, slots=True)
class Reaction:
    """A person's reaction to the message ``Event.message``; ``None`` if they took it back."""

    signal: Signal | None


@dataclass(frozen=True, slots=True)
class Joined:
    """Paperboy was added to a conversation, or a person opened one with it."""


@dataclass(frozen=True, slots=True)
class Left:
    """Paperboy was removed or blocked: nothing sent here arrives."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """The conversation goes on under another id: a Telegram group became a supergroup."""

    conversation_id: str


Body = TextMessage | ButtonPress | FormSubmission | Edited | Reaction | Joined | Left | Migrated


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a platform.

    ``key`` is unique per platform and workspace and is the same on redelivery (Telegram's ``update_id``,
    Slack's ``event_id``): the receipt table refuses the second one. ``received_at`` is aware, in UTC.
    ``message`` is the platform's reference of the message that was typed, edited, reacted to, or whose button was
    pressed. ``route`` says how answers may travel. ``toasts`` says that the adapter itself shows the toast of a press.
    ``place`` is the conversation of ``message`` if it is not ``address``: see ``bot.core.errands``.
    """

    key: str
    actor: UserRef
    actor_name: str
    address: Address
    conversation: ConversationKind
    received_at: datetime
    body: Body
    message: str = ""
    route: Route = field(default_factory=Route)
    toasts: bool = False
    place: Address | None = None
