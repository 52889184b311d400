"""arXiv's recorded answers, read by the code that asks arXiv today."""

import gzip
import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.core.errors import SourceError
from bot.core.model.papers import AnnounceType
from papers.arxiv.feeds import FeedRefused, parse_feed
from papers.arxiv.taxonomy import is_category
from tests.servers.arxiv.data import load
from tests.servers.arxiv.day import ON_WEDNESDAY, SATURDAY, WEDNESDAY, clients_of, source_of
from tests.servers.arxiv.server import ArxivStandIn


@pytest.fixture
def recorded(shared_data: Path) -> ArxivStandIn:
    return ArxivStandIn([], WEDNESDAY, shared_data / "arxiv" / "api")


async def test_recorded_answers_for_old_and_new_ids_are_read(recorded: ArxivStandIn) -> None:
    async with clients_of(recorded) as (api, _):
        papers = {}
        for asked in ("astro-ph/0601001", "quant-ph/0201082v1", "2104.12255v1", "1605.08386"):
            papers.update(await api.lookup([asked]))
        assert await api.lookup(["0000.0000"]) == {}
        assert await api.lookup(["0808.05394"]) == {}
        assert await api.lookup(["abc"]) == {}
        assert list(await api.lookup(["0808.05394", "1707.08567"])) == ["1707.08567"]
    assert list(papers) == ["astro-ph/0601001", "quant-ph/0201082", "2104.12255", "1605.08386"]
    blaha = papers["quant-ph/0201082"]
    assert (blaha.version, blaha.authors, blaha.categories) == (1, ("Stephen Blaha",), ("quant-ph", "cs.PL"))
    assert (blaha.published, blaha.comment) == (datetime(2002, 1, 18, 15, 8, 5, tzinfo=UTC), "32 pages")
    assert blaha.abstract.startswith("We show a representation")


async def test_recorded_pages_follow_one_another(recorded: ArxivStandIn) -> None:
    async with clients_of(recorded) as (api, _):
        pages = [await api.page("all:testing", start=start, size=10) for start in range(0, 60, 10)]
        whole = await api.page("all:testing", start=0, size=100)
    assert {page.total for page in pages} == {214_881}
    ids = [paper.paper_id for page in pages for paper in page.papers]
    assert len(ids) == len(set(ids)) == 60
    assert ids == [paper.paper_id for paper in whole.papers[:60]]


def test_recorded_atom_and_rss_feeds_give_the_same_entries(shared_data: Path) -> None:
    folder = shared_data / "arxiv" / "feeds"
    atom, rss = (parse_feed((folder / f"cs.CL_2025-06-11.{form}.xml").read_bytes()) for form in ("atom", "rss"))
    assert atom == rss
    assert (atom.on, len(atom.entries)) == (WEDNESDAY, 126)
    assert all(not entry.paper.abstract.startswith("arXiv:") and entry.paper.authors for entry in atom.entries)
    assert len(atom.announced("cs.CL")) == 126
    assert {entry.kind for entry in atom.entries} == set(AnnounceType)


def test_a_recorded_feed_of_two_categories_is_taken_apart(shared_data: Path) -> None:
    feed = parse_feed(gzip.decompress((shared_data / "arxiv/feeds/cs.LG+stat.ML_2025-06-12.rss.xml.gz").read_bytes()))
    counts = {
        category: [sum(e.kind is kind for e in feed.announced(category)) for kind in AnnounceType]
        for category in ("cs.LG", "stat.ML")
    }
    assert counts == {"cs.LG": [94, 72, 13, 6], "stat.ML": [7, 18, 2, 3]}
    assert feed.announced("cs.CV")


def test_recorded_empty_and_error_feeds_are_distinguished(shared_data: Path) -> None:
    folder = shared_data / "arxiv" / "feeds"
    weekend = parse_feed((folder / "cs.CL_empty_weekend_2025-06-14.rss.xml").read_bytes())
    assert (weekend.on, weekend.entries) == (SATURDAY, ())
    assert parse_feed((folder / "cs.CL_empty_weekend_2025-06-14.atom.xml").read_bytes()).entries == ()
    for form in ("atom", "rss"):
        with pytest.raises(FeedRefused, match="Bad archive"):
            parse_feed((folder / f"error_cs.XX.{form}.xml").read_bytes())
    with pytest.raises(SourceError, match="web page"):
        parse_feed((shared_data / "arxiv" / "captcha.html").read_bytes())


async def test_odd_real_papers_are_read_back_as_they_are(shared_data: Path) -> None:
    file = shared_data / "arxiv" / "edge_cases.jsonl.gz"
    rows = {row["id"]: row for row in map(json.loads, gzip.decompress(file.read_bytes()).splitlines())}
    stand_in = ArxivStandIn(load(file), WEDNESDAY)
    async with clients_of(stand_in) as (api, _):
        found = await api.lookup(rows)
    assert set(found) == set(rows)
    for paper_id, row in rows.items():
        paper = found[paper_id]
        assert (paper.title, paper.abstract) == (row["title"], row["abstract"])
        assert list(paper.authors) == row["authors"]
        assert list(paper.categories) == [name for name in row["categories"] if is_category(name)]
        assert paper.comment == row.get("comment", "")
    assert max(len(paper.authors) for paper in found.values()) > 150


@pytest.mark.parametrize("form", ["atom", "rss"])
async def test_odd_real_papers_survive_a_feed(shared_data: Path, form: str) -> None:
    papers = load(shared_data / "arxiv" / "edge_cases.jsonl.gz")
    stand_in = ArxivStandIn(papers, WEDNESDAY)
    for on, _ in Counter(paper.date for paper in papers if paper.date).most_common(5):
        stand_in.today = on
        expected = {paper.id: paper for paper in papers if paper.date == on and "cs.CL" in paper.categories}
        async with source_of(stand_in, datetime(on.year, on.month, on.day, 12, tzinfo=UTC), form=form) as source:
            (found,) = await source.announcements(["cs.CL"], on)
        got = {entry.paper.paper_id: entry.paper for entry in found.entries}
        assert {key: (p.title, p.abstract, p.authors) for key, p in got.items()} == {
            key: (p.title, p.abstract, p.authors) for key, p in expected.items()
        }


async def test_a_real_day_is_the_same_through_the_feed_and_through_the_api(shared_data: Path) -> None:
    stand_in = ArxivStandIn(load(shared_data / "eval" / "papers.jsonl.gz"), WEDNESDAY)
    categories = ["cs.CL", "cs.CV", "cs.LG"]
    async with source_of(stand_in, ON_WEDNESDAY) as source:
        by_feed = await source.announcements(categories, WEDNESDAY)
    async with source_of(stand_in, datetime(2026, 1, 1, tzinfo=UTC)) as source:
        by_api = await source.announcements(categories, WEDNESDAY)
    for feed, api in zip(by_feed, by_api, strict=True):
        assert (feed.source, api.source) == ("feed", "api")
        assert len(feed.entries) > 50
        assert {(e.paper.paper_id, e.kind) for e in feed.entries} == {(e.paper.paper_id, e.kind) for e in api.entries}
        assert {e.paper.abstract for e in feed.entries} == {e.paper.abstract for e in api.entries}
