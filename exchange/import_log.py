"""Imports a reading log: its notes and to-dos become the space's, and the file itself is kept."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.core.model.notes import NewNote
from bot.core.model.spaces import Space, User
from bot.core.model.todos import NewTodo, TodoKind, TodoState, outline
from bot.core.ports.library import DocumentPart
from bot.core.ports.storage import UnitOfWork
from bot.core.tags import find_tags
from exchange.kept_log import FORMAT, STATES, bodies, titles
from exchange.papers_weekly.fingerprints import entry_fingerprint, pending_fingerprint
from exchange.papers_weekly.model import Entry, PendingItem, Segment, Summary, summary
from exchange.papers_weekly.parse import parse
from exchange.papers_weekly.render import tidy


@dataclass(frozen=True, slots=True)
class Imported:
    """The contents of a file, and how many notes and to-dos are new: none for a file imported before."""

    summary: Summary
    new_notes: int
    new_todos: int


async def import_log(
    work: UnitOfWork, space: Space, author: User, text: str, now: datetime, advanced: Callable[[int, int], None]
) -> Imported:
    """Add the notes and to-dos that the space does not have yet. Calls ``advanced(done, total)`` after each part."""
    log = parse(text)
    imported = {part.fingerprint: part for part in await work.documents.get(space, FORMAT) if part.fingerprint}
    known = await _written_here(work, space) | imported
    importer = _Importer(work, space, author, now, known)
    parts: list[DocumentPart] = []
    for index, segment in enumerate(log.segments):
        parts.append(await importer.part(segment))
        advanced(index + 1, len(log.segments))
    await work.documents.replace(space, FORMAT, parts)
    return Imported(summary(log), importer.new_notes, importer.new_todos)


@dataclass(slots=True)
class _Importer:
    work: UnitOfWork
    space: Space
    author: User
    now: datetime
    known: Mapping[str, DocumentPart]
    above: list[int] = field(default_factory=list)
    sections: dict[str, int] | None = None
    new_notes: int = 0
    new_todos: int = 0

    async def part(self, segment: Segment) -> DocumentPart:
        if isinstance(segment, Entry):
            return self._known_as(segment) or await self._note(segment)
        if isinstance(segment, PendingItem):
            part = self._known_as(segment) or await self._todo(segment)
            del self.above[segment.depth :]
            self.above.append(part.todo_id or 0)
            return part
        return DocumentPart(segment.raw)

    def _known_as(self, segment: Entry | PendingItem) -> DocumentPart | None:
        part = self.known.get(segment.fingerprint)
        return replace(part, raw=segment.raw) if part else None

    async def _note(self, entry: Entry) -> DocumentPart:
        new = NewNote(entry.body, entry.title, tags=find_tags(entry.body), written_on=entry.day)
        note = await self.work.notes.add(self.space, self.author, new, self.now)
        self.new_notes += 1
        return DocumentPart(entry.raw, entry.fingerprint, note_id=note.id, revision=note.revision)

    async def _todo(self, item: PendingItem) -> DocumentPart:
        parent = self.above[item.depth - 1] if item.depth else await self._section(item.section)
        state = TodoState.DONE if item.done else TodoState.OPEN
        todo = await self.work.todos.add(self.space, NewTodo(item.text, parent_id=parent, state=state), self.now)
        self.new_todos += 1
        return DocumentPart(item.raw, item.fingerprint, todo_id=todo.id, state=state)

    async def _section(self, name: str) -> int | None:
        """The section of this name, added when first needed; ``None`` for items above all sections."""
        if not name:
            return None
        if self.sections is None:
            todos = await self.work.todos.of_space(self.space, ())
            self.sections = {todo.text: todo.id for todo in todos if todo.kind is TodoKind.SECTION}
        if name not in self.sections:
            new = NewTodo(name, TodoKind.SECTION)
            self.sections[name] = (await self.work.todos.add(self.space, new, self.now)).id
        return self.sections[name]


async def _written_here(work: UnitOfWork, space: Space) -> dict[str, DocumentPart]:
    """The notes and to-dos of the space by their fingerprints in an export, so that importing one adds nothing."""
    known: dict[str, DocumentPart] = {}
    notes = await work.notes.everything(space)
    note_titles, note_bodies = await titles(work, notes), await bodies(work, space, notes)
    for note in notes:
        fingerprint = entry_fingerprint(note.written_on, note_titles[note.id], tidy(note_bodies[note.id]))
        known[fingerprint] = DocumentPart("", fingerprint, note_id=note.id, revision=note.revision)
    above: list[str] = []
    for placed in outline(await work.todos.of_space(space, STATES)):
        del above[placed.depth :]
        fingerprint, todo = above[-1] if above else "", placed.todo
        if todo.kind is TodoKind.ITEM:
            fingerprint = pending_fingerprint(todo.text, fingerprint)
            known[fingerprint] = DocumentPart("", fingerprint, todo_id=todo.id, state=todo.state)
        above.append(fingerprint)
    return known
