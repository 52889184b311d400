"""Announcements: the source that answers for each day, and the papers of each category."""

import logging
from datetime import UTC, date, datetime

import aiohttp
import pytest

from bot.core.model.papers import AnnounceType, FeedState
from papers.arxiv.feeds import parse_feed, split_authors
from tests.servers.arxiv.data import StandInPaper
from tests.servers.arxiv.day import (
    ON_WEDNESDAY,
    PAPERS,
    SATURDAY,
    TUESDAY,
    WEDNESDAY,
    made_up_day,
    of_wednesday,
    source_of,
)
from tests.servers.arxiv.server import ArxivStandIn


@pytest.fixture
def arxiv() -> ArxivStandIn:
    return made_up_day()


async def test_invalid_arxiv_ids_are_never_requested(arxiv: ArxivStandIn) -> None:
    async with source_of(arxiv, ON_WEDNESDAY) as source:
        found = await source.lookup(["2506.08001", "abc", "1234.5678", "2506.08001,2506.08002"])
    assert set(found) == {"2506.08001"}
    assert len(arxiv.seen) == 1


# Feeds


@pytest.mark.parametrize("form", ["atom", "rss"])
async def test_a_feed_brings_the_papers_as_they_were_written(arxiv: ArxivStandIn, form: str) -> None:
    async with source_of(arxiv, ON_WEDNESDAY, form=form) as source:
        (found,) = await source.announcements(["cs.CL"], WEDNESDAY)
    assert (found.state, found.source) == (FeedState.FRESH, "feed")
    paper, written = found.entries[0].paper, PAPERS[0]
    assert (paper.title, paper.abstract, paper.authors) == (written.title, written.abstract, written.authors)
    assert (paper.paper_id, paper.version, paper.categories) == (written.id, 1, written.categories)
    assert (paper.doi, paper.journal_ref, paper.published) == (written.doi, written.journal_ref, None)
    assert {entry.on for entry in found.entries} == {WEDNESDAY}


async def test_a_paper_counts_for_each_category_asked_for_as_arxiv_would_list_it_there(arxiv: ArxivStandIn) -> None:
    categories = ["cs.LG", "cs.CL", "cs.AI", "stat.ML"]
    async with source_of(arxiv, ON_WEDNESDAY) as source:
        together = await source.announcements(categories, WEDNESDAY)
    listed = {found.category: {e.paper.paper_id: str(e.kind) for e in found.entries} for found in together}
    assert listed == {
        "cs.LG": {"2506.08001": "cross", "2506.08002": "new"},
        "cs.CL": {"2506.08001": "new", "2506.08003": "cross", "2505.00004": "replace"},
        "cs.AI": {"2505.00004": "replace-cross", "2505.00005": "cross"},
        "stat.ML": {},
    }
    assert [found.state for found in together] == [FeedState.FRESH] * 3 + [FeedState.QUIET]


async def test_acm_and_msc_classes_are_not_shown_as_categories(arxiv: ArxivStandIn) -> None:
    async with source_of(arxiv, ON_WEDNESDAY) as source:
        (found,) = await source.announcements(["cs.CV"], WEDNESDAY)
        looked_up = await source.lookup(["2506.08003"])
    assert found.entries[0].paper.categories == looked_up["2506.08003"].categories == ("cs.CV", "cs.CL")


