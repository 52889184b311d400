"""One analyzer for notes and queries: a word is found however it is written."""

import re
import sqlite3
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.ports.text import Tokenizer
from language.analyzer import MAX_QUERY_TERMS, MAX_TERM, Analyzer, encode, plain, query_terms, terms, tokens
from language.folding import fold

# Includes lone surrogates, unassigned code points, and every script that the analyzer treats differently.
ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=60)
MIXED_TEXT = st.text(
    st.sampled_from(
        "扩散模型々ガか\u3099ｶﾞ한국어모델을ㅏㅋ각\u11a8aBeLoRA42vé\u0301\u0327ßﬁØя Ͱ -_.'’+#&^{}\\。，\n"
        "\u00ad\u200d½㍿ﷺ™👩💻नमสวั\ud83d\ude00\u0130ΣÅｇ２４"
    ),
    max_size=40,
)
LONG_WORDS = " ".join(letter * 70 for letter in "a扩한é") + f" {'b' * 70}-{'c' * 70} {'1' * 70}"
HAN = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF)


def finds(query: str, text: str) -> bool:
    """Return whether a text has every term of every word of the query, as both databases decide it."""
    groups = query_terms(query)
    return bool(groups) and {term for group in groups for term in group.terms} <= set(terms(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GPT-4V", {"gpt-4v", "gpt4v", "gpt", "~gpt", "4v"}),
        ("Llama2-70B", {"llama2-70b", "llama270b", "llama2", "llama", "~llama", "2", "70b"}),
        ("PagedAttention", {"pagedattention", "~pagedattent", "paged", "~page", "attention", "~attent"}),
        ("WebArena", {"webarena", "~webarena", "web", "~web", "arena", "~arena"}),
        ("low-rank-4b", {"low-rank-4b", "lowrank4b", "low", "~low", "rank", "~rank", "4b"}),
        ("LoRA", {"lora", "~lora"}),
        ("QLoRA", {"qlora", "~qlora", "lora", "~lora"}),
        ("models", {"models", "~model"}),
        ("C++ C#", {"c++", "c", "c#"}),
        ("LLM推理", {"llm", "~llm", "推", "理", "推理"}),
        ("모델을", {"모", "델", "을", "모델", "델을"}),
        ("モデル", {"モ", "デ", "ル", "モデ", "デル"}),
        ("2312.13286v2", {"2312.13286", "2312", "13286"}),
        ("👩‍💻 👍🏽", {"👩", "💻", "👍"}),
        ("AI", {"ai"}),
        ("…，。—!?~", set()),
    ],
)
def test_a_note_is_indexed_by_whole_words_their_parts_and_character_pairs(text: str, expected: set[str]) -> None:
    assert set(terms(text)) == expected


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("GPT-4V", "GPT4V is here"),
        ("gpt4v", "the GPT-4V report"),
        ("GPT4", "GPT-4-turbo"),
        ("gpt", "GPT-4V"),
        ("llama", "Llama2-70B"),
        ("Llama2", "llama2-70b"),
        ("llama 2", "Llama2"),
        ("ＧＰＴ－４Ｖ", "GPT-4V"),
        ("C++", "用C++写的"),
        ("C++에서는", "C++로 쓴"),
        ("C에서는", "C가"),
        ("은", "은"),
        ("rag", "FlashRAG"),
        ("Copilot alpha beta", "Copilot™ alpha\u200bbeta℠"),
        ("A", "A\u20dd"),
        ("一二三", "一\ufe00二\ufe0f三"),
        ("Bjørn Đặng Ħal Ŧor Işık", "bjorn dang hal tor isik"),
        ("c#", "C#으로 쓴"),
        ("model", "Models' size"),
        ("diffusing", "diffusion"),
        ("LLM", "LLMs"),
        ("cnn", "CNNs"),
        ("lora", "QLoRA"),
        ("attention", "vLLM: PagedAttention"),
        ("e^{i\\pi}", "$e^{i\\pi} = -1$"),
        ("pi", "$e^{i\\pi}$"),
        ("fine-tuning", "we fine tune it"),
        ("finetuning", "Fine-tuning"),
        ("Erdős Łukasz naïve", "erdos, LUKASZ, naive"),
        ("Kjær Sœur", "kjaer, soeur"),
        ("Ёлка ΆΣ", "елка ας"),
        ("2312.13286", "https://arxiv.org/abs/2312.13286v2"),
        ("2312.13286v1", "arXiv:2312.13286"),
        ("推理", "提高LLM推理性能"),
        ("检索增强", "用检索增强生成"),
        ("模", "模型"),
        ("ガ", "ｶﾞ"),
        ("LLM에서는", "LLM이"),
        ("「모델」은", "모델"),
        ("2023년에", "2023년"),
        ("💻", "👩‍💻"),
        ("𠮷野", "𠮷野家"),
        ("กรุงเทพ", "ที่กรุงเทพมหานคร"),
        ("re-ranking", "re ranking"),
        ("2", "2️⃣ the second"),
        ("lodhtiaeoe", "łøđħŧıæœ"),
        ("".join(map(chr, range(0x4E00, 0x4F80))), "".join(map(chr, range(0x4E00, 0x4F80)))),
        ("한국어" * 200, "한국어" * 200),
    ],
)
def test_a_word_is_found_however_it_was_written(query: str, text: str) -> None:
    assert finds(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("1.5", "15"),
        ("3-5", "35"),
        ("C++", "C"),
        ("Notepad++", "Notepad"),
        ("CSS", "CS"),
        ("LSTM", "LST"),
        ("thus", "Thu"),
        ("検索", "检索"),
        ("索检", "检索"),
        ("か", "が"),
        ("कु", "क"),
        ("x-ray", "ray x"),
        ("结果", "结论，果断"),
        ("결과", "결론"),
        ("GPT-4", "GPT 3, chapter 4"),
        ("…", "…"),
        ("", "anything"),
    ],
)
def test_a_different_word_is_not_found(query: str, text: str) -> None:
    assert not finds(query, text)


