"""The unit of work and the bookkeeping around events, deliveries, jobs and digests.

Everything here runs inside one transaction that ``Storage.begin`` opened; nothing commits by itself.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.core.events import Event
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.messages import Reply, Route
from bot.core.model.digests import Considered, NewSubscription, Pick, Signal, Subscription
from bot.core.model.papers import Announcement, LedgerLine
from bot.core.model.spaces import Space, User
from bot.core.ports.library import Documents, Notes, Papers, Search, Todos
from bot.core.ports.vectors import Vectors

HERE = Route()
"""Answers that travel in no special way: into the conversation, for all in it."""


class Receipts(Protocol):
    """One row per event ever handled, so that a redelivery changes nothing."""

    async def insert(self, event: Event) -> bool:
        """Whether the event is new; a unique constraint decides."""
        ...

    async def mark_failed(self, event: Event, error_id: str) -> None: ...


class Spaces(Protocol):
    async def ensure(self, address: Address, kind: ConversationKind, now: datetime) -> Space:
        """The space of a conversation, made with default settings when it is seen first."""
        ...

    async def get(self, space_id: int) -> Space: ...

    async def configure(self, space: Space, *, language: str | None = None, timezone: str | None = None) -> Space: ...

    async def move(self, space: Space, conversation_id: str) -> None:
        """Follow a conversation to its new id, with its subscriptions, unsent messages and jobs."""
        ...

    async def set_reachable(self, space: Space, reachable: bool) -> int:
        """Pause (or resume) the subscriptions that a conversation's leaving (or return) concerns; how many.

        What people paused themselves stays paused.
        """
        ...

    async def forget(self, space: Space) -> None:
        """Delete the space and everything in it, for good."""
        ...


class Users(Protocol):
    async def ensure(self, ref: UserRef, name: str, now: datetime) -> User: ...

    async def get(self, user_id: int) -> User: ...


class Dialogues(Protocol):
    """At most one open question per person and space."""

    async def open(self, space: Space, user: User, name: str, state: str, now: datetime) -> None: ...

    async def current(self, space: Space, user: User, now: datetime) -> tuple[str, str] | None:
        """``(name, state)`` of the open question, unless it is older than a day."""
        ...

    async def close(self, space: Space, user: User) -> None: ...


class Continuations(Protocol):
    """What a *next page* button remembers when it does not fit into the button itself."""

    async def put(self, space: Space, payload: str, now: datetime) -> int: ...

    async def get(self, space: Space, token: int) -> str | None: ...


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


class Subjects(Protocol):
    """What messages are about: ``paper:ID`` or ``note:NUMBER``, in order. Ours are entered when they are sent."""

    async def put(self, space: Space, message: str, about: Sequence[str], now: datetime) -> None:
        """Of a message a person wrote, by the platform's reference; replaces what was known of it."""
        ...

    async def of(self, space: Space, message: str) -> Sequence[str]: ...


class Subscriptions(Protocol):
    async def add(
        self, space: Space, owner: User, address: Address, wanted: NewSubscription, now: datetime
    ) -> Subscription:
        """Under the space's next number, active, with ``last_due`` on the local day before ``now``."""
        ...

    async def get(self, space: Space, number: int) -> Subscription | None: ...

    async def of_space(self, space: Space) -> Sequence[Subscription]: ...

    async def remove(self, subscription: Subscription) -> None: ...

    async def set_paused(self, subscription: Subscription, paused: bool) -> None: ...

    async def active(self) -> Sequence[Subscription]:
        """All that are neither paused nor unreachable, of every space: for the scheduler."""
        ...

    async def mark_due(self, subscription: Subscription, on: date) -> bool:
        """Move ``last_due`` forward to ``on``; ``False`` when another worker already did."""
        ...

    async def skip(self, subscription: Subscription, since: date) -> None:
        """Leave out of its digests what was announced before ``since``."""
        ...

    async def categories(self) -> Collection[str]:
        """Of all active subscriptions of every space."""
        ...


