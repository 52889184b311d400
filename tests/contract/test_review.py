"""Reviews of a week, by hand and subscribed. It is Wednesday, 11 June 2025, 12:00 UTC."""

import asyncio
import re
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.core.events import Event, TextMessage
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.model.notes import NewNote
from tests.contract.test_digest import MONDAY, TUESDAY, WEDNESDAY, papers
from tests.contract.test_reading_log import LOG, imports
from tests.servers.arxiv.data import Library
from tests.servers.arxiv.server import Fault
from tests.support.conversation import Chat
from tests.support.databases import on_sqlite
from tests.support.wording import said, times, words

LAST_WEEK = [date(2025, 6, day) for day in (2, 3, 4, 5, 6)]


@pytest.fixture
def chat(chat: Chat) -> Chat:
    chat.arxiv.library = Library(
        [
            *(paper for on in LAST_WEEK for paper in papers(on, "harbours", "comets")),
            *papers(MONDAY, "pigeons"),
            *papers(TUESDAY, "glaciers", "violins"),
            *papers(WEDNESDAY, "volcanoes", "spiders", "sourdough"),
        ]
    )
    chat.arxiv.today = WEDNESDAY
    return chat


def later(chat: Chat, **ahead: float) -> None:
    """Move the clock to a time, with all mailings until then out."""
    chat.clock.move(**ahead)
    chat.arxiv.today = chat.app.services.latest(chat.clock())


def suggested(answer: str) -> list[str]:
    """The numbers of the suggested to-dos, in order."""
    return re.findall(r"^\s*(\d+)\.? ", answer.partition(words("review-worth"))[2], re.MULTILINE)


# By hand


async def test_a_review_says_what_was_noted_done_and_added_and_what_is_pending(chat: Chat) -> None:
    await chat.says("/note 《On reading》 Read the end first #method")
    await chat.says("/todo add Write the survey")
    await chat.says("/todo add Answer the referees due 2025-06-10")
    await chat.says("/todo add Buy a lamp")
    later(chat, hours=1)
    await chat.says("/todo done 3")
    answer = await chat.says("/review")
    assert said(answer, "review-heading", first="June 5, 2025", last="June 11, 2025")
    assert "Noted: 1" in answer
    assert "On reading · June 11, 2025 · #method" in answer
    assert said(answer, "review-done", count=1)
    assert said(answer, "review-added", count=2)
    assert said(answer, "review-pending", count=2)
    assert said(answer, "review-overdue", overdue=1)
    assert await chat.redelivers() == ""


async def test_announced_papers_are_counted_by_category_and_so_are_the_picks(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL top 2")
    await chat.says("/digest 2025-06-11")
    answer = (await chat.says("/review")).rpartition(words("review-announced"))[2]
    assert (
        words("review-category", category="`cs.CL`", new=10, cross=0) in answer
    )  # from Thursday to Wednesday: 2 + 2 + 1 + 2 + 3
    assert said(answer, "review-shown", count=2)
    assert not said(answer, "review-late")
    asked = len(chat.arxiv.seen)
    assert said(await chat.says("/review"), "review-category", new=10)
    assert len(chat.arxiv.seen) == asked


async def test_announcements_that_arxiv_lacks_are_named_and_not_counted(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL")
    await chat.says("/digest 2025-06-11")
    chat.arxiv.fail(Fault.CAPTCHA)
    answer = await chat.says("/review")
    assert said(answer, "review-category", category="`cs.CL`", new=3)
    assert said(answer, "review-asking", categories="cs.CL")
    assert "cs.CL (June 5, 2025, June 6, 2025, June 9, 2025, June 10, 2025)" in answer


async def test_a_quiet_week_gets_one_friendly_line(chat: Chat) -> None:
    answer = await chat.says("/review")
    assert said(answer, "review-empty", first="June 5, 2025", last="June 11, 2025")
    assert words("review-worth") not in answer
    assert len(answer.strip().splitlines()) <= 2  # the console wraps it


async def test_a_week_in_which_nothing_was_done_is_not_scolded(chat: Chat) -> None:
    await chat.says("/todo add Write the survey")
    later(chat, days=14)
    answer = await chat.says("/review")
    assert said(answer, "review-nothing-done")
    assert not said(answer, "review-streak-days")
    assert not said(answer, "review-streak-weeks")
    assert suggested(answer) == ["1"]


@on_sqlite
@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("/review this week", "June 9", "June 15"),
        ("/review 2025-06-09", "June 9", "June 15"),
        ("/review last week", "June 2", "June 8"),
        ("/review 上周", "June 2", "June 8"),
        ("/review 지난 주", "June 2", "June 8"),
        ("/review 2025年6月8日", "June 2", "June 8"),
        ("/review 2024-02-29", "February 26, 2024", "March 3, 2024"),
    ],
)
async def test_a_week_is_named_by_one_of_its_days_or_in_words(chat: Chat, typed: str, first: str, last: str) -> None:
    assert re.search(f"{first}.* to {last}", await chat.says(typed))


