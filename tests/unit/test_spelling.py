"""A typing slip is corrected to a word of the space, and nothing else is changed."""

import re
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.analyzer import encode, terms
from language.spelling import corrected, doubts

NOTES = ["Transformers and dropout", "segmentation of images", "attention, attention", "kiwi", "retrieval", "PandaGPT"]
COUNTS = Counter(encode(term) for note in NOTES for term in set(terms(note)))


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("dropuot", "dropout"),
        ("dropot", "dropout"),
        ("droppout", "dropout"),
        ("drapout", "dropout"),
        ("Transfromer", "transformer"),
        ("segmantation of imagse", "segmentation of images"),
        ("图像 segmantation 怎么做", "图像 segmentation 怎么做"),
        ("retreival에서", "retrieval에서"),
        ("retreival推理", "retrieval推理"),
        ("kwii", "kiwi"),
        ("retreival-based dropuot", "retrieval-based dropout"),
    ],
)
def test_a_slip_is_corrected_to_a_word_of_the_space(query: str, meant: str) -> None:
    assert corrected(query, COUNTS) == meant


@pytest.mark.parametrize(
    "query",
    [
        "dropout",
        "image",
        "transformers",
        "kimi",
        "zebra",
        "GPT-4V",
        "llama2",
        "dropuot-2",
        "GPT-4-dropuot",
        "트랜스포머",
        "幻觉",
        "Diffusion",
        "a",
        "",
    ],
)
def test_known_words_other_scripts_names_with_digits_and_unknown_words_are_not_changed(query: str) -> None:
    assert corrected(query, COUNTS) == query


def test_only_the_words_that_nobody_wrote_are_replaced() -> None:
    assert corrected("Segmantation zebra drapout Kiwi", COUNTS) == "segmentation zebra dropout Kiwi"


def test_the_word_in_more_notes_is_likelier() -> None:
    assert corrected("latexx", {"latex": 1, "latexy": 9}) == "latexy"


def test_a_swap_is_likelier_than_another_letter() -> None:
    assert corrected("transfromer", {"transformer": 1, "transfrommer": 9}) == "transformer"


def test_a_slip_in_the_first_letter_is_the_least_likely() -> None:
    assert corrected("zattention", {"attention": 9, "zattentions": 1}) == "zattentions"


def test_a_word_that_somebody_wrote_is_likelier_than_an_inflection_of_one() -> None:
    assert corrected("formsts", {"forests": 1, encode("~format"): 9}) == "forests"
    assert corrected("formsts", {encode("~format"): 1}) == "formats"


def test_an_inflected_form_is_less_likely_unless_letters_are_swapped() -> None:
    assert corrected("latexes", {"latenes": 1, encode("~latey"): 9}) == "latenes"
    assert corrected("latexes", {"latenes": 9, encode("~latxe"): 1}) == "latxees"


def test_letters_are_swapped_back_next_to_their_like() -> None:
    assert corrected("baanna", {"banana": 1}) == "banana"


def test_in_a_short_word_only_swapped_letters_are_corrected() -> None:
    assert corrected("formt", {"forms": 1, "format": 1}) == "formt"
    assert corrected("formt", {"fromt": 1, "forms": 1}) == "fromt"
    assert corrected("format", {"formit": 1}) == "formit"


@given(st.text(max_size=80) | st.lists(st.sampled_from(["dropuot", "-", ".", "_", "É", "的", " ", "을"])).map("".join))
def test_only_words_in_doubt_change_in_any_query(query: str) -> None:
    pattern, done = "", 0
    for doubt in doubts(query):
        assert query[doubt.start : doubt.end] == doubt.word
        pattern += f"{re.escape(query[done : doubt.start])}({doubt.word}|dropout)"
        done = doubt.end
    assert re.fullmatch(pattern + re.escape(query[done:]), corrected(query, {"dropout": 1}))


def test_among_200_000_words_a_correction_takes_no_longer() -> None:
    many = {f"word{number}": 1 for number in range(200_000)} | {"convolution": 3}
    start = time.perf_counter()
    found = corrected("convoluiton " * 6, many)
    assert time.perf_counter() - start < 2
    assert found == "convolution " * 6


def test_a_query_of_many_words_is_asked_about_a_few() -> None:
    assert corrected("dropuot " * 7, {"dropout": 1}) == "dropout " * 6 + "dropuot "
    assert sum(len(doubt.others) for doubt in doubts("wrod sometihng " * 5_000)) < 20_000


def test_the_index_is_asked_for_few_terms_until_a_word_turns_out_to_be_unknown() -> None:
    [doubt] = doubts("segmantation")
    assert doubt.own == ("segmantation", encode("~segmant"))
    assert {"segmentation", encode("~segment")} <= set(doubt.others)
