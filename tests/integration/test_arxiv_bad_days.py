"""arXiv's bad days, as its users met them, and Paperboy's view of each. All dates are in June 2025."""

from datetime import UTC, date, datetime

import pytest

from bot.core.model.papers import Announcement, AnnounceType, FeedState
from tests.servers.arxiv.data import StandInPaper
from tests.servers.arxiv.day import (
    ON_WEDNESDAY,
    SATURDAY,
    TUESDAY,
    WEDNESDAY,
    made_up_day,
    of_wednesday,
    source_of,
)
from tests.servers.arxiv.server import ArxivStandIn

SUNDAY, FRIDAY = date(2025, 6, 15), date(2025, 6, 13)
ON_SUNDAY = datetime(2025, 6, 15, 12, tzinfo=UTC)


@pytest.fixture
def arxiv() -> ArxivStandIn:
    """On Wednesday the feeds show Wednesday, and the API knows only Tuesday's papers."""
    arxiv = made_up_day()
    arxiv.indexed = TUESDAY
    return arxiv


async def look(arxiv: ArxivStandIn, *categories: str, now: datetime = ON_WEDNESDAY) -> list[Announcement]:
    async with source_of(arxiv, now) as source:
        return list(await source.announcements(categories, source.latest(now)))


async def test_a_feed_stuck_for_one_category_is_late_there_and_fresh_in_the_others(arxiv: ArxivStandIn) -> None:
    arxiv.stale = {"cs.CL": TUESDAY}
    cl, lg = await look(arxiv, "cs.CL", "cs.LG")
    assert (cl.state, cl.shows, cl.complete) == (FeedState.STALLED, TUESDAY, False)
    assert (lg.state, lg.source, lg.complete) == (FeedState.FRESH, "feed", True)
    assert {entry.on for entry in (*cl.entries, *lg.entries)} == {WEDNESDAY}


async def test_papers_missing_in_a_stuck_feed_come_from_the_api_later(arxiv: ArxivStandIn) -> None:
    arxiv.stale, arxiv.indexed = {"cs.CL": TUESDAY}, None
    cl, lg = await look(arxiv, "cs.CL", "cs.LG")
    assert (cl.state, lg.state) == (FeedState.FRESH, FeedState.FRESH)
    told = {entry.paper.paper_id: entry.source for entry in cl.entries}
    assert told["2506.08003"] == "api"
    assert not cl.complete, "the API may know more tomorrow"


async def test_before_the_announcement_nothing_is_asked_and_nothing_is_late(arxiv: ArxivStandIn) -> None:
    at_seven_in_new_york = datetime(2025, 6, 10, 23, tzinfo=UTC)
    async with source_of(arxiv, at_seven_in_new_york) as source:
        (found,) = await source.announcements(["cs.CL"], WEDNESDAY)
    assert found.state is FeedState.WAITING
    assert arxiv.seen == []


async def test_between_the_announcement_and_midnight_feeds_are_not_expected_yet(arxiv: ArxivStandIn) -> None:
    arxiv.today = TUESDAY
    (found,) = await look(arxiv, "cs.CL", now=datetime(2025, 6, 11, 2, tzinfo=UTC))
    assert (found.state, found.on) == (FeedState.WAITING, WEDNESDAY)
    assert {seen.service for seen in arxiv.seen} == {"api"}


async def test_the_previous_mailing_comes_from_its_feed_until_midnight(arxiv: ArxivStandIn) -> None:
    arxiv.today = TUESDAY
    async with source_of(arxiv, datetime(2025, 6, 11, 2, tzinfo=UTC)) as source:
        (found,) = await source.announcements(["cs.CL"], TUESDAY)
    assert (found.state, found.source) == (FeedState.FRESH, "feed")


async def test_a_feed_whose_date_is_a_day_behind_counts_by_its_papers(arxiv: ArxivStandIn) -> None:
    arxiv.label, arxiv.indexed = TUESDAY, None
    cl, lg = await look(arxiv, "cs.CL", "cs.LG")
    assert {(each.state, each.source, each.complete) for each in (cl, lg)} == {(FeedState.FRESH, "feed", True)}
    assert "2505.00004" in {e.paper.paper_id for e in cl.entries if e.kind is AnnounceType.REPLACE}
    assert {entry.on for entry in cl.entries} == {WEDNESDAY}
    assert len(arxiv.seen) == 2, "the feed, and one look at when its papers were submitted"


