"""One open transaction with its repositories."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ports.storage import UnitOfWork
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


@dataclass(frozen=True, slots=True)
class SemanticSearch:
    """The dependencies of search by meaning. ``model`` is the present model, or empty.

    ``caches`` opens the vector caches; ``opened_caches`` returns them only if they are open.
    """

    relevance: Relevance | None
    model: str
    caches: "Callable[[], VectorCaches]"
    opened_caches: "Callable[[], VectorCaches | None]"


@dataclass(frozen=True, slots=True)
class SqlUnitOfWork(UnitOfWork):
    connection: AsyncConnection
    semantic: SemanticSearch


def unit_of_work(
    connection: AsyncConnection,
    index: SearchIndex,
    tokenizer: Tokenizer,
    semantic: SemanticSearch,
    language: str,
    timezone: str,
) -> SqlUnitOfWork:
    """Return the repositories of a transaction; ``language`` and ``timezone`` are the defaults of a new space."""
    nearest = Nearest(connection, semantic.model, semantic.caches)
    return SqlUnitOfWork(
        connection=connection,
        semantic=semantic,
        receipts=SqlReceipts(connection),
        spaces=SqlSpaces(connection, index, language, timezone),
        users=SqlUsers(connection),
        notes=SqlNotes(connection, index),
        todos=SqlTodos(connection, index),
        papers=SqlPapers(connection),
        search=SqlSearch(connection, index, tokenizer, semantic.relevance, nearest),
        vectors=SqlVectors(connection, semantic.model, semantic.opened_caches),
        documents=SqlDocuments(connection),
        dialogues=SqlDialogues(connection),
        continuations=SqlContinuations(connection),
        subjects=SqlSubjects(connection),
        outbox=SqlOutbox(connection),
        jobs=SqlJobs(connection),
        subscriptions=SqlSubscriptions(connection),
        digests=SqlDigests(connection),
        preferences=SqlPreferences(connection),
        announcements=SqlAnnouncements(connection),
        community=SqlCommunity(connection),
    )
