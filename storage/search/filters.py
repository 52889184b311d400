"""The filters of a ``Query`` as conditions on notes and to-dos."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, exists, or_, select

from bot.core.model.query import Query, Scope
from bot.core.model.spaces import Space
from bot.core.ports.library import HitKind
from bot.core.tags import fold
from storage.tables import note_tags, notes, todos, users

Conditions = Sequence[ColumnElement[bool]]

_FIRST_DAY = date(1, 1, 2)
"""The first day whose midnight, in every time zone, is a time in UTC that Python has."""


def conditions(query: Query, space: Space) -> dict[HitKind, Conditions]:
    """The conditions on the rows of each kind of entry that the query may find, except for space and tags."""
    found: dict[HitKind, Conditions] = {}
    if query.scope is not Scope.TODO:
        found[HitKind.NOTE] = _of_notes(query)
    if query.scope is not Scope.NOTES and not query.tags and not query.authors:  # a to-do has neither
        found[HitKind.TODO] = _of_todos(query, space.zone)
    return found


def _of_notes(query: Query) -> Conditions:
    found: list[ColumnElement[bool]] = []
    if query.authors:
        by_any = or_(*(users.c.folded_name.contains(fold(author), autoescape=True) for author in query.authors))
        found.append(exists().where(users.c.id == notes.c.author_id, by_any))
    if query.paper_id:
        found.append(notes.c.paper_id == query.paper_id)
    if query.after:
        found.append(notes.c.written_on >= query.after)
    if query.before:
        found.append(notes.c.written_on < query.before)
    return found


def _of_todos(query: Query, zone: ZoneInfo) -> Conditions:
    found: list[ColumnElement[bool]] = []
    if query.paper_id:
        found.append(todos.c.paper_id == query.paper_id)
    if query.after:
        found.append(todos.c.created_at >= _midnight(query.after, zone))
    if query.before:
        found.append(todos.c.created_at < _midnight(query.before, zone))
    return found


def has_tag(tag: str, space: Space, note_id: ColumnElement[int]) -> ColumnElement[bool]:
    """Return whether the note of ``space`` with this row id has ``tag``, in any letter case.

    An index lists the notes with the tag once: to look up each candidate would read a page or two for each.
    """
    return note_id.in_(carriers(tag, space))


def carriers(tag: str, space: Space) -> Select[tuple[int]]:
    """The row ids of the notes of ``space`` with ``tag``, including deleted notes."""
    of_space = select(note_tags.c.note_id).where(note_tags.c.space_id == space.id)
    return of_space.where(note_tags.c.folded == fold(tag.lstrip("#＃")))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(max(day, _FIRST_DAY), time.min, zone).astimezone(UTC)
