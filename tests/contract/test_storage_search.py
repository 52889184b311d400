"""Search by words finds the same on every database."""

import random
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bot.core.model.notes import NewNote, Note
from bot.core.model.query import Query
from bot.core.model.spaces import Space
from bot.core.model.todos import NewTodo
from bot.core.ports.library import HitKind
from bot.core.ports.storage import UnitOfWork
from handlers.search.query import parse_query
from language.analyzer import Analyzer
from storage.database import Database
from storage.search import bm25_postgresql, bm25_sqlite, index, words
from storage.search.index import estimated_frequency
from storage.search.words import ENOUGH
from tests.support.databases import PostgresqlCopies, copy_of
from tests.support.storage_samples import ADDRESS, NOW, person, space_of


@dataclass
class Notebook:
    """One space in an open transaction."""

    work: UnitOfWork
    space: Space

    async def note(self, body: str, title: str = "", by: str = "Ann", on: date | None = None, paper: str = "") -> Note:
        author = await person(self.work, by)
        return await self.work.notes.add(self.space, author, NewNote(body, title, paper, written_on=on), NOW)

    async def todo(self, text: str, paper: str = "") -> int:
        return (await self.work.todos.add(self.space, NewTodo(text, paper_id=paper), NOW)).number

    async def search(self, line: str, offset: int = 0, limit: int = 100) -> list[str]:
        """The numbers of the hits, the best first; that of a to-do follows a ``t``."""
        page = await self.work.search.find(self.space, parse_query(line), offset, limit)
        assert page.total >= len(page.hits)
        return [await self._name(hit.kind, hit.id) for hit in page.hits]

    async def total(self, line: str) -> int:
        return (await self.work.search.find(self.space, parse_query(line), 0, 5)).total

    async def _name(self, kind: HitKind, row_id: int) -> str:
        if kind is HitKind.NOTE:
            return str((await self.work.notes.with_ids(self.space, [row_id]))[row_id].number)
        return f"t{(await self.work.todos.with_ids(self.space, [row_id]))[row_id].number}"


@pytest.fixture
async def notebook(database: Database) -> AsyncIterator[Notebook]:
    async with database.begin() as work:
        yield Notebook(work, await space_of(work))


async def fill(notebook: Notebook, *bodies: str) -> None:
    for body in bodies:
        await notebook.note(body)


async def test_all_words_must_be_there(notebook: Notebook) -> None:
    await fill(notebook, "diffusion models", "diffusion policies", "language models for diffusion")
    assert set(await notebook.search("diffusion models")) == {"1", "3"}


async def test_function_words_need_not_be_there(notebook: Notebook) -> None:
    await fill(notebook, "diffusion explained", "the explained and the unexplained", "why is diffusion explained")
    assert set(await notebook.search("how is the diffusion explained")) == {"1", "3"}
    assert await notebook.search("why is") == ["3"]


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ("扩散", "多模态扩散模型的综述"),
        ("检索增强", "长文本的检索增强生成"),
        ("논문", "이 논문을 읽었다"),
        ("논문을", "이 논문이 좋다"),
        ("model", "Language Models are few-shot learners"),
        ("LoRA", "用 LoRA 微调"),
        ("c++", "a kernel in C++"),
        ("２０２３", "in 2023"),
    ],
)
async def test_words_are_found_in_the_languages_people_write(notebook: Notebook, line: str, body: str) -> None:
    await fill(notebook, "nothing to do with it", body)
    assert await notebook.search(line) == ["2"]


async def test_a_word_of_the_title_counts_more_than_one_of_the_body(notebook: Notebook) -> None:
    await notebook.note("a short note about retrieval")
    await notebook.note("something else at about the same length", title="retrieval")
    assert await notebook.search("retrieval") == ["2", "1"]


async def test_rare_words_count_more_than_common_ones(notebook: Notebook) -> None:
    for _ in range(8):
        await notebook.note("model")
    await notebook.note("model model zebra")
    await notebook.note("model zebra zebra")
    assert await notebook.search("model zebra") == ["10", "9"]


async def test_rare_words_count_more_in_a_reading_list_without_notes(notebook: Notebook) -> None:
    for text in (*["model"] * 8, "model model zebra", "model zebra zebra"):
        await notebook.todo(text)
    assert await notebook.search("model zebra in:todo") == ["t10", "t9"]


