"""Digests, by hand and scheduled. It is Wednesday, 11 June 2025, 12:00 UTC, and arXiv is a stand-in."""

import asyncio
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from tests.servers.arxiv.data import Library, StandInPaper, load
from tests.servers.arxiv.server import Fault
from tests.support.conversation import Chat
from tests.support.wording import said, times, words

WEDNESDAY, TUESDAY, MONDAY = date(2025, 6, 11), date(2025, 6, 10), date(2025, 6, 9)
SUBJECTS = ("pigeons", "glaciers", "sourdough", "violins", "volcanoes", "spiders", "harbours", "comets")


def papers(on: date, *subjects: str, category: str = "cs.CL") -> list[StandInPaper]:
    return [
        StandInPaper(
            id=f"{on:%y%m}.{on.day:02}{SUBJECTS.index(subject):03}",
            title=f"All about {subject}",
            abstract=f"Little is known of {subject}. We propose a new way of looking at {subject}. It works well.",
            authors=("Ada Example", f"Bo {subject.title()}"),
            categories=(category,),
            date=on,
        )
        for subject in subjects
    ]


ON_WEDNESDAY = [
    *papers(WEDNESDAY, "pigeons", "glaciers", "sourdough", "violins", "volcanoes", "spiders"),
    StandInPaper(id="2506.11900", title="Seen by machines", categories=("cs.CV", "cs.CL"), date=WEDNESDAY),
]
ON_TUESDAY = papers(TUESDAY, "harbours", "comets")


@pytest.fixture
def chat(chat: Chat) -> Chat:
    chat.arxiv.library = Library([*ON_WEDNESDAY, *ON_TUESDAY])
    chat.arxiv.today = WEDNESDAY
    return chat


def subjects(answer: str) -> list[str]:
    """The subjects of the papers in an answer, in order."""
    return re.findall(r"All about (\w+) <", answer)


def tomorrow(chat: Chat, **ahead: float) -> None:
    """Twenty-four hours later, with the mailing of that day out."""
    chat.clock.move(days=1, **ahead)
    chat.arxiv.today += timedelta(days=1)


# Digests by hand


async def test_a_digest_shows_papers_with_gist_and_reason(chat: Chat) -> None:
    await chat.says('/subscribe cs.CL "volcanoes" by:"Bo Spiders" top 3')
    answer = await chat.says("/digest 2025-06-11")
    assert said(answer, "digest-collecting", categories="cs.CL", on="June 11, 2025")
    assert words("digest-counts", categories="cs.CL", new=6, cross=1, shown=3) in answer
    spiders, volcanoes, other = (answer.index(each) for each in ("about spiders <", "about volcanoes <", "picked"))
    assert other < spiders < volcanoes
    assert "We propose a new way of looking at volcanoes." in answer
    assert "Little is known" not in answer
    assert words("reason-author", author="Bo Spiders") in answer
    assert words("reason-keyword-title", keyword="volcanoes") in answer
    assert answer.count(words("reason-different")) == 1


async def test_a_real_day_gives_five_papers_with_reasons(chat: Chat, shared_data: Path) -> None:
    chat.arxiv.library = Library(load(shared_data / "eval" / "papers.jsonl.gz"))
    await chat.says("/subscribe cs.CL")
    answer = await chat.says("/digest 2025-06-11")
    assert [int(rank) for rank in re.findall(r"^(\d)\. .+ <https://arxiv.org/abs/", answer, re.MULTILINE)] == [
        1,
        2,
        3,
        4,
        5,
    ]
    assert len(re.findall(r"^ *- ", answer, re.MULTILINE)) == 1  # that four are in cs.CL is no reason
    assert answer.count(words("reason-different")) == 1


