"""A `papers-weekly` log into a space and back: what the file says becomes notes and to-dos that remember their place.

The file is kept as it was imported, each of its parts with the note or to-do made of it. An export writes that
file again with only what changed since, so that a log nobody touched comes back byte for byte.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.model.notes import Attached, NewNote, Note
from bot.core.model.spaces import Space, User
from bot.core.model.todos import NewTodo, Placed, Todo, TodoKind, TodoState, outline
from bot.core.ports.library import DocumentPart
from bot.core.ports.storage import UnitOfWork
from bot.core.tags import find_tags
from exchange.papers_weekly import (
    Change,
    Dropped,
    Entry,
    NewEntry,
    NewPending,
    Pending,
    RevisedEntry,
    RevisedPending,
    Segment,
    Summary,
    compose,
    entry_fingerprint,
    parse,
    pending_fingerprint,
    summary,
)
from exchange.papers_weekly.render import tidy

FORMAT = "papers-weekly"

STATES = (TodoState.OPEN, TodoState.DONE, TodoState.DROPPED)


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made of a file; ``new_notes`` and ``new_todos`` are 0 for a file imported before."""

    summary: Summary
    new_notes: int
    new_todos: int


async def import_log(
    work: UnitOfWork, space: Space, author: User, text: str, now: datetime, advanced: Callable[[int, int], None]
) -> Imported:
    """File what the log has and the space has not. ``advanced(done, total)`` is called as it goes, in parts."""
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


class _Importer:
    def __init__(
        self, work: UnitOfWork, space: Space, author: User, now: datetime, known: Mapping[str, DocumentPart]
    ) -> None:
        self._work = work
        self._space = space
        self._author = author
        self._now = now
        self._known = known
        self._above: list[int] = []
        self._sections: dict[str, int] | None = None
        self.new_notes = 0
        self.new_todos = 0

    async def part(self, segment: Segment) -> DocumentPart:
        if isinstance(segment, Entry):
            return self._known_as(segment) or await self._note(segment)
        if isinstance(segment, Pending):
            part = self._known_as(segment) or await self._todo(segment)
            del self._above[segment.depth :]
            self._above.append(part.todo_id or 0)
            return part
        return DocumentPart(segment.raw)

    def _known_as(self, segment: Entry | Pending) -> DocumentPart | None:
        part = self._known.get(segment.fingerprint)
        return replace(part, raw=segment.raw) if part else None

    async def _note(self, entry: Entry) -> DocumentPart:
        new = NewNote(entry.body, entry.title, tags=find_tags(entry.body), written_on=entry.day)
        note = await self._work.notes.add(self._space, self._author, new, self._now)
        self.new_notes += 1
        return DocumentPart(entry.raw, entry.fingerprint, note_id=note.id, revision=note.revision)

    async def _todo(self, item: Pending) -> DocumentPart:
        parent = self._above[item.depth - 1] if item.depth else await self._section(item.section)
        state = TodoState.DONE if item.done else TodoState.OPEN
        todo = await self._work.todos.add(self._space, NewTodo(item.text, parent_id=parent, state=state), self._now)
        self.new_todos += 1
        return DocumentPart(item.raw, item.fingerprint, todo_id=todo.id, state=state)

    async def _section(self, name: str) -> int | None:
        """The section of this name, made when it is needed first; ``None`` for items above all sections."""
        if not name:
            return None
        if self._sections is None:
            todos = await self._work.todos.of_space(self._space, ())
            self._sections = {todo.text: todo.id for todo in todos if todo.kind is TodoKind.SECTION}
        if name not in self._sections:
            new = NewTodo(name, TodoKind.SECTION)
            self._sections[name] = (await self._work.todos.add(self._space, new, self._now)).id
        return self._sections[name]


async def _written_here(work: UnitOfWork, space: Space) -> dict[str, DocumentPart]:
    """What the space has, under the fingerprints an export of it would have, so that such a file adds nothing."""
    known: dict[str, DocumentPart] = {}
    notes = await work.notes.everything(space)
    titles, bodies = await _titles(work, notes), await _bodies(work, space, notes)
    for note in notes:
        fingerprint = entry_fingerprint(note.written_on, titles[note.id], tidy(bodies[note.id]))
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


