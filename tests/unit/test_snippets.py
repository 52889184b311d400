"""A snippet is one line of the text with the matches marked, in any script."""

import re
import unicodedata
from collections.abc import Collection
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wcwidth import iter_graphemes

from bot.core.messages import Marked, Text
from handlers.search.query import parse_query
from language.analyzer import query_terms, terms
from language.snippets import highlight, occurrences, snippet

ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=200)
WORDS = st.lists(
    st.sampled_from(
        [
            "扩散模型",
            "，",
            " ",
            "\n",
            "attention ",
            "PagedAttention ",
            "모델을 ",
            "학습 ",
            "👩‍💻",
            "🇰🇷",
            "e\u0301tude ",
            "\x1b[1m",
            "的",
        ]
    ),
    max_size=60,
).map("".join)
SPACED_WORD = re.compile("[a-zA-Z\u0301]+|[가-힣]+")


def asked(query: str) -> set[str]:
    return {term for group in query_terms(query) for term in group.terms}


def parts(text: str, wanted: Collection[str], width: int) -> list[Text | Marked]:
    found = snippet(text, occurrences(text, wanted), width)
    return [part for part in found if isinstance(part, Text | Marked)]


def line(text: str, wanted: Collection[str], width: int) -> str:
    return "".join(part.text for part in parts(text, wanted, width))


def shown(text: str, query: str, width: int) -> str:
    """The snippet as one string, with the marked parts in brackets."""
    found = parts(text, asked(query), width)
    return "".join(f"[{part.text}]" if isinstance(part, Marked) else part.text for part in found)


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("这是扩散模型。", "扩散模型", "这是[扩散模型]。"),
        ("提高LLM推理性能", "llm推理", "提高[LLM推理]性能"),
        ("큰 모델이 결과를 낸다", "모델을 결과는", "큰 [모델]이 [결과]를 낸다"),
        ("Large Models, one model", "models", "Large [Models], one [model]"),
        ("vLLM: PagedAttention", "attention", "vLLM: Paged[Attention]"),
        ("vLLM: PagedAttention", "pagedattention paged", "vLLM: [PagedAttention]"),
        ("QLoRA, Llama2 and GPT-4-turbo", "lora llama gpt4", "Q[LoRA], [Llama]2 and [GPT-4]-turbo"),
        ("GPT4V and GPT-4V", "gpt-4v", "[GPT4V] and [GPT-4V]"),
        ("Ｅｒｄőｓ ½ naïve", "erdos naive", "[Ｅｒｄőｓ] ½ [naïve]"),
        ("  two\r\n\n lines\x1b[0m ", "lines", "two [lines] [0m"),
        ("no match", "other", "no match"),
        ("nothing asked", "", "nothing asked"),
        ("x \ud800 y", "x", "[x] \ufffd y"),
        (" \n ", "x", ""),
        ("", "x", ""),
    ],
)
def test_a_short_text_is_shown_whole_on_one_line(text: str, query: str, expected: str) -> None:
    assert shown(text, query, 80) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("gamma", "…beta [gamma] delta delta delta…"),
        ("alpha", "[alpha] alpha alpha beta beta beta…"),
        ("omega", "…delta delta delta delta [omega]"),
        ("absent", "alpha alpha alpha beta beta beta…"),
    ],
)
def test_a_long_text_is_cut_between_words_around_the_match(query: str, expected: str) -> None:
    text = "alpha " + "alpha " * 2 + "beta " * 12 + "gamma " + "delta " * 12 + "omega"
    result = shown(text, query, 36)
    assert result.replace("[alpha]", "alpha") == expected.replace("[alpha]", "alpha")
    assert (f"[{query}]" in result) == (query in text)


@pytest.mark.parametrize(
    ("query", "width", "expected"),
    [
        ("w20", 31, "…w18 w19 [w20] w21 w22 w23 w24…"),
        ("w01", 31, "w00 [w01] w02 w03 w04 w05 w06…"),
        ("w03", 31, "…w01 w02 [w03] w04 w05 w06 w07…"),
        ("w36", 31, "…w33 w34 w35 [w36] w37 w38 w39"),
        ("w39", 31, "…w33 w34 w35 w36 w37 w38 [w39]"),
        ("w05 w20", 31, "…w03 w04 [w05] w06 w07 w08 w09…"),
        ("w05 w30 w31", 31, "…w29 [w30] [w31] w32 w33 w34…"),
        ("w10 w14", 21, "…[w10] w11 w12 w13 [w14]…"),
        ("w10 w15", 21, "…w09 [w10] w11 w12…"),
        ("w10 w11 w12", 13, "…[w10] [w11] [w12]…"),
        ("w10 w11 w12", 12, "…[w10] [w11]…"),
    ],
)
def test_a_third_of_the_words_around_the_matches_is_in_front_of_them(query: str, width: int, expected: str) -> None:
    assert shown(" ".join(f"w{number:02}" for number in range(40)), query, width) == expected


@pytest.mark.parametrize(
    ("text", "query", "width", "expected"),
    [
        ("模型" * 30 + "target" + "模型" * 30, "target", 20, "…模型模型[target]模型模型模型模型…"),
        ("的" * 30 + "👩‍💻" * 3 + "目标" + "👩‍💻" * 3 + "的" * 30, "目标", 14, "…👩‍💻[目标]👩‍💻👩‍💻…"),
        ("x " * 30 + "foo\u0301bar" + " y" * 30, "foobar", 14, "…[foo\u0301bar] y y…"),
    ],
)
def test_a_text_without_spaces_or_with_marks_is_cut_between_its_characters(
    text: str, query: str, width: int, expected: str
) -> None:
    assert shown(text, query, width) == expected


