"""Everything a space has, and how the JSON export writes it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

import msgspec

from bot.core.codec import to_json
from bot.core.model.digests import Layout, PaperSignal, Rhythm, Subscription
from bot.core.model.notes import Attached, Note
from bot.core.model.spaces import Space
from bot.core.model.todos import Todo, TodoKind, TodoState

FORMAT_VERSION = 1


@dataclass(frozen=True, slots=True)
class Everything:
    """What one space has at ``exported_at``.

    ``files`` are those kept with notes, by the note's row id. ``opinions`` are what people signalled about
    papers, ``preferences`` the weights they gave to subjects, ``titles`` those of all papers named anywhere.
    ``imported`` holds files as they were imported, by format.
    """

    space: Space
    exported_at: datetime
    notes: Sequence[Note]
    files: Mapping[int, Sequence[Attached]]
    todos: Sequence[Todo]
    subscriptions: Sequence[Subscription]
    opinions: Sequence[PaperSignal]
    preferences: Mapping[str, float]
    titles: Mapping[str, str]
    imported: Mapping[str, str]


class SettingsRecord(msgspec.Struct, frozen=True):
    language: str
    timezone: str
    surprises: bool


class FileRecord(msgspec.Struct, frozen=True):
    """A file that is kept with a note; ``size`` in bytes, ``sha256`` of the copy, empty where there is none."""

    name: str
    media_type: str
    size: int
    sha256: str

    @classmethod
    def of(cls, file: Attached) -> Self:
        return cls(file.name, file.media_type, file.size, file.sha256)


class NoteRecord(msgspec.Struct, frozen=True):
    """``body`` is exactly what was typed. Times are UTC, ``written_on`` is a local date."""

    number: int
    title: str
    paper_id: str
    tags: tuple[str, ...]
    author: str
    written_on: date
    created_at: datetime
    updated_at: datetime
    revision: int
    body: str
    files: tuple[FileRecord, ...] = ()

    @classmethod
    def of(cls, note: Note, files: Sequence[Attached]) -> Self:
        same = {name: getattr(note, name) for name in cls.__struct_fields__ if name != "files"}
        return cls(**same, files=tuple(map(FileRecord.of, files)))


class TodoRecord(msgspec.Struct, frozen=True):
    """``parent`` is the number of what it is nested under; ``position`` orders siblings."""

    number: int
    parent: int | None
    position: int
    kind: TodoKind
    text: str
    state: TodoState
    due: date | None
    priority: int
    paper_id: str
    created_at: datetime
    closed_at: datetime | None


class SubscriptionRecord(msgspec.Struct, frozen=True):
    """``at`` is a wall-clock time in ``timezone``; on weekdays, 0 is Monday."""

    number: int
    categories: tuple[str, ...]
    keywords: tuple[str, ...]
    authors: tuple[str, ...]
    at: str
    timezone: str
    weekdays: tuple[int, ...]
    top: int
    layout: Layout
    rhythm: Rhythm
    paused: bool
    created_at: datetime

    @classmethod
    def of(cls, subscription: Subscription) -> Self:
        wanted = subscription.wanted
        return cls(
            number=subscription.number,
            categories=wanted.interests.categories,
            keywords=wanted.interests.keywords,
            authors=wanted.interests.authors,
            at=f"{wanted.at:%H:%M}",
            timezone=wanted.timezone,
            weekdays=wanted.weekdays,
            top=wanted.top,
            layout=wanted.layout,
            rhythm=wanted.rhythm,
            paused=subscription.paused,
            created_at=subscription.created_at,
        )


class Export(msgspec.Struct, frozen=True):
    """The file's top level; the fields are those of ``Everything``."""

    paperboy_export: int
    exported_at: datetime
    settings: SettingsRecord
    notes: tuple[NoteRecord, ...]
    todos: tuple[TodoRecord, ...]
    subscriptions: tuple[SubscriptionRecord, ...]
    opinions: tuple[PaperSignal, ...]
    preferences: Mapping[str, float]
    papers: Mapping[str, str]
    imported: Mapping[str, str]


def everything_to_json(everything: Everything) -> str:
    """Indented, so that a person can read it and a line-wise comparison of two exports says something."""
    space = everything.space
    export = Export(
        paperboy_export=FORMAT_VERSION,
        exported_at=everything.exported_at,
        settings=SettingsRecord(space.language, space.timezone, space.surprises),
        notes=tuple(NoteRecord.of(note, everything.files.get(note.id, ())) for note in everything.notes),
        todos=_todo_records(everything.todos),
        subscriptions=tuple(SubscriptionRecord.of(each) for each in everything.subscriptions),
        opinions=tuple(everything.opinions),
        preferences=everything.preferences,
        papers=everything.titles,
        imported=everything.imported,
    )
    return to_json(export, indent=2) + "\n"


def _todo_records(todos: Sequence[Todo]) -> tuple[TodoRecord, ...]:
    numbers = {todo.id: todo.number for todo in todos}
    return tuple(
        TodoRecord(
            number=todo.number,
            parent=numbers.get(todo.parent_id) if todo.parent_id else None,
            position=todo.position,
            kind=todo.kind,
            text=todo.text,
            state=todo.state,
            due=todo.due,
            priority=todo.priority,
            paper_id=todo.paper_id,
            created_at=todo.created_at,
            closed_at=todo.closed_at,
        )
        for todo in sorted(todos, key=lambda todo: todo.number)
    )