async def test_a_week_contains_its_own_notes_and_no_others(chat: Chat) -> None:
    await chat.says("/note Earlier thought")
    later(chat, days=7)
    await chat.says("/note Later thought")
    last_week, this_week = await chat.says("/review last week"), await chat.says("/review this week")
    assert "Earlier thought" in last_week
    assert "Later thought" not in last_week
    assert "Later thought" in this_week
    assert "Earlier thought" not in this_week


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/review 2030-01-01", words("review-future", on="January 1, 2030")),
        ("/review 0001-01-01", words("review-too-early", first="August 14, 1991")),
        ("/review 2025-06-31", words("date-impossible", text="2025-06-31")),
        ("/review fortnight", words("date-expected", text="fortnight")),
    ],
)
async def test_an_impossible_review_is_answered_with_what_to_type_instead(
    chat: Chat, typed: str, expected: str
) -> None:
    assert expected in await chat.says(typed)


async def test_two_hundred_notes_are_counted_and_the_newest_fifteen_named(chat: Chat) -> None:
    await chat.says("/note Thought number 1")
    async with chat.app.database.begin() as work:
        space, author = await work.spaces.get(1), await work.users.get(1)
        for number in range(2, 201):
            await work.notes.add(space, author, NewNote(f"Thought number {number}"), chat.clock())
    answer = await chat.says("/review")
    assert "Noted: 200" in answer
    assert re.findall(r"Thought number (\d+) ", answer) == [str(number) for number in range(200, 185, -1)]
    assert "and 185 more: /notes 2025-06" in answer.replace("`", "")


async def test_a_week_belongs_to_the_days_of_the_conversations_time_zone(chat: Chat) -> None:
    """At 16:00 UTC on Sunday it is Monday in Seoul."""
    later(chat, days=4, hours=4)
    await chat.says("/settings timezone Asia/Seoul")
    await chat.says("/note Monday's thought")
    assert "Monday's thought" in await chat.says("/review 2025-06-16")
    assert "Monday's thought" not in await chat.says("/review 2025-06-15")


async def test_each_day_in_a_row_is_counted_and_one_that_is_not_over_breaks_nothing(chat: Chat) -> None:
    for number in (1, 2, 3):
        await chat.says(f"/note Thought {number}")
        later(chat, days=1)
    assert said(await chat.says("/review"), "review-streak-days", days=3)
    later(chat, days=2)
    assert not said(await chat.says("/review"), "review-streak-days")


async def test_a_habit_of_once_a_week_is_counted_in_weeks(chat: Chat) -> None:
    await chat.says("/todo add Read")
    later(chat, days=1)
    await chat.says("/todo done 1")
    later(chat, days=7)
    await chat.says("/note Again")
    assert said(await chat.says("/review"), "review-streak-weeks", weeks=2)


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "zh",
            (
                words("review-heading", "zh", first="2025年6月5日", last="2025年6月11日"),
                words("review-noted", "zh", count=1),
            ),
        ),
        (
            "ko",
            (
                words("review-heading", "ko", first="2025년 6월 5일", last="2025년 6월 11일"),
                words("review-noted", "ko", count=1),
            ),
        ),
    ],
)
async def test_a_review_speaks_the_language_of_the_conversation(
    chat: Chat, language: str, lines: tuple[str, str]
) -> None:
    await chat.says(f"/settings language {language}")
    await chat.says("/note Thought")
    answer = await chat.says("/review")
    assert all(line in answer for line in lines)


async def test_a_review_can_be_requested_in_plain_words(chat: Chat) -> None:
    assert said(await chat.says("周报"), "review-empty")
    assert said(await chat.says("주간정리 지난주"), "review-empty")


