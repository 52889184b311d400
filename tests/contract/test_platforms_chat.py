"""Groups, replies, reactions, edits and files on every chat platform and transport.

The comment on ``CHAT_TRANSPORTS`` explains why the terminal is not among them.
"""

from dataclasses import replace

import pytest

from bot.core.identity import ConversationKind
from bot.core.model.digests import Signal
from tests.support.platforms import Meeting, a_chatter
from tests.support.wording import line

__all__ = ["a_chatter"]

PAPER = "2312.13286"
TITLE = "Generative Models Learn in Context"


async def opinions(i: Meeting) -> dict[str, Signal]:
    async with i.app.database.begin() as work:
        space = await work.spaces.ensure(i.person.address, ConversationKind.PRIVATE, i.clock())
        return {each.paper_id: each.signal for each in await work.digests.signals(space)}


async def has_learned(i: Meeting, signal: Signal) -> None:
    for _ in range(100):
        if await opinions(i) == {PAPER: signal}:
            return
        await i.settles()
    raise AssertionError(f"{signal} was not learned: {await opinions(i)}")


async def test_a_group_has_its_own_notes_and_list(i: Meeting) -> None:
    ours = i.in_a_group()
    await i.says("/note Mine alone")
    await i.sees(line("note-saved"))
    await ours.says("/note 2312.13286 Ours to keep #shared")
    await ours.sees(line("note-saved"))
    await ours.says("/todo add Present it")
    await ours.sees("Present it")
    await ours.says("/notes")
    assert "Mine alone" not in await ours.in_private().sees(line("notes-heading", count=1))
    await i.says("/notes")
    assert TITLE not in await i.sees(line("notes-heading", count=1), "Mine alone")


async def test_in_a_group_a_mention_is_enough(i: Meeting) -> None:
    ours = i.in_a_group()
    await ours.person.mentions("todo add Read about diffusion")
    await ours.sees("Read about diffusion")
    await ours.person.mentions("할일")
    await ours.sees("Read about diffusion", times=2)


async def test_in_a_group_talk_between_people_is_ignored(i: Meeting) -> None:
    ours = i.in_a_group()
    await ours.says("note 2312.13286 is what I would read first")
    await ours.says("/todo")
    await ours.sees(line("todo-empty"))
    assert len(ours.person.screen()) == 1


async def test_an_answer_stays_in_the_thread_or_topic_of_the_question(i: Meeting) -> None:
    there = replace(i, person=await i.person.in_a_thread())
    await there.person.mentions("todo add Read about diffusion")
    await there.sees("Read about diffusion")
    await there.presses("undo")
    await there.sees("Removed")
    await there.person.mentions("paper 2312.13286")
    await there.sees(TITLE, "Ada Example")


async def test_a_group_that_invites_paperboy_learns_what_to_type(i: Meeting) -> None:
    there = replace(i, person=await i.person.invites())
    await there.sees(
        line("start-heading"), "/paperboy note 2312.13286" if i.platform == "slack" else "/note 2312.13286"
    )
    await there.settles()
    assert len(there.person.screen()) == 1


@pytest.mark.parametrize("group", [False, True], ids=["alone", "in a group"])
async def test_a_reply_to_a_paper_is_a_note_on_it(i: Meeting, group: bool) -> None:
    here = i.in_a_group() if group else i
    await here.says(f"/paper {PAPER}")
    await here.sees(TITLE, "Ada Example")
    await here.person.replies("The third figure says it all #figures", "Ada Example")
    await here.sees(line("note-saved"), TITLE, "#figures")


async def test_a_reply_to_a_digest_names_its_paper_by_number(i: Meeting) -> None:
    await i.says("/digest cs.CL top 3")
    digest = await i.sees(line("digest-heading"), "3. ")
    await i.person.replies("2 Nice trick", "Papers announced")
    second = next(line for line in digest.splitlines() if line.startswith("2. ")).removeprefix("2. ")
    await i.sees(line("note-saved"), second)