async def _bodies(work: UnitOfWork, space: Space, notes: Sequence[Note]) -> dict[int, str]:
    """What a log says of each note: its text, and the names of the files that are kept with it."""
    files = await work.notes.all_attachments(space)
    return {note.id: "\n\n".join(filter(None, (note.body, _named(files.get(note.id, ()))))) for note in notes}


def _named(files: Sequence[Attached]) -> str:
    return "\n".join(f"📎 {' '.join(file.name.split())}" for file in files)


async def _titles(work: UnitOfWork, notes: Sequence[Note]) -> dict[int, str]:
    """What stands above each note in a log: its own title, or that of its paper, or the paper's id."""
    papers = await work.papers.get({note.paper_id for note in notes if note.paper_id})
    found = {paper_id: paper.title for paper_id, paper in papers.items()}
    return {note.id: note.title or found.get(note.paper_id, note.paper_id) for note in notes}


async def export_log(work: UnitOfWork, space: Space) -> str:
    """The imported log with everything that changed or came since; a new log when none was imported."""
    parts = await work.documents.get(space, FORMAT)
    log = parse("".join(part.raw for part in parts))
    notes = {note.id: note for note in await work.notes.everything(space)}
    bodies = await _bodies(work, space, list(notes.values()))
    todos = {todo.id: todo for todo in await work.todos.of_space(space, STATES)}
    by_print = {part.fingerprint: part for part in parts if part.fingerprint}
    changes: dict[str, Change] = {}
    for entry in log.entries:
        _put(changes, entry.fingerprint, _note_change(by_print[entry.fingerprint], notes, bodies))
    for item in log.pending:
        _put(changes, item.fingerprint, _todo_change(item, by_print[item.fingerprint], todos))
    linked_notes = {part.note_id for part in parts}
    new_notes = [note for note in notes.values() if note.id not in linked_notes]
    return compose(log, changes, await _new_entries(work, new_notes, bodies), _new_pending(parts, list(todos.values())))


def _put(changes: dict[str, Change], fingerprint: str, change: Change | None) -> None:
    if change is not None:
        changes[fingerprint] = change


def _note_change(part: DocumentPart, notes: Mapping[int, Note], bodies: Mapping[int, str]) -> Change | None:
    note = notes.get(part.note_id or 0)
    if note is None:
        return Dropped()
    return None if note.revision == part.revision else RevisedEntry(note.title, bodies[note.id])


def _todo_change(item: Pending, part: DocumentPart, todos: Mapping[int, Todo]) -> Change | None:
    todo = todos.get(part.todo_id or 0)
    if todo is None or todo.state is TodoState.DROPPED:
        return Dropped()
    return None if todo.state == part.state else RevisedPending(todo.state is TodoState.DONE, item.text)


async def _new_entries(work: UnitOfWork, notes: Sequence[Note], bodies: Mapping[int, str]) -> list[NewEntry]:
    titles = await _titles(work, notes)
    return [NewEntry(note.written_on, titles[note.id], bodies[note.id]) for note in notes]


def _new_pending(parts: Sequence[DocumentPart], todos: Sequence[Todo]) -> list[NewPending]:
    """To-dos the file does not have, each under the nearest thing above it that the file has."""
    prints = {part.todo_id: part.fingerprint for part in parts if part.todo_id}
    above: list[Placed] = []
    new: list[NewPending] = []
    for placed in outline([todo for todo in todos if todo.state is not TodoState.DROPPED]):
        del above[placed.depth :]
        above.append(placed)
        todo = placed.todo
        if todo.kind is TodoKind.SECTION or todo.id in prints or not todo.text.strip():
            continue
        known = max((each.depth for each in above if each.todo.id in prints), default=-1)
        sections = [each.todo.text for each in above if each.todo.kind is TodoKind.SECTION]
        depth = placed.depth - known - 1 if known >= 0 else placed.depth - len(sections)
        under = prints[above[known].todo.id] if known >= 0 else None
        new.append(NewPending(todo.text, todo.state is TodoState.DONE, depth, sections[-1] if sections else "", under))
    return new