async def test_the_second_digest_of_a_day_comes_from_the_ledger(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL top 3")
    first = await chat.says("/digest 2025-06-11")
    asked = len(chat.arxiv.seen)
    second = await chat.says("/digest --again 2025-06-11")
    assert "Collecting" not in second
    assert [f"All about {each} <" in first for each in SUBJECTS] == [
        f"All about {each} <" in second for each in SUBJECTS
    ]
    assert len(chat.arxiv.seen) == asked
    assert await chat.redelivers() == ""


async def test_categories_can_be_named_for_one_digest(chat: Chat) -> None:
    answer = await chat.says('/digest 2025-06-11 cs.CL "sourdough" top 1')
    assert "All about sourdough" in answer
    assert "All about pigeons" not in answer


async def test_the_newest_announcement_and_yesterdays_are_found_by_those_words(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL")
    assert "June 11, 2025" in await chat.presses("digest now")
    yesterday = await chat.says("/digest yesterday")
    assert "June 10, 2025" in yesterday
    assert "All about harbours" in yesterday


async def test_a_day_without_papers_says_so(chat: Chat) -> None:
    chat.arxiv.library = Library([*ON_WEDNESDAY, *papers(TUESDAY, "comets", category="math.GT")])
    assert said(await chat.says("/digest 2025-06-11 math.GT"), "digest-quiet", categories="math.GT", on="June 11, 2025")
    assert said(await chat.says("/digest 2025-06-07 cs.CL"), "digest-quiet", categories="cs.CL", on="June 7, 2025")


async def test_a_category_that_cannot_be_read_is_named_next_to_the_papers_of_the_others(chat: Chat) -> None:
    await chat.says("/digest 2025-06-11 cs.CL top 1")
    chat.arxiv.fail(Fault.CAPTCHA)
    answer = await chat.says("/digest 2025-06-11 cs.CL stat.ML top 1")
    assert "All about" in answer
    assert said(answer, "digest-failed", categories="stat.ML")
    chat.arxiv.recover()
    assert "couldn't" not in await chat.says("/digest 2025-06-11 cs.CL stat.ML top 1")


async def test_an_announcement_that_is_not_out_yet_is_waited_for_not_missing(chat: Chat) -> None:
    """In Seoul it is already Thursday, but Thursday's mailing goes out at 20:00 in New York."""
    await chat.says("/settings timezone Asia/Seoul")
    chat.clock.move(hours=5)
    assert said(await chat.says("/digest today cs.CL"), "digest-waiting")


async def test_buttons_put_a_paper_on_the_list_and_keep_a_note_on_it(chat: Chat) -> None:
    await chat.says('/digest 2025-06-11 cs.CL "pigeons" top 1')
    await chat.presses("to-do")
    assert "All about pigeons" in await chat.says("/todo")
    await chat.presses("note")
    assert "All about pigeons" in await chat.says("Worth a second look")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/digest", words("digest-no-subscription")),
        ("/digest 2030-01-01", words("digest-future", on="January 1, 2030", newest="2025-06-11")),
        ("/digest 1990-01-01", words("digest-too-early", first="August 14, 1991")),
        ("/digest 2025-06-31 cs.CL", words("date-impossible", text="2025-06-31")),
    ],
)
async def test_an_impossible_digest_is_answered_with_what_to_type_instead(
    chat: Chat, typed: str, expected: str
) -> None:
    assert expected in await chat.says(typed)


