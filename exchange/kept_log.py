"""Shared by import and export of a reading log: the name of the kept file, and how a note reads in a log."""

from collections.abc import Sequence

from bot.core.model.notes import Attached, Note
from bot.core.model.spaces import Space
from bot.core.model.todos import TodoState
from bot.core.ports.storage import UnitOfWork

FORMAT = "papers-weekly"
"""The name under which the imported file is kept. Its parts remember the note or to-do made of them."""

STATES = (TodoState.OPEN, TodoState.DONE, TodoState.DROPPED)


async def bodies(work: UnitOfWork, space: Space, notes: Sequence[Note]) -> dict[int, str]:
    """The body of each note in a log, by row id: its text, and the names of the files kept with it."""
    files = await work.notes.all_attachments(space)
    return {note.id: "\n\n".join(filter(None, (note.body, _named(files.get(note.id, ()))))) for note in notes}


def _named(files: Sequence[Attached]) -> str:
    return "\n".join(f"📎 {' '.join(file.name.split())}" for file in files)


async def titles(work: UnitOfWork, notes: Sequence[Note]) -> dict[int, str]:
    """The title of each note in a log, by row id: its own, the paper's, or the id of the paper."""
    papers = await work.papers.get({note.paper_id for note in notes if note.paper_id})
    paper_titles = {paper_id: paper.title for paper_id, paper in papers.items()}
    return {note.id: note.title or paper_titles.get(note.paper_id, note.paper_id) for note in notes}
