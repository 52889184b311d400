"""Digests over days on which arXiv is late, silent or wrong. The first day is Wednesday, 11 June 2025, 12:00 UTC.

Digests are due at 13:00 UTC, nine in the morning in New York.
"""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.model.papers import AnnounceType
from tests.contract.test_digest import papers, subjects, tomorrow
from tests.servers.arxiv.data import Library, StandInPaper
from tests.support.conversation import Chat
from tests.support.wording import said, times, words

TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (date(2025, 6, day) for day in (10, 11, 12, 13))
ALL = [
    *papers(WEDNESDAY, "pigeons", "glaciers"),
    *papers(WEDNESDAY, "volcanoes", category="cs.AI"),
    *papers(THURSDAY, "sourdough", "violins"),
    *papers(THURSDAY, "spiders", category="cs.AI"),
    *papers(FRIDAY, "harbours", "comets"),
]


@pytest.fixture
def chat(chat: Chat) -> Chat:
    set_out(chat, ALL)
    return chat


def set_out(chat: Chat, given: Sequence[StandInPaper], today: date = WEDNESDAY) -> None:
    chat.arxiv.library = Library(given)
    chat.arxiv.today = today


async def digests(chat: Chat, days: int) -> list[str]:
    """The digests at 13:00 UTC of that many days, from an hour before the first."""
    answers = []
    for _ in range(days):
        chat.clock.move(hours=1)
        answers.append(await chat.waits())
        chat.clock.move(hours=-1)
        tomorrow(chat)
    return answers


# Late announcements


