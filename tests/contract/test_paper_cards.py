"""Papers shown in the chat."""

import pytest

from tests.servers.arxiv.data import Library, StandInPaper
from tests.support.conversation import Chat
from tests.support.wording import said, times, words

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
async def test_a_pasted_link_becomes_a_card_with_buttons(chat: Chat, text: str) -> None:
    answer = await chat.says(text)
    assert "Bees, part 1 <https://arxiv.org/abs/2401.00001>" in answer
    assert "Ada, Grace · cs.CL cs.AI" in answer
    assert "PDF <https://arxiv.org/pdf/2401.00001>" in answer
    assert words("button-keep") not in answer
    asked = len(chat.arxiv.seen)
    assert not said(await chat.says(text), "paper-looking-up")
    assert len(chat.arxiv.seen) == asked


async def test_the_buttons_of_a_card_note_the_paper_and_show_its_abstract(chat: Chat) -> None:
    await chat.says("2401.00001")
    assert "They dance." in await chat.presses("abstract")
    assert said(await chat.presses("note"), "note-ask-body-about", title="Bees, part 1")
    assert words("note-saved", number=1) + "\n\nBees, part 1 <" in await chat.says("Good")


async def test_the_button_of_a_card_puts_the_paper_on_the_list(chat: Chat) -> None:
    await chat.says("2401.00001")
    await chat.presses("to-do")
    assert "Bees, part 1" in await chat.says("/todo")


async def test_an_abstract_names_all_authors_and_says_that_a_paper_is_withdrawn(chat: Chat) -> None:
    card = await chat.says("astro-ph/0601001")
    assert said(card, "authors-more", count=300)
    assert "Author 299" not in card
    abstract = await chat.presses("abstract")
    assert "Author 299" in abstract
    assert words("paper-withdrawn") in abstract


async def test_several_links_become_one_card_each_up_to_ten(chat: Chat) -> None:
    three = await chat.says("2401.00001, https://arxiv.org/pdf/2401.00002\n2401.00003")
    assert [f"Bees, part {number} <" in three for number in (1, 2, 3)] == [True] * 3
    many = await chat.says(" ".join(paper.id for paper in PAPERS))
    assert "Bees, part 10 <" in many
    assert "Bees, part 11 <" not in many
    assert said(many, "papers-bounded", count=12, shown=10)


async def test_an_unknown_paper_among_others_is_named(chat: Chat) -> None:
    answer = await chat.says("2401.00001 2401.99999")
    assert "Bees, part 1 <" in answer
    assert said(answer, "paper-unknown", paper="arXiv:2401.99999")


async def test_an_unreachable_arxiv_is_reported_after_the_last_try(chat: Chat) -> None:
    chat.arxiv.fail("500")
    await chat.says("2401.00001")
    told = ""
    for _ in range(10):
        chat.clock.move(hours=2)
        told += await chat.waits()
    assert times(told, "paper-unreachable") == 1


async def test_other_text_gets_a_hint_and_can_be_kept_as_a_note_once(chat: Chat) -> None:
    text = "an idea\n  worth keeping \ud83d"
    assert said(await chat.says(text), "text-hint")
    assert said(await chat.presses(words("button-keep")), "note-saved", number=1)
    assert text in await chat.says("/note show 1")
    assert said(await chat.presses(words("button-keep")), "note-kept-before", number=1)


async def test_words_around_a_link_can_be_kept_with_it(chat: Chat) -> None:
    answer = await chat.says("2401.00001 explains how bees dance")
    assert "Bees, part 1 <" in answer
    assert words("note-saved", number=1) + "\n\nBees, part 1 <" in await chat.presses(words("button-keep"))
    assert "explains how bees dance" in await chat.says("/note show 1")


@pytest.mark.slow
async def test_a_megabyte_of_text_is_offered_to_be_kept(chat: Chat) -> None:
    text = "2401.0001 is no id " * 55_000
    await chat.says(text)
    await chat.presses(words("button-keep"))
    assert text in await chat.says("/note show 1")


async def test_paper_alone_says_what_to_type(chat: Chat) -> None:
    answer = await chat.says("/paper")
    assert said(answer, "paper-expected")
    assert "/paper 2312.13286" in answer
