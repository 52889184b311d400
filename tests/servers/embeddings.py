"""A stand-in for an API like OpenAI's that embeds texts, with faults on request.

Its vectors count letters: texts with the same words are close together, and nothing is random.
https://platform.openai.com/docs/api-reference/embeddings/create
"""

import asyncio
import math
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

MOST_INPUTS = 2_048


@dataclass
class EmbeddingsStandIn:
    """``fault`` is a status to answer with, or one of ``hang``, ``reset``, ``html``, ``huge``, ``short``, ``shuffled``,
    ``ragged``, ``nan``, ``words``, ``list``; ``None`` when all is well.
    """

    key: str = "sk-right"
    model: str = "letters-1"
    dimensions: int = 26
    fault: int | str | None = None
    asked: list[Sequence[str]] = field(default_factory=list)
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """The value for ``PAPERBOY_EMBEDDINGS_URL``."""
        app = web.Application()
        app.router.add_post("/v1/embeddings", self._embeddings)
        runner = web.AppRunner(app, shutdown_timeout=0.1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        port = runner.addresses[0][1]
        try:
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            self._released.set()
            await runner.cleanup()

    async def _embeddings(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("Authorization") != (f"Bearer {self.key}" if self.key else None):
            return _error(401, "Incorrect API key provided", "invalid_api_key")
        asked = await request.json()
        texts = asked.get("input")
        if asked.get("model") != self.model:
            return _error(404, f"The model `{asked.get('model')}` does not exist", "model_not_found")
        if not _are_texts(texts) or asked.get("encoding_format") != "float":
            return _error(400, "'$.input' is invalid", "invalid_request_error")
        self.asked.append(texts)
        entries = [
            {"object": "embedding", "index": index, "embedding": self._vector(text)} for index, text in enumerate(texts)
        ]
        return await self._stopped(request) or web.json_response(self._spoilt(entries))

    def _vector(self, text: str) -> list[float]:
        counts = [0.0] * self.dimensions
        for letter in text.lower():
            counts[ord(letter) % self.dimensions] += 1.0
        length = math.sqrt(sum(count * count for count in counts))
        return [count / length for count in counts]

    async def _stopped(self, request: web.Request) -> web.StreamResponse | None:
        """The answer to a request that fails before vectors are computed."""
        match self.fault:
            case int(status):
                return _error(status, "no", "server_error")
            case "hang":
                await self._released.wait()
            case "reset":
                assert request.transport is not None
                request.transport.abort()
            case "html":
                return web.Response(text="<!DOCTYPE html>\n<html>sign in</html>", content_type="text/html")
            case "huge":
                return web.Response(body=b" " * (33 * 1024 * 1024), content_type="application/json")
        return None

    def _spoilt(self, entries: list[dict[str, Any]]) -> Any:
        match self.fault:
            case "short":
                entries.pop()
            case "shuffled":
                entries.reverse()
            case "ragged":
                entries[-1]["embedding"].pop()
            case "nan":
                entries[0]["embedding"][0] = math.nan
            case "words":
                entries[0]["embedding"] = ["a", "b"]
            case "list":
                return [entries]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        return {"object": "list", "data": entries, "model": self.model, "usage": usage}


def _are_texts(texts: Any) -> bool:
    return isinstance(texts, list) and 0 < len(texts) <= MOST_INPUTS and all(isinstance(t, str) and t for t in texts)


def _error(status: int, words: str, code: str) -> web.Response:
    return web.json_response({"error": {"message": words, "type": code, "code": code}}, status=status)
