"""Community signals in a chat. It is Wednesday, 11 June 2025, 12:00 UTC; digests are due at 13:00."""

import asyncio
import logging
from collections.abc import AsyncIterator

import pytest

from bot.core.events import Event, TextMessage
from bot.core.identity import ConversationKind, UserRef
from bot.jobs import AT_ONCE
from bot.settings import COMMUNITY, CommunitySettings
from papers.community import signals as collecting
from tests.contract.test_digest import papers, subjects, tomorrow
from tests.servers.arxiv.data import Library, StandInPaper
from tests.servers.arxiv.day import WEDNESDAY
from tests.servers.community import CommunityStandIn, own_id
from tests.support.conversation import Chat
from tests.support.databases import on_sqlite
from tests.support.wording import said, words

PIGEONS, GLACIERS = papers(WEDNESDAY, "pigeons", "glaciers")
COMETS = papers(WEDNESDAY, "comets", category="cs.CV")
NOTED = StandInPaper(id="2312.13286", title="Noted", categories=("cs.CL",))
BATCH, RECOMMEND = "/graph/v1/paper/batch", "/recommendations/v1/papers/"


@pytest.fixture
def others() -> CommunityStandIn:
    cited = {NOTED.id: (17, 3), GLACIERS.id: (1, 0)}
    return CommunityStandIn({WEDNESDAY.isoformat(): {PIGEONS.id: 42}}, cited, recommended=[PIGEONS.id])


@pytest.fixture
async def community(others: CommunityStandIn) -> AsyncIterator[CommunitySettings]:
    async with others.serving() as url:
        yield CommunitySettings(COMMUNITY, url, url, interval=0.0)


@pytest.fixture
def chat(chat: Chat) -> Chat:
    chat.arxiv.library = Library([PIGEONS, GLACIERS, *COMETS, NOTED])
    chat.arxiv.today = WEDNESDAY
    return chat


async def an_hour_later(chat: Chat) -> str:
    chat.clock.move(hours=1)
    return await chat.waits()


def asked(others: CommunityStandIn) -> list[str]:
    return [path.partition("?")[0] for path in others.paths()]


