"""The library of a space: notes, to-dos, papers, and the index that finds them again.

Every method runs in the caller's transaction. Numbers are those that people see, counted per space; a number from
another space is not found.
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
    """Deleted notes are neither listed nor found, and can be restored."""

    async def add(self, space: Space, author: User, new: NewNote, now: datetime) -> Note:
        """File a note under the space's next number and index it."""

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
        """Change the given fields, re-read the tags from a new body, and re-index."""

    async def delete(self, note: Note, now: datetime) -> None: ...

    async def restore(self, note: Note) -> Note: ...

    async def page(self, space: Space, wanted: NoteFilter, offset: int, limit: int) -> NotePage:
        """Return a page of notes, latest ``written_on`` first."""

    async def with_ids(self, space: Space, ids: Collection[int]) -> Mapping[int, Note]: ...

    async def about(
        self, space: Space, paper_ids: Collection[str], limit: int, *, before: int = 0
    ) -> Mapping[str, Sequence[NoteReference]]:
        """Return, by paper, the latest ``limit`` notes about it, in the order of their numbers.

        With ``before``, only notes with lower numbers. Papers without notes are left out.
        """

    async def written_on(self, space: Space, first: date, last: date) -> Sequence[Note]:
        """Return the notes of the days from ``first`` to ``last``, the latest first."""

    async def days(self, space: Space) -> Collection[date]:
        """Return the days on which notes were written."""

    async def recent(self, space: Space, limit: int) -> Sequence[Note]:
        """Return the latest notes, to learn from."""

    async def tags(self, space: Space) -> Mapping[str, int]:
        """Count the notes with each tag."""

    async def everything(self, space: Space) -> Sequence[Note]:
        """Return all notes that are not deleted, by number, for export."""

    async def attach(
        self, note: Note, files: Sequence[IncomingFile], address: Address, now: datetime
    ) -> Sequence[Attached]:
        """Append files that were sent to ``address`` to the note's attachments."""

    async def attachments(self, note: Note) -> Sequence[Attached]:
        """Return the note's attachments in the order they came."""

    async def all_attachments(self, space: Space) -> Mapping[int, Sequence[Attached]]:
        """Return the attachments of all notes, by the note's row id, for export."""

    async def keep_copy(self, attached: Attached, content: bytes) -> None: ...

    async def copy(self, attached: Attached) -> bytes | None:
        """Return the content that was kept, if any."""


class Todos(Protocol):
    async def add(self, space: Space, new: NewTodo, now: datetime) -> Todo:
        """Add an item last among its siblings, under the space's next number, and index it."""

    async def get(self, space: Space, number: int) -> Todo | None: ...

    async def of_space(self, space: Space, states: Collection[TodoState]) -> Sequence[Todo]:
        """Return all sections and the items in these states, in any order (see ``outline``)."""

    async def with_ids(self, space: Space, ids: Collection[int]) -> Mapping[int, Todo]: ...

    async def with_numbers(self, space: Space, numbers: Collection[int]) -> Mapping[int, Todo]:
        """Return to-dos by number; unknown numbers are left out."""

    async def set_state(self, space: Space, ids: Collection[int], state: TodoState, now: datetime) -> None: ...

    async def move(self, todo: Todo, parent_id: int | None, before: Todo | None) -> None:
        """Move ``todo``, with everything nested under it, under ``parent_id``: before a sibling, or last."""

    async def about(self, space: Space, paper_ids: Collection[str], states: Collection[TodoState]) -> Sequence[Todo]:
        """Return the items about these papers in these states, the earliest first."""

    async def about_papers(self, space: Space, state: TodoState, latest: int) -> Sequence[Todo]:
        """Return items about any paper, by the time they were closed or else added, the latest first."""


