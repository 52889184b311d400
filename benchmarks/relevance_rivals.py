"""Methods of searching the same texts, each an async context that answers with positions, best first."""

import re
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import URL

from benchmarks.relevance_groups import Text
from bot.core.errors import PersonError
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.model.notes import NewNote
from bot.embedding import EmbeddingWorker
from handlers.search.query import parse_query
from language.analyzer import Analyzer
from language.embedding import SentenceEncoder, passages
from language.fusion import pooled
from language.packed_vectors import cosines
from language.relevance import FusedRelevance
from storage.database import Database

Ask = Callable[[str], Awaitable[Sequence[int]]]

DEPTH = 100
"""Answers that count."""

NOW = datetime(2025, 6, 11, 12, tzinfo=UTC)


@asynccontextmanager
async def fts5(texts: Sequence[Text], tokenizer: str) -> AsyncIterator[Ask]:
    """One of SQLite's own tokenizers; any of the words may match."""
    connection = sqlite3.connect(":memory:")
    connection.execute(f"CREATE VIRTUAL TABLE book USING fts5(title, body, tokenize='{tokenizer}')")
    rows = [(place, text.title, text.body) for place, text in enumerate(texts)]
    connection.executemany("INSERT INTO book (rowid, title, body) VALUES (?, ?, ?)", rows)

    async def ask(question: str) -> Sequence[int]:
        words = dict.fromkeys(re.findall(r"\w+", question))
        match = " OR ".join(f'"{word}"' for word in words)
        statement = "SELECT rowid FROM book WHERE book MATCH ? ORDER BY bm25(book, 5.0, 1.0) LIMIT ?"
        return [row[0] for row in connection.execute(statement, (match, DEPTH))] if words else []

    try:
        yield ask
    finally:
        connection.close()


@asynccontextmanager
async def paperboy(texts: Sequence[Text], encoder: SentenceEncoder | None = None) -> AsyncIterator[Ask]:
    """The chat's search over its own database: by words, or with an encoder by words and meaning."""
    with TemporaryDirectory(prefix="paperboy-") as folder:
        url = URL.create("sqlite+aiosqlite", database=str(Path(folder) / "book.db"))
        model = encoder.model if encoder else ""
        database = Database(url, Analyzer(), relevance=FusedRelevance(), model=model)
        await database.migrate()
        async with database.begin() as work:
            author = await work.users.ensure(UserRef("bench", "", "reader"), "Reader", NOW)
            space = await work.spaces.ensure(Address("bench", "", "book"), ConversationKind.PRIVATE, NOW)
            made = [
                await work.notes.add(
                    space, author, NewNote(body=text.body, title=text.title, written_on=NOW.date()), NOW
                )
                for text in texts
            ]
        places = {note.id: place for place, note in enumerate(made)}
        if encoder:
            worker = EmbeddingWorker(database, encoder, passages, lambda: NOW)
            while await worker.run_once():
                pass

        async def ask(question: str) -> Sequence[int]:
            try:
                query = parse_query(question)
            except PersonError:
                return []
            meaning = await encoder.embed_query(query.text) if encoder and query.words else None
            async with database.begin() as work:
                page = await work.search.find(space, query, 0, DEPTH, meaning)
            return [places[hit.id] for hit in page.hits]

        yield ask
        await database.close()


class Book:
    """Texts and the vectors of their passages, kept in memory."""

    def __init__(self, texts: Sequence[Text]) -> None:
        self.texts = texts
        self._vectors: list[bytes] = []
        self._owners: list[int] = []

    async def embed(self, encoder: SentenceEncoder) -> None:
        for place, text in enumerate(self.texts):
            found = passages(text.title, text.body)
            self._vectors += await encoder.embed(found)
            self._owners += [place] * len(found)

    async def cosines(self, encoder: SentenceEncoder, question: str) -> dict[int, float]:
        of_notes: dict[int, list[float]] = {}
        found = cosines(await encoder.embed_query(question), self._vectors).tolist()
        for place, cosine in zip(self._owners, found, strict=True):
            of_notes.setdefault(place, []).append(cosine)
        return {place: pooled(each) for place, each in of_notes.items()}


def dense(book: Book, encoder: SentenceEncoder) -> Ask:
    async def ask(question: str) -> Sequence[int]:
        found = await book.cosines(encoder, question)
        return sorted(found, key=found.__getitem__, reverse=True)[:DEPTH]

    return ask
