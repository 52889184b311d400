"""A query asks for concepts, not for strings: each concept in every language."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.ports.text import Concept
from language.analyzer import terms
from language.concepts import MAX_CONCEPTS, concepts


def is_in(text: str, concept: Concept) -> bool:
    return any(set(terms(text)).issuperset(wording) for wording in concept.wordings)


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
def test_a_concept_is_found_in_every_language(query: str, text: str) -> None:
    whole = [concept for concept in concepts(query) if concept.weight == 1]
    assert whole
    assert all(is_in(text, concept) for concept in whole)


def test_half_of_a_compound_is_worth_something() -> None:
    found = [each for each in concepts("retrieval-augmented generation") if is_in("利用检索的方法", each)]
    assert [concept.weight for concept in found] == [pytest.approx(0.3)]


@pytest.mark.parametrize(
    ("query", "words", "terms"),
    [
        ("retrieval-augmented generation", ["~augment"], ["~retriev", "~retriev ~augment", "~generat"]),
        ("knowledge graph", [], ["~knowledg", "~graph"]),
        ("大模型", ["~larg", "~languag"], ["~languag ~model", "~model"]),
        ("diffusion", [], []),
    ],
)
def test_the_words_and_terms_within_a_compound_count_little(query: str, words: list[str], terms: list[str]) -> None:
    """The terms in every language."""
    whole, *inner = concepts(query)
    assert whole.weight == 1
    assert {concept.weight for concept in inner} <= {0.3}
    assert [" ".join(each.wordings[0]) for each in inner if len(each.wordings) == 1] == words
    assert [" ".join(each.wordings[0]) for each in inner if len(each.wordings) > 1] == terms


def test_a_word_asked_for_twice_counts_once_with_its_greater_weight() -> None:
    weights = {" ".join(concept.wordings[0]): concept.weight for concept in concepts("knowledge graph knowledge")}
    assert weights["~knowledg"] == 1


def test_characters_outside_of_known_terms_count_little() -> None:
    assert {concept.weight for concept in concepts("怎么办呢")} == {0.3}


def test_a_thing_that_is_asked_for_by_itself_counts_in_full_though_it_is_also_half_of_a_compound() -> None:
    [weight] = {each.weight for each in concepts("diffusion diffusion model") if is_in("확산", each)}
    assert weight == 1


@given(st.text(max_size=200))
def test_any_query_has_a_bounded_number_of_concepts(query: str) -> None:
    found = concepts(query)
    assert len(found) <= MAX_CONCEPTS
    assert len({concept.wordings for concept in found}) == len(found)
    assert all(wording for concept in found for wording in concept.wordings)


@pytest.mark.slow
def test_ten_thousand_words_are_cut() -> None:
    assert len(concepts("word" + " 扩散 models of 10,000 kinds" * 10_000)) <= MAX_CONCEPTS
    assert len(concepts(" ".join(f"word{number}" for number in range(100)))) == 64
