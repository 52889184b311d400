"""Notes with their tags, also in the index."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, delete, func, insert, select, update

from bot.core.model.notes import NewNote, Note, NoteFilter, NoteReference
from bot.core.model.spaces import Space, User
from bot.core.ports.library import HitKind, NotePage
from bot.core.tags import LONGEST_TAG, distinct, find_tags, fold
from storage.repositories.attachments import SqlAttachments
from storage.search.filters import has_tag
from storage.search.index import Entry, SearchIndex
from storage.search.vector_store import forget_vectors
from storage.statements import IN_PLACE, from_row, one_or_many, values_of
from storage.tables import note_tags, notes, spaces, users

_NEXT_NUMBER = (
    update(spaces)
    .where(spaces.c.id == bindparam("in_space"))
    .values(last_note=spaces.c.last_note + 1)
    .returning(spaces.c.last_note)
    .execution_options(**IN_PLACE)
)
_ADD = insert(notes).returning(notes.c.id).execution_options(**IN_PLACE)
_ADD_TAG = insert(note_tags).execution_options(**IN_PLACE)
_NOTE = select(notes, users.c.name.label("author")).join(users, users.c.id == notes.c.author_id)
_BY_NUMBER = _NOTE.where(notes.c.space_id == bindparam("in_space"), notes.c.number == bindparam("with_number"))
_LATEST_FIRST = (notes.c.written_on.desc(), notes.c.number.desc())
_KEPT = notes.c.deleted_at.is_(None)
_TAGS = select(note_tags.c.note_id, note_tags.c.tag).order_by(note_tags.c.note_id, note_tags.c.position)


@dataclass(frozen=True, slots=True)
class SqlNotes(SqlAttachments):
    index: SearchIndex

    async def add(self, space: Space, author: User, new: NewNote, now: datetime) -> Note:
        number = (await self.connection.execute(_NEXT_NUMBER, {"in_space": space.id})).scalar_one()
        values = {
            **values_of(new, "title", "paper_id", "body"),
            "space_id": space.id,
            "number": number,
            "author_id": author.id,
            "written_on": new.written_on or space.date_of(now),
            "created_at": now,
            "updated_at": now,
            "revision": 1,
        }
        note_id = (await self.connection.execute(_ADD, values)).scalar_one()
        tags = distinct(tag for tag in (*new.tags, *find_tags(new.body)) if len(tag) <= LONGEST_TAG)
        note = Note(id=note_id, author=author.name, tags=tags, **values)
        await self._add_tags(note)
        await self.index.add([_entry(note)])
        return note

    async def get(self, space: Space, number: int, *, deleted: bool = False) -> Note | None:
        wanted = _BY_NUMBER if deleted else _BY_NUMBER.where(_KEPT)
        found = await self._read(wanted, {"in_space": space.id, "with_number": number})
        return found[0] if found else None

    async def edit(
        self,
        note: Note,
        now: datetime,
        *,
        body: str | None = None,
        title: str | None = None,
        paper_id: str | None = None,
    ) -> Note:
        (before,) = await self._read(_NOTE.where(notes.c.id == note.id).with_for_update(of=notes))
        after = replace(
            before,
            body=before.body if body is None else body,
            title=before.title if title is None else title,
            paper_id=before.paper_id if paper_id is None else paper_id,
            tags=before.tags if body is None else find_tags(body),
            updated_at=now,
            revision=before.revision + 1,
        )
        changed = values_of(after, "body", "title", "paper_id", "updated_at", "revision")
        text_changed = _entry(before) != _entry(after) or before.paper_id != after.paper_id
        if text_changed:
            changed["embedded_as"] = 0
            await forget_vectors(self.connection, HitKind.NOTE, note.id)
        await self.connection.execute(update(notes).where(notes.c.id == note.id).values(changed))
        if after.tags != before.tags:
            await self.connection.execute(delete(note_tags).where(note_tags.c.note_id == note.id))
            await self._add_tags(after)
        if after.deleted_at is None and _entry(before) != _entry(after):
            await self.index.remove([_entry(before)])
            await self.index.add([_entry(after)])
        return after

    async def delete(self, note: Note, now: datetime) -> None:
        await self._set_deleted(note, now, _KEPT)

    async def restore(self, note: Note) -> Note:
        await self._set_deleted(note, None, notes.c.deleted_at.is_not(None))
        (restored,) = await self._read(_NOTE.where(notes.c.id == note.id))
        return restored

    async def page(self, space: Space, wanted: NoteFilter, offset: int, limit: int) -> NotePage:
        conditions = [notes.c.space_id == space.id, _KEPT, *_conditions(wanted, space)]
        total = (await self.connection.execute(select(func.count()).select_from(notes).where(*conditions))).scalar_one()
        found = await self._read(_NOTE.where(*conditions).order_by(*_LATEST_FIRST).offset(offset).limit(limit))
        return NotePage(found, total)

    async def with_ids(self, space: Space, ids: Collection[int]) -> Mapping[int, Note]:
        kept = _NOTE.where(notes.c.space_id == space.id, _KEPT)
        return {note.id: note for note in await self._with_tags(await self.rows_with(kept, notes.c.id, ids))}

    async def about(
        self, space: Space, paper_ids: Collection[str], limit: int, *, before: int = 0
    ) -> Mapping[str, Sequence[NoteReference]]:
        rank = func.row_number().over(partition_by=notes.c.paper_id, order_by=_LATEST_FIRST).label("rank")
        ranked = select(notes.c.paper_id, notes.c.number, notes.c.written_on, rank).where(
            notes.c.space_id == space.id, notes.c.paper_id.in_(list(paper_ids)), _KEPT
        )
        if before:
            ranked = ranked.where(notes.c.number < before)
        latest = ranked.subquery()
        rows = await self.connection.execute(select(latest).where(latest.c.rank <= limit).order_by(latest.c.number))
        found: defaultdict[str, list[NoteReference]] = defaultdict(list)
        for row in rows:
            found[row.paper_id].append(NoteReference(row.number, row.written_on))
        return found

    async def written_on(self, space: Space, first: date, last: date) -> Sequence[Note]:
        wanted = _NOTE.where(notes.c.space_id == space.id, notes.c.written_on.between(first, last), _KEPT)
        return await self._read(wanted.order_by(*_LATEST_FIRST))

    async def days(self, space: Space) -> Collection[date]:
        wanted = select(notes.c.written_on).where(notes.c.space_id == space.id, _KEPT).distinct()
        return set((await self.connection.execute(wanted)).scalars())

    async def recent(self, space: Space, limit: int) -> Sequence[Note]:
        latest = _NOTE.where(notes.c.space_id == space.id, _KEPT).order_by(*_LATEST_FIRST).limit(limit)
        return await self._read(latest)

    async def tags(self, space: Space) -> Mapping[str, int]:
        """Return the number of notes by tag, most frequent first, each tag in one of its typed forms."""
        count = func.count().label("notes")
        shown = func.min(note_tags.c.tag)
        statement = (
            select(shown, count)
            .join(notes, notes.c.id == note_tags.c.note_id)
            .where(note_tags.c.space_id == space.id, _KEPT)
            .group_by(note_tags.c.folded)
            .order_by(count.desc(), note_tags.c.folded)
        )
        return {row[0]: row.notes for row in await self.connection.execute(statement)}

    async def everything(self, space: Space) -> Sequence[Note]:
        return await self._read(_NOTE.where(notes.c.space_id == space.id, _KEPT).order_by(notes.c.number))

    async def _set_deleted(self, note: Note, when: datetime | None, condition: ColumnElement[bool]) -> None:
        """Set the time of deletion. Only a real change touches the index, so that it contains each note once."""
        change = update(notes).where(notes.c.id == note.id, condition).values(deleted_at=when, embedded_as=0)
        row = (await self.connection.execute(change.returning(notes.c.title, notes.c.body))).first()
        if row is not None:
            entry = Entry(HitKind.NOTE, note.id, note.space_id, row.title, row.body)
            await (self.index.add([entry]) if when is None else self.index.remove([entry]))
            await forget_vectors(self.connection, HitKind.NOTE, note.id)

    async def _add_tags(self, note: Note) -> None:
        rows = [
            {"space_id": note.space_id, "note_id": note.id, "folded": fold(tag), "tag": tag, "position": position}
            for position, tag in enumerate(note.tags)
        ]
        if rows:
            await self.connection.execute(_ADD_TAG, one_or_many(rows))

    async def _read(self, statement: Select[Any], parameters: Mapping[str, Any] | None = None) -> list[Note]:
        return await self._with_tags((await self.connection.execute(statement, parameters)).all())

    async def _with_tags(self, rows: Sequence[Row[Any]]) -> list[Note]:
        tags: dict[int, list[str]] = {row.id: [] for row in rows}
        for row in await self.rows_with(_TAGS, note_tags.c.note_id, tags):
            tags[row.note_id].append(row.tag)
        return [from_row(Note, row, tags=tuple(tags[row.id])) for row in rows]


def _conditions(wanted: NoteFilter, space: Space) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.tag:
        found.append(has_tag(wanted.tag, space, notes.c.id))
    if wanted.paper_id:
        found.append(notes.c.paper_id == wanted.paper_id)
    if wanted.after:
        found.append(notes.c.written_on >= wanted.after)
    if wanted.before:
        found.append(notes.c.written_on < wanted.before)
    return found


def _entry(note: Note) -> Entry:
    return Entry(HitKind.NOTE, note.id, note.space_id, note.title, note.body)