async def test_a_dry_run_does_not_count_as_shown(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL at 13 top 4")
    tried = subjects(await chat.says("/digest --dry-run"))
    chat.clock.move(hours=1)
    assert subjects(await chat.waits()) == tried


# Learning


async def test_less_like_this_moves_similar_papers_down(chat: Chat) -> None:
    await chat.says("/digest 2025-06-11 cs.CL top 7")
    assert said(await chat.presses("👎"), "digest-learned-less")
    later = await chat.says("/digest --again 2025-06-11 cs.CL top 7")
    assert later.index("All about spiders <") > later.index("All about volcanoes <")


async def test_more_like_this_moves_similar_papers_up(chat: Chat) -> None:
    thursday = date(2025, 6, 12)
    chat.arxiv.library = Library([*ON_WEDNESDAY, *papers(thursday, "glaciers", "volcanoes", "comets")])
    await chat.says("/digest 2025-06-11 cs.CL top 7")
    assert said(await chat.presses("👎", nth=1), "digest-learned-less")
    assert said(await chat.presses("👍", nth=1), "digest-learned-more")
    tomorrow(chat)
    answer = await chat.says("/digest 2025-06-12 cs.CL")
    assert answer.index("All about volcanoes <") < answer.index("All about glaciers <")
    assert said(answer, "reason-liked", title="All about volcanoes")


async def test_likes_of_one_space_change_nothing_in_another(chat: Chat) -> None:
    await chat.says("/digest 2025-06-11 cs.CL top 7")
    before = subjects(await chat.other().says("/digest 2025-06-11 cs.CL top 7"))
    await chat.presses("👎")
    assert subjects(await chat.other().says("/digest --again 2025-06-11 cs.CL top 7")) == before
    assert subjects(await chat.says("/digest --again 2025-06-11 cs.CL top 7")) != before


async def test_a_note_teaches_and_is_named_in_the_reason(chat: Chat) -> None:
    await chat.says("/note On strings\nviolins, a new way of looking")
    answer = await chat.says("/digest 2025-06-11 cs.CL top 2")
    assert said(answer, "reason-note-untitled", number=1)
    assert re.search(r"^1\. All about violins <", answer, re.MULTILINE)


# Scheduled digests


async def test_the_digest_comes_when_it_is_due_and_once(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL at 13 top 2")
    assert await chat.waits() == ""
    chat.clock.move(hours=1)
    answer = await chat.waits()
    assert said(answer, "digest-heading", on="June 11, 2025")
    assert answer.count("All about") == 2
    assert await chat.waits() == ""


async def test_two_schedulers_at_once_queue_it_once(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL at 13")
    assert await chat.app.scheduler.next_run_at() == datetime(2025, 6, 11, 13, tzinfo=UTC)
    chat.clock.move(hours=1)
    await asyncio.gather(chat.app.scheduler.run_once(), chat.app.scheduler.run_once())
    assert times(await chat.waits(), "digest-heading") == 1
    assert await chat.app.scheduler.next_run_at() == datetime(2025, 6, 12, 13, tzinfo=UTC)


async def test_no_paper_comes_twice_unless_it_is_asked_for(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL at 13 top 4")
    by_hand = subjects(await chat.says("/digest"))
    chat.clock.move(hours=1)
    scheduled = subjects(await chat.waits())
    assert sorted(by_hand + scheduled) == sorted(SUBJECTS[:6])
    assert said(await chat.says("/digest"), "digest-all-shown", again="2025-06-11 cs.CL")
    assert subjects(await chat.says("/digest --again")) == by_hand


async def test_a_morning_without_a_new_announcement_says_so(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL at 13")
    chat.clock.move(hours=1)
    await chat.waits()
    chat.arxiv.library = Library(papers(date(2025, 6, 13), "comets"))
    chat.arxiv.today = date(2025, 6, 13)
    chat.clock.move(days=2)
    assert "All about comets" in await chat.waits()
    chat.clock.move(days=1)
    assert said(await chat.waits(), "digest-nothing-since", categories="cs.CL", on="June 13, 2025")


async def test_after_a_silence_one_digest_has_everything_announced_meanwhile(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL at 13")
    chat.arxiv.library = Library([*ON_WEDNESDAY, *papers(date(2025, 6, 13), "comets")])
    chat.arxiv.today = date(2025, 6, 13)
    chat.clock.move(days=2, hours=1)
    answer = await chat.waits()
    assert times(answer, "digest-heading") == 0
    assert times(answer, "digest-heading-days") == 1
    assert said(answer, "digest-heading-days", first="June 11, 2025", last="June 13, 2025")
    assert said(answer, "digest-counts", categories="cs.CL", new=7, cross=1, shown=5)
    assert await chat.waits() == ""


async def test_a_scheduled_digest_tries_again_while_arxiv_is_away(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL at 13 top 1")
    chat.arxiv.fail(Fault.CAPTCHA)
    chat.clock.move(hours=1)
    assert await chat.waits() == ""
    chat.arxiv.recover()
    chat.clock.move(minutes=20)
    assert "All about" in await chat.waits()


async def test_a_scheduled_digest_that_failed_for_good_says_so(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL at 13")
    chat.arxiv.fail(Fault.CAPTCHA)
    chat.clock.move(hours=1)
    answers = ""
    for _ in range(25):
        answers += await chat.waits()
        chat.clock.move(minutes=20)
    assert answers.count(words("digest-late", which="cs.CL (June 11, 2025)")) == 1


async def test_a_paused_digest_waits_and_does_not_catch_up(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL at 13")
    await chat.says("/subscriptions")
    assert said(await chat.presses("pause 1"), "subscribe-is-paused", weekly=0)
    chat.clock.move(hours=2)
    assert await chat.waits() == ""
    assert "June 12, 2025 at 13:00" in await chat.presses("resume 1")
    assert await chat.waits() == ""
    tomorrow(chat)
    chat.arxiv.library = Library([*ON_WEDNESDAY, *papers(date(2025, 6, 12), "comets")])
    answer = await chat.waits()
    assert said(answer, "digest-heading", on="June 12, 2025")
    assert subjects(answer) == ["comets"]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("zh", words("digest-heading", "zh", on="2025年6月11日")),
        ("ko", words("digest-heading", "ko", on="2025년 6월 11일")),
    ],
)
async def test_digests_speak_the_language_of_the_conversation(chat: Chat, language: str, expected: str) -> None:
    await chat.says(f"/settings language {language}")
    assert expected in await chat.says('/digest 2025-06-11 cs.CL "pigeons"')
