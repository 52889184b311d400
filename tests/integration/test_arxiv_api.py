"""The real client libraries against a server that answers like arXiv, faults included."""

import asyncio
from itertools import pairwise

import pytest

from bot.core.errors import SourceError
from papers.arxiv.api import ArxivApi
from papers.arxiv.feeds import FeedReader
from papers.gate import RequestGate
from tests.servers.arxiv.day import PAPERS, WEDNESDAY, WEDNESDAYS_WINDOW, clients_of, made_up_day, of_wednesday
from tests.servers.arxiv.server import ArxivStandIn


@pytest.fixture
def arxiv() -> ArxivStandIn:
    return made_up_day()


# Looking papers up


async def test_everything_arxiv_says_about_a_paper_arrives_unchanged(arxiv: ArxivStandIn) -> None:
    async with clients_of(arxiv) as (api, _):
        paper = (await api.lookup(["2506.08001"]))["2506.08001"]
    written = PAPERS[0]
    assert (paper.title, paper.abstract, paper.authors) == (written.title, written.abstract, written.authors)
    assert (paper.version, paper.categories) == (1, ("cs.CL", "cs.LG"))
    assert (paper.comment, paper.doi, paper.journal_ref) == (written.comment, written.doi, written.journal_ref)
    assert paper.published
    assert WEDNESDAYS_WINDOW[0] <= paper.published < WEDNESDAYS_WINDOW[1]
    assert paper.url == "https://arxiv.org/abs/2506.08001"


async def test_many_papers_are_looked_up_at_once_and_unknown_ones_are_left_out(arxiv: ArxivStandIn) -> None:
    async with clients_of(arxiv) as (api, _):
        found = await api.lookup(["2506.08002", "2506.99999", "math/0309136", "2506.08002"])
        assert await api.lookup([]) == {}
    assert list(found) == ["2506.08002", "math/0309136"]
    assert len(arxiv.seen) == 1


async def test_one_id_that_arxiv_cannot_read_does_not_cost_the_others(arxiv: ArxivStandIn) -> None:
    async with clients_of(arxiv) as (api, _):
        found = await api.lookup(["2506.08001", "abc", "2506.08002", "x y"])
        assert await api.lookup(["abc"]) == {}
    assert set(found) == {"2506.08001", "2506.08002"}


async def test_hundreds_of_papers_are_looked_up_in_batches() -> None:
    papers = of_wednesday(250, "cs.LG")
    stand_in = ArxivStandIn(papers, WEDNESDAY)
    async with clients_of(stand_in) as (api, _):
        found = await api.lookup([paper.id for paper in papers])
    assert [found[paper.id].title for paper in papers] == [paper.title for paper in papers]
    assert len(stand_in.seen) == 3


async def test_a_mailing_longer_than_a_page_is_read_to_its_end() -> None:
    papers = of_wednesday(23, "cs.LG")
    stand_in = ArxivStandIn([*papers, *PAPERS[-2:]], WEDNESDAY)
    async with clients_of(stand_in, page_size=10) as (api, _):
        found = await api.submitted_between("cs.LG", *WEDNESDAYS_WINDOW)
    assert sorted(paper.paper_id for paper in found) == [paper.id for paper in papers]
    assert len(stand_in.seen) == 3


# Faults

FAULTS = [
    ("503", "busy", 30.0),
    ("429", "busy", 30.0),
    ("500", "HTTP 500", 30.0),
    ("hang", "did not (answer|come) within", 30.0),
    ("truncated", "cut off", 30.0),
    ("captcha", "web page", 30.0),
    ("error", "refused", None),
]


@pytest.mark.parametrize(("fault", "reason", "retry_after"), [*FAULTS, ("empty", "0 of 1 results", 30.0)])
async def test_a_fault_of_the_api_is_an_error_that_names_it(
    arxiv: ArxivStandIn, fault: str, reason: str, retry_after: float | None
) -> None:
    async with clients_of(arxiv, wait=0.2) as (api, _):
        arxiv.fail(fault)
        with pytest.raises(SourceError, match=reason) as caught:
            await api.lookup(["2506.08001"])
    assert caught.value.retry_after == retry_after
    assert len(arxiv.seen) == 1, "arXiv must not be asked again at once"


@pytest.mark.parametrize(("fault", "reason", "retry_after"), FAULTS)
@pytest.mark.parametrize("form", ["atom", "rss"])
async def test_a_fault_of_the_feeds_is_an_error_that_names_it(
    arxiv: ArxivStandIn, form: str, fault: str, reason: str, retry_after: float | None
) -> None:
    async with clients_of(arxiv, form=form, wait=0.2) as (_, feeds):
        arxiv.fail(fault)
        with pytest.raises(SourceError, match=reason) as caught:
            await feeds.read(["cs.CL"])
    assert caught.value.retry_after == retry_after


