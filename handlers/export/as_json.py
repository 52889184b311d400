"""The export for programs: one JSON file."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime

import msgspec
from msgspec import convert
from msgspec.structs import replace

from bot.core.codec import to_json
from bot.core.model.digests import Layout, PaperSignal, Rhythm, Subscription
from bot.core.model.notes import Attached, Note
from bot.core.model.todos import Todo, TodoKind, TodoState
from handlers.export.everything import Everything

FORMAT_VERSION = 1


class SettingsRecord(msgspec.Struct, frozen=True):
    language: str
    timezone: str
    surprises: bool


class FileRecord(msgspec.Struct, frozen=True):
    """A file kept with a note. ``size`` is in bytes; ``sha256`` is of our copy, empty without one."""

    name: str
    media_type: str
    size: int
    sha256: str


class NoteRecord(msgspec.Struct, frozen=True):
    """``body`` is exactly as typed. Times are UTC, ``written_on`` is a local date."""

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


class TodoRecord(msgspec.Struct, frozen=True, kw_only=True):
    """``parent`` is the number of the to-do above it; ``position`` orders siblings."""

    number: int
    parent: int | None = None
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
    """``at`` is a wall-clock time in ``timezone``; 0 in ``weekdays`` is Monday."""

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


class Export(msgspec.Struct, frozen=True):
    """The top level of the file, with the fields of ``Everything``."""

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


def as_json(everything: Everything) -> str:
    """Indented, so that people can read it and compare two exports line by line."""
    space = everything.space
    export = Export(
        paperboy_export=FORMAT_VERSION,
        exported_at=everything.exported_at,
        settings=SettingsRecord(space.language, space.timezone, space.surprises),
        notes=tuple(_note_record(note, everything.files.get(note.id, ())) for note in everything.notes),
        todos=_todo_records(everything.todos),
        subscriptions=tuple(_subscription_record(each) for each in everything.subscriptions),
        opinions=tuple(everything.opinions),
        preferences=everything.preferences,
        papers=everything.titles,
        imported=everything.imported,
    )
    return to_json(export, indent=2) + "\n"


def _note_record(note: Note, files: Sequence[Attached]) -> NoteRecord:
    records = convert(files, tuple[FileRecord, ...], from_attributes=True)
    return replace(convert(note, NoteRecord, from_attributes=True), files=records)


def _todo_records(todos: Sequence[Todo]) -> tuple[TodoRecord, ...]:
    numbers = {todo.id: todo.number for todo in todos}
    return tuple(
        replace(convert(todo, TodoRecord, from_attributes=True), parent=numbers.get(todo.parent_id or 0))
        for todo in sorted(todos, key=lambda todo: todo.number)
    )


def _subscription_record(subscription: Subscription) -> SubscriptionRecord:
    wanted = subscription.wanted
    values = asdict(wanted.interests) | asdict(wanted) | asdict(subscription) | {"at": f"{wanted.at:%H:%M}"}
    return convert(values, SubscriptionRecord)
