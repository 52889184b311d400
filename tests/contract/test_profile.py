"""The profile of a person, shown and changed. arXiv is a stand-in."""

import json
import re
from datetime import date, timedelta

import pytest

from tests.contract.test_digest import subjects
from tests.servers.arxiv.data import Library, StandInPaper
from tests.support.conversation import Chat
from tests.support.databases import on_sqlite
from tests.support.wording import said, words

WEDNESDAY, THURSDAY = date(2025, 6, 11), date(2025, 6, 12)


def paper(on: date, number: int, subject: str, *authors: str) -> StandInPaper:
    return StandInPaper(
        id=f"{on:%y%m}.{on.day:02}{number:03}",
        title=f"All about {subject}",
        abstract=f"Little is known of {subject}. We propose a new way of looking at {subject}. It works well.",
        authors=authors or ("Ada Example",),
        categories=("cs.CL",),
        date=on,
    )


PAPERS = [
    paper(WEDNESDAY, 1, "speech", "Jane Doe", "Bo Example"),
    paper(WEDNESDAY, 2, "diffusion", "Kim Example"),
    paper(THURSDAY, 3, "speech"),
    paper(THURSDAY, 4, "translation"),
]


@pytest.fixture
def chat(chat: Chat) -> Chat:
    chat.arxiv.library = Library(PAPERS)
    chat.arxiv.today = WEDNESDAY
    return chat


@pytest.fixture
async def reader(chat: Chat) -> Chat:
    """A person who follows a category, a keyword and an author, and liked the paper on speech."""
    await chat.says('/subscribe cs.CL "translation" by:"Kim Example" at 13:00 top 2')
    await chat.says('/digest 2025-06-11 cs.CL "speech" top 1')
    await chat.presses("👍")
    return chat


def strength(answer: str, name: str) -> int:
    """The number of dots after a name, out of five."""
    found = re.search(rf"^{re.escape(name)}\s+(●*)○*", answer, re.MULTILINE)
    assert found, f"no {name} in:\n{answer}"
    return len(found[1])


async def test_a_newcomer_is_told_how_to_begin(chat: Chat) -> None:
    answer = await chat.says("/profile")
    assert words("profile-heading") in answer
    assert said(answer, "profile-empty")


async def test_the_profile_shows_stated_and_learned_interests(reader: Chat) -> None:
    answer = await reader.says("/profile")
    assert re.search(r"translation +●+ as you asked", answer)
    assert re.search(r"Kim Example +●●●○○ as you asked", answer)
    assert strength(answer, "speech") == strength(answer, "Jane Doe") == 5
    assert "cs.CL" in answer
    assert words("profile-from", what="1 liked") in answer
    assert words("profile-examples") in answer
    assert "All about speech <https://arxiv.org/abs/2506.11001>" in answer
    assert not re.search(r"\d\.\d\d", answer.replace("2506.11001", ""))


async def test_the_profile_learns_from_everything_people_do(chat: Chat) -> None:
    await chat.says("/note On speech\\nA new way of looking")
    await chat.says("/digest 2025-06-11 cs.CL top 2")
    await chat.presses("to-do")
    await chat.presses("👎", nth=1)
    await chat.says("/paper 2506.12004")
    await chat.says("/similar 2506.12003")
    answer = await chat.says("/profile")
    assert "Learned from 1 note, 1 on the reading list, 2 opened, 1 disliked." in answer
    await chat.says("/todo done 1")
    assert "1 note, 1 read, 2 opened, 1 disliked." in await chat.says("/profile")


async def test_papers_that_a_digest_showed_and_nobody_touched_are_passed_over(chat: Chat) -> None:
    await chat.says("/subscribe cs.CL at 13:00 top 2")
    chat.clock.move(hours=1)
    await chat.waits()
    await chat.presses("👍")
    assert not said(await chat.says("/profile"), "profile-ignored")
    chat.clock.move(days=2)
    assert words("profile-from", what="1 liked, 1 passed over") in await chat.says("/profile")


async def test_a_subject_has_buttons_that_change_how_much_it_counts(reader: Chat) -> None:
    await reader.says("/profile")
    assert strength(await reader.presses("Kim Example"), "Kim Example") == 3
    more = await reader.presses("more")
    assert strength(more, "Kim Example") == 4
    assert said(more, "profile-counts-more")
    assert strength(await reader.presses("less"), "Kim Example") == 3
    less = await reader.presses("less")
    assert strength(less, "Kim Example") == 2
    assert said(less, "profile-counts-less")
    assert "Kim Example  ●●○○○ ↓" in await reader.presses("all I know")


async def test_less_of_something_never_ends_with_nothing(reader: Chat) -> None:
    await reader.says("/profile less Kim Example")
    least = await reader.presses("less")
    assert strength(least, "Kim Example") == 1
    assert "] less" not in least
    assert "] forget this" in least
    assert strength(await reader.says("/profile less Kim Example"), "Kim Example") == 1


async def test_forgotten_subjects_are_in_the_last_line_with_a_way_back(reader: Chat) -> None:
    await reader.says("/profile")
    await reader.presses("speech")
    assert "Forgotten" in await reader.presses("forget this")
    shown = await reader.presses("all I know")
    assert said(shown, "profile-forgotten", names="speech")
    assert "\nspeech" not in shown
    assert said(await reader.presses("↩ speech"), "profile-usual")
    assert "Forgotten" not in await reader.presses("all I know")