async def test_a_late_feed_is_named_in_one_line_and_its_papers_come_with_the_next_digest(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL cs.AI at 13")
    chat.arxiv.stale, chat.arxiv.indexed = {"cs.AI": TUESDAY}, TUESDAY
    set_out(chat, [*ALL, *papers(TUESDAY, "comets", category="cs.AI")])
    (first,) = await digests(chat, 1)
    assert sorted(subjects(first)) == ["glaciers", "pigeons"]
    assert words("digest-late", which="cs.AI (June 11, 2025)") in first
    chat.arxiv.stale, chat.arxiv.indexed = {}, None
    (second,) = await digests(chat, 1)
    assert sorted(subjects(second)) == ["sourdough", "spiders", "violins", "volcanoes"]
    assert said(second, "digest-heading-days", first="June 11, 2025", last="June 12, 2025")
    assert "Late" not in second


async def test_a_digest_at_the_hour_of_the_announcement_waits_for_the_feed(chat: Chat) -> None:
    """At 9:00 in Seoul it is 20:00 in New York. Feeds are built four hours later."""
    await chat.says("/subscribe cs.CL at 9 Seoul")
    chat.arxiv.indexed = TUESDAY
    chat.clock.move(hours=12, minutes=5)
    assert await chat.waits() == ""
    chat.clock.move(hours=4)
    set_out(chat, ALL, THURSDAY)
    assert sorted(subjects(await chat.waits())) == ["sourdough", "violins"]


async def test_two_announcements_in_one_after_an_outage_lose_and_double_nothing(chat: Chat) -> None:
    """Thursday's papers are in Friday's mailing; the API has them under the day they were due."""
    held = [
        StandInPaper(
            id=paper.id,
            title=paper.title,
            abstract=paper.abstract,
            authors=paper.authors,
            categories=paper.categories,
            date=FRIDAY,
            published=datetime(2025, 6, 11, 12, tzinfo=UTC),
        )
        for paper in papers(THURSDAY, "sourdough", "violins")
    ]
    set_out(chat, [*papers(WEDNESDAY, "pigeons"), *held, *papers(FRIDAY, "harbours")])
    chat.arxiv.indexed = WEDNESDAY
    await chat.says("/subscribe cs.CL at 13 top 1")
    wednesday, thursday = await digests(chat, 2)
    chat.arxiv.indexed = None
    friday, saturday, sunday, monday = await digests(chat, 4)
    assert subjects(wednesday) == ["pigeons"]
    assert said(thursday, "digest-quiet", categories="cs.CL", on="June 12, 2025")
    assert said(friday, "digest-counts", categories="cs.CL", new=3, shown=1)
    assert [subjects(each) for each in (saturday, sunday, monday)] == [[], [], []]


async def test_a_paper_that_was_held_back_comes_when_it_is_announced(chat: Chat) -> None:
    """It was submitted before Tuesday's deadline and announced on Friday, when only the API could be reached."""
    held = StandInPaper(
        id="2506.05000",
        title="All about patience",
        categories=("cs.CL",),
        date=FRIDAY,
        published=datetime(2025, 6, 10, 12, tzinfo=UTC),
    )
    set_out(chat, [*ALL, held])
    chat.arxiv.indexed = THURSDAY
    await chat.says("/subscribe cs.CL at 13")
    await digests(chat, 1)
    chat.arxiv.fail("500", on="feed")
    thursday = (await digests(chat, 1))[0]
    chat.arxiv.indexed = FRIDAY
    friday = (await digests(chat, 1))[0]
    assert sorted(subjects(thursday)) == ["sourdough", "violins"]
    assert sorted(subjects(friday)) == ["comets", "harbours", "patience"]


async def test_on_a_holiday_it_says_that_nothing_was_announced_and_raises_no_alarm(chat: Chat) -> None:
    set_out(chat, [paper for paper in ALL if paper.date != THURSDAY])
    await chat.says("/subscribe cs.CL at 13")
    _, holiday, friday = await digests(chat, 3)
    assert said(holiday, "digest-heading-none", on="June 12, 2025")
    assert words("digest-quiet", categories="cs.CL", on="June 12, 2025") in holiday
    assert "ate" not in holiday.replace("related", "")
    assert sorted(subjects(friday)) == ["comets", "harbours"]


async def test_a_holiday_is_not_waited_for_once_later_papers_are_out(chat: Chat) -> None:
    """The API may lack the papers of a mailing for days. Once it has papers of a later mailing, there were none."""
    set_out(chat, [paper for paper in ALL if paper.date == THURSDAY], today=THURSDAY)
    chat.clock.move(days=1)
    assert words("digest-counts", categories="cs.CL", new=2, cross=0, shown=2) in await chat.says("/digest cs.CL")
    holiday = await chat.says("/digest 2025-06-10 cs.CL")
    assert words("digest-quiet", categories="cs.CL", on="June 10, 2025") in holiday


async def test_the_weekend_is_quiet_and_monday_has_what_is_new(chat: Chat) -> None:
    monday = date(2025, 6, 16)
    set_out(chat, [*ALL, *papers(monday, "pigeons")])
    await chat.says("/subscribe cs.CL at 13")
    *_, saturday, sunday, next_week = await digests(chat, 6)
    for silent in (saturday, sunday):
        assert said(silent, "digest-nothing-since", categories="cs.CL", on="June 13, 2025")
        assert "Late" not in silent
    assert subjects(next_week) == ["pigeons"]


async def test_days_on_which_nothing_ran_are_caught_up_on(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL at 13 top 9")
    (first,) = await digests(chat, 1)
    chat.clock.move(days=3)
    chat.arxiv.today = date(2025, 6, 15)
    (later,) = await digests(chat, 1)
    assert sorted(subjects(first)) == ["glaciers", "pigeons"]
    assert sorted(subjects(later)) == ["comets", "harbours", "sourdough", "violins"]


async def test_hours_of_429_are_waited_for_with_one_request(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL at 13")
    chat.arxiv.fail("429", count=1, retry_after=3 * 3600)
    chat.clock.move(hours=1)
    for _ in range(11):
        assert await chat.waits() == ""
        chat.clock.move(minutes=16)
    assert len(chat.arxiv.seen) == 1
    chat.clock.move(minutes=16)
    assert sorted(subjects(await chat.waits())) == ["glaciers", "pigeons"]


async def test_a_page_that_asks_for_a_human_is_an_outage_and_not_an_empty_day(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL at 13")
    chat.arxiv.fail("captcha", count=3)
    chat.clock.move(hours=1)
    assert await chat.waits() == ""
    chat.clock.move(hours=1)
    assert await chat.waits() == ""
    chat.clock.move(hours=1)
    assert await chat.waits() == ""
    chat.clock.move(hours=1)
    assert sorted(subjects(await chat.waits())) == ["glaciers", "pigeons"]


# Never twice


async def test_a_paper_in_many_categories_and_on_many_days_comes_once(chat: Chat) -> None:
    everywhere = StandInPaper(id="2506.11001", title="All about maps", categories=("cs.CL", "cs.AI"), date=WEDNESDAY)
    set_out(chat, [everywhere, *papers(WEDNESDAY, "pigeons")])
    await chat.says("/subscribe cs.CL cs.AI at 13")
    (first,) = await digests(chat, 1)
    crossed = StandInPaper(
        id="2506.11001",
        title="All about maps",
        categories=("cs.CL", "cs.AI", "cs.LG"),
        date=THURSDAY,
        kind=AnnounceType.CROSS,
    )
    set_out(chat, [crossed, *papers(THURSDAY, "violins")], THURSDAY)
    await chat.says("/subscribe cs.LG at 13")
    (second,) = await digests(chat, 1)
    assert sorted(subjects(first)) == ["maps", "pigeons"]
    assert subjects(second) == ["violins"]
    assert "maps" in await chat.says("/digest --again 2025-06-12 cs.LG")


async def test_a_feed_that_shows_yesterdays_papers_as_todays_is_late(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL at 13 top 1")
    (first,) = await digests(chat, 1)
    chat.arxiv.today, chat.arxiv.label, chat.arxiv.indexed = WEDNESDAY, THURSDAY, WEDNESDAY
    chat.clock.move(hours=1)
    assert await chat.waits() == ""
    assert "`cs.CL` · late: arXiv still shows June 11, 2025" in await chat.says("/feeds")
    chat.arxiv.today, chat.arxiv.label, chat.arxiv.indexed = THURSDAY, None, None
    chat.clock.move(minutes=20)
    (old,), (new,) = subjects(first), subjects(await chat.waits())
    assert old in {"pigeons", "glaciers"}
    assert new in {"sourdough", "violins"}


async def test_a_new_version_of_a_noted_paper_is_named_once_with_what_changed(chat: Chat) -> None:
    first = StandInPaper(id="2505.01000", title="A draft", abstract="Short.", categories=("cs.CL",), comment="9 pages")
    later = StandInPaper(
        id="2505.01000",
        title="All about drafts",
        abstract="Not that short.",
        categories=("cs.CL", "cs.AI"),
        version=3,
        kind=AnnounceType.REPLACE,
        date=WEDNESDAY,
        comment="Accepted",
    )
    set_out(chat, [first, *ALL])
    await chat.says("/note 2505.01000 To be read again")
    await chat.says("/subscribe cs.CL at 13")
    await chat.says("/subscribe cs.AI at 13")
    set_out(chat, [later, *ALL])
    chat.clock.move(minutes=1)
    answers = "".join(await digests(chat, 2))
    assert times(answers, "digest-replaced", version=3, paper="All about drafts") == 1
    assert words("replaced-title", title="A draft") in answers
    assert said(answers, "replaced-abstract", after=15, before=6)
    assert words("replaced-comment", comment="Accepted") in answers
    assert "2505.01000" not in "".join(re.findall(r"^\d\. .*", answers, re.MULTILINE))


async def test_a_new_version_of_a_paper_nobody_noted_is_not_mentioned(chat: Chat) -> None:
    other = chat.other()
    replaced = StandInPaper(
        id="2505.01000", title="B", categories=("cs.CL",), version=2, kind=AnnounceType.REPLACE, date=WEDNESDAY
    )
    set_out(chat, [StandInPaper(id="2505.01000", title="A", categories=("cs.CL",)), *ALL])
    await other.says("/note 2505.01000 Mine")
    await chat.says("/subscribe cs.CL at 13")
    set_out(chat, [replaced, *ALL])
    assert "v2" not in "".join(await digests(chat, 1))


# Requests to arXiv


async def test_the_categories_of_all_subscriptions_are_asked_for_once(chat: Chat) -> None:
    for number, categories in enumerate(("cs.CL", "cs.AI", "cs.CL cs.AI", "cs.CL")):
        await chat.other(f"person {number}").says(f"/subscribe {categories} at 13")
    (answer,) = await digests(chat, 1)
    assert answer.count(words("digest-heading", on="June 11, 2025")) == 4
    assert [seen.path for seen in chat.arxiv.seen] == ["/atom/cs.CL+cs.AI"]


async def test_a_failure_is_not_repeated_for_every_subscription(chat: Chat) -> None:
    for number in range(6):
        await chat.other(f"person {number}").says("/subscribe cs.CL at 13")
    chat.arxiv.fail("captcha")
    await digests(chat, 1)
    assert len(chat.arxiv.seen) == 1


# /feeds


async def test_feeds_says_what_each_category_had_and_who_said_so(chat: Chat) -> None:
    replaced = StandInPaper(
        id="2505.01000", title="B", categories=("cs.CL",), version=2, kind=AnnounceType.REPLACE, date=WEDNESDAY
    )
    set_out(chat, [replaced, *ALL])
    assert said(await chat.says("/feeds"), "feeds-none")
    await chat.says("/subscribe cs.CL stat.ML at 13")
    answer = await chat.says("/feeds")
    assert "`cs.CL` · asking arXiv" in answer
    assert "`cs.CL` · " + words("feeds-fresh", new=2, cross=0, replaced=1, source="feed", time="12:00") in answer
    assert "`stat.ML` · nothing announced (feed, 12:00)" in answer
    asked = len(chat.arxiv.seen)
    assert "asking" not in await chat.says("/feeds")
    assert len(chat.arxiv.seen) == asked
    chat.arxiv.fail("captcha")
    assert "`cs.AI` · could not be read (asked at 12:00) `arXiv sent a web page" in await chat.says("/feeds cs.AI")


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", words("feeds-fresh", "zh", new=2, replaced=0, cross=0, source="订阅源", time="12:00")),
        ("ko", words("feeds-fresh", "ko", new=2, replaced=0, cross=0, source="피드", time="12:00")),
    ],
)
async def test_feeds_speaks_the_language_of_the_conversation(chat: Chat, language: str, expected: str) -> None:
    await chat.says(f"/settings language {language}")
    assert expected in await chat.says("/feeds cs.CL")


def test_the_week_is_the_one_it_says() -> None:
    assert [day.strftime("%a") for day in (TUESDAY, WEDNESDAY, THURSDAY, FRIDAY)] == ["Tue", "Wed", "Thu", "Fri"]
    assert timedelta(days=3) == FRIDAY - TUESDAY
