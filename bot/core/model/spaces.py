"""A space is a conversation: a person's private chat, a group or a channel."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.core.clock import local_date
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.model.rights import Right


@dataclass(frozen=True, slots=True)
class Space:
    """``address`` has no thread. ``language`` is ``en``, ``zh`` or ``ko``; ``timezone`` an IANA name.

    ``created_at`` (aware, UTC) is the time of the first event in the conversation. With ``surprises``, one paper of a
    digest may be something different. ``members_may`` has the rights of administrators that all members have.
    """

    id: int
    address: Address
    kind: ConversationKind
    language: str
    timezone: str
    created_at: datetime
    surprises: bool = True
    members_may: frozenset[Right] = frozenset()

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def local(self, at: datetime) -> datetime:
        """Convert an instant (aware) to this space's time zone."""
        return at.astimezone(self.zone)

    def date_of(self, at: datetime) -> date:
        """Return the date in this space at an instant (aware)."""
        return local_date(at, self.zone)


@dataclass(frozen=True, slots=True)
class User:
    id: int
    ref: UserRef
    name: str
