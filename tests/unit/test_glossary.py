"""The glossary knows the field's terms in three languages, however a query writes them."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import language.glossary
from language.analyzer import query_terms, terms
from language.glossary import MAX_TRANSLATIONS, in_english, parts, translations

FILE = Path(language.glossary.__file__).with_name("glossary.toml")
TERMS: list[dict[str, Any]] = tomllib.loads(FILE.read_text(encoding="utf-8"))["terms"]

AMBIGUOUS = {"RAG", "推理", "추론"}
"""Names that two terms share."""


@pytest.mark.parametrize(
    ("query", "wordings"),
    [
        ("扩散", {"diffusion", "확산"}),
        ("확산을", {"diffusion", "扩散"}),
        ("検索", set()),
        ("检索增强", {"retrieval-augmented", "RAG", "검색 증강"}),
        ("RAG", {"retrieval-augmented", "检索增强"}),
        ("RAGs", {"检索增强"}),
        ("扩散模型", {"diffusion model", "확산 모델"}),
        ("diffusion models", {"扩散 模型", "확산 모델"}),
        ("reinforcement learning", {"强化学习", "강화 학습"}),
        ("강화학습에서는", {"reinforcement learning", "强化学习"}),
        ("강화 학습을", {"reinforcement learning", "强化学习"}),
        ("강화학습", {"강화 학습"}),
        ("LLM에서는", {"大语言模型", "large language model"}),
        ("LoRA微调", {"LoRA fine-tuning"}),
        ("LoRA fine-tuned", {"LoRA 微调", "LoRA 미세 조정"}),
        ("扩散模型的采样", {"diffusion model sampling"}),
        ("sampling of diffusion models", {"采样 扩散 模型"}),
        ("zebra 扩散 2024", {"zebra diffusion 2024"}),
        ("robust tracking", {"鲁棒 跟踪", "강건 추적"}),
    ],
)
def test_a_query_is_worded_in_the_other_languages_and_keeps_its_other_words(query: str, wordings: set[str]) -> None:
    assert wordings <= set(translations(query))


@pytest.mark.parametrize(
    "query", ["", "zebra", "모델링", "대학습관", "reason", "QLoRA", "的", "learning", "学习", "Los Angeles"]
)
def test_words_that_are_not_terms_are_left_alone(query: str) -> None:
    assert translations(query) == ()


def test_an_encoder_reads_the_usual_english_names_and_the_other_words_as_they_are() -> None:
    assert in_english("扩散模型 for 얼룩말 2024") == "diffusion model 얼룩말 2024"


def test_words_that_only_join_terms_are_not_translated() -> None:
    """A note in English that answers a question in Chinese has no ``的``, and the other way round no ``of``."""
    found = parts("扩散 的 之 和 与 Of in for with AND the a an models 不同")
    assert [part for part in found if isinstance(part, str)] == ["不同"]


def test_the_longest_term_counts() -> None:
    assert "supervised learning" not in " ".join(translations("无监督学习")).replace("unsupervised learning", "")
    assert "large language model" in translations("大模型")


def test_no_wording_is_the_query_itself_or_comes_twice() -> None:
    assert "diffusion model" not in translations("Diffusion Models")
    made = translations("fine-tuned LLMs")
    assert len(set(made)) == len(made) == MAX_TRANSLATIONS
    assert {bool(re.search(script, " ".join(made))) for script in ("[a-z]", "[一-鿿]", "[가-힣]")} == {True}


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term["en"][0])
def test_every_name_of_a_term_leads_to_its_names_in_the_other_languages(term: dict[str, Any]) -> None:
    assert set(term) <= {"en", "zh", "ko", "also"}
    for language_of_query in ("en", "zh", "ko"):
        for name in term[language_of_query]:
            found = set(translations(name))
            others = {"en", "zh", "ko"} - {language_of_query}
            assert all(found & set(term[other]) for other in others), name


def test_a_name_belongs_to_one_term() -> None:
    names = [name for term in TERMS for language_of_name in ("en", "zh", "ko") for name in term[language_of_name]]
    assert {name for name in names if names.count(name) > 1} == AMBIGUOUS


@given(st.text() | st.lists(st.sampled_from(["扩散", "모델", "LLM", "-", "的", "을", " ", "Ü", "1"])).map("".join))
def test_any_query_has_few_wordings_that_can_be_searched_for(query: str) -> None:
    made = translations(query)
    assert len(made) <= MAX_TRANSLATIONS
    for wording in made:
        assert {term for group in query_terms(wording) for term in group.terms} <= set(terms(wording))
        assert query_terms(wording)


def test_a_long_query_takes_no_time_to_speak_of() -> None:
    assert len(translations("扩散 " * 5_000)) == MAX_TRANSLATIONS == 8
