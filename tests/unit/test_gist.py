"""The gist: one sentence of the abstract, never a word of our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.gist import LIMIT, gist, sentences

ABSTRACT = """Language models forget what they read. Recent work has shown that memory helps (see Fig. 2 and
e.g. the survey of A. B. Doe et al. on it). We propose Pigeonhole, a memory that keeps 3.5 times more facts.
Experiments show that it works. Code is available at https://example.org/pigeonhole."""

WORDS = st.sampled_from(
    ["We propose", "however", "e.g.", "et al.", "Fig. 2", "3.5", "$x = 1$", "(aside)", "results show", "的", "。", ";"]
)


def test_the_sentence_that_says_what_was_done_is_chosen() -> None:
    assert gist(ABSTRACT) == "We propose Pigeonhole, a memory that keeps 3.5 times more facts."


def test_a_finding_stands_in_where_nothing_is_proposed() -> None:
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


def test_a_formula_is_not_cut_in_two() -> None:
    cut = gist(
        "We show a bound on the rate " + "of the growth " * 10 + "which is $a + b " + "+ c " * 40 + "$ in the limit."
    )
    assert cut.count("$") % 2 == 0


@pytest.mark.parametrize("blank", ["", "  \n "])
def test_a_blank_abstract_has_no_gist(blank: str) -> None:
    assert gist(blank) == ""


@given(st.one_of(st.text(), st.lists(st.one_of(WORDS, st.text(max_size=60)), max_size=30).map(" ".join)))
def test_every_word_of_a_gist_is_the_abstracts(abstract: str) -> None:
    told = gist(abstract)
    line = " ".join(abstract.split())
    assert len(told) <= LIMIT
    assert told.removeprefix("… ").removesuffix("…") in line
    assert bool(told) == bool(line)
