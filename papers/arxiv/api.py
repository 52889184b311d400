"""arXiv's query API through the ``arxiv`` package: https://info.arxiv.org/help/api/user-manual.html.

The package is synchronous, has no time-out, ignores ``Retry-After`` when it retries, and takes a truncated or empty
answer for the end of the results. Therefore each page is requested separately, in a thread, with time-outs, and its
results are counted against ``totalResults`` before they are used.
"""

import asyncio
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import arxiv  # type: ignore[import-untyped]
import requests

from bot.core.errors import SourceError
from bot.core.model.papers import Paper
from papers.arxiv.identifiers import parse_paper_id
from papers.arxiv.taxonomy import only_categories
from papers.gate import TRY_AGAIN, RequestGate, busy

API_URL = "https://export.arxiv.org/api/query"
PAGE_SIZE = 500
"""Results per page: a day of a large category in one request, far below the 2,000 that arXiv allows."""

_IDS_A_REQUEST = 100  # keeps the URL well under 8 KB, even with old ids
_ERROR_ENTRY = re.compile(rb"<id>[^<]*/api/errors#[^<]*</id>.*?<summary[^>]*>([^<]*)</summary>", re.DOTALL)
_REFUSED_ID = "incorrect id format for "


@dataclass(frozen=True, slots=True)
class Page:
    """``papers`` are the results on this page; ``total`` counts the results of the query on all pages."""

    papers: tuple[Paper, ...]
    total: int


class ArxivApi:
    """A client that requests one page per turn of the gate. ``timeout`` (seconds) limits connecting and each read.

    Every method raises ``SourceError`` if arXiv cannot be reached or its answer is incomplete.
    """

    def __init__(
        self, gate: RequestGate, *, url: str = API_URL, timeout: float = 30.0, page_size: int = PAGE_SIZE
    ) -> None:
        self._gate = gate
        self._page_size = page_size
        self._connection = _Connection(timeout)
        # The gate spaces the requests, and callers decide about retries.
        self._client = arxiv.Client(delay_seconds=0, num_retries=0)
        self._client.query_url_format = url + "?{}"
        self._client._session = self._connection  # noqa: SLF001  # the package offers no other way to set a time-out

    async def lookup(self, paper_ids: Collection[str]) -> dict[str, Paper]:
        """Return metadata by versionless id, without ids that do not exist or that arXiv cannot read."""
        ids = list(dict.fromkeys(paper_ids))
        found: list[Paper] = []
        for start in range(0, len(ids), _IDS_A_REQUEST):
            found.extend(await self._lookup(ids[start : start + _IDS_A_REQUEST]))
        return {paper.paper_id: paper for paper in found}

    async def submitted_between(self, category: str, start: datetime, end: datetime) -> list[Paper]:
        """Return the papers in ``category`` first submitted from ``start`` until before ``end`` (both aware)."""
        # arXiv's range includes both ends, and is in whole minutes of GMT.
        first, last = (moment.astimezone(UTC) for moment in (start, end - timedelta(minutes=1)))
        query = f"cat:{category} AND submittedDate:[{first:%Y%m%d%H%M} TO {last:%Y%m%d%H%M}]"
        page = await self.page(query, size=self._page_size)
        papers, total = list(page.papers), page.total
        while len(papers) < total:
            page = await self.page(query, start=len(papers), size=self._page_size)
            if page.total != total:
                raise SourceError("arXiv's results changed while they were read", TRY_AGAIN)
            papers.extend(page.papers)
        return [paper for paper in papers if paper.published and start <= paper.published < end]

    async def page(self, query: str = "", *, ids: Sequence[str] = (), start: int = 0, size: int = PAGE_SIZE) -> Page:
        """Request the results of ``query``, or of ``ids``, starting with number ``start`` (0-based), oldest first."""
        search = arxiv.Search(
            query, list(ids), sort_by=arxiv.SortCriterion.SubmittedDate, sort_order=arxiv.SortOrder.Ascending
        )
        async with self._gate.turn():
            request = asyncio.ensure_future(asyncio.to_thread(self._fetch, search, start, size))
            try:
                return await asyncio.shield(request)
            except asyncio.CancelledError:
                # A thread cannot be stopped, so the turn must last as long as the request.
                await asyncio.gather(request, return_exceptions=True)
                raise

    def close(self) -> None:
        self._connection.close()

    async def _lookup(self, paper_ids: list[str]) -> Sequence[Paper]:
        # One id that arXiv cannot read makes it refuse the list; it names the id, so retry without it.
        remaining = list(paper_ids)
        while remaining:
            try:
                return (await self.page(ids=remaining, size=len(remaining))).papers
            except _IdRefused as refused:
                if refused.paper_id not in remaining:
                    raise
                remaining.remove(refused.paper_id)
        return ()

    def _fetch(self, search: arxiv.Search, start: int, size: int) -> Page:
        # ``Client.results`` would hide ``totalResults`` and fetch further pages without a turn of the gate.
        url = self._client._format_url(search, start, size)  # noqa: SLF001
        try:
            feed = self._client._parse_feed(url)  # noqa: SLF001
        except ValueError as error:  # an invalid date
            raise SourceError(f"arXiv's answer cannot be read: {error}", TRY_AGAIN) from error
        total = feed.header.total_results
        expected = max(0, min(size, total - start))
        if len(feed.results) != expected:
            raise SourceError(f"arXiv sent {len(feed.results)} of {expected} results", TRY_AGAIN)
        return Page(tuple(_paper(result) for result in feed.results), total)