class Papers(Protocol):
    """Metadata of papers, shared by all spaces."""

    async def get(self, paper_ids: Collection[str]) -> Mapping[str, Paper]:
        """Return papers by versionless id; unknown ids are left out."""

    async def put(self, papers: Collection[Paper], now: datetime) -> None:
        """Insert or replace papers; an older version never replaces a newer one."""

    async def noted(self, paper_ids: Collection[str]) -> Collection[str]:
        """Return the papers, among these, that any space has notes on."""

    async def noted_versions(self, space: Space, paper_ids: Collection[str]) -> Sequence[NotedVersion]:
        """Return the versions that the space noted, of these papers, if they were replaced since its latest note."""


class Community(Protocol):
    """Opinions of others on papers: the latest from each source. All but recommendations are shared by all spaces."""

    async def claim(self, source: str, on: date, now: datetime, again: datetime) -> bool:
        """Reserve the query of ``source`` about the mailing of ``on`` until ``again``; ``False`` if it is reserved."""

    async def postpone(self, source: str, dates: Collection[date], again: datetime) -> None:
        """Allow ``source`` to be queried about these mailings from ``again`` onwards."""

    async def claim_recommendations(self, space_id: int, source: str, now: datetime, again: datetime) -> bool:
        """Reserve, like :meth:`claim`, the query for a space's recommendations; ``False`` also if the space is gone."""

    async def put(self, signals: Collection[CommunitySignal], now: datetime) -> None:
        """Enter or replace signals other than recommendations."""

    async def recommend(
        self, space_id: int, source: str, signals: Collection[CommunitySignal], again: datetime
    ) -> None:
        """Replace what ``source`` recommends to a space that claimed the query until ``again``."""

    async def of(self, space: Space, paper_ids: Collection[str]) -> Mapping[str, Sequence[CommunitySignal]]:
        """Return signals by versionless id; papers without any are left out."""


class HitKind(StrEnum):
    NOTE = "note"
    TODO = "todo"


@dataclass(frozen=True, slots=True)
class Hit:
    """``id`` is a row id; a higher ``score`` is better and is not comparable across queries.

    ``by_meaning``: the entry has too few of the words; ``perhaps``: it has none, and is only somewhat close in meaning.
    """

    kind: HitKind
    id: int
    score: float
    by_meaning: bool = False
    perhaps: bool = False


@dataclass(frozen=True, slots=True)
class HitPage:
    """One page of hits. ``total`` counts all pages, exactly up to 1,000; 1,001 means more, which have no pages.

    Hits that are ``perhaps`` come last, only when nothing surer is left to fill the page, and do not count in
    ``total``. ``corrected`` holds the words that were searched for if a misspelled one was replaced.
    """

    hits: Sequence[Hit]
    total: int
    corrected: tuple[str, ...] = ()


class Search(Protocol):
    """Search over notes and to-dos by words and by meaning, the same on every database."""

    async def find(self, space: Space, query: Query, offset: int, limit: int, meaning: Vector | None = None) -> HitPage:
        """Find a page of hits. ``meaning`` is the vector of the query's words; without it, words alone decide."""

    async def similar(self, space: Space, kind: HitKind, row_id: int, limit: int) -> Sequence[Hit]:
        """Return the entries that are close in meaning to a note or to-do, the closest first.

        If it has no vector yet, return those that share its rarest words.
        """

    async def like(self, space: Space, text: str, limit: int, meaning: Vector | None = None) -> Sequence[Hit]:
        """Return the entries close in meaning to a text that is not an entry, such as an abstract."""

    async def near_duplicates(self, space: Space, note: Note) -> Sequence[Hit]:
        """Return other notes that say nearly the same in nearly the same words; needs no vectors."""


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """One piece of an imported document: its raw text, and the row id of the note or to-do made from it, if any.

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
    """Imported files, kept so that they can be exported byte for byte."""

    async def get(self, space: Space, format_name: str) -> Sequence[DocumentPart]:
        """Return the parts in order; empty if nothing was imported."""

    async def imported_todos(self, space: Space) -> Mapping[int, str]:
        """Return the state that each imported to-do had in its file, by row id."""

    async def replace(self, space: Space, format_name: str, parts: Sequence[DocumentPart]) -> None: ...
