"""A stand-in for arXiv: its query API and its announcement feeds, with faults on request.

By hand: ``python -m tests.servers.arxiv --data ../shared/data --today 2025-06-11 --port 8123``. While it runs,
``GET /_control`` lists its requests, and ``POST /_control`` with JSON changes its behavior:
``{"today": "2025-06-12"}``, ``{"fault": "429", "count": 2, "retry_after": 5, "on": "api"}``, ``{"fault": null}``.
"""

import argparse
import asyncio
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Literal

from aiohttp import web

from bot.core.model.papers import AnnounceType
from tests.servers.arxiv import xml as arxiv_xml
from tests.servers.arxiv.data import BadRequest, Library, StandInPaper, load

_ENTRIES = re.compile(r"\s*<(entry|item)>.*</\1>", re.DOTALL)
_RECORDED = re.compile(r"(id|q)_(.+)_s(\d+)_m(\d+)_[0-9a-f]+\.xml")
_CAPTCHA = "<!DOCTYPE html>\n<html><head><title>Are you human?</title></head><body>Prove it.</body></html>\n"

Service = Literal["api", "feed"]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Fault(StrEnum):
    UNAVAILABLE = "503"
    TOO_MANY_REQUESTS = "429"
    BROKEN = "500"
    HANG = "hang"
    TRUNCATED = "truncated"
    EMPTY = "empty"  # no entries, although the totals count some
    CAPTCHA = "captcha"
    ERROR = "error"  # arXiv's own error entry or error feed


@dataclass(slots=True)
class Trouble:
    """A fault for the ``remaining`` requests (all, if ``None``); a cut leaves the share ``keep`` of the body."""

    fault: Fault
    remaining: int | None = None
    retry_after: str | None = None
    on: Service | None = None
    keep: float = 0.6


@dataclass(frozen=True, slots=True)
class Seen:
    """One request; times are seconds of the monotonic clock."""

    service: Service
    path: str
    started: float
    ended: float


