"""What an adapter hands to the dispatcher: one thing one person did, once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.messages import Route
from bot.core.model.digests import Signal


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """A file a person sent. ``reference`` fetches it from the platform; ``size`` is in bytes; ``url`` opens it for
    people who may see it, where the platform has such an address.
    """

    reference: str
    name: str
    media_type: str
    size: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class TextMessage:
    """A line or more that a person typed: a command, an answer to a question, or a pasted link.

    ``direct`` says that it is meant for Paperboy whatever it begins with (a private chat, a mention), so that a
    command may be written in plain words. ``answers`` is the platform's reference of the message it replies to.
    ``album`` is a reference that no message has: of the album of ``files``, where each file comes as a message of its
    own and only one of them has the words.
    """

    text: str
    direct: bool = False
    answers: str = ""
    files: tuple[IncomingFile, ...] = ()
    album: str = ""


@dataclass(frozen=True, slots=True)
class ButtonPress:
    """A pressed button, as the encoded action it was drawn with (see ``bot.core.commands.Action``)."""

    action: str


@dataclass(frozen=True, slots=True)
class FormSubmission:
    """A filled form: ``values`` by field name. ``argument`` is what the form was opened with."""

    form: str
    argument: str
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Edited:
    """The message ``Event.message`` now has this text."""

    text: str


@dataclass(frozen=True, slots=True)
class Reaction:
    """What a person now feels about the message ``Event.message``; ``None``: they took it back."""

    signal: Signal | None


@dataclass(frozen=True, slots=True)
class Joined:
    """Paperboy was added to a conversation, or a person opened one with it."""


@dataclass(frozen=True, slots=True)
class Left:
    """Paperboy was removed or blocked: nobody listens here any more."""


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
    ``message`` is the platform's reference of the message it is about: the one that was typed, edited, reacted to,
    or whose button was pressed. ``route`` is how answers to it may travel.
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