@pytest.mark.parametrize("keep", [0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.95, 0.99])
async def test_an_answer_cut_off_anywhere_is_never_taken_for_a_whole_one(arxiv: ArxivStandIn, keep: float) -> None:
    async with clients_of(arxiv) as (api, feeds):
        arxiv.fail("truncated", keep=keep)
        for asking in (api.lookup(["2506.08001"]), api.submitted_between("cs.LG", *WEDNESDAYS_WINDOW)):
            with pytest.raises(SourceError):
                await asking
        with pytest.raises(SourceError):
            await feeds.read(["cs.CL"])


async def test_a_closed_port_is_an_error_that_says_so() -> None:
    gate = RequestGate(0)
    api, feeds = ArxivApi(gate, url="http://127.0.0.1:9/api/query"), FeedReader(gate, url="http://127.0.0.1:9/atom")
    with pytest.raises(SourceError, match="could not be reached"):
        await api.lookup(["2506.08001"])
    with pytest.raises(SourceError, match="could not be reached"):
        await feeds.read(["cs.CL"])
    api.close()
    await feeds.close()


async def test_a_short_page_is_not_the_end_of_the_results() -> None:
    stand_in = ArxivStandIn(of_wednesday(7, "cs.LG"), WEDNESDAY)
    async with clients_of(stand_in, page_size=5) as (api, _):
        stand_in.fail("empty", count=1)
        with pytest.raises(SourceError, match="0 of 5 results"):
            await api.submitted_between("cs.LG", *WEDNESDAYS_WINDOW)
        assert len(await api.submitted_between("cs.LG", *WEDNESDAYS_WINDOW)) == 7


# One request at a time


async def test_requests_keep_their_distance_and_never_overlap(arxiv: ArxivStandIn) -> None:
    interval = 0.05
    async with clients_of(arxiv, interval=interval) as (api, feeds):
        await asyncio.gather(*(api.lookup([paper.id]) for paper in PAPERS[:3]), *(feeds.read(["cs.CL"]) for _ in "123"))
    seen = sorted(arxiv.seen, key=lambda seen: seen.started)
    assert {request.service for request in seen} == {"api", "feed"}
    assert all(after.started - before.ended >= interval for before, after in pairwise(seen))


async def test_everybody_waits_as_long_as_arxiv_asks(arxiv: ArxivStandIn) -> None:
    async with clients_of(arxiv) as (api, feeds):
        arxiv.fail("503", count=1, retry_after=1)
        with pytest.raises(SourceError) as caught:
            await api.lookup(["2506.08001"])
        assert caught.value.retry_after == 1
        assert (await feeds.read(["cs.CL"])).on == WEDNESDAY
    assert arxiv.seen[1].started - arxiv.seen[0].ended >= 0.99


@pytest.mark.parametrize(
    ("header", "shortest", "longest"),
    [
        ("3600", 3600, 3600),
        ("999999999999", 86_400, 86_400),
        ("Thu, 01 Jan 2099 00:00:00 GMT", 86_400, 86_400),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0, 0),
        ("soon", 30, 30),
        ("-5", 30, 30),
    ],
)
async def test_any_retry_after_header_is_understood(
    arxiv: ArxivStandIn, header: str, shortest: float, longest: float
) -> None:
    async with clients_of(arxiv) as (api, _):
        arxiv.fail("429", retry_after=header)
        with pytest.raises(SourceError) as caught:
            await api.lookup(["2506.08001"])
    assert caught.value.retry_after is not None
    assert shortest <= caught.value.retry_after <= longest


async def test_a_long_pause_is_reported_at_once_instead_of_waited_for(arxiv: ArxivStandIn) -> None:
    async with clients_of(arxiv) as (api, _):
        arxiv.fail("429", count=1, retry_after=600)
        for _ in range(2):
            with pytest.raises(SourceError, match="wait") as caught:
                await api.lookup(["2506.08001"])
    assert caught.value.retry_after == pytest.approx(600, abs=5)
    assert len(arxiv.seen) == 1


async def test_giving_up_on_a_request_does_not_let_the_next_one_overlap_it(arxiv: ArxivStandIn) -> None:
    async with clients_of(arxiv, wait=0.3) as (api, _):
        arxiv.fail("hang", count=1)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(api.lookup(["2506.08001"]), 0.05)
        assert "2506.08002" in await api.lookup(["2506.08002"])
        arxiv.recover()
    first, second = sorted(arxiv.seen, key=lambda seen: seen.started)
    assert second.started - first.started >= 0.2
