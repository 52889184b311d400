"""With the model that ships, a person finds a note without remembering its words, in any of three languages."""

import re
import time

import pytest

from bot.core import meaning
from bot.core.ports.embedding import Embedder
from language import embedding
from language.embedding import SentenceEncoder
from tests.support.conversation import Chat
from tests.support.everyday_notes import EVERYDAY, keep
from tests.support.wording import said, words

NOTES = (
    "从噪声一步步还原出图像，需要很多步，所以很慢",
    "A robot arm learns to pour water by watching people do it",
    "긴 문서를 여러 조각으로 나누면 검색 품질이 좋아진다",
    *EVERYDAY,
)


@pytest.fixture
def embedder(encoder: SentenceEncoder) -> Embedder:
    return encoder


@pytest.fixture
async def chat(chat: Chat) -> Chat:
    await keep(chat, *NOTES)
    return chat


async def test_the_first_search_of_a_process_waits_for_the_model(
    chat: Chat, encoder: SentenceEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Loading it takes longer than one vector may, on a machine that is busy."""
    load = embedding._load

    def slowly(threads: int) -> object:
        time.sleep(1.0)
        return load(threads)

    monkeypatch.setattr(meaning, "PATIENCE", 0.5)
    monkeypatch.setattr(encoder, "_loaded", None)
    monkeypatch.setattr(embedding, "_load", slowly)
    answer = await chat.says("/search generating pictures slowly")
    assert "还原出图像" in answer
    assert not said(answer, "search-only-words")


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("generating pictures slowly", 1),
        ("机械手臂模仿人类", 2),
        ("밤새 냉장고에서 부푸는 빵", 4),
        ("潮汐为什么每天两次", 5),
        ("birthday present for mother", 7),
    ],
)
async def test_a_question_finds_notes_in_other_words_or_languages_and_labels_them(
    chat: Chat, query: str, number: int
) -> None:
    answer = await chat.says(f"/search {query}")
    assert numbers(answer)[:1] == [str(number)]
    assert said(answer, "search-found", words=query, count=1)
    assert words("hit-by-meaning") in first_line(answer)


async def test_a_hit_by_words_is_not_labeled_by_meaning(chat: Chat) -> None:
    answer = await chat.says("/search robot arm")
    assert numbers(answer)[0] == "2"
    assert words("hit-by-meaning") not in first_line(answer)


async def test_weak_matches_are_listed_separately_and_not_counted(chat: Chat) -> None:
    answer = await chat.says("/search quantum Hall effect")
    assert said(answer, "search-none", words="quantum Hall effect")
    before, _, after = answer.partition(words("search-perhaps"))
    assert not numbers(before)
    assert numbers(after)


@pytest.mark.parametrize("filters", ['"dragons"', "-robot", "tag:kitchen", "paper:2401.00001", "before:2024"])
async def test_filters_exclusions_and_phrases_hold_for_search_by_meaning(chat: Chat, filters: str) -> None:
    answer = await chat.says(f"/search 机械手臂模仿人类 {filters}")
    assert "2" not in numbers(answer)


async def test_words_in_quotes_are_meant_literally(chat: Chat) -> None:
    answer = await chat.says('/search "generating pictures slowly"')
    assert said(answer, "search-none")
    assert not numbers(answer)


async def test_an_edited_note_is_found_by_its_new_meaning_and_a_deleted_one_not_at_all(chat: Chat) -> None:
    await chat.says("/note edit 9 Whales sing to find a mate")
    assert numbers(await chat.says("/search 고래의 짝짓기"))[:1] == ["9"]
    await chat.says("/note delete 9")
    assert "9" not in numbers(await chat.says("/search 고래의 짝짓기"))


async def test_notes_of_another_space_are_not_found_by_meaning(chat: Chat) -> None:
    other = chat.other()
    await other.says("/note Tea is best at eighty degrees")
    for query in ("generating pictures slowly", "tea", "疯狂的机器人"):
        assert set(numbers(await other.says(f"/search {query}"))) <= {"1"}


async def test_todos_are_found_by_meaning_on_request(chat: Chat) -> None:
    await chat.says("/todo add Buy a ticket for the train to Busan")
    answer = await chat.says("/search 부산 가는 기차표를 사기 in:todo")
    assert re.search(r"^ +1 \[ \] .*Busan.*" + words("hit-by-meaning"), answer, re.MULTILINE)


async def test_a_misspelt_word_is_corrected_and_can_be_searched_for_as_typed(chat: Chat) -> None:
    answer = await chat.says("/search dragnos")
    assert words("search-corrected", words="dragons", typed="dragnos") in answer
    assert "«dragons»" in answer
    assert said(await chat.presses("exactly “dragnos”"), "search-none")


async def test_pages_of_hits_by_words_and_by_meaning_have_each_hit_once(chat: Chat) -> None:
    for number in range(8):
        await chat.says(f"/note Robot number {number} pours water as a person showed it")
    answer = await chat.says("/search robots that pour water")
    found = numbers(answer)
    while words("button-next") in answer:
        answer = await chat.presses("next")
        found += numbers(answer)
    assert len(found) == len(set(found)) >= 9


def numbers(answer: str) -> list[str]:
    """The numbers of the hits, the best first: each begins a line with its number."""
    return re.findall(r"^ +(\d+) ", answer, re.MULTILINE)


def first_line(answer: str) -> str:
    """The line of the first hit."""
    return next(line for line in answer.splitlines() if re.match(r" +\d+ ", line))