NOUNS = ("모델", "데이터셋", "트랜스포머", "결과", "평가", "속도", "사람", "연구자들")
PARTICLES = (
    *("", "을", "를", "이", "가", "은", "는", "의", "에", "에서", "으로", "로", "와", "과", "도", "만", "까지", "부터"),
    *(
        "에게",
        "처럼",
        "보다",
        "에서는",
        "에는",
        "으로는",
        "에서도",
        "와의",
        "으로부터",
        "마다",
        "하고",
        "이다",
        "입니다",
    ),
)
SHORT_NOUNS = ("말", "손", "집", "눈")
SHORT_PARTICLES = ("", "을", "은", "는", "에", "에서", "에게", "으로", "까지", "부터", "처럼", "보다")


@pytest.mark.parametrize("particle", PARTICLES)
@pytest.mark.parametrize("noun", NOUNS)
def test_a_korean_noun_is_found_through_any_particle(noun: str, particle: str) -> None:
    assert all(finds(noun + particle, f"그 {noun}{other} 있다") for other in PARTICLES)


@pytest.mark.parametrize("particle", SHORT_PARTICLES)
@pytest.mark.parametrize("noun", SHORT_NOUNS)
def test_a_korean_noun_of_one_syllable_is_found_through_unambiguous_particles(noun: str, particle: str) -> None:
    assert all(finds(noun + particle, f"그 {noun}{other} 있다") for other in SHORT_PARTICLES)


@pytest.mark.parametrize("noun", ["결과", "평가", "속도", "효과", "차이", "가을", "마을", "노을", "고을", "겨를"])
def test_a_korean_noun_that_ends_like_a_particle_is_not_cut_to_one_syllable(noun: str) -> None:
    assert query_terms(noun)[0].terms == (noun,)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("C에서", ["C"]),
        ("C#은 C++에서는", ["C#", "C++"]),
        ("LLM이다 LLM적인 LLM적", ["LLM", "LLM", "LLM"]),
        ("LLM 에서", ["LLM", "에서"]),
        ("이 모델", ["이", "모델"]),
        ("모델 이", ["모델", "이"]),
    ],
)
def test_a_korean_particle_is_no_word_only_directly_after_a_word_of_another_script(
    query: str, words: list[str]
) -> None:
    assert [group.word for group in query_terms(query)] == words


def test_the_index_gets_encoded_terms_for_notes_and_for_queries() -> None:
    tokenizer: Tokenizer = Analyzer()
    assert tokenizer.index_terms("C# models") == ["c_23_", "c", "models", "__model"]
    assert tokenizer.query_terms("C# 扩散模型 …") == [["c_23_"], ["扩散", "散模", "模型"]]
    assert tokenizer.plain("A  B") == "a b"
    assert "diffusion" in tokenizer.translations("扩散")
    assert tokenizer.content_words("what is diffusion") == "diffusion"


def test_a_query_of_many_words_asks_for_as_many_terms_as_the_index_can_look_up() -> None:
    assert [group.word for group in query_terms("w1 " * MAX_QUERY_TERMS + "last")] == ["w1"] * MAX_QUERY_TERMS


def test_a_query_asks_for_stems_and_pairs() -> None:
    groups = query_terms("models 정확도를 GPT-4V")
    assert [group.word for group in groups] == ["models", "정확도를", "GPT-4V"]
    assert [group.terms for group in groups] == [("~model",), ("정확", "확도"), ("gpt4v",)]
    assert [group.terms for group in query_terms("정확도를", endings=True)] == [("정확", "확도", "도를")]