async def test_a_card_shows_upvotes_once_a_digest_has_asked_for_them(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL at 13")
    assert "Hugging Face" not in await chat.says(f"/paper {PIGEONS.id}")
    assert sorted(subjects(await an_hour_later(chat))) == ["glaciers", "pigeons"]
    card = await chat.says(f"/paper {PIGEONS.id}")
    assert words("reason-upvotes", count=42) + f" <https://huggingface.co/papers/{PIGEONS.id}>" in card
    assert "one citation on Semantic Scholar <" in await chat.says(f"/paper {GLACIERS.id}")


async def test_upvotes_lift_a_paper_in_a_digest_and_are_a_reason_that_why_names(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL at 13 as cards")
    digest = await an_hour_later(chat)
    assert words("reason-upvotes", count=42) in digest
    assert words("term-community") in await chat.says(f"/digest why {PIGEONS.id}")
    assert words("term-community") not in await chat.says("/digest why 2506.11001")


async def test_each_source_is_asked_about_a_day_once_for_all_and_again_after_hours(
    chat: Chat, others: CommunityStandIn
) -> None:
    await chat.says("/subscribe cs.CL at 13")
    await chat.says("/subscribe cs.CV at 14")
    await chat.other().says("/subscribe cs.CL cs.CV at 13")
    await an_hour_later(chat)
    assert asked(others) == ["/api/daily_papers", BATCH]
    assert sorted(others.asked[1].body["ids"]) == sorted(f"ARXIV:{each.id}" for each in (PIGEONS, GLACIERS, *COMETS))
    await an_hour_later(chat)
    assert asked(others) == ["/api/daily_papers", BATCH]
    await chat.says("/subscribe cs.CL at 23")
    others.votes[WEDNESDAY.isoformat()] = {PIGEONS.id: 50}
    chat.clock.move(hours=9)
    await chat.waits()
    assert asked(others) == ["/api/daily_papers", BATCH] * 2
    assert said(await chat.says(f"/paper {PIGEONS.id}"), "reason-upvotes", count=50)


async def test_recommendations_follow_a_spaces_notes_and_are_shown_there_alone(
    chat: Chat, others: CommunityStandIn
) -> None:
    other = chat.other()
    for each in (chat, other):
        await each.says("/subscribe cs.CL at 13")
    await chat.says(f"/note {NOTED.id} private words")
    await an_hour_later(chat)
    recommending = [each for each in others.asked if each.path.startswith(RECOMMEND)]
    assert [each.body for each in recommending] == [{"positivePaperIds": [own_id(NOTED.id)], "negativePaperIds": []}]
    assert "private words" not in str(others.asked)
    recommended = words("reason-recommended")
    assert recommended in await chat.says(f"/paper {PIGEONS.id}")
    assert recommended not in await other.says(f"/paper {PIGEONS.id}")
    assert words("reason-citations", count=17) in await other.says(f"/paper {NOTED.id}")


async def test_the_first_note_of_a_space_brings_recommendations_with_the_next_digest(
    chat: Chat, others: CommunityStandIn
) -> None:
    await chat.says("/subscribe cs.CL at 13")
    await chat.says("/subscribe cs.CV at 14")
    await an_hour_later(chat)
    await chat.says(f"/note {NOTED.id} good")
    await an_hour_later(chat)
    assert said(await chat.says(f"/paper {PIGEONS.id}"), "reason-recommended")


@on_sqlite
@pytest.mark.parametrize("fault", [429, 500, "html", "truncated", "reset", "huge", "list", "hang"])
async def test_a_digest_comes_even_if_no_source_answers(
    chat: Chat,
    others: CommunityStandIn,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    fault: int | str,
) -> None:
    monkeypatch.setattr(collecting, "PATIENCE", 0.2)
    others.fault = fault
    await chat.says("/subscribe cs.CL at 13")
    await chat.says(f"/note {NOTED.id} good")
    with caplog.at_level(logging.WARNING):
        assert sorted(subjects(await an_hour_later(chat))) == ["glaciers", "pigeons"]
    told = [record.message for record in caplog.records if record.name == collecting.__name__]
    assert [message.partition(":")[0] for message in told] == [
        "digests go on without hugging-face",
        "digests go on without semantic-scholar",
        "digests go on without semantic-scholar",
    ]
    assert all(message.endswith("]") for message in told)
    assert "Hugging Face" not in chat.transcript()


async def test_a_source_that_failed_is_left_alone_and_asked_again_later(chat: Chat, others: CommunityStandIn) -> None:
    others.fault = "html"
    for hour in ("13", "14"):
        await chat.says(f"/subscribe cs.CL at {hour}")
    await an_hour_later(chat)
    first = len(others.asked)
    await chat.says("/digest 2025-06-11 cs.CV")
    assert len(others.asked) == first
    others.fault = None
    await an_hour_later(chat)
    assert said(await chat.says(f"/paper {PIGEONS.id}"), "reason-upvotes", count=42)


async def test_no_source_is_asked_about_days_without_an_announcement(chat: Chat, others: CommunityStandIn) -> None:
    await chat.says("/digest 2025-06-07 cs.CL")
    await chat.says("/digest 2025-06-11 math.GT")
    assert others.asked == []


class TestWithoutTheSetting:
    @pytest.fixture
    async def community(self, others: CommunityStandIn) -> AsyncIterator[CommunitySettings]:
        async with others.serving() as url:
            yield CommunitySettings((), url, url, interval=0.0)

    async def test_without_a_source_no_service_is_asked(self, chat: Chat, others: CommunityStandIn) -> None:
        await chat.says("/subscribe cs.CL at 13")
        await chat.says(f"/note {NOTED.id} good")
        assert sorted(subjects(await an_hour_later(chat))) == ["glaciers", "pigeons"]
        tomorrow(chat)
        await chat.waits()
        assert others.asked == []


class TestWithHuggingFaceAlone:
    @pytest.fixture
    async def community(self, others: CommunityStandIn) -> AsyncIterator[CommunitySettings]:
        async with others.serving() as url:
            yield CommunitySettings(("hugging-face",), url, url, interval=0.0)

    async def test_no_paper_is_named_to_anybody(self, chat: Chat, others: CommunityStandIn) -> None:
        await chat.says("/subscribe cs.CL at 13")
        await chat.says(f"/note {NOTED.id} good")
        await an_hour_later(chat)
        assert others.paths() == ["/api/daily_papers?date=2025-06-11&limit=100"]
        assert others.asked[0].body is None


async def test_a_question_does_not_wait_for_digests_that_wait_for_sources(
    chat: Chat, others: CommunityStandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collecting, "PATIENCE", 60.0)
    for number in range(AT_ONCE + 1):
        await chat.other(f"person {number}").says("/subscribe cs.CL at 13")
    others.fault = "hang"
    chat.clock.move(hours=1)
    running = asyncio.create_task(chat.app.run())
    async with asyncio.timeout(30):
        while not others.paths():  # noqa: ASYNC110  # the stand-in has no event to wait for
            await asyncio.sleep(0.01)
        user = UserRef("console", "local", "me")
        asks = TextMessage(f"/paper {NOTED.id}")
        await chat.app.dispatcher.handle(
            Event("asks", user, "me", chat.address, ConversationKind.PRIVATE, chat.clock(), asks)
        )
        while f"Noted <https://arxiv.org/abs/{NOTED.id}>" not in chat.transcript():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    assert "picked for you" not in chat.transcript()
    running.cancel()
    await asyncio.wait([running])
