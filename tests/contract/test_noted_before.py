"""A person who keeps something again is shown the earlier notes and to-dos, and can still keep it."""

import pytest
from msgspec.structs import replace

from tests.servers.arxiv.data import Library, StandInPaper
from tests.servers.arxiv.server import Fault
from tests.support.conversation import Chat
from tests.support.statements import statements_up_to_the_outbox
from tests.support.wording import said, times, words

BEES = StandInPaper(id="2401.00001", title="How bees dance", authors=("Ada",), categories=("cs.CL",))


@pytest.fixture
async def chat(chat: Chat) -> Chat:
    chat.arxiv.library = Library([BEES])
    return chat


async def test_a_link_to_a_noted_paper_shows_the_notes_below_it(chat: Chat) -> None:
    await chat.says("/note 2401.00001 They dance")
    chat.clock.move(days=3)
    await chat.says("/note 2401.00001 They dance on")
    answer = await chat.says("https://arxiv.org/abs/2401.00001")
    assert "How bees dance <" in answer
    assert words("note-earlier", numbers="1, 2", date="June 14, 2025", count=2) in answer


async def test_a_link_to_a_paper_on_the_list_names_its_todo(chat: Chat) -> None:
    await chat.says("/todo add 2401.00001")
    chat.clock.move(days=3)
    assert words("todo-known-open", date="June 11, 2025", number=1) in await chat.says("2401.00001")
    await chat.says("/todo done 1")
    assert words("todo-known-done", date="June 14, 2025", number=1) in await chat.says("2401.00001")


@pytest.mark.parametrize("again", ["/todo add 2401.00001", "/todo add Read 2401.00001 due friday"])
async def test_a_todo_on_a_noted_paper_is_added_and_the_note_named(chat: Chat, again: str) -> None:
    await chat.says("/note 2401.00001 They dance")
    answer = await chat.says(again)
    assert words("todo-added", count=1) in answer
    assert words("note-earlier", numbers=1, date="June 11, 2025", count=1) in answer


async def test_the_todo_button_of_a_paper_names_a_todo_that_was_done_before(chat: Chat) -> None:
    await chat.says("/todo add 2401.00001")
    await chat.says("/todo done 1")
    await chat.says("2401.00001")
    assert said(await chat.presses("to-do"), "todo-on-list-again", number=2, date="June 11, 2025")


async def test_a_paper_that_is_new_to_the_space_has_no_such_lines(chat: Chat) -> None:
    await chat.other().says("/note 2401.00001 They dance")
    for typed in ("2401.00001", "/todo add 2401.00001", "/note 2401.00001 mine"):
        answer = await chat.says(typed)
        assert not said(answer, "note-earlier", count=1)
        assert "ticked" not in answer


async def test_a_thought_that_is_noted_already_is_kept_and_the_earlier_one_named(chat: Chat) -> None:
    text = "Bees use the angle of their dance to say where the flowers are, and its length to say how far away they are"
    await chat.says(f"/note {text}")
    await chat.says("/note Something else")
    chat.clock.move(days=1)
    for again in (text, f"{text.upper()}!", f"{text}, they say"):
        answer = await chat.says(f"/note {again}")
        assert said(answer, "note-saved")
        assert said(answer, "note-nearly-the-same", date="June 11, 2025")


async def test_a_note_whose_paper_is_found_late_does_not_name_notes_written_after_it(chat: Chat) -> None:
    """The older note would seem to be the repetition, and be the one that is deleted."""
    text = "Bees use the angle of their dance to say where the flowers are, and its length to say how far away they are"
    chat.arxiv.fail(Fault.CAPTCHA)
    await chat.says(f"/note 2401.00001 {text}")
    assert said(await chat.says(f"/note {text}"), "note-nearly-the-same", number=1)
    assert said(await chat.says("/note 2401.00001 On the same paper"), "note-earlier", count=1)
    chat.arxiv.recover()
    chat.clock.move(hours=1)
    found = await chat.waits()
    assert times(found, "note-saved") == 2
    assert not said(found, "note-nearly-the-same")
    assert times(found, "note-earlier", count=1) == 1


async def test_the_eleventh_note_on_a_paper_asks_the_database_no_more_than_the_first(chat: Chat) -> None:
    await chat.says("2401.00001")
    await chat.says(
        "/note 《How bees dance》 Thought 0"
    )  # a candidate for a near duplicate of the first note and of the eleventh
    await chat.says("/todo add Start reading 2401.00001")
    with statements_up_to_the_outbox() as first:
        await chat.says("/note 2401.00001 Thought 1")
    for number in range(2, 11):
        await chat.says(f"/note 2401.00001 Thought {number}")
    await chat.says("/todo add\n- Read on in 2401.00001\n- Finish reading 2401.00001")
    with statements_up_to_the_outbox() as eleventh:
        answer = await chat.says("/note 2401.00001 Thought 11")
    assert "notes 2, 3, 4, 5, 6, 7, 8, 9, 10, 11" in answer
    assert said(answer, "note-finished-todo", number=2)
    assert said(answer, "note-finished-todo", number=3)
    assert len(first) == len(eleventh) <= 20


async def test_five_links_read_the_database_no_more_often_than_one(chat: Chat) -> None:
    papers = [replace(BEES, id=f"2401.0000{number}") for number in range(1, 6)]
    chat.arxiv.library = Library(papers)
    await chat.says(" ".join(paper.id for paper in papers))
    for paper in papers:
        await chat.says(f"/note {paper.id} They dance")
        await chat.says(f"/todo add {paper.id}")
    with statements_up_to_the_outbox() as one:
        await chat.says(papers[0].id)
    with statements_up_to_the_outbox() as five:
        answer = await chat.says(" ".join(paper.id for paper in papers))
    for number in range(1, 6):
        assert words("note-earlier", numbers=number, date="June 11, 2025", count=1) in answer
        assert words("todo-known-open", date="June 11, 2025", number=number) in answer
    assert sum(each.startswith("SELECT") for each in one) == sum(each.startswith("SELECT") for each in five)


async def test_a_thought_of_another_space_is_not_mentioned(chat: Chat) -> None:
    text = "Bees use the angle of their dance to say where the flowers are"
    await chat.other().says(f"/note {text}")
    assert not said(await chat.says(f"/note {text}"), "note-nearly-the-same")
