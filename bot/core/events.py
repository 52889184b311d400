"""What an adapter hands to the dispatcher: one thing one person did, once."""

from dataclasses import dataclass
from datetime import datetime

from bot.core.identity import Address, ConversationKind, UserRef


@dataclass(frozen=True, slots=True)
class TextMessage:
    """A line or more that a person typed: a command, an answer to a question, or a pasted link."""

    text: str


@dataclass(frozen=True, slots=True)
class ButtonPress:
    """A pressed button, as the encoded action it was drawn with (see ``bot.core.commands.Action``)."""

    action: str


Body = TextMessage | ButtonPress


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a platform.

    ``key`` is unique per platform and workspace and is the same on redelivery (Telegram's ``update_id``,
    Slack's ``event_id``): the receipt table refuses the second one. ``received_at`` is aware, in UTC.
    """

    key: str
    actor: UserRef
    actor_name: str
    address: Address
    conversation: ConversationKind
    received_at: datetime
    body: Body
