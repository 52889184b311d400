"""SQLite's own tokenizers on the same notes: FTS5 tables next to ours, queried directly."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.questions import Question

TOKENIZERS = ("unicode61", "trigram")

_CREATE = "CREATE VIRTUAL TABLE rival USING fts5(title, body, content='', tokenize='{}')"
_FILL = "INSERT INTO rival (rowid, title, body) SELECT id, title, body FROM book.notes"
_ASK = """
    SELECT notes.id FROM rival JOIN book.notes ON notes.id = rival.rowid
    WHERE rival MATCH ? AND notes.space_id = ? {} ORDER BY bm25(rival, 5.0, 1.0) LIMIT 5
"""
_TAGGED = "AND EXISTS (SELECT 1 FROM book.note_tags WHERE note_id = notes.id AND folded = ?)"


class Rival:
    """One tokenizer's index; ``notes_per_second`` while indexing, ``size`` in bytes."""

    def __init__(self, connection: sqlite3.Connection, tokenizer: str) -> None:
        self._connection = connection
        start = time.perf_counter()
        with connection:
            connection.execute(_CREATE.format(tokenizer))
            notes = connection.execute(_FILL).rowcount
        self.notes_per_second = notes / (time.perf_counter() - start)
        self.size: int = connection.execute("SELECT sum(length(block)) FROM rival_data").fetchone()[0]

    def ask(self, question: Question, space_id: int) -> tuple[float, bool]:
        """Return the seconds, and whether anything was found."""
        start = time.perf_counter()
        tagged = (question.tag,) if question.tag else ()
        statement = _ASK.format(_TAGGED if tagged else "")
        found = self._connection.execute(statement, (question.match, space_id, *tagged)).fetchall()
        return time.perf_counter() - start, bool(found)


@contextmanager
def rival(database: Path, tokenizer: str) -> Iterator[Rival]:
    """Index the notes in ``database``; delete the index afterwards."""
    path = database.with_name(f"{tokenizer}.db")
    connection = sqlite3.connect(path)
    try:
        connection.execute("ATTACH ? AS book", (str(database),))
        yield Rival(connection, tokenizer)
    finally:
        connection.close()
        path.unlink()