async def test_a_replacement_that_the_feed_calls_new_is_a_replacement() -> None:
    old = StandInPaper(id="2401.00001", title="Of last year", categories=("cs.CL",), date=WEDNESDAY, version=3)
    (found,) = await look(ArxivStandIn([old, *of_wednesday(2, "cs.CL")], WEDNESDAY), "cs.CL")
    kinds = {entry.paper.paper_id: entry.kind for entry in found.entries}
    assert kinds["2401.00001"] is AnnounceType.REPLACE
    assert list(kinds.values()).count(AnnounceType.NEW) == 2


@pytest.mark.parametrize("day", [SATURDAY, SUNDAY])
async def test_at_the_weekend_an_empty_feed_raises_no_alarm(day: date) -> None:
    paper = StandInPaper(id="2506.11111", title="-", categories=("cs.CL",), date=FRIDAY)
    arxiv = ArxivStandIn([paper], day)
    arxiv.indexed = date(2025, 6, 12)
    now = ON_SUNDAY.replace(day=day.day)
    assert [each.state for each in await look(arxiv, "cs.CL", now=now)] == [FeedState.WAITING]
    arxiv.indexed = None
    assert [each.state for each in await look(arxiv, "cs.CL", now=now)] == [FeedState.FRESH]


@pytest.mark.parametrize(("hour", "state"), [(5, FeedState.WAITING), (12, FeedState.QUIET)])
async def test_on_a_holiday_all_feeds_are_empty_and_that_is_quiet_not_late(hour: int, state: FeedState) -> None:
    """At night an empty feed may still be filled, so Paperboy checks it again either way."""
    arxiv = ArxivStandIn([], WEDNESDAY)
    found = await look(arxiv, "cs.CL", "cs.LG", now=ON_WEDNESDAY.replace(hour=hour))
    assert [(each.state, each.complete) for each in found] == [(state, False)] * 2


async def test_papers_left_out_of_a_full_feed_come_from_the_api() -> None:
    arxiv = ArxivStandIn(of_wednesday(2_100, "cs.LG"), WEDNESDAY)
    (found,) = await look(arxiv, "cs.LG")
    assert len({entry.paper.paper_id for entry in found.entries}) == 2_100
    assert {entry.source for entry in found.entries} == {"feed", "api"}


async def test_the_api_replaces_a_broken_feed(arxiv: ArxivStandIn) -> None:
    arxiv.indexed = None
    arxiv.fail("500", on="feed")
    (found,) = await look(arxiv, "cs.CL")
    assert (found.state, found.source, found.complete) == (FeedState.FRESH, "api", False)


@pytest.mark.parametrize("fault", ["captcha", "429"])
async def test_after_a_request_to_pause_arxiv_is_left_alone(arxiv: ArxivStandIn, fault: str) -> None:
    arxiv.indexed = None
    arxiv.fail(fault, retry_after=3_600)
    found = await look(arxiv, "cs.CL", "cs.LG")
    assert {each.state for each in found} == {FeedState.FAILED}
    assert all(each.reason for each in found)
    assert len(arxiv.seen) == 1


async def test_missed_days_come_with_one_query_per_category(arxiv: ArxivStandIn) -> None:
    arxiv.indexed = None
    async with source_of(arxiv, datetime(2025, 6, 30, 12, tzinfo=UTC)) as source:
        days = date(2025, 6, 6), date(2025, 6, 13)
        found = [*await source.between("cs.CL", *days), *await source.between("cs.LG", *days)]
    had = {(each.category, each.on): [entry.paper.paper_id for entry in each.entries] for each in found}
    assert len(had) == 2 * 6
    assert (had["cs.CL", TUESDAY], had["cs.CL", WEDNESDAY]) == (["2506.07001"], ["2506.08001", "2506.08003"])
    assert len(arxiv.seen) == 2
