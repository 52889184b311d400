"""Requests to Hugging Face and Semantic Scholar, their answers, and their faults."""

import re
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.core.errors import SourceError
from bot.core.model.community import CommunityKind, CommunitySignal
from bot.core.ports.sources import CommunitySource
from papers.community.hugging_face import HuggingFace
from papers.community.semantic_scholar import BATCH, SemanticScholar
from papers.gate import RequestGate
from tests.servers.community import CommunityStandIn, own_id

DAY = date(2025, 6, 11)
VOTED, CITED, UNCITED, UNKNOWN = "2506.08001", "2312.13286", "2506.08002", "2506.08003"
PAGE = "https://www.semanticscholar.org/paper/"


@pytest.fixture
def api() -> CommunityStandIn:
    votes = {VOTED: 42, "2506.08002": 0, "not-arxiv": 7}
    return CommunityStandIn({DAY.isoformat(): votes}, {CITED: (17, 3), UNCITED: (0, None), "math/0309136": (1, 0)})


@pytest.fixture
async def url(api: CommunityStandIn) -> AsyncIterator[str]:
    async with api.serving() as url:
        yield url


@pytest.fixture
def patience() -> float:
    """Seconds to wait for an answer."""
    return 10.0


@pytest.fixture
async def hugging_face(url: str, patience: float) -> AsyncIterator[HuggingFace]:
    source = HuggingFace(RequestGate(0, patience=0, service="Hugging Face"), url=url, timeout=patience)
    yield source
    await source.close()


@pytest.fixture
async def scholar(url: str, patience: float) -> AsyncIterator[SemanticScholar]:
    gate = RequestGate(0, patience=0, service="Semantic Scholar")
    source = SemanticScholar(gate, url=url, key="s2-key", timeout=patience)
    yield source
    await source.close()


@pytest.fixture(params=["hugging_face", "scholar"])
def source(request: pytest.FixtureRequest, hugging_face: HuggingFace, scholar: SemanticScholar) -> CommunitySource:
    return hugging_face if request.param == "hugging_face" else scholar


@pytest.mark.parametrize(("day", "papers", "best"), [("2024-06-12", 16, 29), ("2026-08-21", 17, 163)])
async def test_recorded_days_give_the_upvotes_that_their_papers_had(
    api: CommunityStandIn, hugging_face: HuggingFace, shared_data: Path, day: str, papers: int, best: int
) -> None:
    api.votes[day] = (shared_data / "arxiv" / f"daily_papers_{day}.json").read_bytes()
    found = await hugging_face.signals(date.fromisoformat(day), [])
    assert (len(found), max(signal.value for signal in found)) == (papers, best)
    assert {signal.kind for signal in found} == {CommunityKind.UPVOTES}
    assert all(re.fullmatch(r"\d{4}\.\d{5}", signal.paper_id) for signal in found)


async def test_upvotes_link_to_the_papers_page_and_entries_without_votes_or_arxiv_id_are_left_out(
    api: CommunityStandIn, hugging_face: HuggingFace
) -> None:
    page = f"https://huggingface.co/papers/{VOTED}"
    expected = [CommunitySignal(VOTED, "hugging-face", CommunityKind.UPVOTES, 42, page)]
    assert await hugging_face.signals(DAY, [VOTED, UNKNOWN]) == expected
    assert await hugging_face.signals(date(2025, 6, 14), []) == []
    assert await hugging_face.recommendations([VOTED], []) == ()
    assert api.paths()[0] == "/api/daily_papers?date=2025-06-11&limit=100"
    assert [asked.body for asked in api.asked] == [None, None]


async def test_citations_come_for_the_papers_that_are_known_and_cited(
    api: CommunityStandIn, scholar: SemanticScholar
) -> None:
    found = await scholar.signals(DAY, [UNKNOWN, CITED, "1234", UNCITED, "math/0309136", CITED])
    assert [(each.paper_id, each.kind.value, each.value) for each in found] == [
        (CITED, "citations", 17),
        (CITED, "influential", 3),
        ("math/0309136", "citations", 1),
    ]
    assert found[0].url == PAGE + own_id(CITED)
    (asked,) = api.asked
    assert asked.body == {"ids": [f"ARXIV:{each}" for each in (UNKNOWN, CITED, UNCITED, "math/0309136")]}
    assert asked.key == "s2-key"


async def test_a_day_without_known_papers_is_not_a_failure(api: CommunityStandIn, scholar: SemanticScholar) -> None:
    assert await scholar.signals(DAY, [UNKNOWN]) == []
    assert await scholar.signals(DAY, []) == []
    assert len(api.asked) == 1