async def test_when_nothing_has_all_words_the_rarest_are_covered_first(notebook: Notebook) -> None:
    await fill(notebook, "models models models", "models of attention", "speculative decoding", "models too")
    assert await notebook.search("speculative models nowhere") == ["3", "1", "4", "2"]
    assert (await notebook.search("attention models speculative nowhere"))[0] == "2"
    assert await notebook.search("nowhere nothing") == []


async def test_words_without_letters_find_nothing(notebook: Notebook) -> None:
    await fill(notebook, "words !!! here")
    assert await notebook.search("!!!") == []
    assert await notebook.search("words !!!") == ["1"]


async def test_a_phrase_is_found_as_typed(notebook: Notebook) -> None:
    await fill(notebook, "learning in context", "In-Context   Learning,\nthey say", "in-context learning")
    assert set(await notebook.search('"in-context learning"')) == {"2", "3"}
    assert await notebook.search('"in-context learning" say') == ["2"]
    assert await notebook.search('"in-context learning" nowhere say') == ["2"]
    assert await notebook.search('"learning in-context"') == []


@pytest.mark.parametrize(
    "phrase",
    [
        "the-art of",
        "a state-of-the-art",
        "our state",
        "of-the-art of GPT-4",
        "GPT-4-turbo",
        "the-art   of gpt",
        "art, of",
    ],
)
async def test_a_phrase_may_begin_and_end_within_compounds(notebook: Notebook, phrase: str) -> None:
    text = "Is our state-of-the-art of GPT-4-turbo-preview, " + "really " * 40 + "a state-of-the-art, of 2024?"
    await fill(notebook, text, "the " * 30 + "state, " + "of " * 30 + "our art, a turbo for GPT-4-turbo-preview")
    found = {"1", "2"} if phrase == "GPT-4-turbo" else {"1"}
    assert set(await notebook.search(f'"{phrase}"')) == found


async def test_a_phrase_may_begin_a_long_chinese_sentence(notebook: Notebook) -> None:
    await fill(notebook, "LLM 模型" + "".join(map(chr, range(0x4E00, 0x4E40))), "模型 " + "很" * 40 + " LLM")
    assert await notebook.search('"llm 模型"') == ["1"]


async def test_a_phrase_of_signs_is_found_in_the_texts(notebook: Notebook) -> None:
    await fill(notebook, "a -> b", "a b")
    assert await notebook.search('"->"') == ["1"]
    assert await notebook.search('b "->"') == ["1"]


async def test_excluded_words_are_left_out(notebook: Notebook) -> None:
    await fill(notebook, "diffusion survey", "diffusion of models", "diffusion models", "检索增强", "检索")
    assert set(await notebook.search("diffusion -survey")) == {"2", "3"}
    assert set(await notebook.search('diffusion -"diffusion models"')) == {"1", "2"}
    assert set(await notebook.search('diffusion -"models diffusion" -!!!')) == {"1", "2", "3"}
    assert await notebook.search("检索 -增强") == ["5"]
    assert set(await notebook.search("after:2000 -diffusion")) == {"4", "5"}
    assert await notebook.search('after:2000 -diffusion -"检索增强 了" -"增强"') == ["5"]


async def test_filters_narrow_and_list_the_latest_first(notebook: Notebook) -> None:
    await notebook.note("one #LLM", on=date(2023, 5, 1), paper="2312.13286")
    await notebook.note("two #llm #vision", by="Bob", on=date(2024, 2, 29))
    await notebook.note("three #llm", by="Anna 100%_sure", on=date(2024, 2, 29))
    await notebook.note("four", by="Éva", on=date(2024, 3, 1))
    found = {
        "tag:llm": ["3", "2", "1"],
        "tag:LLM tag:vision": ["2"],
        "tag:llm two": ["2"],
        "by:ann": ["3", "1"],
        "by:bob by:ÉVA": ["4", "2"],
        "by:%": ["3"],
        'by:"0%_s"': ["3"],
        "by:x%y": [],
        "paper:2312.13286": ["1"],
        "after:2024": ["4", "3", "2"],
        "before:2024": ["1"],
        "after:2024-02 before:2024-03": ["3", "2"],
        "on:2024-02-29 -two": ["3"],
        "one after:2024": [],
        "one nowhere before:2024": ["1"],
    }
    for line, numbers in found.items():
        assert await notebook.search(line) == numbers, line


