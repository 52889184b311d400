"""Papers shown in the chat."""

import pytest

from tests.servers.arxiv.data import Library, StandInPaper
from tests.support.conversation import Chat

PAPERS = [
    StandInPaper(
        id=f"2401.000{number:02}",
        title=f"Bees, part {number}",
        abstract="They dance.",
        authors=("Ada", "Grace"),
        categories=("cs.CL", "cs.AI"),
    )
    for number in range(1, 13)
]
CROWD = StandInPaper(
    id="astro-ph/0601001",
    title="A crowd",
    abstract="Many of us.",
    authors=tuple(f"Author {number}" for number in range(300)),
    categories=("astro-ph",),
    comment="This paper has been withdrawn",
)


@pytest.fixture
def chat(chat: Chat) -> Chat:
    chat.arxiv.library = Library([*PAPERS, CROWD])
    return chat


@pytest.mark.parametrize("text", ["https://arxiv.org/abs/2401.00001v3", "2401.00001", "/paper arXiv:2401.00001"])
async def test_a_pasted_link_becomes_a_card_with_what_one_can_do(chat: Chat, text: str) -> None:
    answer = await chat.says(text)
    assert "Bees, part 1 <https://arxiv.org/abs/2401.00001>" in answer
    assert "Ada, Grace · cs.CL cs.AI" in answer
    assert "PDF <https://arxiv.org/pdf/2401.00001>" in answer
    assert "save as note" not in answer
    asked = len(chat.arxiv.seen)
    assert "Looking up" not in await chat.says(text)
    assert len(chat.arxiv.seen) == asked


async def test_the_buttons_of_a_card_note_the_paper_and_show_its_abstract(chat: Chat) -> None:
    await chat.says("2401.00001")
    assert "They dance." in await chat.presses("abstract")
    assert "keep about Bees, part 1" in await chat.presses("note")
    assert "Note 1 is saved.\n\nBees, part 1 <" in await chat.says("Good")


async def test_the_button_of_a_card_puts_the_paper_on_the_list(chat: Chat) -> None:
    await chat.says("2401.00001")
    await chat.presses("to-do")
    assert "Bees, part 1" in await chat.says("/todo")


async def test_an_abstract_names_all_authors_and_says_that_a_paper_is_withdrawn(chat: Chat) -> None:
    card = await chat.says("astro-ph/0601001")
    assert "et al. (300 authors)" in card
    assert "Author 299" not in card
    abstract = await chat.presses("abstract")
    assert "Author 299" in abstract
    assert "This paper has been withdrawn." in abstract


async def test_several_links_become_one_card_each_up_to_ten(chat: Chat) -> None:
    three = await chat.says("2401.00001, https://arxiv.org/pdf/2401.00002\n2401.00003")
    assert [f"Bees, part {number} <" in three for number in (1, 2, 3)] == [True] * 3
    many = await chat.says(" ".join(paper.id for paper in PAPERS))
    assert "Bees, part 10 <" in many
    assert "Bees, part 11 <" not in many
    assert "You sent 12 papers; these are the first 10." in many


async def test_an_unknown_paper_among_others_is_named(chat: Chat) -> None:
    answer = await chat.says("2401.00001 2401.99999")
    assert "Bees, part 1 <" in answer
    assert "arXiv knows no paper arXiv:2401.99999" in answer


async def test_an_arxiv_that_does_not_answer_is_said_once_it_is_given_up(chat: Chat) -> None:
    chat.arxiv.fail("500")
    await chat.says("2401.00001")
    told = ""
    for _ in range(10):
        chat.clock.move(hours=2)
        told += await chat.waits()
    assert told.count("arXiv can't be reached") == 1


async def test_other_text_gets_a_hint_and_can_be_kept_as_a_note_once(chat: Chat) -> None:
    text = "an idea\n  worth keeping \ud83d"
    assert "`/note …` keeps a note" in await chat.says(text)
    assert "Note 1 is saved" in await chat.presses("save as note")
    assert text in await chat.says("/note show 1")
    assert "kept already, as note 1" in await chat.presses("save as note")


async def test_words_around_a_link_can_be_kept_with_it(chat: Chat) -> None:
    answer = await chat.says("2401.00001 explains how bees dance")
    assert "Bees, part 1 <" in answer
    assert "Note 1 is saved.\n\nBees, part 1 <" in await chat.presses("save as note")
    assert "explains how bees dance" in await chat.says("/note show 1")


async def test_a_megabyte_of_text_is_offered_to_be_kept(chat: Chat) -> None:
    text = "2401.0001 is no id " * 55_000
    await chat.says(text)
    await chat.presses("save as note")
    assert text in await chat.says("/note show 1")


async def test_paper_alone_says_what_to_type(chat: Chat) -> None:
    answer = await chat.says("/paper")
    assert "Which paper?" in answer
    assert "/paper 2312.13286" in answer
