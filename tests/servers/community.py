"""A stand-in for Hugging Face and Semantic Scholar, with faults on request.

Hugging Face answers as recorded in ``../shared/data/arxiv``. Semantic Scholar answers as documented
(https://api.semanticscholar.org/api-docs) and as its users report: ``null`` for an unknown paper among known ones,
an error for a batch without a known paper.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

MOST_IDS = 500
_TOO_MANY = {
    "message": "Too Many Requests. Please wait and try again or apply for a key for higher rate limits. "
    "https://www.semanticscholar.org/product/api#api-key-form",
    "code": "429",
}


@dataclass(frozen=True, slots=True)
class Asked:
    path: str
    key: str
    body: Any = None


@dataclass
class CommunityStandIn:
    """``votes`` has votes by ISO date and paper, or a recorded answer; ``cited`` has a paper's citations and
    influential citations.

    ``fault`` is a status to answer with, or one of ``hang``, ``reset``, ``html``, ``truncated``, ``huge``, ``list``,
    ``shorter``, ``redirect``. It affects the next ``count`` requests (all, if ``None``) to paths below ``on``.
    """

    votes: dict[str, Mapping[str, int] | bytes] = field(default_factory=dict)
    cited: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)
    recommended: Sequence[str | None] = ()
    key: str = ""
    fault: int | str | None = None
    on: str = "/"
    count: int | None = None
    retry_after: str = ""
    asked: list[Asked] = field(default_factory=list)
    _released: asyncio.Event = field(default_factory=asyncio.Event)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """The address of both services."""
        app = web.Application(middlewares=[self._watch])
        app.router.add_get("/api/daily_papers", self._daily)
        app.router.add_post("/graph/v1/paper/batch", self._batch)
        app.router.add_post("/recommendations/v1/papers/", self._recommend)
        runner = web.AppRunner(app, shutdown_timeout=0.1, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        try:
            yield "http://{}:{}".format(*runner.addresses[0])
        finally:
            self._released.set()
            await runner.cleanup()

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    @web.middleware
    async def _watch(self, request: web.Request, handler: Any) -> web.StreamResponse:
        key = request.headers.get("x-api-key", "")
        self.asked.append(Asked(request.path_qs, key, await request.json() if request.can_read_body else None))
        fault = self._taken(request.path)
        if fault is not None:
            return await self._faulty(fault, request, handler)
        if self.key and key != self.key and not request.path.startswith("/api/"):
            return web.json_response({"message": "Forbidden"}, status=403)
        return await handler(request)

    def _taken(self, path: str) -> int | str | None:
        if self.fault is None or not path.startswith(self.on) or self.count == 0:
            return None
        if self.count is not None:
            self.count -= 1
        return self.fault

    async def _faulty(self, fault: int | str, request: web.Request, handler: Any) -> web.StreamResponse:
        if isinstance(fault, int):
            headers = {"Retry-After": self.retry_after} if self.retry_after else {}
            return web.json_response(_TOO_MANY if fault == 429 else {}, status=fault, headers=headers)
        if fault in ("truncated", "shorter"):
            whole = (await handler(request)).body
            short = whole[:-10] if fault == "truncated" else json.dumps(json.loads(whole)[1:]).encode()
            return web.Response(body=short, content_type="application/json")
        match fault:
            case "hang":
                await self._released.wait()
            case "reset":
                assert request.transport is not None
                request.transport.abort()
            case "html":
                return web.Response(text="<!DOCTYPE html>\n<html>Are you human?</html>", content_type="text/html")
            case "huge":
                return web.Response(body=b" " * (3 * 1024 * 1024), content_type="application/json")
            case "list":
                return web.json_response({"papers": []})
            case "redirect":
                raise web.HTTPFound(f"http://127.0.0.1:9{request.path_qs}")
        return web.Response(status=500)

    async def _daily(self, request: web.Request) -> web.Response:
        votes = self.votes.get(request.query["date"], {})
        if isinstance(votes, bytes):
            return web.Response(body=votes, content_type="application/json")
        listed = [
            {"paper": {"id": paper, "upvotes": number, "title": "Made up", "authors": []}, "numComments": 0}
            for paper, number in votes.items()
        ]
        return web.json_response(listed)

    async def _batch(self, request: web.Request) -> web.Response:
        ids = (await request.json())["ids"]
        fields = request.query.get("fields", "title").split(",")
        if unknown := set(fields) - {"citationCount", "influentialCitationCount", "externalIds", "title"}:
            return _error(f"Unrecognized or unsupported fields: [{', '.join(unknown)}]")
        if len(ids) > MOST_IDS:
            return _error(f"More than {MOST_IDS} paper ids given")
        found = [self._paper(each.removeprefix("ARXIV:"), fields) for each in ids]
        return web.json_response(found) if any(found) else _error("No valid paper ids given")

    async def _recommend(self, request: web.Request) -> web.Response:
        positive = (await request.json())["positivePaperIds"]
        if not positive or not set(positive) <= {own_id(each) for each in self.cited}:
            return web.json_response({"error": "Input papers not found"}, status=404)
        limit = int(request.query.get("limit", 100))
        listed = [
            {"paperId": own_id(each or "x"), "externalIds": {"CorpusId": 7} | ({"ArXiv": each} if each else {})}
            for each in self.recommended[:limit]
        ]
        return web.json_response({"recommendedPapers": listed})

    def _paper(self, paper: str, fields: Sequence[str]) -> dict[str, Any] | None:
        if paper not in self.cited:
            return None
        citations, influential = self.cited[paper]
        facts = {
            "citationCount": citations,
            "influentialCitationCount": influential,
            "externalIds": {"ArXiv": paper, "CorpusId": 7},
            "title": "Made up",
        }
        return {"paperId": own_id(paper), **{name: facts[name] for name in fields}}


def own_id(paper: str) -> str:
    """Semantic Scholar's own id of a paper: forty hexadecimal digits."""
    return paper.encode().hex().ljust(40, "0")[:40]


def _error(reason: str) -> web.Response:
    return web.Response(text=json.dumps({"error": reason}) + "\n", status=400, content_type="application/json")
