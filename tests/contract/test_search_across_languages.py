"""A query in one language finds notes in another, if it has terms of the field."""

import re
from pathlib import Path

import pytest

from exchange.import_log import import_log
from handlers.search.query import parse_query
from storage.database import Database
from tests.support.conversation import Chat
from tests.support.storage_samples import NOW, person, space_of
from tests.support.wording import said


@pytest.fixture
async def chat(chat: Chat) -> Chat:
    await chat.says("/note Retrieval-augmented models look things up")
    await chat.says("/note #images 扩散模型从噪声还原图像")
    await chat.says("/note 강화 학습으로 로봇을 움직인다")
    return chat


@pytest.mark.parametrize(
    ("words", "number", "marked"),
    [
        ("检索增强", 1, "Retrieval"),
        ("검색 증강", 1, "Retrieval"),
        ("diffusion", 2, "扩散"),
        ("diffusion models tag:images", 2, "扩散模型"),
        ("확산을", 2, "扩散"),
        ("强化学习", 3, "강화"),
        ("reinforcement learning", 3, "강화"),
    ],
)
async def test_a_note_is_found_and_marked_in_its_own_language(chat: Chat, words: str, number: int, marked: str) -> None:
    answer = await chat.says(f"/search {words}")
    assert said(answer, "search-found", count=1)
    assert said(answer, "search-open-note", number=number)
    assert f"«{marked}»" in answer


async def test_notes_with_the_words_as_typed_come_first(chat: Chat) -> None:
    await chat.says("/note diffusion " + "and many other words " * 50)
    assert (await numbers(chat, "diffusion")) == ["4", "2"]
    assert (await numbers(chat, "扩散")) == ["2", "4"]


async def test_a_note_that_has_both_languages_is_found_once(chat: Chat) -> None:
    await chat.says("/note 扩散 (diffusion)")
    assert (await numbers(chat, "diffusion")) == ["4", "2"]


@pytest.mark.parametrize("words", ['"diffusion"', "diffusion zebra", "diffusion tag:robots", "diffusion -噪声"])
async def test_phrases_other_words_filters_and_exclusions_hold_as_typed(chat: Chat, words: str) -> None:
    assert said(await chat.says(f"/search {words}"), "search-none")


async def test_an_excluded_korean_word_does_not_exclude_words_that_begin_like_it(chat: Chat) -> None:
    await chat.says("/note 벌 정확한 설명")
    await chat.says("/note 벌 정확도를 쟀다")
    assert await numbers(chat, "벌 -정확도") == ["4"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("扩散", "diffusion|扩散"),
        ("확산", "diffusion|扩散"),
        ("检索增强", r"retrieval.augment|\bRAG\b|检索增强|augment"),
        ("LoRA", "LoRA|low.rank"),
        ("강화학습", r"reinforcement|强化学习|\bRL\b"),
    ],
)
async def test_the_real_log_is_found_in_three_languages(
    database: Database, shared_data: Path, words: str, expected: str
) -> None:
    log = (shared_data / "seeds" / "papers-weekly.md").read_bytes().decode()
    async with database.begin() as work:
        space = await space_of(work)
        await import_log(work, space, await person(work), log, NOW, lambda done, total: None)
        page = await work.search.find(space, parse_query(words), 0, 100)
        found = await work.notes.with_ids(space, [hit.id for hit in page.hits])
    assert page.total == len(found) > 0
    for note in found.values():
        assert re.search(expected, f"{note.title}\n{note.body}", re.IGNORECASE | re.ASCII), note.title


async def numbers(chat: Chat, words: str) -> list[str]:
    """The numbers of the hits, the best first: each hit begins a line with its number."""
    return re.findall(r"^ +(\d+) ", await chat.says(f"/search {words}"), re.MULTILINE)
