"""Everything a person can do, on every platform and transport: each test is written once and runs on all."""

from datetime import date

import pytest

from bot.core.model.notes import NewNote
from tests.servers.arxiv.data import Library, StandInPaper
from tests.support.people_slack import SlackSays
from tests.support.platforms import Meeting, a_person
from tests.support.wording import line, said, words

__all__ = ["a_person"]

WITH_CODE = StandInPaper(
    id="2401.00001",
    title=r"Erd\H{o}s graphs in $O(n^2)$",
    abstract=r"They grow. Code: \url{https://github.com/ada/graphs}. Data: https://zenodo.org/records/1.",
    categories=("cs.CL",),
    date=date(2025, 6, 11),
)


async def test_a_note_is_saved_found_and_deleted(me: Meeting) -> None:
    await me.says("/note 2312.13286 Strong in-context learner #multimodal")
    await me.sees("Generative Models Learn in Context")
    await me.says("/search learner")
    await me.sees(line("search-found", count=1))
    await me.presses("undo")
    await me.sees("deleted")


async def test_a_list_is_kept_and_ticked_off(me: Meeting) -> None:
    await me.says("/todo add Write the survey")
    await me.sees("Write the survey")
    await me.says("/todo done 1")
    await me.settles()
    await me.says("/todo")
    await me.sees(line("todo-empty"))


async def test_words_in_three_scripts_come_back_as_typed(me: Meeting) -> None:
    text = "LLM推理 속도 & <b>speed</b> *x* _y_ `z` 𝔘👩‍👩‍👧"
    await me.says(f"/note {text}")
    await me.sees(line("note-saved"))
    await me.says("/note show 1")
    await me.sees(text)


async def test_the_same_message_twice_changes_nothing(me: Meeting) -> None:
    await me.says("/todo add Only once")
    await me.sees("Only once")
    await me.person.redelivers()
    await me.settles()
    await me.says("/todo")
    assert (await me.sees(line("todo-counts", open=1, overdue=0), "Only once")).count("Only once") == 1


async def test_a_mistyped_command_is_answered_with_one_that_works(me: Meeting) -> None:
    await me.says("/todo done x")
    await me.sees(line("for-example"))


async def test_plain_words_are_understood(me: Meeting) -> None:
    await me.says("todo add Read about diffusion")
    await me.sees("Read about diffusion")
    await me.says("할일")
    await me.sees("Read about diffusion", times=2)


async def test_a_long_note_comes_back_complete(me: Meeting) -> None:
    text = "\n\n".join(f"Paragraph {number}: " + "장문의 노트 长笔记 long note. " * 20 for number in range(40))
    await me.says(f"note {text}")
    await me.sees(line("note-saved"))
    await me.says("/note show 1")
    await me.sees("Paragraph 39")
    assert all(f"Paragraph {number}:" in me.transcript() for number in range(40))


@pytest.mark.parametrize("layout", ["compact", "cards", "thread"])
async def test_a_subscribed_digest_arrives(me: Meeting, layout: str) -> None:
    await me.says(f"/subscribe cs.CL at 13:00 UTC top 2 as {layout}")
    await me.sees("cs.CL")
    me.clock.move(hours=1, minutes=1)
    await me.app.scheduler.run_once()
    await me.sees(line("digest-heading"))
    await me.opens_paper(1)
    await me.presses("to-do")
    await me.is_told("todo-put-on-list", "✓ on the list")
    await me.settles()
    await me.says("/todo")
    await me.sees(line("todo-counts", open=1, overdue=0))


async def test_an_export_arrives_as_a_file(me: Meeting) -> None:
    await me.says("/note Something to take along")
    await me.sees(line("note-saved"))
    await me.says("/export")
    await me.sees(".md")


