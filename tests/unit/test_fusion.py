"""Words and meaning together: neither is drowned by the other, and guesses are told from finds."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.fusion import OTHER_ENCODER, Background, Evidence, Matches, background, fuse, rarity

FLAT = Background(mean=0.1, deviation=0.1)


def order(evidence: Evidence[str], **options: float) -> list[str]:
    return [each.key for each in fuse(evidence, **options)]


def test_a_rare_word_says_more_than_a_common_one() -> None:
    common = Matches(1.0, {"a": 1.0, **{str(number): 1.0 for number in range(50)}})
    assert order(Evidence(100, [common, Matches(1.0, {"b": 1.0})]))[0] == "b"


def test_two_words_of_a_question_are_better_than_one_twice() -> None:
    evidence = Evidence(100, [Matches(1.0, {"both": 1.0, "twice": 2.0}), Matches(1.0, {"both": 1.0, "other": 1.0})])
    assert order(evidence)[0] == "both"


def test_a_word_counts_less_in_a_long_note() -> None:
    evidence = Evidence(100, [Matches(1.0, {"long": 1.0, "short": 1.0})], lengths={"long": 3.0, "short": 0.5})
    assert order(evidence) == ["short", "long"]


def test_meaning_finds_what_no_word_finds_and_says_so() -> None:
    [found] = fuse(Evidence(100, cosines={"a": 0.6}, background=FLAT))
    assert found.by_meaning
    assert not found.perhaps
    assert found.meaning == pytest.approx(5.0)


def test_a_weak_guess_is_a_perhaps_and_stands_behind_every_find() -> None:
    words = [Matches(0.3, {"word": 1.0}), *(Matches(1.0, {str(n): 1.0}) for n in range(20))]
    ranked = fuse(Evidence(100, words, cosines={"guess": 0.3}, background=FLAT))
    assert [each.key for each in ranked if each.perhaps] == ["guess"] == [ranked[-1].key]


def test_a_question_about_something_else_has_no_finds_however_far_its_best_guess_is_ahead() -> None:
    [guess] = fuse(Evidence(100, cosines={"a": 0.2}, background=Background(0.0, 0.02)))
    assert guess.perhaps
    [found] = fuse(Evidence(100, cosines={"a": 0.2}, background=Background(0.0, 0.02)), floor=OTHER_ENCODER)
    assert not found.perhaps


def test_what_words_find_well_is_not_said_to_be_by_meaning() -> None:
    [found] = fuse(Evidence(100, [Matches(1.0, {"a": 1.0})], cosines={"a": 0.9}, background=FLAT))
    assert not found.by_meaning


def test_without_weight_for_meaning_words_alone_decide() -> None:
    evidence = Evidence(100, [Matches(1.0, {"word": 1.0})], cosines={"word": 0.0, "close": 0.9}, background=FLAT)
    assert order(evidence, meaning=0) == ["word"]


def test_words_that_nobody_wrote_do_not_make_the_others_worthless() -> None:
    known = Matches(1.0, {"a": 1.0})
    alone, among = (fuse(Evidence(100, matches))[0] for matches in ([known], [known, Matches(1.0, {})]))
    assert among.lexical > 0.8 * alone.lexical


def test_a_note_with_all_the_words_as_typed_is_before_one_that_is_merely_close() -> None:
    match = Matches(1.0, {"translated": 2.0, "typed": 1.0})
    evidence = Evidence(100, [match], cosines={"translated": 0.3, "typed": 0.1}, background=FLAT, complete={"typed"})
    assert order(evidence)[0] == "typed"


def test_between_equals_the_preferred_comes_first() -> None:
    match = Matches(1.0, {"old": 1.0, "new": 1.0})
    assert order(Evidence(100, [match], preference={"new": 1.0})) == ["new", "old"]
    better = Matches(1.0, {"old": 3.0, "new": 1.0})
    assert order(Evidence(100, [better], preference={"new": 1.0})) == ["old", "new"]


def test_in_a_space_of_three_notes_a_close_one_is_still_close() -> None:
    few = background([0.7, 0.12, 0.05])
    assert (0.7 - few.mean) / few.deviation > 2


def test_of_many_cosines_the_distribution_is_what_it_is() -> None:
    many = background([0.2, 0.4] * 5_000)
    assert many.mean == pytest.approx(0.3, abs=0.001)
    assert many.deviation == pytest.approx(0.1, abs=0.001)


def test_equal_cosines_divide_by_nothing() -> None:
    assert background([0.5] * 1_000_000).deviation > 0


NUMBERS = st.floats(-1, 1)
KEYS = st.sampled_from("abcde")


@given(
    st.lists(st.dictionaries(KEYS, st.floats(0.1, 100)), max_size=5),
    st.dictionaries(KEYS, NUMBERS),
    st.sets(KEYS),
    st.integers(1, 10_000_000),
)
def test_every_note_with_evidence_is_ranked_once_with_a_number(
    found: list[dict[str, float]], near: dict[str, float], whole: set[str], notes: int
) -> None:
    matches = [Matches(1.0, frequencies) for frequencies in found]
    ranked = fuse(Evidence(notes, matches, cosines=near, background=FLAT, complete=whole))
    assert sorted(each.key for each in ranked) == sorted({*near, *whole, *(key for each in found for key in each)})
    assert all(math.isfinite(each.score) for each in ranked)
    firm = [each.score for each in ranked if not each.perhaps]
    assert firm == sorted(firm, reverse=True)


@given(st.integers(0, 1_000_000), st.integers(0, 1_000_000))
def test_a_word_in_more_notes_is_never_rarer(fewer: int, more: int) -> None:
    fewer, more = sorted((fewer, more))
    assert rarity(fewer, 1_000_000) >= rarity(more, 1_000_000) >= 0
