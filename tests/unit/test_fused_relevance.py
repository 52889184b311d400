"""Concepts, spelling and fusion as the storage uses them."""

import pytest

from bot.core.ports.text import Concept, Evidence, Relevance
from language.fusion import OTHER_ENCODER
from language.relevance import FusedRelevance

RELEVANCE: Relevance = FusedRelevance()


def test_concepts_are_asked_of_the_index_as_it_stores_them() -> None:
    assert RELEVANCE.concepts("C# zebras") == [Concept((("c_23_",),)), Concept((("__zebra",),))]


def test_the_vector_of_one_or_two_letters_means_nothing() -> None:
    assert [RELEVANCE.is_meaningful(query) for query in ("ab", " a\n b", "ab ", "abc")] == [False, True, False, True]


def test_a_slip_is_found_and_corrected() -> None:
    assert [doubt.own[0] for doubt in RELEVANCE.doubts("zebra dropuot")] == ["zebra", "dropuot"]
    assert RELEVANCE.corrected("zebra dropuot", {"dropout": 1}) == "zebra dropout"


def test_hits_are_judged_by_the_floor_of_their_encoder() -> None:
    evidence = Evidence(100, cosines={"a": (0.2,)}, sample=[(-0.02,), (0.02,)] * 500)
    assert [each.by_meaning for each in RELEVANCE.ranked(evidence)] == [False]
    assert [each.by_meaning for each in FusedRelevance(OTHER_ENCODER).ranked(evidence)] == [True]


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("zebra kiwi", "kiwi zebra", 1.0),
        ("zebra zebra", "zebra", 0.5),
        ("zebra", "kiwi", 0.0),
        ("", "", 0.0),
        ("ab " * 16_667 + "zebra", "ab " * 16_667 + "kiwi", 1.0),
    ],
)
def test_likeness_is_the_share_of_terms_that_both_beginnings_have(one: str, other: str, share: float) -> None:
    assert RELEVANCE.likeness(one, other) == share