async def test_a_large_day_is_asked_about_in_batches_and_a_huge_one_up_to_a_bound(
    api: CommunityStandIn, scholar: SemanticScholar
) -> None:
    many = [f"2506.{number:05}" for number in range(10_000, 10_000 + 5 * BATCH)]
    assert [each.paper_id for each in await scholar.signals(DAY, [CITED, *many])] == [CITED, CITED]
    assert [len(asked.body["ids"]) for asked in api.asked] == [BATCH] * 4


async def test_recommendations_are_of_arxiv_papers_and_come_with_the_citations_of_those_noted(
    api: CommunityStandIn, scholar: SemanticScholar
) -> None:
    api.recommended = [VOTED, None, "2506.99999", CITED]
    found = await scholar.recommendations([CITED, UNKNOWN], [UNCITED])
    assert [(each.paper_id, each.kind.value) for each in found] == [
        (CITED, "citations"),
        (CITED, "influential"),
        (VOTED, "recommended"),
        ("2506.99999", "recommended"),
    ]
    assert api.asked[-1].body == {"positivePaperIds": [own_id(CITED)], "negativePaperIds": [own_id(UNCITED)]}


async def test_without_known_papers_no_recommendations_are_requested(
    api: CommunityStandIn, scholar: SemanticScholar
) -> None:
    found = await scholar.recommendations([UNKNOWN], [CITED])
    assert CommunityKind.RECOMMENDED not in {each.kind for each in found}
    assert api.paths() == ["/graph/v1/paper/batch?fields=citationCount,influentialCitationCount"]


@pytest.mark.parametrize(
    ("fault", "words", "requests"),
    [
        (429, "is busy (HTTP 429)", 1),
        (503, "is busy (HTTP 503)", 1),
        (500, "answered HTTP 500", 2),
        (403, "answered HTTP 403", 1),
        ("html", "a web page instead of JSON (a captcha?)", 1),
        ("truncated", "cut off", 2),
        ("huge", "more than 2097152 bytes", 1),
        ("list", "unexpected form", 1),
        ("redirect", "answered HTTP 302", 1),
    ],
)
async def test_an_unreadable_answer_is_reported_after_at_most_two_tries(
    api: CommunityStandIn, source: CommunitySource, fault: int | str, words: str, requests: int
) -> None:
    api.fault = fault
    with pytest.raises(SourceError, match=re.escape(words)) as caught:
        await source.signals(DAY, [CITED])
    assert len(api.asked) == requests
    assert "s2-key" not in str(caught.value)


@pytest.mark.parametrize("patience", [0.2])
async def test_a_service_that_does_not_answer_in_time_is_given_up(
    api: CommunityStandIn, source: CommunitySource
) -> None:
    api.fault = "hang"
    with pytest.raises(SourceError, match=re.escape("did not answer within 0.2 s")):
        await source.signals(DAY, [CITED])
    assert len(api.asked) == 1


async def test_a_server_that_hangs_up_is_reported(api: CommunityStandIn, source: CommunitySource) -> None:
    api.fault = "reset"
    with pytest.raises(SourceError, match="could not be reached"):
        await source.signals(DAY, [CITED])


@pytest.mark.parametrize("fault", [500, "truncated"])
async def test_a_passing_failure_is_retried_once(
    api: CommunityStandIn, source: CommunitySource, fault: int | str
) -> None:
    api.fault, api.count = fault, 1
    assert await source.signals(DAY, [CITED])


async def test_a_pause_that_was_asked_for_is_kept_without_another_request(
    api: CommunityStandIn, source: CommunitySource
) -> None:
    api.fault, api.count, api.retry_after = 429, 1, "3600"
    for _ in range(2):
        with pytest.raises(SourceError) as caught:
            await source.signals(DAY, [CITED])
        assert 3_590 < (caught.value.retry_after or 0) <= 3_600
    assert len(api.asked) == 1


@pytest.mark.parametrize("value", [-1, 2**31, 1.5, "42"])
async def test_impossible_counts_are_not_believed(
    api: CommunityStandIn, hugging_face: HuggingFace, value: object
) -> None:
    api.votes[DAY.isoformat()] = {VOTED: value}
    with pytest.raises(SourceError, match="unexpected form"):
        await hugging_face.signals(DAY, [])


async def test_an_answer_about_other_papers_is_not_believed(api: CommunityStandIn, scholar: SemanticScholar) -> None:
    api.fault = "shorter"
    with pytest.raises(SourceError, match="1 papers for 2"):
        await scholar.signals(DAY, [CITED, UNCITED])