class Digests(Protocol):
    """What was shown to whom, and what people thought of it."""

    async def record(self, space: Space, on: date, picks: Sequence[Pick], now: datetime) -> None: ...

    async def shown(self, space: Space, paper_ids: Collection[str]) -> Mapping[str, date]:
        """Which of these papers an earlier digest of this space showed, and on which announcement date."""
        ...

    async def number_shown(self, space: Space, first: date, last: date) -> int:
        """How many papers announced from ``first`` to ``last`` digests of this space showed."""
        ...

    async def signal(self, space: Space, user: User, paper_id: str, signal: Signal, now: datetime) -> None:
        """The latest signal of one person about one paper counts."""
        ...

    async def unsignal(self, space: Space, user: User, paper_id: str) -> None:
        """Take back what a person signalled about a paper; nothing where there was nothing."""
        ...

    async def signals(self, space: Space) -> Mapping[str, Signal]:
        """The latest signal per paper."""
        ...

    async def considered(self, subscription_id: int) -> Sequence[Considered]:
        """What the digests of a subscription chose from so far."""
        ...

    async def consider(self, subscription_id: int, entries: Collection[Considered], first: date) -> None:
        """Enter what a digest chose from, and forget what was announced before ``first``."""
        ...

    async def told(self, space: Space, paper_id: str, version: int) -> bool:
        """Enter that a space was told of a replacement; ``False`` when it was before."""
        ...


class Announcements(Protocol):
    """The ledger: what arXiv announced, per category and date."""

    async def get(self, categories: Collection[str], on: date) -> Mapping[str, Announcement]: ...

    async def put(self, announcements: Collection[Announcement], now: datetime) -> None:
        """Enter what a look found, with the papers in it.

        Entries are only ever added, behind those that are there; a look that found nothing out takes nothing back.
        """
        ...

    async def lines(self, categories: Collection[str], first: date, last: date) -> Sequence[LedgerLine]:
        """What is known of every date from ``first`` to ``last``, by date and category."""
        ...

    async def failed(self, since: datetime) -> Collection[str]:
        """The categories that could not be read when asked for from a time (aware) on, whatever the date."""
        ...

    async def known(self, category: str, first: date, last: date) -> Mapping[str, date]:
        """The papers a category had as new or cross-listed from ``first`` to ``last``, each with its first date."""
        ...


class Work(Protocol):
    """One open transaction."""

    @property
    def receipts(self) -> Receipts: ...
    @property
    def spaces(self) -> Spaces: ...
    @property
    def users(self) -> Users: ...
    @property
    def notes(self) -> Notes: ...
    @property
    def todos(self) -> Todos: ...
    @property
    def papers(self) -> Papers: ...
    @property
    def search(self) -> Search: ...
    @property
    def vectors(self) -> Vectors: ...
    @property
    def documents(self) -> Documents: ...
    @property
    def dialogues(self) -> Dialogues: ...
    @property
    def continuations(self) -> Continuations: ...
    @property
    def subjects(self) -> Subjects: ...
    @property
    def outbox(self) -> Outbox: ...
    @property
    def jobs(self) -> Jobs: ...
    @property
    def subscriptions(self) -> Subscriptions: ...
    @property
    def digests(self) -> Digests: ...
    @property
    def announcements(self) -> Announcements: ...


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
        self, claimed: Claimed, worker: str, reference: str, about: Sequence[str], now: datetime, *, last: bool
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

    async def claim_job(self, worker: str, now: datetime) -> ClaimedJob | None: ...

    async def renew_job(self, job: ClaimedJob, now: datetime) -> None:
        """Begin the lease anew, for a job that takes long."""
        ...

    async def postpone_job(self, job: ClaimedJob, until: datetime, reason: str) -> None: ...

    async def next_job_at(self) -> datetime | None: ...

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


class Storage(Protocol):
    @property
    def queues(self) -> Queues: ...
    @property
    def turns(self) -> Turns: ...

    def begin(self) -> AbstractAsyncContextManager[Work]:
        """One write transaction: commits on leaving, rolls back on any exception.

        Raises ``StorageUnavailable`` when the database cannot be reached.
        """
        ...

    def finish_job(self, job: ClaimedJob) -> AbstractAsyncContextManager[Work | None]:
        """The same for a job's effects, which marks it done; ``None`` when somebody else finished it."""
        ...

    async def close(self) -> None: ...
