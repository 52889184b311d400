"""A press never posts: it is answered by a toast, and the message that was pressed changes in place."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.support.people_slack import SlackSays
from tests.support.platforms import CHAT_TRANSPORTS, Meeting, meeting
from tests.support.wording import line, said, words


@pytest.fixture(name="group", params=CHAT_TRANSPORTS)
async def a_group(request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path) -> AsyncIterator[Meeting]:
    async with meeting(request.param, tmp_path, sqlite_template) as met:
        there = met.in_a_group()
        yield there
        assert not there.rejected()


@pytest.fixture(name="on_telegram", params=["telegram-polling"])
async def a_group_on_telegram(
    request: pytest.FixtureRequest, tmp_path: Path, sqlite_template: Path
) -> AsyncIterator[Meeting]:
    async with meeting(request.param, tmp_path, sqlite_template) as met:
        yield met.in_a_group()


async def another(group: Meeting, name: str) -> Meeting:
    return replace(group, person=await group.person.newcomer(name))


async def a_digest(group: Meeting, top: int = 3) -> None:
    await group.says(f"/digest 2025-06-11 cs.CL top {top} as compact")
    await group.sees(line("digest-heading"), f"{top}. ")
    await group.settles()


def posts(group: Meeting) -> int:
    """Messages that everybody in the group sees."""
    return len(group.person.public())


async def test_a_press_posts_nothing_and_the_button_turns(group: Meeting) -> None:
    await a_digest(group)
    before = posts(group)
    await group.opens_paper(1)
    await group.presses("to-do")
    await group.sees(words("button-on-list-by", name="Me"))
    await group.settles()
    assert posts(group) == before


async def test_twenty_five_presses_of_five_members_post_nothing_and_are_all_counted(group: Meeting) -> None:
    await a_digest(group)
    await group.opens_paper(1)
    before = posts(group)
    members = [await another(group, f"Member {number}") for number in range(5)]
    for _ in range(5):  # like, take back, like, take back, like
        await asyncio.gather(*(member.person.presses("👍") for member in members))
        await group.settles()
    await group.sees("👍 5")
    assert posts(group) == before


async def test_only_the_person_who_put_a_paper_on_the_list_takes_it_off_by_its_button(group: Meeting) -> None:
    await a_digest(group, top=1)
    await group.opens_paper(1)
    await group.presses("to-do")
    await group.sees(words("button-on-list-by", name="Me"))
    other = await another(group, "Somebody")
    await other.presses("on the list")
    await group.settles()
    assert "on the list" in group.transcript()
    await group.presses("on the list")
    await group.settles()
    await group.says("/todo")
    await group.sees(line("todo-empty"))


async def test_a_paper_opens_in_place_and_closes_again(group: Meeting) -> None:
    await a_digest(group)
    (*_, closed) = group.person.public()
    assert "Much has been said about" not in closed
    await open_or_close(group)
    await group.sees("Much has been said about")
    await open_or_close(group)
    await group.settles()
    assert group.person.public()[-1] == closed


async def open_or_close(group: Meeting) -> None:
    """Press what opens a paper of the digest on the screen, which closes it as well."""
    if isinstance(group.person, SlackSays):
        await group.presses("abstract")
    else:
        await group.person.presses_action("paper.open:1")


# Answers to one person


async def test_a_search_in_a_group_is_answered_to_the_person_who_asked(group: Meeting) -> None:
    await group.says("/note Strong in-context learner")
    await group.sees(line("note-saved"))
    before = posts(group)
    alone = await knows_paperboy(group)
    await group.says("/search learner")
    await alone.sees(line("search-found", count=1), "Strong in-context learner")
    await group.settles()
    assert posts(group) == before
    other = await another(group, "Somebody")
    assert not [text for text in other.person.screen() if said(text, "search-found", count=1)]


async def test_an_answer_is_shared_with_the_name_of_the_person_who_does(group: Meeting) -> None:
    await group.says("/note Strong in-context learner")
    await group.sees(line("note-saved"))
    alone = await knows_paperboy(group)
    await group.says("/search learner")
    await alone.presses(words("button-share"))
    await group.settles()
    post = group.person.public()[-1]
    assert said(post, "shared-by", name="Me")
    assert "Strong in-context learner" in post
    assert words("button-share") not in post


async def test_where_there_is_no_private_conversation_a_button_opens_it_for_the_person_who_asked(
    on_telegram: Meeting,
) -> None:
    group = on_telegram
    await group.says("/note Strong in-context learner")
    await group.sees(line("note-saved"))
    await group.says("/search learner")
    await group.sees(line("answer-in-private"))
    assert not [text for text in group.person.public() if "in-context" in text and said(text, "search-found", count=1)]
    way = group.person.opens(words("button-in-private"))
    bot, _, payload = way.partition("?start=")
    assert bot == f"https://t.me/{group.server.bot.username}"
    passer_by = (await another(group, "Somebody")).in_private()
    await passer_by.says(f"/start {payload}")
    await passer_by.sees(line("button-stale"))
    alone = group.in_private()
    await alone.says(f"/start {payload}")
    await alone.sees(line("search-found", count=1), "Strong in-context learner")


async def test_a_press_that_asks_for_more_than_a_toast_opens_the_private_conversation(on_telegram: Meeting) -> None:
    group = on_telegram
    await a_digest(group, top=1)
    await group.opens_paper(1)
    before = posts(group)
    await group.presses("Why?")
    await group.settles()
    assert posts(group) == before
    payload = group.person.answers[-1].url.partition("?start=")[2]
    alone = group.in_private()
    await alone.says(f"/start {payload}")
    await alone.sees(line("why-heading"))


async def test_what_a_person_does_with_their_answer_is_done_in_the_group(on_telegram: Meeting) -> None:
    group = on_telegram
    alone = await knows_paperboy(group)
    await a_digest(group, top=1)
    await group.opens_paper(1)
    await group.presses("Why?")
    await alone.sees(line("why-heading"))
    await group.sees(line("answered-in-private"))
    await alone.person.replies("A second thought", "Why ")
    await alone.sees(line("note-saved"))
    await group.says("/notes")
    await alone.sees(line("notes-heading", count=1), "Better speech")
    await alone.says("/notes")
    await alone.sees(line("notes-none"))


async def test_a_question_in_a_group_is_answered_by_a_reply(on_telegram: Meeting) -> None:
    """The client begins the reply by itself; with privacy mode Paperboy would not see any other message."""
    group = on_telegram
    await group.says("/note")
    await group.sees(line("note-ask-subject"))
    await group.says("/note 2312.13286")
    await group.sees(line("note-ask-body-about"))
    assert group.person.messages()[-1].force_reply
    await group.person.replies("Strong in-context learner", "Answer by replying")
    await group.sees(line("note-saved"))


async def test_a_note_begun_by_a_press_in_a_group_is_written_in_private_and_kept_in_the_group(
    on_telegram: Meeting,
) -> None:
    group = on_telegram
    alone = await knows_paperboy(group)
    await a_digest(group, top=1)
    await group.opens_paper(1)
    before = posts(group)
    await group.presses("note")
    await alone.sees(line("note-ask-body-about"))
    await alone.person.replies("A second thought", "Your next message")
    await alone.sees(line("note-saved"))
    assert posts(group) == before
    await group.says("/notes")
    await alone.sees(line("notes-heading", count=1), "Better speech")


async def test_the_next_message_becomes_the_note_as_promised(on_telegram: Meeting) -> None:
    """Also without a formal reply, and only that one message."""
    group = on_telegram
    alone = await knows_paperboy(group)
    await a_digest(group, top=1)
    await group.opens_paper(1)
    await group.presses("note")
    await alone.sees(line("note-ask-body-about"), line("note-ask-next"))
    await alone.says("A second thought")
    await alone.sees(line("note-saved"), times=1)
    await alone.says("/note My own thought")
    await alone.sees(line("note-saved"), times=2)
    await alone.says("/notes")
    await alone.sees(line("notes-heading", count=1), "My own thought")
    await group.says("/notes")
    await alone.sees(line("notes-heading", count=1), "Better speech")


async def test_a_question_that_waits_in_private_can_be_canceled_there(on_telegram: Meeting) -> None:
    group = on_telegram
    alone = await knows_paperboy(group)
    await a_digest(group, top=1)
    await group.opens_paper(1)
    await group.presses("note")
    await alone.sees(line("note-ask-body-about"))
    await alone.says("/cancel")
    await alone.sees(line("cancel-done"))
    await alone.says("Nothing that is meant for a note")
    await alone.sees(line("text-hint"))


async def test_a_question_in_a_group_is_finished_there(on_telegram: Meeting) -> None:
    group = on_telegram
    await group.says("/note")
    await group.sees(line("note-ask-subject"), line("ask-in-group"))
    before = posts(group)
    await group.presses(words("button-no-paper"))
    await group.sees(line("note-ask-body"), line("ask-in-group"))
    await group.settles()
    assert posts(group) == before
    await group.person.replies("A thought on nothing in particular", "What would you like to note?")
    await group.sees(line("note-saved"))


async def test_a_note_that_replies_to_a_digest_is_on_its_paper(on_telegram: Meeting) -> None:
    group = on_telegram
    await a_digest(group)
    await group.opens_paper(2)
    await group.person.replies("/note A thought on the open one", "2. ")
    await group.sees(line("note-saved"), "cs.CL")
    await group.presses("· 2 ·")  # closes it
    await group.settles()
    await group.person.replies("A thought on which?", "2. ")
    await group.sees(line("reply-which"))


async def test_an_export_of_a_group_is_for_the_person_who_asked(group: Meeting) -> None:
    await group.says("/note Strong in-context learner")
    await group.sees(line("note-saved"))
    await knows_paperboy(group)
    before = posts(group)
    await group.says("/export markdown")
    await group.settles()
    assert posts(group) == before


async def test_a_digest_that_one_member_asks_for_by_a_button_uses_up_no_paper_of_the_group(
    on_telegram: Meeting,
) -> None:
    group = on_telegram
    alone = await knows_paperboy(group)
    group.person.runs_the_group()
    await group.says("/subscribe cs.CL at 13:00 UTC top 2")
    await group.presses("digest now")
    await alone.sees(line("digest-heading"), "1. ", "2. ")
    await group.says("/digest 2025-06-11 cs.CL top 2")
    await group.sees(line("digest-heading"), "1. ", "2. ")


async def test_an_undo_takes_the_place_of_what_it_undid_and_says_who_pressed(group: Meeting) -> None:
    await group.says("/note Strong in-context learner")
    await group.sees(line("note-saved"))
    before = posts(group)
    await group.presses("undo")
    await group.sees(line("note-deleted"), "— Me")
    await group.presses("undo")
    await group.sees(line("note-restored"))
    await group.settles()
    assert posts(group) == before


async def knows_paperboy(group: Meeting) -> Meeting:
    """The place where the person reads private answers: in Slack the channel, on Telegram their chat with Paperboy."""
    alone = group.in_private()
    if alone is group:
        return group
    await alone.says("/start")
    await alone.sees(line("start-heading"))
    return alone