@given(ANY_TEXT | MIXED_TEXT)
@example(LONG_WORDS)
def test_any_text_has_terms_that_are_short_and_printable(text: str) -> None:
    for term in terms(text) + [term for group in query_terms(text) for term in group.terms]:
        assert 1 <= len(term) <= MAX_TERM + 1
        assert term == term.lower()
        assert not any(c.isspace() or unicodedata.category(c) in {"Cc", "Cs"} for c in term)


@given(ANY_TEXT | MIXED_TEXT)
def test_places_point_at_text_that_has_the_term(text: str) -> None:
    found = list(tokens(text))
    assert [token.term for token in found] == terms(text)
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        assert token.term in terms(text[token.start : token.end])


@given(ANY_TEXT | MIXED_TEXT)
@example(LONG_WORDS)
def test_every_word_of_a_text_finds_the_text(text: str) -> None:
    found = set(terms(text))
    for group in query_terms(text):
        assert found.issuperset(group.terms)


@given(st.lists(MIXED_TEXT | st.text(HAN, min_size=2, max_size=8)).map("".join))
def test_every_two_chinese_characters_in_a_row_are_found(text: str) -> None:
    for first, second in pairwise(text):
        if "\u4e00" <= first <= "\u9fff" and "\u4e00" <= second <= "\u9fff":
            assert query_terms(first + second)[0].terms == (first + second,)
            assert finds(first + second, text)


@given(ANY_TEXT | MIXED_TEXT)
def test_composed_and_decomposed_letters_are_the_same(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert terms(composed) == terms(unicodedata.normalize("NFD", composed))


@given(st.characters(exclude_categories=()))
@example("Ａ")
@example("か")
@example("한")
def test_an_invisible_hyphen_hides_nothing(character: str) -> None:
    """The hyphen also makes folding take its slow path, which must give the same as the fast one."""
    assert terms(character + "\u00ad") == terms(character)


@given(ANY_TEXT | MIXED_TEXT)
def test_folding_a_second_time_changes_nothing(text: str) -> None:
    assert fold(fold(text)).lower() == fold(text).lower()


def test_phrases_are_compared_without_regard_to_case_width_accents_and_line_breaks() -> None:
    assert plain("In－Context\n  Learning") in plain("strong in-context learning, naïve")
    assert plain("模型 结果") not in plain("模型结果")


@given(st.lists(ANY_TEXT | MIXED_TEXT, max_size=5))
@example(["GPT-4V C++ e^{i\\pi} model's ~ 𠮷野 각 क्षि สวั 👩‍💻 \u1100\u1161 ⅷ ᦰ"])
def test_sqlite_keeps_every_encoded_term_whole(texts: list[str]) -> None:
    expected = {encode(term) for text in texts for term in terms(text)}
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE notes USING fts5(body, tokenize=\"ascii tokenchars '_'\")")
    database.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(notes, 'row')")
    database.executemany("INSERT INTO notes VALUES (?)", [(" ".join(map(encode, terms(text))),) for text in texts])
    assert {term for (term,) in database.execute("SELECT term FROM vocabulary")} == expected
    database.close()


def decode(token: str) -> str:
    return re.sub("_([0-9a-f]*)_", lambda match: chr(int(match[1], 16)) if match[1] else "~", token)


@given(ANY_TEXT)
@example("~a_b__7e_c")
def test_different_terms_never_become_the_same_token(term: str) -> None:
    token = encode(term)
    assert decode(token) == term
    assert all(c.isalnum() or c == "_" for c in token)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    ["a" * 10**6, "a-" * 500_000, "e" + "\u0301" * 10**6, "扩" * 10**6, "한" * 10**6, "\ud800\x00" * 500_000],
    ids=["one word", "one compound", "one letter with marks", "Chinese", "Korean", "no text at all"],
)
def test_a_megabyte_costs_no_more_than_its_length(text: str) -> None:
    assert len(terms(text)) <= 2 * len(text)
    assert len({term for group in query_terms(text) for term in group.terms}) <= MAX_QUERY_TERMS
    assert plain(text) is not None


@pytest.mark.parametrize("word", ["推理", "检索", "增强", "多模态", "数据增强"])
def test_a_chinese_word_finds_exactly_the_lines_of_a_real_log_that_have_it(word: str, shared_data: Path) -> None:
    lines = (shared_data / "seeds" / "papers-weekly.md").read_text(encoding="utf-8").splitlines()
    containing = [line for line in lines if word in line]
    assert containing
    assert [line for line in lines if finds(word, line)] == containing


def test_lora_finds_the_lines_of_a_real_log_that_have_it_as_a_word_or_a_variant(shared_data: Path) -> None:
    lines = (shared_data / "seeds" / "papers-weekly.md").read_text(encoding="utf-8").splitlines()
    containing = [line for line in lines if re.search(r"\bLoRA(?![a-zA-Z])|QLoRA", line, re.ASCII)]
    assert containing
    assert [line for line in lines if finds("LoRA", line)] == containing
