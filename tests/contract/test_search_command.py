"""A person finds old notes in the chat."""

import pytest

from tests.servers.arxiv.data import Library, StandInPaper
from tests.support.conversation import Chat
from tests.support.databases import on_sqlite
from tests.support.wording import said, words

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
    assert said(answer, "search-found", words="lora flowers", count=1)
    assert "1 How bees dance <https://arxiv.org/abs/2401.00001> · June 11, 2025 · #bees" in answer
    assert "«LoRA»" in answer
    assert "«flowers»" in answer
    assert said(answer, "search-open-note", number=1)


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
    assert said(answer, "search-open-todo", number=1)


async def test_pages_of_five_go_forth_and_back(chat: Chat) -> None:
    for number in range(7):
        await chat.says(f"/note 《Hive {number}》 honey")
    first = await chat.says("/search honey")
    assert "7 found" in first
    second = await chat.presses("next")
    titles = [f"Hive {number}" for number in range(7)]
    assert [(title in first) + (title in second) for title in titles] == [1] * 7
    assert words("button-next") not in second
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
    assert said(await chat.says("/search 噪声还原"), "search-none")
    await chat.says("/note edit 3 wax")
    assert said(await chat.says("/search 확산"), "search-none")
    assert said(await chat.says("/search wax"), "search-found", count=1)


async def test_nothing_is_found_in_another_space(chat: Chat) -> None:
    assert said(await chat.other().says("/search lora"), "search-none")


@on_sqlite
@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("/search", words("search-what")),
        ("/search -bees", words("search-what")),
        ("/search zebra", words("search-none", words="zebra")),
        ("/search after:2023-02-30", words("date-impossible", text="2023-02-30")),
        (
            "/search after:2024 before:2023",
            words("search-range-empty", before="January 1, 2023", after="January 1, 2024"),
        ),
        ("/search paper:xyz", words("search-paper-expected", text="xyz")),
        ("/search in:hive", words("search-scope-unknown", text="hive")),
        ("/search -tag:a", words("search-exclusion-of-filter", text="-tag:a")),
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
    assert said(answer, "search-none") or "found" in answer
    assert not said(answer, "went-wrong")
