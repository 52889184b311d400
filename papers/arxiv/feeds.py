"""arXiv's announcement feeds: https://info.arxiv.org/help/rss.html and https://github.com/arXiv/arxiv-feed.

A feed shows one mailing of the categories in its URL (``cs.CL+cs.LG``): at most 2,000 new papers, cross-lists and
replacements. It is rebuilt at midnight US Eastern and is empty at weekends.
"""

import asyncio
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

import aiohttp
import feedparser

from bot.core.errors import SourceError
from bot.core.model.papers import Announced, AnnounceType, Paper
from papers.arxiv.calendar import EASTERN
from papers.arxiv.identifiers import parse_paper_id
from papers.arxiv.taxonomy import only_categories
from papers.gate import TRY_AGAIN, FeedBroken, FeedRefused, RequestGate, busy

FEED_URL = "https://rss.arxiv.org/atom/"
MOST_ENTRIES = 2_000

_LARGEST = 32 * 1024 * 1024  # bytes; 2,000 entries are about 4 MB
_ENTRY_ID = "oai:arXiv.org:"
_ERROR_TITLE = "Feed error for query"
# "arXiv:2506.08120v1 Announce Type: new \nAbstract: …", as feed/serializers/serializer.py writes it.
_SUMMARY_PREFIX = re.compile(r"arXiv:\S+ Announce Type: \S+\s+Abstract:\s*")
_AFFILIATION = re.compile(r"\s*\(.*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One paper of a mailing, with the announce type that arXiv gave it for all requested categories together.

    ``on`` is the date of the entry. In a stuck category it is older than in the others.
    """

    paper: Paper
    kind: AnnounceType
    on: date


@dataclass(frozen=True, slots=True)
class Feed:
    """One answer. ``on`` is the mailing it shows or, if it is empty, the day it was built (US Eastern)."""

    on: date
    entries: tuple[FeedEntry, ...]

    @property
    def is_full(self) -> bool:
        """Return whether arXiv may have left entries out."""
        return len(self.entries) >= MOST_ENTRIES

    def announced(self, category: str) -> tuple[Announced, ...]:
        """Return the entries in ``category``, each with its announce type there."""
        found = ((entry, _kind_in(category, entry)) for entry in self.entries if entry.on == self.on)
        return tuple(Announced(entry.paper, category, self.on, kind, "feed") for entry, kind in found if kind)

    def stuck(self, category: str) -> date | None:
        """Return the earlier mailing whose entries the feed still shows for ``category``."""
        older = [entry for entry in self.entries if entry.on != self.on and _kind_in(category, entry)]
        return max((entry.on for entry in older), default=None)

    def dated(self, on: date) -> "Feed":
        """Return the same entries with another date."""
        return Feed(on, tuple(replace(entry, on=on) for entry in self.entries if entry.on == self.on))


class FeedReader:
    """Fetches feeds, one per turn of the gate. ``timeout`` is in seconds, for the complete answer."""

    def __init__(self, gate: RequestGate, *, url: str = FEED_URL, timeout: float = 30.0) -> None:
        self._gate = gate
        self._url = url.rstrip("/")
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None

    async def read(self, categories: Sequence[str]) -> Feed:
        """Fetch the feed of all ``categories`` together.

        Raises ``FeedRefused`` if arXiv does not know one of them, and another ``SourceError`` if the answer is missing
        or incomplete.
        """
        url = f"{self._url}/{'+'.join(quote(category, safe='') for category in categories)}"
        async with self._gate.turn():
            try:
                content = await self._fetch(url)
            except TimeoutError as error:
                raise FeedBroken(f"arXiv's feed did not come within {self._timeout:g} s", TRY_AGAIN) from error
            except aiohttp.ClientError as error:
                reason = f"arXiv's feed could not be reached: {type(error).__name__}"
                raise FeedBroken(reason, TRY_AGAIN) from error
        return await asyncio.to_thread(parse_feed, content)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _fetch(self, url: str) -> bytes:
        if self._session is None:  # created here, because it belongs to the running event loop
            timeout = aiohttp.ClientTimeout(total=self._timeout)
            # Use the same proxy as ``requests`` uses for the API.
            self._session = aiohttp.ClientSession(timeout=timeout, trust_env=True)
        async with self._session.get(url) as response:
            if response.status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
                raise busy(response.status, response.headers.get("Retry-After"))
            # arXiv sends error feeds with status 400.
            if response.status not in (HTTPStatus.OK, HTTPStatus.BAD_REQUEST):
                later = TRY_AGAIN if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR else None
                raise FeedBroken(f"arXiv's feed answered HTTP {response.status}", later)
            content = bytearray()
            async for chunk in response.content.iter_chunked(65_536):
                content += chunk
                if len(content) > _LARGEST:
                    raise SourceError(f"arXiv's feed is larger than {_LARGEST} bytes")
            return bytes(content)


def parse_feed(content: bytes) -> Feed:
    """Parse an Atom or RSS feed. Raises ``FeedRefused`` or ``SourceError`` like :meth:`FeedReader.read`."""
    # By default, feedparser removes "HTML" from titles such as "a <b> c" and opens a string as a file name.
    document = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    if not document.get("version"):
        raise SourceError("arXiv sent a web page instead of a feed (a captcha?)", TRY_AGAIN)
    if document.bozo:
        raise FeedBroken(f"arXiv's feed was cut off or is malformed: {document.bozo_exception}", TRY_AGAIN)
    if document.feed.get("title", "").startswith(_ERROR_TITLE):
        raise FeedRefused(f"arXiv refused the feed: {document.feed.get('subtitle', 'no reason given')}")
    try:
        entries = tuple(_entry(entry) for entry in document.entries)
        on = max(entry.on for entry in entries) if entries else _built_on(document.feed)
    except (AttributeError, KeyError, ValueError) as error:
        raise SourceError(f"arXiv's feed has an entry that cannot be read: {error}", TRY_AGAIN) from error
    return Feed(on, entries)


def _entry(entry: Any) -> FeedEntry:
    reference = parse_paper_id(entry.id.removeprefix(_ENTRY_ID))
    if reference is None:
        raise ValueError(entry.id)
    paper = Paper(
        paper_id=reference.paper_id,
        version=reference.version or 1,
        title=" ".join(entry.title.split()),
        abstract=_SUMMARY_PREFIX.sub("", entry.summary, count=1).strip(),
        authors=split_authors(entry.get("author", "")),
        categories=only_categories(tag.term for tag in entry.tags),
        doi=entry.get("arxiv_doi", ""),
        journal_ref=entry.get("arxiv_journal_reference", ""),
    )
    kind = AnnounceType(entry.arxiv_announce_type)
    if paper.version > 1:  # only a first version is new, even if the feed says otherwise
        kind = _REPLACED.get(kind, kind)
    return FeedEntry(paper, kind, _as_written(entry.published))


def split_authors(creators: str) -> tuple[str, ...]:
    """Split ``Ada B. Lee (MIT, USA), Bo Zhu`` into names, without affiliations; commas in brackets do not separate."""
    names, depth, start = [], 0, 0
    for at, character in enumerate(creators + ","):
        if character == "(":
            depth += 1
        elif character == ")":
            depth = max(0, depth - 1)
        elif character == "," and (depth == 0 or at == len(creators)):
            names.append(_AFFILIATION.sub("", creators[start:at]).strip())
            start = at + 1
    return tuple(name for name in names if name)


def _as_written(published: str) -> date:
    """Return the date of an Atom or RSS timestamp in its own time zone, which is arXiv's: US Eastern."""
    try:
        return datetime.fromisoformat(published).date()
    except ValueError:
        return parsedate_to_datetime(published).date()


def _built_on(feed: Any) -> date:
    """Return the day of an empty feed. RSS names it; Atom only has the time when the feed was built, in UTC."""
    if "published" in feed:
        return _as_written(feed.published)
    return datetime.fromisoformat(feed.updated).astimezone(EASTERN).date()


_REPLACED = {AnnounceType.NEW: AnnounceType.REPLACE}
_NOT_PRIMARY = {AnnounceType.NEW: AnnounceType.CROSS, AnnounceType.REPLACE: AnnounceType.REPLACE_CROSS}


def _kind_in(category: str, entry: FeedEntry) -> AnnounceType | None:
    """Return the entry's announce type in a feed of ``category`` alone; ``None`` if it would not be in that feed.

    In a feed of several categories, a paper is "new" if any of them is its primary one. It is "cross" if it was
    cross-listed to one of them and its primary category announced it on an earlier day.
    """
    primary = entry.paper.categories[:1] == (category,)
    if category not in entry.paper.categories or (primary and entry.kind is AnnounceType.CROSS):
        return None
    return entry.kind if primary else _NOT_PRIMARY.get(entry.kind, entry.kind)
