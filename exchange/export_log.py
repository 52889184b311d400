"""Exports a reading log: the imported file with what changed since, and byte for byte the same if nothing did."""

from collections.abc import Mapping, Sequence

from bot.core.model.notes import Note
from bot.core.model.spaces import Space
from bot.core.model.todos import Placed, Todo, TodoKind, TodoState, outline
from bot.core.ports.library import DocumentPart
from bot.core.ports.storage import UnitOfWork
from exchange.kept_log import FORMAT, STATES, bodies, titles
from exchange.papers_weekly.compose import NewEntry, NewPendingItem, compose
from exchange.papers_weekly.model import PendingItem
from exchange.papers_weekly.parse import parse
from exchange.papers_weekly.revise import Change, Dropped, RevisedEntry, RevisedPendingItem


async def export_log(work: UnitOfWork, space: Space) -> str:
    """Write the imported log again with everything that was changed or added since; without one, a new log."""
    parts = await work.documents.get(space, FORMAT)
    log = parse("".join(part.raw for part in parts))
    notes = {note.id: note for note in await work.notes.everything(space)}
    note_bodies = await bodies(work, space, list(notes.values()))
    todos = {todo.id: todo for todo in await work.todos.of_space(space, STATES)}
    by_print = {part.fingerprint: part for part in parts if part.fingerprint}
    changes = {
        **{entry.fingerprint: _note_change(by_print[entry.fingerprint], notes, note_bodies) for entry in log.entries},
        **{item.fingerprint: _todo_change(item, by_print[item.fingerprint], todos) for item in log.pending},
    }
    changed = {fingerprint: change for fingerprint, change in changes.items() if change is not None}
    linked_notes = {part.note_id for part in parts}
    new_notes = [note for note in notes.values() if note.id not in linked_notes]
    new_entries = await _new_entries(work, new_notes, note_bodies)
    return compose(log, changed, new_entries, _new_pending(parts, list(todos.values())))


def _note_change(part: DocumentPart, notes: Mapping[int, Note], note_bodies: Mapping[int, str]) -> Change | None:
    note = notes.get(part.note_id or 0)
    if note is None:
        return Dropped()
    return None if note.revision == part.revision else RevisedEntry(note.title, note_bodies[note.id])


def _todo_change(item: PendingItem, part: DocumentPart, todos: Mapping[int, Todo]) -> Change | None:
    todo = todos.get(part.todo_id or 0)
    if todo is None or todo.state is TodoState.DROPPED:
        return Dropped()
    return None if todo.state == part.state else RevisedPendingItem(todo.state is TodoState.DONE, item.text)


async def _new_entries(work: UnitOfWork, notes: Sequence[Note], note_bodies: Mapping[int, str]) -> list[NewEntry]:
    note_titles = await titles(work, notes)
    return [NewEntry(note.written_on, note_titles[note.id], note_bodies[note.id]) for note in notes]


def _new_pending(parts: Sequence[DocumentPart], todos: Sequence[Todo]) -> list[NewPendingItem]:
    """The to-dos not in the file, each under the nearest item or section above it that is in the file."""
    prints = {part.todo_id: part.fingerprint for part in parts if part.todo_id}
    above: list[Placed] = []
    new: list[NewPendingItem] = []
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
        new.append(
            NewPendingItem(todo.text, todo.state is TodoState.DONE, depth, sections[-1] if sections else "", under)
        )
    return new
