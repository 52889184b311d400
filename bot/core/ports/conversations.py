"""Conversations, people, and the state that a conversation keeps for a while."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.core.events import Event
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.model.rights import Right
from bot.core.model.spaces import Space, User
from bot.core.subjects import Subject


class Receipts(Protocol):
    """One row per event handled, so that a redelivery changes nothing."""

    async def insert(self, event: Event) -> bool:
        """Enter the event; ``False`` if it was entered before. A unique constraint decides."""

    async def mark_failed(self, event: Event, error_id: str) -> None: ...


class Spaces(Protocol):
    async def ensure(self, address: Address, kind: ConversationKind, now: datetime) -> Space:
        """Return the space of a conversation, made with default settings the first time."""

    async def get(self, space_id: int) -> Space: ...

    async def find(self, space_id: int) -> Space | None: ...

    async def is_known(self, address: Address) -> bool:
        """Return whether the conversation has a space: somebody wrote there, or Paperboy was invited."""

    async def configure(
        self,
        space: Space,
        *,
        language: str | None = None,
        timezone: str | None = None,
        surprises: bool | None = None,
        members_may: frozenset[Right] | None = None,
    ) -> Space: ...

    async def move(self, space: Space, conversation_id: str) -> None:
        """Move a conversation to its new id, with its subscriptions, unsent messages and jobs."""

    async def set_reachable(self, space: Space, reachable: bool) -> int:
        """Mark the space's subscriptions as (un)reachable; return how many changed.

        Subscriptions that people paused stay paused.
        """

    async def forget(self, space: Space) -> None:
        """Delete the space and everything in it permanently."""


class Users(Protocol):
    async def ensure(self, ref: UserRef, name: str, now: datetime) -> User: ...

    async def get(self, user_id: int) -> User: ...


class Dialogues(Protocol):
    """At most one open question per person and space."""

    async def open(self, space: Space, user: User, name: str, state: str, now: datetime) -> None: ...

    async def current(self, space: Space, user: User, now: datetime) -> tuple[str, str] | None:
        """Return ``(name, state)`` of the open question, unless it is older than a day."""

    async def close(self, space: Space, user: User) -> None: ...


class Continuations(Protocol):
    """The state of a *next page* button that does not fit into the button itself."""

    async def put(self, space: Space, payload: str, now: datetime) -> int: ...

    async def get(self, space: Space, token: int) -> str | None: ...


class Subjects(Protocol):
    """The subjects of messages, in order. Those of our own messages are entered when they are sent."""

    async def put(self, space: Space, message: str, about: Sequence[Subject], now: datetime) -> None:
        """Enter the subjects of a message, by the platform's reference, in place of those it had."""

    async def of(self, address: Address, message: str) -> Sequence[Subject]: ...
