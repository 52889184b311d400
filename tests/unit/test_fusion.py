"""Words and meaning are ranked together: neither drowns the other, and guesses are told from finds."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ports.text import ConceptPostings, Evidence, RankedEntry
from language import bm25
from language.fusion import OTHER_ENCODER, PRIOR_MEAN, Floor, background, pooled, ranked

FLAT = [(0.0,), (0.2,)] * 500
"""Cosines of other notes, with a mean and a deviation of .1."""


def concept(frequencies: Mapping[str, float], weight: float = 1.0) -> ConceptPostings[str]:
    return ConceptPostings(weight, frequencies, len(frequencies))


NARROW = [(-0.02,), (0.02,)] * 500
WIDE = [(0.1,), (0.9,)] * 500


def order(evidence: Evidence[str]) -> list[str]:
    return [each.key for each in ranked(evidence)]


def only(evidence: Evidence[str]) -> tuple[bool, bool]:
    """Return whether the only note with any evidence is found by words, and by meaning."""
    [entry] = ranked(evidence)
    return entry.by_words, entry.by_meaning


def only_note(key: str, evidence: Evidence[str]) -> RankedEntry[str]:
    return next(entry for entry in ranked(evidence) if entry.key == key)


def test_a_rare_word_says_more_than_a_common_one() -> None:
    common = concept({"a": 1.0, **{str(number): 1.0 for number in range(50)}})
    assert order(Evidence(100, [common, concept({"b": 1.0})]))[0] == "b"


def test_two_words_of_a_question_are_better_than_one_twice() -> None:
    evidence = Evidence(100, [concept({"both": 1.0, "twice": 2.0}), concept({"both": 1.0, "other": 1.0})])
    assert order(evidence)[0] == "both"


def test_a_word_counts_more_where_it_is_more_frequent() -> None:
    assert order(Evidence(100, [concept({"once": 1.0, "often": 3.0})])) == ["often", "once"]


def test_a_note_without_the_words_is_found_by_meaning_and_labeled() -> None:
    assert only(Evidence(100, cosines={"a": (0.6,)}, sample=FLAT)) == (False, True)


def test_a_weak_guess_is_not_a_find_and_follows_every_find() -> None:
    words = [concept({"word": 1.0}, 0.3), *(concept({str(n): 1.0}) for n in range(20))]
    entries = ranked(Evidence(100, words, cosines={"guess": (0.3,)}, sample=FLAT))
    assert [each.key for each in entries if each.perhaps and not each.by_words][-1] == "guess"
    assert not next(each for each in entries if each.key == "guess").by_meaning


def test_a_question_about_something_else_has_no_finds_however_far_its_best_guess_is_ahead() -> None:
    evidence = Evidence(100, cosines={"a": (0.2,)}, sample=[(-0.02,), (0.02,)] * 500)
    [guess] = ranked(evidence)
    assert (guess.by_meaning, guess.perhaps) == (False, True)
    assert ranked(evidence, OTHER_ENCODER)[0].by_meaning


def test_a_note_that_is_no_closer_than_others_is_not_even_a_guess() -> None:
    [entry] = ranked(Evidence(100, cosines={"a": (0.15,)}, sample=FLAT))
    assert not entry.perhaps


def test_a_note_that_words_find_well_counts_as_found_by_words() -> None:
    assert only(Evidence(100, [concept({"a": 1.0})], cosines={"a": (0.9,)}, sample=FLAT)) == (True, True)


def test_a_third_of_the_words_is_enough_to_be_found_by_words_and_a_sixth_is_not() -> None:
    """Else a note with a few of the words would carry "by meaning", or a long question would find anything."""
    third, sixth = ([concept({"a": 1.0}), *(concept({str(n): 1.0}) for n in range(1, of))] for of in (3, 6))
    assert only_note("a", Evidence(100, third)).by_words
    assert not only_note("a", Evidence(100, sixth)).by_words


def test_a_note_with_a_tenth_of_the_words_is_still_a_guess_and_one_with_less_is_not() -> None:
    tenth, less = ([concept({"a": 1.0}), *(concept({str(n): 1.0}) for n in range(1, of))] for of in (9, 12))
    assert only_note("a", Evidence(100, tenth)).perhaps
    assert not only_note("a", Evidence(100, less)).perhaps


@pytest.mark.parametrize(
    ("cosine", "sample", "found"),
    [
        (0.37, FLAT, True),
        (0.35, FLAT, False),  # 2.5 standard deviations from the mean
        (0.26, NARROW, True),
        (0.24, NARROW, False),  # far ahead of all others, and still about something else
        (0.61, WIDE, True),  # in a notebook about one thing, everything is close
        (0.59, WIDE, False),
    ],
)
def test_a_note_is_found_by_meaning_if_it_is_close_and_closer_than_others(
    cosine: float, sample: Sequence[Sequence[float]], found: bool
) -> None:
    assert only(Evidence(100, cosines={"a": (cosine,)}, sample=sample)) == (False, found)


@pytest.mark.parametrize(("cosine", "found"), [(0.41, True), (0.39, False), (0.99, True)])
def test_with_an_unknown_encoder_only_the_distance_from_other_notes_counts(cosine: float, found: bool) -> None:
    [entry] = ranked(Evidence(100, cosines={"a": (cosine,)}, sample=FLAT), OTHER_ENCODER)
    assert entry.by_meaning is found


def test_scores_are_those_that_the_figures_were_measured_with() -> None:
    """``docs/search.md`` has the figures. A score that changes here needs new ones."""
    evidence = Evidence(
        1_000,
        [concept({"both": 1.0, "title": 6.0}), ConceptPostings(0.3, {"both": 0.5}, 200), concept({}, 0.5)],
        cosines={"both": (0.3, 0.2), "near": (0.5, 0.1, 0.0, -0.2), "nearest": (0.9,), "far": (-0.5,)},
        sample=[(0.0,), (0.1, 0.2), (0.3,)],
        complete={"both"},
        newness={"near": 1.0},
    )
    scores = {entry.key: round(entry.score, 3) for entry in ranked(evidence)}
    assert scores == {"both": 1.777, "title": 1.122, "nearest": 0.375, "near": 0.207, "far": 0.0}
    scores = {entry.key: round(entry.score, 3) for entry in ranked(replace(evidence, corrected=True))}
    assert scores == {"both": 1.872, "title": 1.442, "nearest": 0.125, "near": 0.082, "far": 0.0}
    few = {entry.key: round(entry.score, 3) for entry in ranked(Evidence(3, cosines={"a": (0.4,)}))}
    assert few == {"a": 0.275}


def test_after_a_correction_words_count_more_because_the_vector_is_of_the_misspelt_ones() -> None:
    words = [concept({"close": 0.1, "word": 1.0})]
    cosines = {"close": (0.6,), "word": (0.1,)}
    assert order(Evidence(100, words, cosines, FLAT)) == ["word", "close"]
    weak = [concept({"close": 0.5, "word": 1.0})]
    assert order(Evidence(100, weak, cosines, FLAT)) == ["close", "word"]
    assert order(Evidence(100, weak, cosines, FLAT, corrected=True)) == ["word", "close"]


def test_words_that_nobody_wrote_do_not_make_the_others_worthless() -> None:
    known = concept({"a": 1.0})
    alone, among = (bm25.scores(concepts, 100)["a"] for concepts in ([known], [known, concept({})]))
    assert among > 0.8 * alone


def test_a_note_with_all_the_words_as_typed_is_before_one_that_is_merely_close() -> None:
    words = [concept({"translated": 2.0, "typed": 1.0})]
    cosines = {"translated": (0.3,), "typed": (0.1,)}
    assert order(Evidence(100, words, cosines, FLAT, complete={"typed"}))[0] == "typed"


def test_between_equals_the_newer_comes_first() -> None:
    assert order(Evidence(100, [concept({"old": 1.0, "new": 1.0})], newness={"new": 1.0})) == ["new", "old"]
    assert order(Evidence(100, [concept({"old": 3.0, "new": 1.0})], newness={"new": 1.0})) == ["old", "new"]


def test_in_a_space_of_three_notes_a_close_one_is_still_close() -> None:
    assert background([0.7, 0.12, 0.05]).z(0.7) > 2


def test_without_other_notes_a_usual_cosine_says_nothing() -> None:
    assert background([]).z(PRIOR_MEAN) == pytest.approx(0)


def test_a_large_sample_decides_the_distribution() -> None:
    many = background([0.2, 0.4] * 5_000)
    assert many.mean == pytest.approx(0.3, abs=0.001)
    assert many.deviation == pytest.approx(0.1, abs=0.001)


def test_equal_cosines_divide_by_nothing() -> None:
    assert background([0.5] * 1_000_000).deviation > 0


def test_a_note_with_one_good_passage_is_nearly_as_close_as_one_full_of_them() -> None:
    assert pooled([0.6]) == pooled([0.6, 0.6, 0.6]) == pytest.approx(0.6)
    assert pooled([0.6, 0.0, 0.0]) == pytest.approx(0.4)
    assert pooled([0.6, 0.5, 0.4, -0.9]) == pooled([0.4, 0.6, 0.5])
    assert pooled([]) == 0.0


KEYS = st.sampled_from("abcde")
COSINES = st.lists(st.floats(-1, 1), min_size=1, max_size=4)


@given(
    st.lists(st.dictionaries(KEYS, st.floats(0.1, 100)), max_size=5),
    st.dictionaries(KEYS, COSINES),
    st.lists(COSINES, max_size=5),
    st.sets(KEYS),
    st.integers(1, 10_000_000),
)
def test_every_note_with_evidence_is_ranked_once_by_a_finite_score(
    words: Sequence[Mapping[str, float]],
    near: Mapping[str, Sequence[float]],
    sample: Sequence[Sequence[float]],
    complete: set[str],
    entries: int,
) -> None:
    found = ranked(Evidence(entries, list(map(concept, words)), near, sample, complete))
    assert sorted(each.key for each in found) == sorted({*near, *complete, *(key for each in words for key in each)})
    scores = [each.score for each in found]
    assert all(map(math.isfinite, scores))
    assert scores == sorted(scores, reverse=True)


def test_rarity_is_lucenes() -> None:
    """https://lucene.apache.org/core/9_0_0/core/org/apache/lucene/search/similarities/BM25Similarity.html"""
    assert bm25.inverse_document_frequency(1, 10) == pytest.approx(math.log(1 + 9.5 / 1.5))


def test_a_note_as_close_as_the_floor_is_found() -> None:
    floor = Floor(z=2.0, cosine=0.25, sure=0.5)
    assert floor.passes(2.0, 0.25)
    assert floor.passes(0.0, 0.5)
    assert not floor.passes(1.9, 0.49)
    assert not floor.passes(2.0, 0.2)


@given(st.integers(0, 2_000_000), st.integers(0, 2_000_000))
def test_a_word_in_more_notes_is_never_rarer(one: int, other: int) -> None:
    fewer, more = sorted((one, other))
    idf = bm25.inverse_document_frequency
    assert idf(fewer, 1_000_000) >= idf(more, 1_000_000) >= 0