async def test_in_a_group_each_note_has_its_author(chat: Chat) -> None:
    said = 0

    async def says(person: str, text: str) -> str:
        nonlocal said
        said += 1
        start = chat.screen.tell()
        await chat.app.dispatcher.handle(
            Event(
                f"group-{said}",
                UserRef("console", "local", person),
                person.title(),
                Address("console", "local", "group"),
                ConversationKind.GROUP,
                chat.clock(),
                TextMessage(text),
            )
        )
        await chat.app.settled()
        return chat.screen.getvalue()[start:]

    await says("ada", "/note First thought")
    await says("bo", "/note Second thought")
    answer = await says("ada", "/review")
    assert "Second thought · June 11, 2025 · Bo" in answer
    assert "First thought · June 11, 2025 · Ada" in answer


async def test_imported_to_dos_do_not_count_as_done_this_week(chat: Chat) -> None:
    await imports(chat, LOG)
    answer = await chat.says("/review")
    assert "Finished" not in answer
    assert "Added" not in answer
    assert said(answer, "review-pending", count=2)
    await chat.says("/todo done 4")
    answer = await chat.says("/review")
    assert said(answer, "review-done", count=1)
    assert "第二章" in answer.partition(words("review-done", count=1))[2]
    assert "Noted: 2" in await chat.says("/review 2024-01-21")


# What is most worth reading


async def test_due_to_dos_come_first_then_marked_ones_then_the_oldest(chat: Chat) -> None:
    await chat.says("/todo add Any time")
    later(chat, hours=1)
    await chat.says("/todo add Important !!")
    await chat.says("/todo add Late due 2025-06-01")
    await chat.says("/todo add Soon due 2025-06-13")
    answer = await chat.says("/review")
    assert suggested(answer) == ["3", "4", "2"]
    assert said(answer, "review-since", since="June 11, 2025")


async def test_the_paper_closest_to_the_notes_comes_first_and_says_why(chat: Chat) -> None:
    await chat.says("/digest 2025-06-11 cs.CL")
    for on_list in ("2506.11004", "2506.11005", "2506.11002"):  # volcanoes, spiders, sourdough
        await chat.says(f"/todo add {on_list}")
    await chat.says("/todo add Without a paper")
    await chat.says("/note On webs\nspiders, a new way of looking at spiders")
    answer = await chat.says("/review")
    assert suggested(answer)[0] == "2"
    assert "All about spiders" in answer.partition(words("review-worth"))[2].partition("All about volcanoes")[0]
    assert said(answer, "reason-note-untitled", number=1)
    assert "4" not in suggested(answer)
    assert answer.count("close to your note") == 1


async def test_each_has_buttons_to_finish_it_and_to_note_its_paper(chat: Chat) -> None:
    await chat.says("/todo add 2506.11005")
    await chat.says("/review")
    await chat.presses("note 1")
    assert "All about spiders" in await chat.says("Worth a second look")
    await chat.says("/todo undo 1")
    await chat.says("/review")
    await chat.presses("done 1")
    assert said(await chat.says("/todo"), "todo-empty")


# Subscribed


async def test_a_weekly_review_comes_on_its_day_once_and_no_digest(chat: Chat) -> None:
    answer = await chat.says("/subscribe cs.CL weekly on fri at 17:00")
    assert "cs.CL at 17:00 UTC weekly on fri" in answer
    assert said(answer, "subscribe-first", on="June 13, 2025", time="17:00", zone="UTC", weekly=1)
    await chat.says("/note Wednesday's thought")
    later(chat, days=1)
    assert await chat.waits() == ""
    later(chat, days=1, hours=5)
    answer = await chat.waits()
    assert said(answer, "review-heading", first="June 6, 2025", last="June 13, 2025")
    assert "Wednesday's thought" in answer
    assert not said(answer, "digest-heading")
    assert await chat.waits() == ""
    later(chat, days=7)
    assert "Wednesday's thought" not in await chat.waits()