class _IdRefused(SourceError):
    def __init__(self, paper_id: str) -> None:
        super().__init__(f"arXiv cannot read the id {paper_id}")
        self.paper_id = paper_id


class _Connection:
    """The part of ``requests.Session`` that ``arxiv.Client`` uses; only complete answers pass."""

    def __init__(self, timeout: float) -> None:
        self._session = requests.Session()
        self._timeout = timeout

    def get(self, url: str, headers: dict[str, str]) -> requests.Response:
        try:
            response = self._session.get(url, headers=headers, timeout=self._timeout)
        except requests.Timeout as error:
            raise SourceError(f"arXiv did not answer within {self._timeout:g} s", TRY_AGAIN) from error
        except requests.RequestException as error:
            raise SourceError(f"arXiv could not be reached: {type(error).__name__}", TRY_AGAIN) from error
        _check(response)
        return response

    def close(self) -> None:
        self._session.close()


def _check(response: requests.Response) -> None:
    if response.status_code in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        raise busy(response.status_code, response.headers.get("Retry-After"))
    if entry := _ERROR_ENTRY.search(response.content):
        complaint = entry[1].decode(errors="replace").strip()
        if complaint.startswith(_REFUSED_ID):
            raise _IdRefused(complaint.removeprefix(_REFUSED_ID))
        raise SourceError(f"arXiv refused the request: {complaint}")
    if response.status_code != HTTPStatus.OK:
        later = TRY_AGAIN if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR else None
        raise SourceError(f"arXiv answered HTTP {response.status_code}", later)
    if not response.content.rstrip().endswith(b"</feed>"):
        page = b"<html" in response.content[:1_000].lower()
        reason = "arXiv sent a web page instead of data (a captcha?)" if page else "arXiv's answer was cut off"
        raise SourceError(reason, TRY_AGAIN)


def _paper(result: arxiv.Result) -> Paper:
    reference = parse_paper_id(result.entry_id)
    if reference is None:
        raise SourceError(f"arXiv sent an entry with the id {result.entry_id!r}")
    return Paper(
        paper_id=reference.paper_id,
        version=reference.version or 1,
        title=result.title.strip(),
        abstract=result.summary.strip(),
        authors=tuple(author.name for author in result.authors),
        categories=only_categories((result.primary_category, *result.categories)),
        published=result.published,
        updated=result.updated,
        comment=result.comment or "",
        doi=result.doi or "",
        journal_ref=result.journal_ref or "",
    )
