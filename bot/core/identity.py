"""People and places. Ids are namespaced by platform and workspace, so they never collide."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class UserRef:
    """One account on one platform. ``workspace`` is the Slack team id; other platforms use a constant."""

    platform: str
    workspace: str
    user_id: str


@dataclass(frozen=True, slots=True)
class Address:
    """A place a message can be sent to. ``thread_id`` is a Slack thread or a Telegram forum topic."""

    platform: str
    workspace: str
    conversation_id: str
    thread_id: str | None = None


class ConversationKind(StrEnum):
    """Notes written in a private conversation are the person's own; elsewhere they belong to the group."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"
