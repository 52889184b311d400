"""Similarity by rare words, compared with the plain formula."""

import math
import random
from collections import Counter

import numpy as np
import pytest

from papers.ranking.rare_words import RareWords
from papers.ranking.text_cache import Terms

CHANCE = random.Random(5)
DOCUMENTS = [sorted(CHANCE.sample(range(1, 60), 12)) for _ in range(15)]
TEXTS = [DOCUMENTS[3], [1, 5, 9, 1001], [2, 7, 1000, 1003], [2001], DOCUMENTS[9][:5]]
"""Terms with an odd number are of ASCII letters; those from 1000 are in no document."""


def terms(numbers: list[int]) -> Terms:
    return np.array(numbers, np.uint32)


def vector(numbers: list[int], weights: dict[int, float] | None = None) -> dict[int, float]:
    count, frequency = len(DOCUMENTS), Counter(each for document in DOCUMENTS for each in document)
    rarity = {each: math.log((count + 1) / (frequency[each] + 0.5)) for each in numbers if frequency[each] or each % 2}
    length = math.sqrt(sum(value * value for value in rarity.values())) or 1
    return {each: value / length * (weights or {}).get(each, 1.0) for each, value in rarity.items()}


def cosine(one: dict[int, float], other: dict[int, float]) -> float:
    return sum(value * other.get(each, 0.0) for each, value in one.items())


@pytest.mark.parametrize("weights", [{}, {1: 0.0, 5: 3.0, DOCUMENTS[3][0]: 0.5}])
def test_a_similarity_is_the_cosine_of_inverse_document_frequencies(weights: dict[int, float]) -> None:
    found = RareWords([terms(each) for each in DOCUMENTS]).cosines([terms(each) for each in TEXTS], weights)
    expected = [[cosine(vector(each), vector(text, weights)) for text in TEXTS] for each in DOCUMENTS]
    assert found == pytest.approx(np.array(expected), abs=1e-5)


def test_documents_are_compared_with_each_other_by_the_same_formula() -> None:
    found = RareWords([terms(each) for each in DOCUMENTS]).document_cosines(4, [0, 4, 14])
    assert found.tolist() == pytest.approx(
        [cosine(vector(DOCUMENTS[4]), vector(DOCUMENTS[each])) for each in (0, 4, 14)]
    )


def test_without_documents_or_known_terms_nothing_is_similar() -> None:
    assert RareWords([]).cosines([terms([1, 2])], {}).shape == (0, 1)
    assert not RareWords([terms([3]), terms([])]).cosines([terms([]), terms([1, 2])], {}).any()


@pytest.mark.parametrize(("share", "counts"), [(0.19, True), (0.2, True), (0.21, False), (0.39, False)])
def test_a_term_in_more_than_a_fifth_of_a_large_day_does_not_count(share: float, *, counts: bool) -> None:
    documents = [terms([1, 1_000 + each] if each < share * 200 else [1_000 + each]) for each in range(200)]
    assert bool(RareWords(documents).cosines([terms([1])], {}).any()) is counts


@pytest.mark.parametrize(("documents", "counts"), [(20, True), (21, False)])
def test_a_term_in_twenty_documents_counts_on_any_day(documents: int, *, counts: bool) -> None:
    day = [terms([1, 1_000 + each] if each < documents else [1_000 + each]) for each in range(22)]
    assert bool(RareWords(day).cosines([terms([1])], {}).any()) is counts


def test_the_sixty_heaviest_terms_of_a_text_are_compared() -> None:
    found = RareWords([terms([each]) for each in range(70)]).cosines([terms(list(range(70)))], {69: 2.0, 68: 0.5})
    assert np.flatnonzero(found[:, 0]).tolist() == [*range(59), 69]
