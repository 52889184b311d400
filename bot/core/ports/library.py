"""What a space keeps: notes, to-dos, papers, and the index that finds them again.

Every method runs inside the caller's transaction. Numbers are the ones people see, counted per space; a
number of another space is simply not found.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from bot.core.events import IncomingFile
from bot.core.identity import Address
from bot.core.model.community import CommunitySignal
from bot.core.model.notes import Attached, NewNote, Note, NoteFilter, NoteReference
from bot.core.model.papers import NotedVersion, Paper
from bot.core.model.query import Query
from bot.core.model.spaces import Space, User
from bot.core.model.todos import NewTodo, Todo, TodoState
from bot.core.ports.embedding import Vector


@dataclass(frozen=True, slots=True)
class NotePage:
    """One page of a listing; ``total`` counts all pages."""

    notes: Sequence[Note]
    total: int


class Notes(Protocol):
    """Deleted notes are out of every listing and of the index, and can be restored."""

    async def add(self, space: Space, author: User, new: NewNote, now: datetime) -> Note:
        """File a note under the space's next number and index it."""
        ...

    async def get(self, space: Space, number: int, *, deleted: bool = False) -> Note | None: ...

    async def edit(
        self,
        note: Note,
        now: datetime,
        *,
        body: str | None = None,
        title: str | None = None,
        paper_id: str | None = None,
    ) -> Note:
        """Change what is given, re-read the tags from a new body, and re-index."""
        ...

    async def delete(self, note: Note, now: datetime) -> None: ...

    async def restore(self, note: Note, now: datetime) -> Note: ...

    async def page(self, space: Space, wanted: NoteFilter, offset: int, limit: int) -> NotePage:
        """Latest ``written_on`` first."""
        ...

    async def with_ids(self, space: Space, ids: Collection[int]) -> Mapping[int, Note]: ...

    async def about(self, space: Space, paper_id: str, limit: int, *, before: int = 0) -> Sequence[NoteReference]:
        """The latest ``limit`` notes about a paper, by number; with ``before``, only those with a lower number."""
        ...

    async def written_on(self, space: Space, first: date, last: date) -> Sequence[Note]:
        """Those of the days from ``first`` to ``last``, the latest first."""
        ...

    async def days(self, space: Space) -> Collection[date]:
        """The days on which any was written."""
        ...

    async def recent(self, space: Space, limit: int) -> Sequence[Note]:
        """The latest notes, to learn from."""
        ...

    async def tags(self, space: Space) -> Mapping[str, int]:
        """How many notes carry each tag."""
        ...

    async def everything(self, space: Space) -> Sequence[Note]:
        """All notes that are not deleted, by number: for export."""
        ...

    async def attach(
        self, note: Note, files: Sequence[IncomingFile], address: Address, now: datetime
    ) -> Sequence[Attached]:
        """Put files that were sent to ``address`` behind those the note has already."""
        ...

    async def attachments(self, note: Note) -> Sequence[Attached]:
        """In the order they came."""
        ...

    async def all_attachments(self, space: Space) -> Mapping[int, Sequence[Attached]]:
        """Of every note that has some, by the note's row id: for export."""
        ...

    async def keep_copy(self, attached: Attached, content: bytes) -> None: ...

    async def copy(self, attached: Attached) -> bytes | None:
        """The content that was kept, ``None`` when none was."""
        ...


class Todos(Protocol):
    async def add(self, space: Space, new: NewTodo, now: datetime) -> Todo:
        """Put an item last among its siblings, under the space's next number, and index it."""
        ...

    async def get(self, space: Space, number: int) -> Todo | None: ...

    async def of_space(self, space: Space, states: Collection[TodoState]) -> Sequence[Todo]:
        """All sections and the items in these states, in no particular order (see ``outline``)."""
        ...

    async def with_ids(self, space: Space, ids: Collection[int]) -> Mapping[int, Todo]: ...

    async def with_numbers(self, space: Space, numbers: Collection[int]) -> Mapping[int, Todo]:
        """By number; unknown ones are left out."""
        ...

    async def set_state(self, space: Space, ids: Collection[int], state: TodoState, now: datetime) -> None: ...

    async def move(self, todo: Todo, parent_id: int | None, before: Todo | None, now: datetime) -> None:
        """Put ``todo`` (with what is nested under it) under ``parent_id``, before a sibling or last."""
        ...

    async def about(self, space: Space, paper_id: str, state: TodoState) -> Sequence[Todo]:
        """Items about one paper."""
        ...

    async def about_papers(self, space: Space, state: TodoState, latest: int) -> Sequence[Todo]:
        """Items about any paper, those closed or else added last first."""
        ...


