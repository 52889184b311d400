"""A question asks for things, not for strings: each thing in every language it is written in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from language.analyzer import terms
from language.concepts import MAX_CONCEPTS, concepts, frequency


def has(query: str, text: str) -> list[bool]:
    counts = dict.fromkeys(terms(text), 1.0)
    return [frequency(concept, counts) > 0 for concept in concepts(query) if concept.weight == 1]


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("확산 모델", "一种扩散模型"),
        ("diffusion models", "확산 모델을 학습"),
        ("大模型", "An LLM for everything"),
        ("RAG", "检索增强生成"),
        ("PagedAttention", "uses PagedAttention"),
    ],
)
def test_a_thing_is_found_in_whatever_language_it_was_noted(query: str, text: str) -> None:
    assert has(query, text)
    assert all(has(query, text))


def test_half_of_a_compound_is_worth_something() -> None:
    counts = dict.fromkeys(terms("利用检索的方法"), 1.0)
    found = [concept.weight for concept in concepts("retrieval-augmented generation") if frequency(concept, counts)]
    assert found == [pytest.approx(0.3)]


def test_characters_outside_of_known_terms_count_little() -> None:
    assert {concept.weight for concept in concepts("怎么办呢")} == {0.3}


def test_of_several_ways_the_most_frequent_counts_and_of_a_way_its_rarest_term() -> None:
    [concept] = concepts("diffusion")
    assert frequency(concept, {"~diffus": 2, "扩散": 3}) == 3
    [compound] = [each for each in concepts("knowledge graph") if each.weight == 1]
    assert frequency(compound, {"~knowledg": 5, "~graph": 1}) == 1


@given(st.text(max_size=200))
def test_any_query_has_a_bounded_number_of_things_that_texts_can_have(query: str) -> None:
    found = concepts(query)
    assert len(found) <= MAX_CONCEPTS
    assert len({concept.ways for concept in found}) == len(found)
    assert all(way for concept in found for way in concept.ways)


def test_ten_thousand_words_are_cut() -> None:
    assert len(concepts("word" + " 扩散 models of 10,000 kinds" * 10_000)) <= MAX_CONCEPTS