async def test_to_dos_are_found_on_request(notebook: Notebook) -> None:
    await notebook.note("diffusion policies")
    await notebook.todo("read about diffusion", paper="2312.13286")
    await notebook.todo("something else")
    assert await notebook.search("diffusion") == ["1"]
    assert await notebook.search("diffusion in:todo") == ["t1"]
    assert set(await notebook.search("diffusion in:all")) == {"1", "t1"}
    assert await notebook.search("paper:2312.13286 in:all") == ["t1"]
    assert await notebook.search("tag:x in:todo") == []
    assert await notebook.search("by:ann in:all") == ["1"]
    assert await notebook.search("in:all after:2000 -diffusion") == ["t2"]


async def test_the_date_of_a_to_do_is_in_the_time_zone_of_its_space(notebook: Notebook) -> None:
    notebook.space = await notebook.work.spaces.configure(notebook.space, timezone="Pacific/Kiritimati")
    await notebook.todo("late on the tenth in London")
    assert await notebook.search("in:todo on:2025-06-12") == ["t1"]
    assert await notebook.search("in:todo on:2025-06-11") == []
    assert await notebook.search("in:todo on:2025-06-13") == []
    assert await notebook.search("in:todo before:2025-06-12") == []
    for zone in ("Pacific/Kiritimati", "Pacific/Niue"):
        notebook.space = await notebook.work.spaces.configure(notebook.space, timezone=zone)
        assert await notebook.search("in:todo after:0001 before:9999-12-30") == ["t1"]


async def test_a_to_do_of_midnight_belongs_to_the_day_that_begins(notebook: Notebook) -> None:
    midnight = datetime(2025, 6, 11, tzinfo=UTC)
    await notebook.work.todos.add(notebook.space, NewTodo("read at midnight"), midnight)
    assert await notebook.search("in:todo before:2025-06-11") == []
    assert await notebook.search("in:todo after:2025-06-11") == ["t1"]


def test_how_many_entries_have_a_frequent_word_is_estimated_from_its_newest_ones() -> None:
    assert estimated_frequency(found=100, newest=1_000, oldest=900, entries=5_000) == 1_000
    assert estimated_frequency(found=100, newest=1_000, oldest=900, entries=500) == 500


async def test_other_spaces_are_never_searched(notebook: Notebook) -> None:
    await fill(notebook, "diffusion")
    other = Notebook(notebook.work, await space_of(notebook.work, replace(ADDRESS, conversation_id="you")))
    assert await other.search("diffusion") == []
    assert await other.search("diffusion nowhere") == []
    assert await other.search("after:2000") == []
    await fill(other, "diffusion #t", "diffusion")
    assert await notebook.search("diffusion") == ["1"]
    assert await notebook.search("tag:t") == []