class Papers(Protocol):
    """Metadata, shared by all spaces."""

    async def get(self, paper_ids: Collection[str]) -> Mapping[str, Paper]:
        """By versionless id; unknown ones are left out."""
        ...

    async def put(self, papers: Collection[Paper], now: datetime) -> None:
        """Insert or replace; an older version never replaces a newer one."""
        ...

    async def noted(self, paper_ids: Collection[str]) -> Collection[str]:
        """Those that any space keeps notes on."""
        ...

    async def noted_versions(self, space: Space, paper_ids: Collection[str]) -> Sequence[NotedVersion]:
        """Of those the space keeps notes on: what was replaced since the latest of these notes."""
        ...


class Community(Protocol):
    """What others think of papers: the latest word of each source, shared by all spaces except recommendations."""

    async def claim(self, source: str, on: date, now: datetime, again: datetime) -> bool:
        """Whether ``source`` may be asked about the mailing of ``on`` now; then nobody else may before ``again``."""
        ...

    async def postpone(self, source: str, dates: Collection[date], again: datetime) -> None:
        """Let ``source`` be asked about these mailings from ``again`` on."""
        ...

    async def claim_recommendations(self, space_id: int, source: str, now: datetime, again: datetime) -> bool:
        """The same as :meth:`claim`, for what ``source`` recommends to a space; ``False`` when that is gone."""
        ...

    async def put(self, signals: Collection[CommunitySignal], now: datetime) -> None:
        """Enter or replace signals of any kind but recommendations."""
        ...

    async def recommend(
        self, space_id: int, source: str, signals: Collection[CommunitySignal], again: datetime
    ) -> None:
        """Replace what ``source`` recommends to a space that claimed it, until ``again``."""
        ...

    async def of(self, space: Space, paper_ids: Collection[str]) -> Mapping[str, Sequence[CommunitySignal]]:
        """By versionless id; papers of which nothing is known are left out."""
        ...


class HitKind(StrEnum):
    NOTE = "note"
    TODO = "todo"


@dataclass(frozen=True, slots=True)
class Hit:
    """``id`` is a row id; a higher ``score`` is better and means nothing across queries.

    ``by_meaning``: too few of the words are there; ``perhaps``: none, and the meaning is only somewhat close.
    """

    kind: HitKind
    id: int
    score: float
    by_meaning: bool = False
    perhaps: bool = False


@dataclass(frozen=True, slots=True)
class HitPage:
    """One page of hits. ``total`` counts all pages, exactly up to 1,000; 1,001 says that there are more.

    Of those beyond 1,000 there are no pages. Hits that are ``perhaps`` come last and are not counted in ``total``; a
    page has them only when nothing surer is left to fill it. ``corrected`` holds the words that were
    searched for, if a misspelt one was replaced; otherwise it is empty.
    """

    hits: Sequence[Hit]
    total: int
    corrected: tuple[str, ...] = ()


class Search(Protocol):
    """Notes and to-dos found by words and by meaning, the same on every database."""

    async def find(self, space: Space, query: Query, offset: int, limit: int, meaning: Vector | None = None) -> HitPage:
        """``meaning`` is ``Embedder.embed_query`` of the query's words; without it words alone decide."""
        ...

    async def similar(self, space: Space, kind: HitKind, row_id: int, limit: int) -> Sequence[Hit]:
        """The entries closest in meaning to a note or to-do, the closest first; none that are merely not far.

        Where it has no vector yet, those that share its rarest words.
        """
        ...

    async def like(self, space: Space, text: str, limit: int, meaning: Vector | None = None) -> Sequence[Hit]:
        """The same for a text that is not kept (an abstract, say)."""
        ...

    async def near_duplicates(self, space: Space, note: Note) -> Sequence[Hit]:
        """Other notes that say nearly the same in nearly the same words; needs no vectors."""
        ...


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """One piece of an imported document: raw text, and the note or to-do made of it (row id), if any.

    ``revision`` is the note's revision, ``state`` the to-do's state, at the time of import.
    """

    raw: str
    fingerprint: str = ""
    note_id: int | None = None
    todo_id: int | None = None
    revision: int = 0
    state: str = ""
    day: date | None = None


class Documents(Protocol):
    """Imported files, kept whole so that they can be given back byte for byte."""

    async def get(self, space: Space, format_name: str) -> Sequence[DocumentPart]:
        """The parts in order; empty when nothing was imported."""
        ...

    async def imported_todos(self, space: Space) -> Mapping[int, str]:
        """The state in which to-dos came with a file, by row id."""
        ...

    async def replace(self, space: Space, format_name: str, parts: Sequence[DocumentPart]) -> None: ...
