"""A stand-in for an encoder: synonyms have the same vector, and a text has the sum of its words' vectors."""

import random
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import numpy as np

from bot.core.errors import EmbeddingUnavailable
from bot.core.ports.embedding import Vector
from bot.embedding import EmbeddingWorker
from language.analyzer import Analyzer
from language.embedding import passages
from language.packed_vectors import pack
from language.relevance import FusedRelevance
from storage.database import Database
from tests.support.storage_samples import NOW

DIMENSIONS = 64
SAME = ({"cat", "kitten", "猫", "고양이"}, {"car", "vehicle", "汽车"}, {"bread", "loaf", "빵"}, {"sea", "ocean", "海"})
"""Each set has one meaning; any other word has its own."""


class WordEmbedder:
    """Counts the texts it embedded; fails while ``fails`` is true."""

    def __init__(self, model: str = "words/1", dimensions: int = DIMENSIONS) -> None:
        self.model = model
        self.dimensions = dimensions
        self.fails = False
        self.embedded = 0
        self.closed = False

    async def ready(self) -> None:
        return

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        if self.fails:
            raise EmbeddingUnavailable("out of order")
        self.embedded += len(texts)
        return pack(np.array([self._vector(text) for text in texts], np.float32)) if texts else []

    async def embed_query(self, text: str) -> Vector:
        return pack(np.array([self._vector(text)], np.float32))[0]

    async def close(self) -> None:
        self.closed = True

    def _vector(self, text: str) -> list[float]:
        words = text.lower().split() or [""]
        vectors = [self._of_word(word) for word in words]
        return [sum(components) for components in zip(*vectors, strict=True)]

    def _of_word(self, word: str) -> list[float]:
        meaning = next((str(place) for place, same in enumerate(SAME) if word in same), word)
        draw = random.Random(f"{self.model} {meaning}")
        return [draw.gauss(0, 1) for _ in range(self.dimensions)]


@asynccontextmanager
async def library(url: str, embedder: WordEmbedder) -> AsyncIterator[Database]:
    """A database with search by words and by meaning."""
    database = Database(url, Analyzer(), relevance=FusedRelevance(), model=embedder.model)
    yield database
    await database.close()


async def embed_all(database: Database, embedder: WordEmbedder) -> None:
    worker = EmbeddingWorker(database, embedder, passages, lambda: NOW)
    while await worker.run_once():
        pass
