"""What waits to be sent and to be done, from both sides; and turns at what one worker at a time may do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.identity import Address
from bot.core.messages import Reply, Route
from bot.core.model.spaces import Space, User
from bot.core.subjects import Subject

HERE = Route()
"""Answers that travel in no special way: into the conversation, for all in it."""


class Outbox(Protocol):
    async def put(self, address: Address, dedupe_key: str, reply: Reply, now: datetime, route: Route = HERE) -> bool:
        """Queue one reply; ``False`` when the key was queued before."""
        ...


class Jobs(Protocol):
    async def put(
        self,
        kind: str,
        payload: str,
        space: Space,
        user: User,
        address: Address,
        now: datetime,
        *,
        dedupe_key: str = "",
        route: Route = HERE,
    ) -> bool:
        """Queue background work; ``False`` when the same non-empty key was queued before."""
        ...


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message taken for sending until its lease ends. ``sent`` parts are on the platform already.

    ``edits`` is the platform's reference of each part of the message to replace, empty when there is none;
    ``under`` that of the message whose thread it belongs into.
    """

    id: int
    address: Address
    reply: Reply
    sent: int
    attempts: int
    created_at: datetime
    route: Route = HERE
    edits: tuple[str, ...] = ()
    under: str = ""

    def __str__(self) -> str:
        return f"message {self.id}"


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A job taken until its lease ends. ``payload`` is the JSON of its kind's payload type."""

    id: int
    kind: str
    payload: str
    space_id: int
    user_id: int
    address: Address
    attempts: int
    route: Route = HERE

    def __str__(self) -> str:
        return f"job {self.id} ({self.kind})"


class Queues(Protocol):
    """The workers' side of the outbox and the jobs: short transactions of their own."""

    async def claim_messages(
        self, platform: str, worker: str, now: datetime, limit: int, *, scheduled: bool = False
    ) -> Sequence[Claimed]:
        """Lease what may be sent now: of each conversation the oldest unsent message (head of line), those that
        wait longest first. ``scheduled`` asks for the messages that nobody waits for, else for the others.
        """
        ...

    async def renew_message(self, claimed: Claimed, worker: str, now: datetime) -> bool:
        """Begin the lease anew, for a message of many parts; ``False`` when it is not ours any more."""
        ...

    async def part_sent(
        self, claimed: Claimed, worker: str, reference: str, about: Sequence[Subject], now: datetime, *, last: bool
    ) -> bool:
        """Record that one more part is on the platform, and what it is about; ``last`` ends the message.

        ``False`` when the lease was lost: whoever has it now sends the rest.
        """
        ...

    async def postpone_message(self, claimed: Claimed, worker: str, until: datetime, reason: str) -> None: ...

    async def abandon_message(self, claimed: Claimed, worker: str, reason: str, *, gone: bool) -> None:
        """Never try again; with ``gone`` nobody listens there any more, and its subscriptions are unreachable."""
        ...

    async def move(self, earlier: Address, conversation_id: str) -> None:
        """Follow a conversation to its new id: its space, subscriptions, unsent messages and jobs."""
        ...

    async def next_message_at(self, platform: str, *, scheduled: bool = False) -> datetime | None:
        """When the next such claim can succeed (UTC); ``None`` when nothing is queued for it."""
        ...

    async def claim_job(self, worker: str, now: datetime, *, scheduled: bool = False) -> ClaimedJob | None:
        """Lease the job that is due for longest; ``scheduled`` asks for those queued under a key, that nobody waits
        for, else for the others.
        """
        ...

    async def renew_job(self, job: ClaimedJob, now: datetime) -> None:
        """Begin the lease anew, for a job that takes long."""
        ...

    async def postpone_job(self, job: ClaimedJob, until: datetime, reason: str) -> None: ...

    async def next_job_at(self, *, scheduled: bool = False) -> datetime | None: ...

    async def prune(self, before: datetime) -> int:
        """Forget what was sent, given up, done or received before a time (aware); how many rows.

        A reply that was forgotten is not edited any more but sent anew, and an event would be handled again.
        """
        ...

    async def release(self, is_gone: Callable[[str], bool], now: datetime) -> None:
        """Let go at once of what workers claimed that are no more, instead of waiting for their leases to end."""
        ...


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn that cannot be had before ``until`` (aware): ``held`` by somebody, who may give it back earlier."""

    until: datetime
    held: bool


class Turns(Protocol):
    """Things that one worker at a time may do, of all that share a database: see ``papers/gate.py``."""

    async def take(self, name: str, holder: str, now: datetime, until: datetime) -> Taken | None:
        """Hold the turn at most ``until`` then; ``None`` when that worked."""
        ...

    async def give_back(self, name: str, holder: str, free_at: datetime) -> None:
        """Let others have it from ``free_at`` on; nothing when it is not ours any more."""
        ...

    async def renew(self, name: str, holder: str, until: datetime) -> None:
        """Hold it longer; nothing when it is not ours any more."""
        ...