async def test_an_unknown_category_fails_alone(arxiv: ArxivStandIn, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        async with source_of(arxiv, ON_WEDNESDAY) as source:
            found = await source.announcements(["cs.CL", "cs.XX", "cs.LG", "no category/at all"], WEDNESDAY)
    states = {announcement.category: announcement.state for announcement in found}
    assert states == {
        "cs.CL": FeedState.FRESH,
        "cs.XX": FeedState.FAILED,
        "cs.LG": FeedState.FRESH,
        "no category/at all": FeedState.FAILED,
    }
    lines = [record.getMessage() for record in caplog.records if record.name == "papers.arxiv.source"]
    assert len(lines) == 2
    assert "cs.XX: arXiv refused the feed: Bad subject class" in lines[1]


async def test_categories_that_overflow_one_feed_are_read_one_by_one() -> None:
    stand_in = ArxivStandIn(of_wednesday(2_201, "cs.LG", "cs.CL"), WEDNESDAY)
    async with source_of(stand_in, ON_WEDNESDAY) as source:
        found = await source.announcements(["cs.CL", "cs.LG"], WEDNESDAY)
    assert [len(announcement.entries) for announcement in found] == [1_101, 1_100]


@pytest.mark.parametrize(
    ("creators", "names"),
    [
        ("Ada Lee, Bo Zhu", ("Ada Lee", "Bo Zhu")),
        ("Ada Lee (MIT, USA), Bo Zhu (ETH (Zürich), CH)", ("Ada Lee", "Bo Zhu")),
        ("Ada B. Lee Jr. (1 and 2), Cy (unclosed, Di", ("Ada B. Lee Jr.", "Cy")),
        ("ATLAS Collaboration", ("ATLAS Collaboration",)),
        ("Odd) Name, Bo Zhu", ("Odd) Name", "Bo Zhu")),
        ("", ()),
    ],
)
def test_affiliations_in_brackets_are_not_taken_for_authors(creators: str, names: tuple[str, ...]) -> None:
    assert split_authors(creators) == names


# Which source answers for which day


async def test_past_mailings_come_from_the_api_by_the_time_they_were_submitted(arxiv: ArxivStandIn) -> None:
    async with source_of(arxiv, datetime(2026, 1, 1, tzinfo=UTC)) as source:
        cl, lg, quiet = await source.announcements(["cs.CL", "cs.LG", "stat.ML"], WEDNESDAY)
    assert (cl.state, cl.source, quiet.state) == (FeedState.FRESH, "api", FeedState.QUIET)
    assert [(e.paper.paper_id, e.kind) for e in cl.entries] == [
        ("2506.08001", AnnounceType.NEW),
        ("2506.08003", AnnounceType.CROSS),
    ]
    assert [(e.paper.paper_id, e.kind) for e in lg.entries] == [
        ("2506.08001", AnnounceType.CROSS),
        ("2506.08002", AnnounceType.NEW),
    ]
    assert {seen.service for seen in arxiv.seen} == {"api"}


async def test_a_feed_that_still_shows_the_day_before_does_not_count_as_today(arxiv: ArxivStandIn) -> None:
    arxiv.today = TUESDAY
    async with source_of(arxiv, ON_WEDNESDAY) as source:
        (found,) = await source.announcements(["cs.CL"], WEDNESDAY)
    assert (found.state, found.source) == (FeedState.FRESH, "api")
    assert {entry.paper.paper_id for entry in found.entries} == {"2506.08001", "2506.08003"}


async def test_on_saturday_the_empty_feed_does_not_make_friday_quiet() -> None:
    friday = date(2025, 6, 13)
    stand_in = ArxivStandIn([StandInPaper(id="2506.11111", title="-", categories=("cs.CL",), date=friday)], SATURDAY)
    async with source_of(stand_in, datetime(2025, 6, 14, 12, tzinfo=UTC)) as source:
        assert source.latest(datetime(2025, 6, 14, 12, tzinfo=UTC)) == friday
        (found,) = await source.announcements(["cs.CL"], friday)
    assert (found.state, found.source, len(found.entries)) == (FeedState.FRESH, "api", 1)


@pytest.mark.parametrize(("hour", "state"), [(5, FeedState.WAITING), (12, FeedState.STALLED)])
async def test_yesterdays_feed_means_waiting_at_night_and_late_in_the_morning(
    arxiv: ArxivStandIn, hour: int, state: FeedState
) -> None:
    """arXiv builds its feeds at midnight in New York, which is 04:00 UTC."""
    arxiv.today = TUESDAY
    async with source_of(arxiv, ON_WEDNESDAY.replace(hour=hour)) as source:
        (found,) = await source.announcements(["stat.ML"], WEDNESDAY)
    assert (found.state, found.entries, found.shows) == (state, (), TUESDAY)


async def test_weekends_are_quiet_and_the_future_is_waited_for_without_a_request(arxiv: ArxivStandIn) -> None:
    async with source_of(arxiv, ON_WEDNESDAY) as source:
        weekend = await source.announcements(["cs.CL", "cs.LG"], SATURDAY)
        future = await source.announcements(["cs.CL", "cs.LG"], date(2025, 6, 12))
        assert await source.announcements([], WEDNESDAY) == []
    assert [found.state for found in weekend] == [FeedState.QUIET] * 2
    assert [found.state for found in future] == [FeedState.WAITING] * 2
    assert arxiv.seen == []


@pytest.mark.parametrize("on", [WEDNESDAY, TUESDAY])
async def test_a_failing_source_fails_its_categories_and_says_why_in_one_line(
    arxiv: ArxivStandIn, on: date, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        async with source_of(arxiv, ON_WEDNESDAY) as source:
            arxiv.fail("captcha", count=1)
            found = await source.announcements(["cs.CL"], on)
            again = await source.announcements(["cs.CL"], on)
    assert [a.state for a in (*found, *again)] == [FeedState.FAILED, FeedState.FRESH]
    (line,) = [record.getMessage() for record in caplog.records]
    assert line.startswith(f"No announcement of {on} for cs.CL: arXiv sent a web page")


async def test_one_category_the_api_fails_on_leaves_the_others(arxiv: ArxivStandIn) -> None:
    async with source_of(arxiv, datetime(2026, 1, 1, tzinfo=UTC)) as source:
        arxiv.fail("truncated", count=1)
        found = await source.announcements(["cs.LG", "cs.CL"], WEDNESDAY)
    assert [announcement.state for announcement in found] == [FeedState.FAILED, FeedState.FRESH]


# The stand-in, by hand


async def test_the_stand_in_is_steered_over_http(arxiv: ArxivStandIn) -> None:
    async with arxiv.serving() as url, aiohttp.ClientSession() as session:
        await session.post(f"{url}/_control", json={"fault": "503", "retry_after": 7, "on": "feed"})
        response = await session.get(f"{url}/atom/cs.CL")
        assert (response.status, response.headers["Retry-After"]) == (503, "7")
        assert (await session.get(f"{url}/api/query?id_list=2506.08001")).status == 200
        await session.post(f"{url}/_control", json={"fault": None, "today": "2025-06-10"})
        feed = parse_feed(await (await session.get(f"{url}/atom/cs.CL")).read())
        assert (feed.on, [entry.paper.paper_id for entry in feed.entries]) == (TUESDAY, ["2506.07001"])
        report = await (await session.get(f"{url}/_control")).json()
    assert report["fault"] is None
    assert report["requests"][0]["path"] == "/atom/cs.CL"
    assert len(report["requests"]) == 3
