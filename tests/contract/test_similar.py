"""Notes and to-dos close to a note, a to-do or a paper."""

import re

import pytest

from bot.core.ports.embedding import Embedder
from language.embedding import SentenceEncoder
from tests.servers.arxiv.data import Library, StandInPaper
from tests.support.conversation import Chat
from tests.support.databases import on_sqlite
from tests.support.everyday_notes import EVERYDAY, keep
from tests.support.wording import said, words

SAMPLING = StandInPaper(
    id="2401.00001",
    title="Fewer steps for diffusion sampling",
    abstract="Diffusion models generate images by removing noise step by step, which is slow. We need fewer steps.",
    authors=("Ada",),
    categories=("cs.CV",),
)
NOTES = [
    "图像生成模型逐步去除噪声，速度慢",
    "Denoising an image takes the generative model many slow steps",
    *EVERYDAY,
]


@pytest.fixture
def embedder(encoder: SentenceEncoder) -> Embedder:
    return encoder


@pytest.fixture
async def chat(chat: Chat) -> Chat:
    chat.arxiv.library = Library([SAMPLING])
    await keep(chat, *NOTES)
    return chat


@pytest.mark.parametrize("asked", ["1", "#1", "note 1", "笔记 1"])
async def test_a_note_shows_the_notes_close_to_it_in_any_language_but_not_itself(chat: Chat, asked: str) -> None:
    answer = await chat.says(f"/similar {asked}")
    assert said(answer, "similar-heading", what="1 · 图像生成模型")
    assert numbers(answer) == ["2"]
    assert said(answer, "search-open-note", number=2)


@pytest.mark.parametrize("asked", ["todo 1", "t1", "待办 1", "할 일 1"])
async def test_a_todo_shows_the_notes_close_to_it(chat: Chat, asked: str) -> None:
    await chat.says("/todo add Make removing noise from images faster")
    answer = await chat.says(f"/similar {asked}")
    assert "Close to 1 · Make removing noise" in answer
    assert "1" in numbers(answer)
    assert set(numbers(answer)) <= {"1", "2"}


async def test_the_button_on_a_note_and_on_a_todo_does_the_same(chat: Chat) -> None:
    await chat.says("/note show 1")
    assert numbers(await chat.presses("similar")) == ["2"]
    await chat.says("/todo add Make removing noise from images faster")
    await chat.says("/todo 1")
    assert "1" in numbers(await chat.presses("similar"))


async def test_a_paper_seen_for_the_first_time_is_looked_up(chat: Chat) -> None:
    answer = await chat.says("/similar arxiv.org/abs/2401.00001v2")
    assert said(answer, "paper-looking-up", paper="arXiv:2401.00001")
    then = answer.partition("\n\n")[2]
    assert said(then, "similar-heading", what="Fewer steps for diffusion sampling")
    assert set(numbers(then)) == {"1", "2"}


async def test_the_button_on_a_paper_names_the_notes_on_it_apart_from_close_ones(chat: Chat) -> None:
    await chat.says("/note 2401.00001 to be read closely")
    await chat.says("2401.00001")
    answer = await chat.presses("similar")
    assert words("note-earlier", numbers=31, date="June 11, 2025", count=1) in answer
    assert "2" in numbers(answer)
    assert "31" not in numbers(answer)


async def test_a_paper_unknown_to_arxiv_is_reported(chat: Chat) -> None:
    assert said(await chat.says("/similar 2401.99999"), "paper-unknown", paper="arXiv:2401.99999")


async def test_a_note_without_similar_ones_gets_a_friendly_sentence(chat: Chat) -> None:
    assert said(await chat.says("/similar 5"), "similar-none", what="5 · 会议改到星期四下午三点")


async def test_close_entries_are_found_only_in_the_same_space(chat: Chat) -> None:
    other = chat.other()
    await other.says("/note Removing noise from an image step by step is slow")
    assert said(await other.says("/similar 1"), "similar-none")
    assert said(await other.says("/similar 2"), "note-unknown", number=2)


@on_sqlite
@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/similar", words("similar-what")),
        ("/similar bees", words("number-expected", text="bees")),
        ("/similar 99", words("note-unknown", number=99)),
        ("/similar todo 99", words("todo-unknown", number=99)),
    ],
)
async def test_a_wrong_call_says_what_to_type(chat: Chat, typed: str, answer: str) -> None:
    assert answer in await chat.says(typed)


def numbers(answer: str) -> list[str]:
    return re.findall(r"^ +(\d+) ", answer, re.MULTILINE)
