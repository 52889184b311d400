"""The storage and its unit of work.

Everything in a unit of work runs in the one transaction that ``Storage.begin`` opened; repositories never commit.
"""

from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from bot.core.ports.conversations import Continuations, Dialogues, Receipts, Spaces, Subjects, Users
from bot.core.ports.digests import Announcements, Digests, Preferences, Subscriptions
from bot.core.ports.library import Community, Documents, Notes, Papers, Search, Todos
from bot.core.ports.queues import ClaimedJob, Jobs, Outbox, Queues, Turns
from bot.core.ports.vectors import Vectors


@dataclass(frozen=True, slots=True)
class UnitOfWork:
    """One open transaction, with its repositories."""

    receipts: Receipts
    spaces: Spaces
    users: Users
    notes: Notes
    todos: Todos
    papers: Papers
    search: Search
    vectors: Vectors
    documents: Documents
    dialogues: Dialogues
    continuations: Continuations
    subjects: Subjects
    outbox: Outbox
    jobs: Jobs
    subscriptions: Subscriptions
    digests: Digests
    preferences: Preferences
    announcements: Announcements
    community: Community


class Storage(Protocol):
    @property
    def queues(self) -> Queues: ...
    @property
    def turns(self) -> Turns: ...

    def begin(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open a write transaction that commits on leaving and rolls back on any exception.

        Raises ``StorageUnavailable`` if the database cannot be reached.
        """

    def finish_job(self, job: ClaimedJob) -> AbstractAsyncContextManager[UnitOfWork | None]:
        """Open the transaction of a job's effects, which marks it done; ``None`` if another worker finished it."""

    async def close(self) -> None: ...
