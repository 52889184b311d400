"""What a person can do on every platform, over every transport: written once, run over all of them."""

import pytest

from tests.platforms import Meeting, a_person

__all__ = ["a_person"]


async def test_a_note_is_kept_found_and_taken_back(me: Meeting) -> None:
    await me.says("/note 2312.13286 Strong in-context learner #multimodal")
    await me.sees("Generative Models Learn in Context")
    await me.says("/search learner")
    await me.sees("One found")
    await me.presses("undo")
    await me.sees("deleted")


async def test_a_list_is_kept_and_ticked_off(me: Meeting) -> None:
    await me.says("/todo add Write the survey")
    await me.sees("Write the survey")
    await me.says("/todo done 1")
    await me.settles()
    await me.says("/todo")
    await me.sees("Nothing to do")


async def test_words_mixed_of_three_scripts_come_back_as_typed(me: Meeting) -> None:
    text = "LLM推理 속도 & <b>speed</b> *x* _y_ `z` 𝔘👩‍👩‍👧"
    await me.says(f"/note {text}")
    await me.sees("is saved")
    await me.says("/note show 1")
    await me.sees(text)


async def test_the_same_message_twice_changes_nothing(me: Meeting) -> None:
    await me.says("/todo add Only once")
    await me.sees("Only once")
    await me.person.redelivers()
    await me.settles()
    await me.says("/todo")
    assert (await me.sees("open", "Only once")).count("Only once") == 1


async def test_a_wrong_call_is_answered_with_one_that_works(me: Meeting) -> None:
    await me.says("/todo done x")
    await me.sees("For example")


async def test_plain_words_are_understood(me: Meeting) -> None:
    await me.says("todo add Read about diffusion")
    await me.sees("Read about diffusion")
    await me.says("할일")
    await me.sees("Read about diffusion", times=2)


async def test_a_long_note_comes_back_whole(me: Meeting) -> None:
    text = "\n\n".join(f"Paragraph {number}: " + "장문의 노트 长笔记 long note. " * 20 for number in range(40))
    await me.says(f"note {text}")
    await me.sees("is saved")
    await me.says("/note show 1")
    await me.sees("Paragraph 39")
    assert all(f"Paragraph {number}:" in me.transcript() for number in range(40))


@pytest.mark.parametrize("layout", ["compact", "cards", "thread"])
async def test_a_subscribed_digest_arrives(me: Meeting, layout: str) -> None:
    await me.says(f"/subscribe cs.CL at 13:00 UTC top 2 as {layout}")
    await me.sees("cs.CL")
    me.clock.move(hours=1, minutes=1)
    await me.app.scheduler.turn()
    await me.sees("Papers announced")
    await me.presses("to-do")
    await me.settles()
    await me.says("/todo")
    await me.sees("open")


async def test_an_export_arrives_as_a_file(me: Meeting) -> None:
    await me.says("/note Something to take along")
    await me.sees("is saved")
    await me.says("/export")
    await me.sees(".md")