@pytest.mark.parametrize("about", ["search", "help"])
async def test_an_example_can_be_typed_as_shown(me: Meeting, about: str) -> None:
    """Slack has built-in commands of these names; there, all of ours follow ``/paperboy``."""
    ours = ["/paperboy", about] if me.platform == "slack" else [f"/{about}"]
    await me.says(f"/help {about}")
    shown = await me.sees(words("help-examples", count=2))
    examples = shown.partition(words("help-examples", count=2))[2].strip().replace("`", "").splitlines()
    assert [line.split()[: len(ours)] for line in examples if line.startswith("/")] == [ours] * len(examples)


@pytest.mark.parametrize(
    ("language", "answer", "help_"),
    [
        ("ko", words("settings-language-set", "ko"), words("help-intro", "ko")),
        ("中文", words("settings-language-set", "zh"), words("help-intro", "zh")),
        ("en", words("settings-language-set"), words("help-intro")),
    ],
)
async def test_paperboy_speaks_the_language_that_is_set(me: Meeting, language: str, answer: str, help_: str) -> None:
    await me.says(f"/settings language {language}")
    await me.sees(answer)
    await me.says("/help")
    await me.sees(help_, "/paperboy note" if me.platform == "slack" else "/note")


async def test_settings_are_shown_and_changed_by_a_button(me: Meeting) -> None:
    await me.says("/settings timezone Seoul")
    await me.sees("Asia/Seoul")
    await me.says("/settings")
    await me.sees(line("settings-heading"), "English", "Asia/Seoul")
    await me.fills("change", {"Language": "한국어"})
    await me.settles()
    await me.says("/settings")
    await me.sees(line("settings-heading", "ko"), line("settings-language", "ko"), "Asia/Seoul")


async def test_a_note_is_edited_by_its_button(me: Meeting) -> None:
    """Without forms, the button says what to type."""
    await me.says("/note Strong lerner")
    await me.sees(line("note-saved"))
    await me.says("/note show 1")
    await me.fills("edit", {"Note": "Strong learner" if me.platform == "slack" else "/note edit 1 Strong learner"})
    await me.sees(line("note-edited", number=1))
    await me.says("/note show 1")
    await me.sees("Strong learner")


async def test_a_paper_is_noted_by_its_button(me: Meeting) -> None:
    await me.says("/paper 2312.13286")
    await me.sees("Generative Models Learn in Context", "Ada Example")
    await me.fills("note", {"Note": "Strong learner #icl"})
    await me.sees(line("note-saved"), "Generative Models Learn in Context", "#icl")


async def test_a_title_reads_as_intended_and_code_and_data_are_one_press_away(me: Meeting) -> None:
    me.arxiv.library = Library([WITH_CODE])
    await me.says("/paper 2401.00001")
    before = await me.sees("Erdős graphs in O(n²)", "code", "data")
    assert me.person.opens("code") == "https://github.com/ada/graphs"
    assert me.person.opens("data") == "https://zenodo.org/records/1"
    if isinstance(me.person, SlackSays):  # which reports opened links
        await me.person.presses("PDF")
        await me.settles()
        assert me.person.screen()[-1] == before
    assert me.rejected() == []


@pytest.mark.parametrize("layout", ["compact", "cards"])
async def test_a_digest_leads_to_the_code_of_its_papers(me: Meeting, layout: str) -> None:
    me.arxiv.library = Library([WITH_CODE])
    await me.says(f"/subscribe cs.CL at 13:00 UTC top 1 as {layout}")
    await me.sees("cs.CL")
    me.clock.move(hours=1, minutes=1)
    await me.app.scheduler.run_once()
    await me.sees("Erdős graphs in O(n²)", "code")
    assert me.rejected() == []


async def test_a_to_do_is_added_by_a_button(me: Meeting) -> None:
    await me.says("/todo")
    await me.fills("add", {"What": "Write the survey"})
    await me.sees("Write the survey")


async def test_a_subscription_is_listed_paused_and_ended(me: Meeting) -> None:
    await me.says("/subscribe cs.CL at 13:00 UTC top 2")
    await me.sees(line("subscribe-done", number=1))
    await me.says("/subscriptions")
    await me.sees(line("subscriptions-heading"), "cs.CL")
    await me.presses("pause")
    await me.sees("paused")
    await me.says("/unsubscribe 1")
    await me.sees("is canceled")
    await me.waits(hours=2)
    await me.says("/subscriptions")
    await me.sees(line("subscriptions-none"))
    assert not said(me.transcript(), "digest-heading")