@pytest.mark.parametrize(("layout", "to", "number"), [("cards", "3. ", ""), ("thread", "Papers announced", "3 ")])
async def test_a_reply_to_a_paper_of_a_subscribed_digest_is_a_note_on_it(
    i: Meeting, layout: str, to: str, number: str
) -> None:
    """Slack has no replies to one message of a thread, so a thread's papers go by their numbers."""
    await i.says(f"/subscribe cs.CL at 13:00 UTC top 3 as {layout}")
    await i.sees(line("subscribe-done"))
    await i.waits(hours=1, minutes=1)
    third = (await i.sees("3. ")).splitlines()[0].removeprefix("3. ")
    await i.person.replies(f"{number}Worth it", to)
    await i.sees(line("note-saved"), third)
    await i.says("/note show 1")
    await i.sees(third, "Worth it")


async def test_a_reply_to_an_answer_about_a_note_is_about_the_note(i: Meeting) -> None:
    await i.says("/note 《On reading》 Read the end first")
    await i.sees(line("note-saved-about", title="On reading"))
    await i.person.replies("And then the beginning", "On reading")
    await i.sees("Note 2", "On reading")


@pytest.mark.parametrize("group", [False, True], ids=["alone", "in a group"])
async def test_a_reaction_teaches_and_another_replaces_it(i: Meeting, group: bool) -> None:
    here = i.in_a_group() if group else i
    await here.says(f"/paper {PAPER}")
    await here.sees(TITLE, "Ada Example")
    await here.settles()
    seen = len(here.person.screen())
    await here.person.likes("Ada Example")
    await has_learned(here, Signal.LIKED)
    await here.person.dislikes("Ada Example")
    await has_learned(here, Signal.DISLIKED)
    assert len(here.person.screen()) == seen


async def test_a_closer_look_at_a_paper_teaches(i: Meeting) -> None:
    """Slack also reports when a person opens the link of a button."""
    await i.says("/note 2312.13286 Strong learner")
    await i.sees(TITLE)
    await i.says("/note show 1")
    await i.sees("Ada Example")
    assert await opinions(i) == {}
    await i.presses("PDF" if i.platform == "slack" else "abstract")
    await has_learned(i, Signal.OPENED)


@pytest.mark.parametrize("group", [False, True], ids=["alone", "in a group"])
async def test_editing_the_message_edits_the_note(i: Meeting, group: bool) -> None:
    here = i.in_a_group() if group else i
    noted = "note 2312.13286 Strong {} #{}"
    await (here.person.mentions if group else here.person.says)(noted.format("lerner", "typo"))
    await here.sees(line("note-saved"), TITLE, "#typo")
    addressed = here.person.written.text.partition("note ")[0]
    await here.person.edits(addressed + noted.format("learner", "fixed"))
    await here.sees("#fixed")
    await here.says("/note show 1")
    await here.sees("Strong learner")


async def test_a_file_is_saved_with_the_note_in_its_caption(i: Meeting) -> None:
    content = b"%PDF-1.7 \x00\xff"
    await i.person.sends("draft 2.pdf", content, "/note 2312.13286 The draft with the third figure")
    await i.sees(line("note-files", names="draft 2.pdf", count=1))
    await i.says("/note show 1")
    await i.sees("third figure")
    await i.settles()
    async with i.app.database.begin() as work:
        space = await work.spaces.ensure(i.person.address, ConversationKind.PRIVATE, i.clock())
        note = await work.notes.get(space, 1)
        assert note is not None
        (kept,) = await work.notes.attachments(note)
        assert await work.notes.copy(kept) == content
    assert "draft 2.pdf" in i.transcript().partition("third figure")[2]


async def test_one_person_cannot_delete_a_groups_data(i: Meeting) -> None:
    ours = i.in_a_group()
    await ours.says("/note Ours to keep")
    await ours.sees(line("note-saved"))
    await ours.says("/forget me yes")
    await ours.sees(line("forget-group"))