class ArxivStandIn:
    """Serves ``papers``; the feeds show the mailing of ``today``; ``recorded`` is a folder of recorded API answers.

    On bad days ``stale`` has the categories whose feed stays at an earlier mailing, ``label`` is the date on every
    feed, whatever it shows, and ``indexed`` is the last mailing whose papers the API knows.
    """

    def __init__(
        self, papers: Iterable[StandInPaper] = (), today: date | None = None, recorded: Path | None = None
    ) -> None:
        self.library = Library(papers)
        self.today = today or date.today()  # noqa: DTZ011  # only a default for use by hand
        self.seen: list[Seen] = []
        self.stale: dict[str, date] = {}
        self.label: date | None = None
        self.indexed: date | None = None
        self._recorded = _index(recorded)
        self._trouble: Trouble | None = None
        self._recovered = asyncio.Event()
        self.app = web.Application(middlewares=[self._watch])
        self.app.add_routes(
            [
                web.get("/api/query", self._query),
                web.get("/{form:atom|rss}/{names}", self._feed),
                web.get("/_control", self._report),
                web.post("/_control", self._control),
            ]
        )

    def fail(
        self,
        fault: Fault | str,
        *,
        count: int | None = None,
        retry_after: float | str | None = None,
        on: Service | None = None,
        keep: float = 0.6,
    ) -> None:
        """Answer the next ``count`` requests (all, if ``None``) to ``on`` (both services, if ``None``) with a fault."""
        pause = None if retry_after is None else str(retry_after)
        self._trouble = Trouble(Fault(fault), count, pause, on, keep)
        self._recovered.clear()

    def recover(self) -> None:
        self._trouble = None
        self._recovered.set()

    @asynccontextmanager
    async def serving(self, port: int = 0) -> AsyncIterator[str]:
        """Serve on the loopback; gives the address, without a slash at the end."""
        runner = web.AppRunner(self.app, shutdown_timeout=0.1, access_log=None)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", port).start()
            yield "http://{}:{}".format(*runner.addresses[0])
        finally:
            self._recovered.set()
            await runner.cleanup()

    @web.middleware
    async def _watch(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.path == "/_control":
            return await handler(request)
        service: Service = "api" if request.path.startswith("/api/") else "feed"
        started = time.monotonic()
        try:
            return await self._spoiled(self._take(service), service, request, handler)
        finally:
            self.seen.append(Seen(service, request.path_qs, started, time.monotonic()))

    def _take(self, service: Service) -> Trouble | None:
        trouble = self._trouble
        if trouble is None or trouble.on not in (None, service):
            return None
        if trouble.remaining is not None:
            trouble.remaining -= 1
            if trouble.remaining == 0:
                self._trouble = None
        return trouble

    async def _spoiled(
        self, trouble: Trouble | None, service: Service, request: web.Request, handler: Handler
    ) -> web.StreamResponse:
        if trouble is None:
            return await handler(request)
        if trouble.fault in (Fault.TRUNCATED, Fault.EMPTY):
            return _damaged(await handler(request), trouble)
        if trouble.fault is Fault.HANG:
            await self._recovered.wait()
            return web.Response(status=500)
        if trouble.fault is Fault.CAPTCHA:
            return web.Response(text=_CAPTCHA, content_type="text/html")
        if trouble.fault is Fault.ERROR:
            complaint = "the stand-in was told to fail"
            return _api_error(complaint) if service == "api" else self._feed_error(request, complaint)
        headers = {"Retry-After": trouble.retry_after} if trouble.retry_after else {}
        return web.Response(status=int(trouble.fault), headers=headers)

    async def _query(self, request: web.Request) -> web.Response:
        asked = request.query
        query, ids = asked.get("search_query", ""), asked.get("id_list", "")
        start, size = int(asked.get("start", 0)), int(asked.get("max_results", 10))
        recorded = self._recorded.get(ids.replace("/", "_").replace(",", "_") or (query, start, size))
        if recorded is not None:
            text = recorded.read_text("utf-8")
            return _xml(text, status=400 if "/api/errors#" in text else 200)
        try:
            if ids:
                papers = self.library.by_ids(ids.split(","))
            else:
                papers = self.library.search(query, descending=asked.get("sortOrder") == "descending")
            papers = [paper for paper in papers if not (self.indexed and paper.date and paper.date > self.indexed)]
        except BadRequest as error:
            return _api_error(str(error))
        entries = [arxiv_xml.entry(paper, self.library.submitted(paper)) for paper in papers[start : start + size]]
        title = f"search_query={query}&id_list={ids}&start={start}&max_results={size}"
        return _xml(arxiv_xml.answer(title, entries, total=len(papers), start=start, size=size))

    async def _feed(self, request: web.Request) -> web.Response:
        names = request.match_info["names"]
        categories = names.split("+")
        for category in categories:
            if category not in self.library.categories:
                return self._feed_error(request, f"Bad subject class '{category}'.")
        on = self.label or self.today
        listed = [(paper, kind, self.label or dated) for paper, kind, dated in self._listed(categories)]
        return _xml(_feed_writer(request)(names, listed, on))

    def _listed(self, categories: Sequence[str]) -> list[tuple[StandInPaper, AnnounceType, date]]:
        """The entries of the categories' mailings, each paper once."""
        found: dict[str, tuple[StandInPaper, AnnounceType, date]] = {}
        shown = {category: self.stale.get(category, self.today) for category in categories}
        for on in sorted(set(shown.values()), reverse=True):
            for paper, kind in self.library.announced(on, [name for name in categories if shown[name] == on]):
                found.setdefault(paper.id, (paper, kind, on))
        return list(found.values())

    def _feed_error(self, request: web.Request, complaint: str) -> web.Response:
        names = request.match_info["names"]
        title = f"Feed error for query: http://rss.arxiv.org/{request.match_info['form']}/{names}"
        return _xml(_feed_writer(request)(names, (), self.today, title=title, subtitle=complaint), status=400)

    async def _report(self, _request: web.Request) -> web.Response:
        return web.json_response(
            {
                "today": self.today.isoformat(),
                "fault": self._trouble and self._trouble.fault,
                "requests": [{"path": seen.path, "at": seen.started, "until": seen.ended} for seen in self.seen],
            }
        )

    async def _control(self, request: web.Request) -> web.Response:
        order = await request.json()
        if "today" in order:
            self.today = date.fromisoformat(order.pop("today"))
        if "fault" in order:
            fault = order.pop("fault")
            if fault:
                self.fail(fault, **order)
            else:
                self.recover()
        return await self._report(request)


def _feed_writer(request: web.Request) -> Callable[..., str]:
    return arxiv_xml.atom_feed if request.match_info["form"] == "atom" else arxiv_xml.rss_feed


def _damaged(whole: web.StreamResponse, trouble: Trouble) -> web.Response:
    assert isinstance(whole, web.Response)
    assert whole.text
    if trouble.fault is Fault.EMPTY:
        return _xml(_ENTRIES.sub("", whole.text))
    return _xml(whole.text[: int(len(whole.text) * trouble.keep)])


def _api_error(complaint: str) -> web.Response:
    return _xml(arxiv_xml.error(complaint), status=400)


def _xml(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, status=status, content_type="application/atom+xml")


def _index(folder: Path | None) -> dict[str | tuple[str, int, int], Path]:
    """Recorded answers, by the ids in the file's name, or by query, start and size."""
    found: dict[str | tuple[str, int, int], Path] = {}
    for file in folder.iterdir() if folder else ():
        if match := _RECORDED.fullmatch(file.name):
            kind, name, start, size = match.groups()
            found[name if kind == "id" else (f"all:{name}", int(start), int(size))] = file
    return found


async def _serve(arguments: argparse.Namespace) -> None:
    papers = load(arguments.data / "arxiv" / "edge_cases.jsonl.gz", arguments.data / "eval" / "papers.jsonl.gz")
    stand_in = ArxivStandIn(papers, arguments.today, arguments.data / "arxiv" / "api")
    async with stand_in.serving(arguments.port) as url:
        print(f"# {len(papers)} papers; the feeds show {stand_in.today:%A, %d %B %Y}; Ctrl-C stops.")  # noqa: T201
        print(f"export PAPERBOY_ARXIV_API_URL={url}/api/query")  # noqa: T201
        print(f"export PAPERBOY_ARXIV_FEED_URL={url}/atom/", flush=True)  # noqa: T201
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(description="Stand in for arXiv on this machine.")
    parser.add_argument("--data", type=Path, required=True, help="the folder that holds arxiv/ and eval/")
    parser.add_argument("--today", type=date.fromisoformat, help="the mailing the feeds show (default: today)")
    parser.add_argument("--port", type=int, default=8123)
    try:
        asyncio.run(_serve(parser.parse_args()))
    except KeyboardInterrupt:
        return