async def test_a_week_is_reviewed_and_what_to_read_next_is_a_button_away(me: Meeting) -> None:
    await me.says("/todo add Write the survey")
    await me.sees("Write the survey")
    await me.says("/subscribe cs.CL weekly")
    await me.sees("weekly on mon")
    await me.says("/review")
    await me.sees(line("review-heading"), "cross-listed", line("review-worth"), "Write the survey")
    await me.presses("done 1")
    await me.sees(line("todo-done", count=1))


async def test_a_week_of_two_hundred_notes_arrives_completely(me: Meeting) -> None:
    await me.says("/todo add\n" + "\n".join(f"Read about {'long things ' * 15}{number}" for number in range(60)))
    await me.sees("60 entries")
    async with me.app.database.begin() as work:
        space, author = await work.spaces.get(1), await work.users.get(1)
        for number in range(200):
            title = f"{number} {'Ein langer Titel 긴 제목 长标题 ' * 8}"
            await work.notes.add(space, author, NewNote("x", title), me.clock())
    await me.says("/review")
    for part in ("Noted: 200", "and 185 more", "Added to the reading list: 60", "Most worth reading now", "done 3"):
        await me.sees(part)
    await me.presses("done 3")
    await me.sees(line("todo-done", count=1))


async def test_a_subscribed_review_arrives(me: Meeting) -> None:
    await me.says("/subscribe cs.CL weekly on wed at 13:00 UTC")
    await me.sees("weekly on wed")
    await me.waits(hours=1, minutes=1)
    await me.sees(line("review-heading"), line("review-announced"))


async def test_a_digest_comes_on_request_and_learns_from_its_buttons(me: Meeting) -> None:
    await me.says("/digest cs.CL top 2")
    await me.sees(line("digest-heading"), "1. ", "2. ")
    await me.opens_paper(2)
    await me.presses("👍")
    await me.is_told("digest-learned-more", "👍 1")


async def test_everything_is_deleted_on_a_confirmed_request(me: Meeting) -> None:
    await me.says("/note Not for ever")
    await me.sees(line("note-saved"))
    await me.says("/forget me")
    await me.presses("delete everything")
    await me.sees(line("forget-done"))
    await me.says("/notes")
    await me.sees(line("notes-none"))


async def test_help_shows_commands_as_they_are_typed_on_the_platform(me: Meeting) -> None:
    await me.says("/help")
    overview = await me.sees(line("help-intro"))
    slack = me.platform == "slack"
    for command in me.app.registry.commands:
        assert (f"/paperboy {command}" if slack else f"/{command}") in overview


async def test_learned_interests_are_changed_in_place(me: Meeting) -> None:
    await me.says('/subscribe cs.CL "speech" at 13:00 UTC')
    await me.sees(line("subscribe-done"))
    await me.says("/profile")
    await me.sees(line("profile-heading"), "speech")
    pages = len(me.person.screen())
    await me.presses("speech")
    await me.presses("forget this")
    await me.sees(line("profile-is-forgotten"), line("profile-button-keep"))
    await me.presses("all I know")
    await me.sees(line("profile-forgotten", names="speech"))
    await me.presses("↩ speech")
    await me.sees(line("profile-usual"))
    if me.platform != "console":  # a terminal cannot change earlier output
        assert len(me.person.screen()) == pages


async def test_a_press_that_teaches_can_be_undone(me: Meeting) -> None:
    await me.says("/digest 2025-06-11 cs.CL top 1")
    await me.sees(line("digest-heading"))
    await me.opens_paper(1)
    await me.presses("👎")
    await me.is_told("digest-learned-less", "👎 1")
    await me.presses("👎")
    await me.is_told("digest-unlearned", "👎")
