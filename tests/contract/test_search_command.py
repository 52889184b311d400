"""Finding old notes again, as a person sees it."""

import pytest

from tests.servers.arxiv.data import Library, StandInPaper
from tests.support.conversation import Chat

BEES = StandInPaper(id="2401.00001", title="How bees dance", authors=("Ada",), categories=("cs.CL",))


@pytest.fixture
async def chat(chat: Chat) -> Chat:
    chat.arxiv.library = Library([BEES])
    await chat.says("/note 2401.00001 #bees They use low-rank adaptation (LoRA) to find flowers")
    await chat.says("/note 《扩散模型》 #diffusion 检索增强的扩散模型，从噪声还原")
    await chat.says("/note 확산 모델을 정리했어요")
    return chat


async def test_a_hit_shows_number_linked_title_date_tags_and_the_words_marked(chat: Chat) -> None:
    answer = await chat.says("/search lora flowers")
    assert "One found: lora flowers" in answer
    assert "1 How bees dance <https://arxiv.org/abs/2401.00001> · June 11, 2025 · #bees" in answer
    assert "«LoRA»" in answer
    assert "«flowers»" in answer
    assert "`/note show 1`" in answer


@pytest.mark.parametrize(
    ("words", "found", "number"),
    [
        ("扩散", "2 found", 2),
        ("检索增强", "One found", 2),
        ("확산", "2 found", 3),
        ("모델", "2 found", 3),
        ("bees", "One found", 1),
        ("tag:diffusion", "One found", 2),
        ("paper:2401.00001", "One found", 1),
    ],
)
async def test_words_of_three_languages_titles_tags_and_papers_find_their_note(
    chat: Chat, words: str, found: str, number: int
) -> None:
    answer = await chat.says(f"/search {words}")
    assert f"{found}: {words}\n  {number} " in answer


async def test_by_me_finds_my_notes(chat: Chat) -> None:
    assert "3 found" in await chat.says("/search by:me")


async def test_a_found_todo_shows_its_box_and_number(chat: Chat) -> None:
    await chat.says("/todo add Read about pollen")
    await chat.says("/todo done 1")
    answer = await chat.says("/search pollen in:todo")
    assert "1 [x] Read about «pollen»" in answer
    assert "`/todo 1` opens a to-do" in answer


async def test_pages_of_five_go_forth_and_back(chat: Chat) -> None:
    for number in range(7):
        await chat.says(f"/note 《Hive {number}》 honey")
    first = await chat.says("/search honey")
    assert "7 found" in first
    second = await chat.presses("next")
    titles = [f"Hive {number}" for number in range(7)]
    assert [(title in first) + (title in second) for title in titles] == [1] * 7
    assert "next" not in second
    again = await chat.presses("previous")
    assert [title in again for title in titles] == [title in first for title in titles]


async def test_the_next_page_of_a_long_query_is_of_the_same_query(chat: Chat) -> None:
    words = "honey " + " ".join(f"word{number}" for number in range(30))
    for number in range(6):
        await chat.says(f"/note 《Hive {number}》 {words}")
    await chat.says(f"/search {words}")
    assert "6 found" in await chat.presses("next")


async def test_a_deleted_note_is_not_found_and_an_edited_one_by_its_new_words(chat: Chat) -> None:
    await chat.says("/note delete 2")
    assert "Nothing found" in await chat.says("/search 噪声还原")
    await chat.says("/note edit 3 wax")
    assert "Nothing found" in await chat.says("/search 확산")
    assert "One found" in await chat.says("/search wax")


async def test_nothing_is_found_in_another_space(chat: Chat) -> None:
    assert "Nothing found" in await chat.other().says("/search lora")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/search", "What shall I look for?"),
        ("/search -bees", "What shall I look for?"),
        ("/search zebra", "Nothing found: zebra"),
        ("/search after:2023-02-30", "There is no 2023-02-30 in the calendar"),
        ("/search after:2024 before:2023", "Nothing is both after"),
        ("/search paper:xyz", "not an arXiv paper"),
        ("/search in:hive", "I can't look in"),
        ("/search -tag:a", "not filters such as"),
    ],
)
async def test_a_wrong_search_gets_one_clear_sentence(chat: Chat, typed: str, answer: str) -> None:
    assert answer in await chat.says(typed)


@pytest.mark.parametrize(
    "words",
    [
        '"low-rank adaptation',
        '"unbalanced " " lora',
        "lora AND OR NOT NEAR(",
        "lora* ^bees {x} col:umn",
        "'; DROP TABLE notes; -- lora",
        "a\x00b \ud83d",
        "lora " * 200_000,
    ],
)
async def test_any_words_are_only_words(chat: Chat, words: str) -> None:
    answer = await chat.says(f"/search {words}")
    assert "found" in answer
    assert "went wrong" not in answer