async def test_the_next_digest_is_ranked_without_forgotten_subjects(reader: Chat) -> None:
    await reader.says("/digest 2025-06-12 cs.CL top 2 --dry-run")
    reader.clock.move(days=1)
    reader.arxiv.today += timedelta(days=1)
    assert subjects(await reader.says("/digest 2025-06-12 cs.CL top 2 --dry-run"))[0] == "speech"
    await reader.says("/profile forget speech")
    await reader.says("/profile more translation")
    assert subjects(await reader.says("/digest 2025-06-12 cs.CL top 2 --dry-run"))[0] == "translation"


@on_sqlite
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("/profile forget SPEECH", "SPEECH ○○○○○"),
        ("/profile forget speech works", words("profile-unknown", text="speech works")),
        ("/profile forget new  way of", "new way of ○○○○○"),
        ("/profile forget ｓｐｅｅｃｈ", "ｓｐｅｅｃｈ ○○○○○"),
        ('/profile less by:"jane doe"', "Jane Doe"),
        ("/profile more jane doe", "Jane Doe"),
        ("/profile more cs.cl", "cs.CL"),
        ("/profile forget 2506.11001", "All about speech ○○○○○"),
        ("/profile forget https://arxiv.org/abs/2506.11001v2", "All about speech ○○○○○"),
        ("/profile 忘记 speech", "speech ○○○○○"),
        ("/profile 忘记speech", "speech ○○○○○"),
        ("/profile 잊어 speech", "speech ○○○○○"),
        ("/profile speech 잊어", "speech ○○○○○"),
        ("/profile speech", words("profile-usual")),
        ("취향", words("profile-heading")),
        ("/profile forget xyzzy", '/subscribe cs.CL "diffusion"'),
        ("/profile forget peec", words("profile-unknown", text="peec")),
        ("/profile forget note 7", words("profile-unknown", text="note 7")),
        ("/profile forget", words("profile-what")),
    ],
)
async def test_a_change_can_be_worded_in_many_ways(reader: Chat, typed: str, shown: str) -> None:
    assert shown in await reader.says(typed)


async def test_a_note_can_be_left_out_and_stays_a_note(reader: Chat) -> None:
    await reader.says("/note On strings\nviolins, a new way of looking")
    assert "note 1 ○○○○○" in await reader.says("/profile forget note 1")
    profile = await reader.says("/profile")
    assert said(profile, "profile-forgotten", names="note 1")
    assert "On strings" not in profile
    assert "violins" in await reader.says("/note show 1")


async def test_all_weights_are_removed_after_a_confirmation(reader: Chat) -> None:
    assert said(await reader.says("/profile reset"), "profile-reset-nothing")
    await reader.says("/profile forget speech")
    await reader.says("/profile more translation")
    assert said(await reader.says("/profile reset"), "profile-reset-ask", count=3)
    assert said(await reader.says("/profile"), "profile-forgotten", names="speech")
    await reader.presses("undo all changes")
    answer = await reader.says("/profile")
    assert "Forgotten" not in answer
    assert words("profile-liked", count=1) in answer


async def test_a_button_of_an_older_page_still_does_what_it_says(reader: Chat) -> None:
    await reader.says("/profile")
    await reader.says("/profile forget speech")
    await reader.says("/profile forget Jane Doe")
    assert "Kim Example ●●●○○" in await reader.presses("Kim Example")


async def test_surprises_can_be_turned_off_and_settings_say_so(chat: Chat) -> None:
    assert said(await chat.says("/settings"), "settings-surprises-on")
    assert said(await chat.says("/profile surprises"), "profile-surprises-on")
    assert said(await chat.says("/profile surprises off"), "profile-surprises-off")
    assert said(await chat.says("/profile 惊喜"), "profile-surprises-off")
    assert said(await chat.says("/settings"), "settings-surprises-off")
    assert said(await chat.says("/profile surprises perhaps"), "profile-surprises-unclear")
    assert said(await chat.says("/profile surprises on"), "profile-surprises-on")


async def test_a_digest_has_a_surprise_unless_that_is_turned_off(chat: Chat) -> None:
    subjects_ = ("pigeons", "glaciers", "sourdough", "violins", "volcanoes", "spiders")
    chat.arxiv.library = Library([paper(WEDNESDAY, number, each) for number, each in enumerate(subjects_)])
    first = await chat.says("/digest 2025-06-11 cs.CL top 4 --dry-run")
    assert first.count(words("reason-different")) == 1
    assert subjects(await chat.says("/digest 2025-06-11 cs.CL top 4 --dry-run")) == subjects(first)
    await chat.says("/profile surprises off")
    assert words("reason-different") not in await chat.says("/digest 2025-06-11 cs.CL top 4 --dry-run")


async def test_more_like_this_can_be_taken_back(reader: Chat) -> None:
    await reader.says('/digest --again 2025-06-11 cs.CL "speech" top 1')
    assert said(await reader.presses("👎"), "digest-learned-less")
    assert words("profile-disliked", count=1) in await reader.says("/profile")
    assert said(await reader.presses("👎"), "digest-unlearned")
    assert "disliked" not in await reader.says("/profile")


async def test_weights_are_exported_and_deleted_with_the_rest(reader: Chat) -> None:
    await reader.says("/profile forget speech")
    exported = await reader.says("/export")
    assert "- word:speech × 0" in exported
    kept = json.loads(exported.split(".json -----\n")[1].split("\n----- end")[0])
    assert kept["preferences"] == {"word:speech": 0.0}
    assert kept["opinions"][0]["signal"] == "liked"
    await reader.says("/forget me yes")
    assert '"preferences": {}' in await reader.says("/export json")


async def test_a_subject_forgotten_in_one_space_stays_in_another(reader: Chat) -> None:
    other = reader.other()
    await other.says('/subscribe cs.CL "speech"')
    await reader.says("/profile forget speech")
    assert "Forgotten" not in await other.says("/profile")