async def test_announced_papers_are_counted_even_without_a_digest_of_them(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL weekly on wed at 13:00")
    chat.clock.move(hours=1)
    assert said(await chat.waits(), "review-category", category="`cs.CL`", new=10)


async def test_a_note_is_in_exactly_one_weekly_review(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL weekly on wed at 13:00")
    await chat.says("/note Before the review")
    chat.clock.move(hours=1)
    first = await chat.waits()
    await chat.says("/note After the review")
    later(chat, days=7)
    second = await chat.waits()
    assert ("Before the review" in first, "After the review" in first) == (True, False)
    assert ("Before the review" in second, "After the review" in second) == (False, True)


async def test_a_review_missed_while_nothing_ran_comes_late_and_covers_its_own_week(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL weekly on thu")
    await chat.says("/note Of that week")
    later(chat, days=5)
    await chat.says("/note Of the next week")
    answer = await chat.waits()
    assert answer.count(words("review-heading", first="June 5, 2025", last="June 12, 2025")) == 1
    assert "Of that week" in answer
    assert "Of the next week" not in answer
    assert await chat.waits() == ""
    assert await chat.app.scheduler.next_run_at() == datetime(2025, 6, 19, 9, tzinfo=UTC)


async def test_two_schedulers_at_once_queue_it_once(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL weekly on wed at 13:00")
    chat.clock.move(hours=1)
    await asyncio.gather(chat.app.scheduler.run_once(), chat.app.scheduler.run_once())
    assert times(await chat.waits(), "review-heading") == 1


async def test_a_scheduled_review_comes_without_announcements_that_arxiv_lacks(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL weekly on wed at 13:00")
    await chat.says("/note Here anyway")
    chat.arxiv.fail(Fault.CAPTCHA)
    chat.clock.move(hours=1)
    answer = await chat.waits()
    assert "Here anyway" in answer
    assert said(answer, "review-late")


async def test_a_digest_and_a_review_are_two_subscriptions_shown_apart(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL")
    await chat.says("/subscribe cs.CL weekly")
    assert said(await chat.says("/subscribe cs.CL every week on monday at 9"), "subscribe-already", number=2)
    listed = await chat.says("/subscriptions")
    digests, _, reviews = listed.partition(words("subscriptions-weekly"))
    assert "1 `cs.CL at 09:00 UTC top 5`" in digests
    assert "2 `cs.CL at 09:00 UTC weekly on mon` · next on June 16, 2025" in reviews
    assert said(await chat.presses("review now"), "review-heading")
    assert said(await chat.presses("pause 2"), "subscribe-is-paused", number=2, weekly=1)
    later(chat, days=5)
    assert not said(await chat.waits(), "review-heading")
    assert said(await chat.presses("resume 2"), "subscribe-is-resumed", number=2, weekly=1)
    assert await chat.waits() == ""


async def test_undo_brings_an_ended_review_back_as_it_was(chat: Chat) -> None:
    await chat.says('/subscribe cs.CL "diffusion" 매주 금요일 at 18:30 Seoul')
    assert said(await chat.says("/unsubscribe"), "unsubscribe-done", number=1, weekly=1)
    assert 'cs.CL "diffusion" at 18:30 Asia/Seoul weekly on fri' in await chat.presses("undo")


async def test_a_requested_digest_leaves_out_categories_of_the_review_alone(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL")
    await chat.says("/subscribe math.GT weekly")
    assert "math.GT" not in await chat.says("/digest")


@on_sqlite
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("/subscribe cs.CL weekly on mon,thu", words("weekly-one-day")),
        ("/subscribe cs.CL weekly daily", words("weekly-one-day")),
        ("/subscribe cs.CL weekly top 5", words("weekly-one-form")),
        ("/subscribe cs.CL 每周五 as cards", words("weekly-one-form")),
        ("/subscribe weekly", words("subscribe-no-category")),
    ],
)
async def test_an_impossible_weekly_review_is_explained(chat: Chat, typed: str, expected: str) -> None:
    assert expected in await chat.says(typed)


@pytest.mark.parametrize(
    ("zone", "until", "comes"),
    [
        ("America/New_York", datetime(2025, 11, 2, 13, tzinfo=UTC), datetime(2025, 11, 3, 14, tzinfo=UTC)),
        ("Asia/Seoul", datetime(2025, 11, 2, 13, tzinfo=UTC), datetime(2025, 11, 3, 0, tzinfo=UTC)),
    ],
)
async def test_it_comes_by_the_clock_of_its_zone_in_summer_and_in_winter(
    chat: Chat, zone: str, until: datetime, comes: datetime
) -> None:
    await chat.says(f"/subscribe cs.CL weekly at 9 {zone}")
    later(chat, seconds=(until - chat.clock()).total_seconds())
    await chat.waits()
    assert await chat.app.scheduler.next_run_at() == comes
    later(chat, seconds=(comes - chat.clock()).total_seconds() - 1)
    assert await chat.waits() == ""
    chat.clock.move(seconds=1)
    assert "eek" in await chat.waits()
    assert await chat.app.scheduler.next_run_at() == comes + timedelta(days=7)
