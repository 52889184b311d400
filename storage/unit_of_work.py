"""One open transaction with its repositories."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ports.text import Relevance, Tokenizer
from storage.queues.outbox import SqlJobs, SqlOutbox
from storage.queues.receipts import SqlReceipts
from storage.repositories.announcements import SqlAnnouncements
from storage.repositories.community import SqlCommunity
from storage.repositories.dialogues import SqlContinuations, SqlDialogues
from storage.repositories.digests import SqlDigests
from storage.repositories.documents import SqlDocuments
from storage.repositories.notes import SqlNotes
from storage.repositories.papers import SqlPapers
from storage.repositories.preferences import SqlPreferences
from storage.repositories.spaces import SqlSpaces, SqlUsers
from storage.repositories.subjects import SqlSubjects
from storage.repositories.subscriptions import SqlSubscriptions
from storage.repositories.todos import SqlTodos
from storage.search.index import SearchIndex
from storage.search.nearest import Nearest
from storage.search.search import SqlSearch
from storage.search.vector_store import SqlVectors

if TYPE_CHECKING:
    from storage.search.vector_cache import VectorCaches


@dataclass(frozen=True)
class SemanticSearch:
    """The dependencies of search by meaning. ``model`` is the present model, or empty.

    ``caches`` opens the vector caches; ``opened_caches`` returns them only if they are open.
    """

    relevance: Relevance | None
    model: str
    caches: "Callable[[], VectorCaches]"
    opened_caches: "Callable[[], VectorCaches | None]"


@dataclass(frozen=True)
class SqlUnitOfWork:
    """``language`` and ``timezone`` are the defaults of a new space."""

    connection: AsyncConnection
    index: SearchIndex
    tokenizer: Tokenizer
    semantic: SemanticSearch
    language: str
    timezone: str

    @cached_property
    def receipts(self) -> SqlReceipts:
        return SqlReceipts(self.connection)

    @cached_property
    def spaces(self) -> SqlSpaces:
        return SqlSpaces(self.connection, self.index, self.language, self.timezone)

    @cached_property
    def users(self) -> SqlUsers:
        return SqlUsers(self.connection)

    @cached_property
    def notes(self) -> SqlNotes:
        return SqlNotes(self.connection, self.index)

    @cached_property
    def todos(self) -> SqlTodos:
        return SqlTodos(self.connection, self.index)

    @cached_property
    def papers(self) -> SqlPapers:
        return SqlPapers(self.connection)

    @cached_property
    def search(self) -> SqlSearch:
        nearest = Nearest(self.connection, self.semantic.model, self.semantic.caches)
        return SqlSearch(self.connection, self.index, self.tokenizer, self.semantic.relevance, nearest)

    @cached_property
    def vectors(self) -> SqlVectors:
        return SqlVectors(self.connection, self.semantic.model, self.semantic.opened_caches)

    @cached_property
    def documents(self) -> SqlDocuments:
        return SqlDocuments(self.connection)

    @cached_property
    def dialogues(self) -> SqlDialogues:
        return SqlDialogues(self.connection)

    @cached_property
    def continuations(self) -> SqlContinuations:
        return SqlContinuations(self.connection)

    @cached_property
    def subjects(self) -> SqlSubjects:
        return SqlSubjects(self.connection)

    @cached_property
    def outbox(self) -> SqlOutbox:
        return SqlOutbox(self.connection)

    @cached_property
    def jobs(self) -> SqlJobs:
        return SqlJobs(self.connection)

    @cached_property
    def subscriptions(self) -> SqlSubscriptions:
        return SqlSubscriptions(self.connection)

    @cached_property
    def digests(self) -> SqlDigests:
        return SqlDigests(self.connection)

    @cached_property
    def preferences(self) -> SqlPreferences:
        return SqlPreferences(self.connection)

    @cached_property
    def announcements(self) -> SqlAnnouncements:
        return SqlAnnouncements(self.connection)

    @cached_property
    def community(self) -> SqlCommunity:
        return SqlCommunity(self.connection)
