"""The gist: one sentence of the abstract, without a word of our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.text.gist import LIMIT, gist, sentences
from papers.text.latex import readable

ABSTRACT = """Language models forget what they read. Recent work has shown that memory helps (see Fig. 2 and
e.g. the survey of A. B. Doe et al. on it). We propose Pigeonhole, a memory that keeps 3.5 times more facts.
Experiments show that it works. Code is available at https://example.org/pigeonhole."""

WORDS = st.sampled_from(
    [
        "We propose",
        "however",
        "e.g.",
        "et al.",
        "Fig. 2",
        "3.5",
        "$x = 1$",
        "(aside)",
        "results show",
        "的",
        "。",
        ";",
        r"\emph{so}",
        r"$\alpha$",
        "``",
        "''",
        "[",
        "(",
        '"',
        "$5",
        "which",
        "and",
        ",",
    ]
)


def test_the_sentence_that_says_what_was_done_is_chosen() -> None:
    assert gist(ABSTRACT) == "We propose Pigeonhole, a memory that keeps 3.5 times more facts."


def test_a_finding_is_the_gist_if_nothing_is_proposed() -> None:
    assert gist("Birds sing. It is well known. We find that sparrows sing louder near motorways.") == (
        "We find that sparrows sing louder near motorways."
    )


def test_abbreviations_initials_and_decimals_do_not_end_a_sentence() -> None:
    assert len(sentences(ABSTRACT)) == 5
    apart = ["As J. Smith vs. K. Jones et al. found, i.e. in Eq. 3, it is 0.5.", "It holds for vitamin C.", "We agree."]
    assert sentences(" ".join(apart)) == apart


def test_a_long_sentence_is_cut_at_a_clause() -> None:
    long = "We propose a parser that reads " + ", ".join(f"the format number {n}" for n in range(30)) + "."
    cut = gist(long)
    assert len(cut) <= LIMIT
    assert cut.endswith("…")
    assert long.startswith(cut[:-1])
    assert long[len(cut) - 1] == ","


def test_a_long_preamble_does_not_push_out_what_was_done() -> None:
    done = "we propose a small and simple method that does it well, and show that it is fast."
    assert gist("Because " + "it has always been hard to do so, " * 8 + done) == f"… {done}"


def test_the_sentence_about_the_subject_of_the_title_is_chosen() -> None:
    abstract = (
        "To this end, we develop a pipeline that collects footage of many birds. "
        "We introduce Murmur, a dataset of starling flocks over cities."
    )
    assert gist(abstract, "Murmur: a dataset of flocks").startswith("We introduce Murmur")
    assert gist("Traffic is a nuisance. Bees avoid roads. It rains.", "How bees avoid roads") == "Bees avoid roads."


def test_latex_is_read_before_a_sentence_is_chosen_and_cut() -> None:
    assert gist(r"We show that \emph{Erd\H{o}s} graphs need $O(n^{2})$ steps, at $5 each.") == (
        "We show that Erdős graphs need O(n²) steps, at $5 each."
    )


@pytest.mark.parametrize(
    ("opening", "filling"),
    [
        ("(an aside that goes on", "and on"),
        ("“a quote that", "goes on"),
        (r"$\ours{a} + b", "+ c"),
        ("[a list", "of it"),
    ],
)
def test_an_aside_a_quote_or_a_formula_is_not_cut_in_two(opening: str, filling: str) -> None:
    before = "We show a bound on the rate of" + " the growth of many different trees in the tropical forests" * 3
    assert gist(f"{before} {opening} {' '.join([filling] * 40)}") == before + "…"


@pytest.mark.parametrize("dangling", ["and which", ", and that of the", "by using", ", while for its"])
def test_a_cut_never_ends_with_a_word_that_needs_a_continuation(dangling: str) -> None:
    before = "We show a bound on the rate of" + " the growth of many different trees in the tropical forests" * 3
    assert gist(f"{before} {dangling} {'immeasurable' * 20}") == before + "…"


@pytest.mark.parametrize("blank", ["", "  \n "])
def test_a_blank_abstract_has_no_gist(blank: str) -> None:
    assert gist(blank) == ""


@given(st.one_of(st.text(), st.lists(st.one_of(WORDS, st.text(max_size=60)), max_size=30).map(" ".join)))
def test_every_word_of_a_gist_is_the_abstracts(abstract: str) -> None:
    told = gist(abstract)
    line = " ".join(readable(abstract).split())
    assert len(told) <= LIMIT
    assert told.removeprefix("… ").removesuffix("…") in line
    assert bool(told) == bool(line)