async def test_only_the_newest_notes_with_a_very_frequent_word_are_ranked(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ranking takes time per note, so without the cut one frequent word would slow down a large space for everyone."""
    for module in (bm25_sqlite, bm25_postgresql, words):
        monkeypatch.setattr(module, "CANDIDATES", 3)
    await notebook.note("models", title="models")  # the best match, and the oldest
    await fill(notebook, *["some models of attention"] * 3)
    assert await notebook.search("models") == ["4", "3", "2"]
    assert await notebook.search("models nowhere") == ["4", "3", "2"]
    await fill(notebook, *["attention, of models"] * 3)
    assert await notebook.search('"of attention"') == []


async def test_a_long_question_is_answered_by_its_rarest_words(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "SOME_WORDS", 2)
    await fill(notebook, "zebra", "crossing", "models", "models", "models")
    assert set(await notebook.search("models crossing zebra")) == {"1", "2"}


async def test_pages_follow_each_other(notebook: Notebook) -> None:
    await fill(notebook, *(f"diffusion {number}" for number in range(7)))
    everything = await notebook.search("diffusion")
    pages = [await notebook.search("diffusion", offset, 3) for offset in (0, 3, 6, 9)]
    assert [*pages[0], *pages[1], *pages[2], *pages[3]] == everything
    assert await notebook.total("diffusion") == 7
    assert await notebook.total("after:2000") == 7
    assert await notebook.total('"diffusion"') == 7


async def test_no_more_hits_are_collected_than_can_be_paged_through(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "ENOUGH", 3)
    monkeypatch.setattr(words, "READ_AT_ONCE", 2)
    await fill(notebook, *["a diffusion model"] * 5)
    for line in ("diffusion", "after:2000", '"diffusion model"', "扩散", "diffusion nowhere"):
        assert await notebook.total(line) == 3, line


async def test_a_phrase_is_found_in_an_old_note_though_many_newer_ones_have_its_words(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "ENOUGH", 3)
    monkeypatch.setattr(words, "READ_AT_ONCE", 2)
    await fill(notebook, "in context -> here", *["context in here"] * 5)
    assert await notebook.search('"in context"') == ["1"]
    assert await notebook.search('"->"') == ["1"]
    monkeypatch.setattr(words, "READ_AT_MOST", 4)
    assert await notebook.search('"->"') == []


async def test_a_note_too_large_for_postgresql_is_kept_and_found_by_its_beginning(notebook: Notebook) -> None:
    """Else a book pasted into a note would be refused with an error."""
    many = [f"{number:064}" for number in range(16_000)]
    await notebook.note(" ".join([*many, many[0]]), title="book")
    assert await notebook.search(f"book {many[0]} {many[10_000]}") == ["1"]
    assert await notebook.search(many[-1]) == []


async def test_a_word_takes_room_in_the_index_once_however_often_a_long_note_has_it(
    notebook: Notebook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "ENTRY_BYTES", 1_000)
    await notebook.note("zebra " * 200 + "crossing")
    await notebook.note(" ".join(f"other{number}" for number in range(200)) + " crossing")
    assert await notebook.search("crossing") == ["1"]


async def test_a_query_of_very_many_words_is_answered(notebook: Notebook) -> None:
    words = " ".join(f"word{number}" for number in range(64))
    await fill(notebook, words, "word63")
    assert await notebook.search(words) == ["1"]
    assert set(await notebook.search(words.replace("word0", "nowhere"))) == {"1"}
    assert set(await notebook.search("nowhere word63")) == {"1", "2"}


@pytest.fixture
def both(sqlite_template: Path, postgresql_server: PostgresqlCopies, tmp_path: Path) -> Iterator[tuple[str, str]]:
    """The URLs of an empty database of each kind."""
    with copy_of(sqlite_template, tmp_path) as one, copy_of(postgresql_server, tmp_path) as other:
        yield one, other


@pytest.mark.slow
async def test_both_databases_find_the_same(both: tuple[str, str]) -> None:
    """The sets are the same. The order may differ between close scores, because FTS5 counts all spaces together."""
    chance = random.Random(3)
    letters = "abcdefghijklmnopqrstuvwxyz"
    vocabulary = [*("".join(chance.choices(letters, k=6)) for _ in range(100))]
    vocabulary += ["".join(chr(0x4E00 + chance.randrange(200)) for _ in range(2)) for _ in range(100)]
    chance.shuffle(vocabulary)
    weights = [1 / rank for rank in range(1, 201)]
    texts = [[" ".join(chance.choices(vocabulary, weights, k=length)) for length in (4, 40)] for _ in range(120)]
    queries = [Query(words=tuple(chance.choices(vocabulary, k=chance.randint(1, 4)))) for _ in range(60)]

    async def results(url: str) -> list[dict[int, float]]:
        database = Database(url, Analyzer())
        async with database.begin() as work:
            notebook = Notebook(work, await space_of(work))
            for title, body in texts:
                await notebook.note(body, title)
            pages = [await work.search.find(notebook.space, query, 0, ENOUGH) for query in queries]
        await database.close()
        return [{hit.id: hit.score for hit in page.hits} for page in pages]

    ours, theirs = [await results(url) for url in both]
    assert sum(map(len, ours)) > 500
    for one, other in zip(ours, theirs, strict=True):
        assert one.keys() == other.keys()
        assert one == pytest.approx(other, rel=0.01)
    best = [(list(one)[:10], list(other)[:10]) for one, other in zip(ours, theirs, strict=True)]
    shared = sum(len(set(one) & set(other)) for one, other in best)
    assert shared >= 0.95 * sum(len(one) for one, _ in best)
