"""Vectors from an API like OpenAI's, which many servers speak: Ollama, vLLM, llama.cpp, Text Embeddings Inference.

https://platform.openai.com/docs/api-reference/embeddings

There are no retries here: the embedding worker tries again later, and a search goes by words alone.
"""

import asyncio
import json
import math
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

import aiohttp

from bot.core.errors import EmbeddingUnavailable
from bot.core.ports.embedding import Vector
from language.embedding import clean

BATCH = 32
"""Texts per request: at most some 50,000 characters, which all of these servers accept."""

TIMEOUT = 30.0
"""Seconds per request."""

_LARGEST = 32 * 1024 * 1024  # bytes per response; 32 vectors of 4,096 dimensions are about 3 MB
_MOST_DIMENSIONS = 8_192
_REASONS: Mapping[int, str] = {
    HTTPStatus.UNAUTHORIZED: "refuses the key: check PAPERBOY_EMBEDDINGS_KEY",
    HTTPStatus.FORBIDDEN: "refuses the key: check PAPERBOY_EMBEDDINGS_KEY",
    HTTPStatus.NOT_FOUND: "has no such address or model: check PAPERBOY_EMBEDDINGS_URL and PAPERBOY_EMBEDDINGS_MODEL",
    HTTPStatus.TOO_MANY_REQUESTS: "gets too many requests, or the quota is used up",
}


class EndpointEmbedder:
    """An :class:`bot.core.ports.embedding.Embedder`. ``url`` is the address without ``/embeddings``.

    The first vector received decides the number of dimensions of all others.
    """

    def __init__(self, url: str, model: str, key: str = "", *, timeout: float = TIMEOUT) -> None:
        """``timeout`` is in seconds."""
        self.model = f"endpoint:{model}"
        self._url = f"{url.rstrip('/')}/embeddings"
        self._name = model
        self._headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._session: aiohttp.ClientSession | None = None
        self._dimensions: int | None = None

    async def ready(self) -> None:
        """The server has its model loaded, as far as we know."""

    async def embed(self, texts: Sequence[str]) -> list[Vector]:
        found: list[Vector] = []
        for start in range(0, len(texts), BATCH):
            found += await self._embed(texts[start : start + BATCH])
        return found

    async def embed_query(self, text: str) -> Vector:
        return (await self._embed([text]))[0]

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _embed(self, texts: Sequence[str]) -> list[Vector]:
        # Most of these servers refuse an empty text.
        rows = self._checked(await self._ask([clean(text) or "-" for text in texts]), len(texts))
        return await asyncio.to_thread(_packed, rows)

    async def _ask(self, texts: Sequence[str]) -> Any:
        """Post the request and return the JSON of the response."""
        if self._session is None:
            self._session = aiohttp.ClientSession(timeout=self._timeout, headers=self._headers)
        asked = {"model": self._name, "input": texts, "encoding_format": "float"}
        try:
            async with self._session.post(self._url, json=asked) as answer:
                if answer.status != HTTPStatus.OK:
                    raise self._unavailable(_REASONS.get(answer.status, f"answers with status {answer.status}"))
                return json.loads(await self._body(answer))
        except TimeoutError as error:
            raise self._unavailable(f"did not answer within {self._timeout.total:g} s") from error
        except (aiohttp.ClientError, ValueError, RecursionError) as error:
            raise self._unavailable(f"did not answer with vectors ({type(error).__name__})") from error

    async def _body(self, answer: aiohttp.ClientResponse) -> bytes:
        body = bytearray()
        async for chunk in answer.content.iter_any():
            body += chunk
            if len(body) > _LARGEST:
                raise self._unavailable("answered with too much data")
        return bytes(body)

    def _checked(self, answer: Any, count: int) -> list[list[float]]:
        """The vectors in the response, in the order of the texts."""
        try:
            ordered = sorted(answer["data"], key=lambda entry: entry["index"])
            places = [entry["index"] for entry in ordered]
            rows = [[float(number) for number in entry["embedding"]] for entry in ordered]
        except (TypeError, KeyError, ValueError) as error:
            raise self._unavailable("did not answer with vectors") from error
        if places != list(range(count)):
            raise self._unavailable(f"answered with {len(rows)} vectors for {count} texts")
        if not all(math.isfinite(number) for row in rows for number in row):
            raise self._unavailable("answered with numbers that are not finite")
        expected = self._dimensions or len(rows[0])
        if not 0 < expected <= _MOST_DIMENSIONS or any(len(row) != expected for row in rows):
            raise self._unavailable(
                f"answered with vectors of {len(rows[0])} dimensions where {expected} were expected"
            )
        self._dimensions = expected
        return rows

    def _unavailable(self, reason: str) -> EmbeddingUnavailable:
        return EmbeddingUnavailable(f"{self._url} ({self._name}) {reason}")


def _packed(rows: Sequence[Sequence[float]]) -> list[Vector]:
    import numpy as np  # noqa: PLC0415  # as in language.embedding

    from language.packed_vectors import pack  # noqa: PLC0415

    return pack(np.asarray(rows, np.float32))