def test_the_place_with_most_of_the_words_wins_and_the_rarer_word_breaks_a_tie() -> None:
    text = "模型" + "，甲乙丙丁" * 20 + "扩散，模型" + "，甲乙丙丁" * 20 + "推理"
    assert "[扩散]，[模型]" in shown(text, "扩散 模型", 30)
    assert "[推理]" in shown("模型，" * 50 + "甲" * 50 + "推理", "模型 推理", 20)


def test_three_frequent_words_together_win_over_two_rare_ones() -> None:
    far = " " + "x " * 30
    rare = f"rare once{far}one{far}two{far}three{far}one two{far}three one{far}two three"
    asked = "rare once one two three"
    assert "[rare] [once]" in shown(rare, asked, 20)
    assert "[one] [two] [three]" in shown(f"{rare}{far}one two three", asked, 20)


def test_a_match_within_a_word_is_shown_with_the_whole_word() -> None:
    assert shown("x " * 20 + "PagedAttention" + " y" * 20, "paged", 18) == "…[Paged]Attention y…"
    assert shown("x " * 20 + "PagedAttention" + " y" * 20, "attention", 18) == "…Paged[Attention] y…"


def test_a_query_marks_its_words_and_phrases_but_not_its_filters() -> None:
    query = parse_query('模型 "in context" tag:llm -method')
    assert highlight("llm 模型 method in context", query, 80) == (
        Text("llm "), Marked("模型"), Text(" method "), Marked("in"), Text(" "), Marked("context")
    )  # fmt: skip


def marked(text: str, query: str) -> list[str]:
    return [part.text for part in highlight(text, parse_query(query), 200) if isinstance(part, Marked)]


@pytest.mark.parametrize(
    ("text", "query", "expected"),
    [
        ("扩散模型 and 확산", "diffusion", ["扩散", "확산"]),
        ("retrieval-augmented, 검색 증강, RAG", "检索增强", ["retrieval", "augmented", "검색", "증강", "RAG"]),
        ("low-rank adaptation is LoRA", "lora", ["low", "rank", "adaptation", "LoRA"]),
        ("low prices, rank them", "lora", []),
        ("The model learns from a few examples", "how do models learn from examples", ["model", "learns", "examples"]),
        ("what is it", "what is it", ["what", "is", "it"]),
        ("가나다라, 나다", "가나다라", ["가나다라", "나다"]),
        ("나다", "가나다라", []),
        ('학습 "in context"', '학습 "in context"', ["학습", "in", "context"]),
    ],
)
def test_a_term_is_marked_in_every_wording_and_function_words_are_not(
    text: str, query: str, expected: list[str]
) -> None:
    assert marked(text, query) == expected


@given(ANY_TEXT | WORDS, st.sampled_from(["扩散模型", "attention", "모델", "👩‍💻", "的", ""]), st.integers(20, 60))
@example("扩散" * 50, "扩散模型", 20)
def test_a_snippet_fits_is_one_line_and_marks_only_what_matches(text: str, query: str, width: int) -> None:
    wanted, found = asked(query), parts(text, asked(query), width)
    shown = "".join(part.text for part in found)
    assert len(shown) <= width
    assert not any(unicodedata.category(c) in {"Cc", "Cs", "Zl", "Zp"} for c in shown)
    assert all(type(first) is not type(second) for first, second in pairwise(found))
    assert all(part.text for part in found)
    marked = [part.text for part in found if isinstance(part, Marked)]
    assert all(wanted & set(terms(text)) for text in marked)
    assert bool(marked) == bool(wanted & set(terms(text)))


@given(WORDS, st.sampled_from(["扩散模型", "attention", "모델", "absent"]), st.integers(20, 60))
def test_a_snippet_cuts_no_grapheme_and_no_word(text: str, query: str, width: int) -> None:
    found = line(text, asked(query), width).replace("…", "")
    assert set(iter_graphemes(found)) <= set(iter_graphemes(text)) | {" "}
    assert set(SPACED_WORD.findall(found)) <= set(SPACED_WORD.findall(text))


@given(ANY_TEXT | WORDS, st.integers(3, 20))
def test_even_a_tiny_width_is_kept(text: str, width: int) -> None:
    assert len(line(text, {"扩散", "~attent", "모델"}, width)) <= width


@pytest.mark.parametrize("grapheme", ["👩‍💻", "🇰🇷", "e\u0301", "각", "👍🏽"])
def test_graphemes_stay_whole_at_every_width(grapheme: str) -> None:
    for width in range(12, 40):
        found = line(grapheme * 40, (), width)
        assert set(iter_graphemes(found.removesuffix("…"))) <= {grapheme}
        assert len(found) > width - 2 - len(grapheme)


@pytest.mark.parametrize(
    "text", ["的" * 10**6, "e" + "\u0301" * 10**6, "x" * 10**6, " " * 10**6 + "x", "\ud83d\ude00" * 500_000]
)
def test_a_megabyte_makes_a_line(text: str) -> None:
    assert 1 <= len(line(text, {"的", "~x"}, 60)) <= 60


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert line("x" * 100, (), 20) == "x" * 18 + "…"


def test_a_match_longer_than_the_line_is_shown_from_its_beginning() -> None:
    word = "abcdefghijklmnopqrstuvwxyz"
    assert shown("x " * 20 + word + " x" * 20, word, 20) == "…abcdefghijklmnopqr…"


def test_words_too_long_to_fit_next_to_the_match_are_left_out() -> None:
    assert shown("y" * 60 + " target " + "z" * 60, "target", 20) == "…[target]…"


def test_a_text_as_long_as_the_line_is_shown_whole_whatever_blanks_are_around_it() -> None:
    assert line(" " * 5 + "x" * 20 + " ", (), 20) == "x" * 20
    assert line(" " * 5 + "x" * 21, (), 20) == "x" * 18 + "…"
