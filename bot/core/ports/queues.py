"""The queues of messages and jobs, from both sides; and turns at what only one worker at a time may do."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.core.identity import Address
from bot.core.messages import Reply, Route
from bot.core.model.spaces import Space, User
from bot.core.subjects import Subject

DEFAULT_ROUTE = Route()
"""The route of ordinary answers: into the conversation, visible to everybody in it."""


class Outbox(Protocol):
    async def put(
        self, address: Address, dedupe_key: str, reply: Reply, now: datetime, route: Route = DEFAULT_ROUTE
    ) -> bool:
        """Queue one reply; ``False`` if the key was queued before.

        A reply that edits takes the place of an edit of the same message that waits to be sent. A reply without a key
        is given one, so that every message can be edited.
        """

    async def shown(self, address: Address, reference: str) -> tuple[Reply, Route] | None:
        """Return a message of ours as it is now, with its key, by the platform's reference of one of its parts.

        ``None`` if it was sent too long ago. Until the transaction ends, other transactions that ask for it wait.
        """


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
        route: Route = DEFAULT_ROUTE,
    ) -> bool:
        """Queue background work; ``False`` if the same non-empty key was queued before."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message leased for sending. ``sent`` parts are already on the platform.

    ``edits`` holds the platform's reference of each part of the message to replace, if there is one; ``under`` is that
    of the message in whose thread this one belongs. ``reason`` is why it was put off last. ``failures`` counts the
    tries of the next part that failed, without those that met a limit of speed. ``perhaps_sent`` says that a failed
    try, or one whose end nobody recorded, may have left that part on the platform.
    """

    id: int
    address: Address
    reply: Reply
    sent: int
    attempts: int
    created_at: datetime
    failures: int = 0
    perhaps_sent: bool = False
    route: Route = DEFAULT_ROUTE
    edits: tuple[str, ...] = ()
    under: str = ""
    reason: str = ""

    def __str__(self) -> str:
        return f"message {self.id}"


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """A leased job. ``payload`` is the JSON of its kind's payload type."""

    id: int
    kind: str
    payload: str
    space_id: int
    user_id: int
    address: Address
    attempts: int
    route: Route = DEFAULT_ROUTE

    def __str__(self) -> str:
        return f"job {self.id} ({self.kind})"


class Queues(Protocol):
    """The workers' side of the outbox and the jobs. Every method runs in a short transaction of its own."""

    async def claim_messages(
        self, platform: str, worker: str, now: datetime, limit: int, *, scheduled: bool = False
    ) -> Sequence[Claimed]:
        """Lease the messages that may be sent now: the oldest unsent one of each conversation (head of line), those
        that wait longest first. ``scheduled`` asks for messages that nobody waits for, otherwise for the others.
        """

    async def renew_message(self, claimed: Claimed, worker: str, now: datetime) -> bool:
        """Restart the lease, for a message of many parts; ``False`` if it is not ours any more."""

    async def part_sent(
        self, claimed: Claimed, worker: str, reference: str, about: Sequence[Subject], now: datetime, *, last: bool
    ) -> bool:
        """Record that one more part is on the platform, and its subjects; ``last`` ends the message.

        An answer that arrived in its conversation shows that digests arrive there as well, so they go on.
        ``False`` if the lease was lost: its new holder sends the rest.
        """

    async def postpone_message(
        self, claimed: Claimed, worker: str, until: datetime, reason: str, *, failed: bool = True, sent: bool = True
    ) -> None:
        """Give the claim back. ``failed`` counts a failed try of the next part. If ``sent`` is false, this claim has
        certainly not sent that part.
        """

    async def resume_messages(self, address: Address, reason: str, now: datetime) -> None:
        """Make the messages of the address's workspace due that were put off for ``reason``."""

    async def abandon_message(self, claimed: Claimed, worker: str, reason: str, *, gone: bool) -> None:
        """Give the message up; with ``gone``, also mark the conversation's subscriptions as unreachable."""

    async def move(self, earlier: Address, conversation_id: str) -> None:
        """Move a conversation to its new id: its space, subscriptions, unsent messages and jobs."""

    async def next_message_at(self, platform: str, *, scheduled: bool = False) -> datetime | None:
        """Return the time (UTC) at which the next such claim can succeed; ``None`` if nothing is queued for it."""

    async def claim_job(self, worker: str, now: datetime, *, scheduled: bool = False) -> ClaimedJob | None:
        """Lease the job that has been due for longest. ``scheduled`` asks for jobs queued under a key, which nobody
        waits for, otherwise for the others.
        """

    async def renew_job(self, job: ClaimedJob, now: datetime) -> None:
        """Restart the lease, for a job that takes long."""

    async def postpone_job(self, job: ClaimedJob, until: datetime, reason: str) -> None: ...

    async def next_job_at(self, *, scheduled: bool = False) -> datetime | None: ...

    async def prune(self, before: datetime) -> int:
        """Delete messages, jobs and receipts that were finished before a time (aware); return the number of rows.

        A reply that was deleted cannot be edited, so its update is sent as a new message; a redelivered event whose
        receipt was deleted is handled again.
        """

    async def release(self, is_gone: Callable[[str], bool], now: datetime) -> None:
        """End the leases of workers that are gone, instead of waiting for them to run out."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A turn that is not free before ``until`` (aware). If it is ``held``, the holder may give it back earlier."""

    until: datetime
    held: bool


class Turns(Protocol):
    """Named locks among the workers that share a database: see ``papers/gate.py``."""

    async def take(self, name: str, holder: str, now: datetime, until: datetime) -> Taken | None:
        """Take the turn until at most ``until``; ``None`` on success."""

    async def give_back(self, name: str, holder: str, free_at: datetime) -> None:
        """Free the turn from ``free_at`` onwards, if it is still ours."""

    async def renew(self, name: str, holder: str, until: datetime) -> None:
        """Extend the turn, if it is still ours."""
