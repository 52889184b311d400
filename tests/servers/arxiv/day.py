"""A made-up day of arXiv, and clients of the stand-in that serves it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime

from bot.core.model.papers import AnnounceType
from papers.arxiv.api import ArxivApi
from papers.arxiv.feeds import FeedReader
from papers.arxiv.source import ArxivSource
from papers.gate import RequestGate
from tests.servers.arxiv.data import StandInPaper
from tests.servers.arxiv.server import ArxivStandIn

WEDNESDAY = date(2025, 6, 11)
TUESDAY = date(2025, 6, 10)
SATURDAY = date(2025, 6, 14)
ON_WEDNESDAY = datetime(2025, 6, 11, 12, tzinfo=UTC)
WEDNESDAYS_WINDOW = (datetime(2025, 6, 9, 18, tzinfo=UTC), datetime(2025, 6, 10, 18, tzinfo=UTC))

PAPERS = [
    StandInPaper(
        id="2506.08001",
        title="A < B & <b>other</b> $O(n^2)$ bounds",
        abstract="First line.\n  Second paragraph with &amp; and \\alpha.",
        authors=("Zoë Ångström", "O'Neil Ó Dálaigh", "李 明"),
        categories=("cs.CL", "cs.LG"),
        date=WEDNESDAY,
        comment="9 pages",
        doi="10.1000/182",
        journal_ref="J. Tests 1 (2025) 1-9",
    ),
    StandInPaper(id="2506.08002", title="Learning alone", categories=("cs.LG",), date=WEDNESDAY),
    StandInPaper(
        id="2506.08003",
        title="Vision and words",
        categories=("cs.CV", "cs.CL", "I.2.7", "68T50 (Primary)"),
        date=WEDNESDAY,
    ),
    StandInPaper(
        id="2505.00004",
        title="Again",
        categories=("cs.CL", "cs.AI"),
        date=WEDNESDAY,
        kind=AnnounceType.REPLACE,
        version=3,
    ),
    StandInPaper(
        id="2505.00005", title="Now also here", categories=("cs.LG", "cs.AI"), date=WEDNESDAY, kind=AnnounceType.CROSS
    ),
    StandInPaper(id="2506.07001", title="The day before", categories=("cs.CL",), date=TUESDAY),
    StandInPaper(id="1706.03762", title="Attention", categories=("cs.CL",), published=datetime(2017, 6, 12)),  # noqa: DTZ001
    StandInPaper(id="math/0309136", title="Knots", categories=("math.GT",), published=datetime(2003, 9, 8)),  # noqa: DTZ001
]


def made_up_day() -> ArxivStandIn:
    return ArxivStandIn(PAPERS, WEDNESDAY)


def busy_day() -> ArxivStandIn:
    """The made-up day with more papers to choose from, and two older ones that people keep notes on."""
    topics = ["diffusion sampling", "retrieval", "speech", "tokenizers", "graph networks", "code generation"]
    daily = [
        StandInPaper(
            id=f"2506.0900{index}",
            title=f"Better {topic} for everybody",
            abstract=f"Much has been said about {topic}. We propose a new way of doing {topic}. It works well.",
            authors=(f"Author {index}", "Kaiming Example"),
            categories=("cs.CL",) if index % 2 else ("cs.CV", "cs.CL"),
            date=WEDNESDAY,
        )
        for index, topic in enumerate(topics, start=1)
    ]
    noted = [
        StandInPaper(
            id="2312.13286",
            title="Generative Models Learn in Context",
            abstract="People learn from a few examples. We show that a generative model does, too.",
            authors=("Ada Example", "Bao Example", "Cho Example", "Dee Example"),
            categories=("cs.CV", "cs.CL"),
            published=datetime(2023, 12, 20, tzinfo=UTC),
        ),
        StandInPaper(
            id="1706.03762",
            title="Attention for Everyone",
            abstract="We present a model of attention.",
            authors=("Eve Example",),
            categories=("cs.CL",),
            published=datetime(2017, 6, 12, tzinfo=UTC),
        ),
    ]
    return ArxivStandIn([*PAPERS, *daily, *noted], WEDNESDAY)


def of_wednesday(count: int, *categories: str) -> list[StandInPaper]:
    """``count`` new papers, each with one of the categories, in turn."""
    return [
        StandInPaper(id=f"2506.{n:05}", title=f"No. {n}", categories=(categories[n % len(categories)],), date=WEDNESDAY)
        for n in range(1, count + 1)
    ]


@asynccontextmanager
async def clients_of(
    stand_in: ArxivStandIn, *, form: str = "atom", wait: float = 5, interval: float = 0, page_size: int = 500
) -> AsyncIterator[tuple[ArxivApi, FeedReader]]:
    async with stand_in.serving() as url:
        gate = RequestGate(interval)
        api = ArxivApi(gate, url=f"{url}/api/query", timeout=wait, page_size=page_size)
        feeds = FeedReader(gate, url=f"{url}/{form}/", timeout=wait)
        try:
            yield api, feeds
        finally:
            api.close()
            await feeds.close()


@asynccontextmanager
async def source_of(
    stand_in: ArxivStandIn, now: datetime, *, form: str = "atom", wait: float = 5
) -> AsyncIterator[ArxivSource]:
    async with stand_in.serving() as url:
        gate = RequestGate(0, clock=lambda: now)
        source = ArxivSource(gate, f"{url}/api/query", f"{url}/{form}/", lambda: now, timeout=wait)
        try:
            yield source
        finally:
            await source.close()
