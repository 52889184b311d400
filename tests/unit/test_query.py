"""The query language of ``/search``, which any text is valid in."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.core.errors import PersonError
from bot.core.model.query import Query, Scope
from handlers.search.query import MAX_WORD_LENGTH, MAX_WORDS, as_typed, parse_query

PIECES = st.sampled_from(
    [
        *("tag:", "by：", "BY:", "on:", "before:", "after:", "paper:", "in:", "foo:", "#", "＃", "-", "–"),
        *('"', "“", "”", "「", "」", "『", "«", "»", " ", "\n", "\x00", "\ud800"),
        *("2023", "-12", ".29", "2023年12月", "2023년 12월", "9999", "2312.13286v2", "todo", "all", "me"),
        *("扩散", "Kaiming He", "GPT-4V", "';--", "*", "OR", "(", "NEAR(", "ı", "K"),
    ]
)
TYPED = st.lists(PIECES | st.text(st.characters(exclude_categories=()), max_size=5), max_size=30).map("".join)


def test_everything_at_once() -> None:
    text = '扩散 "in-context learning" -survey -「large model」 #llm tag:RAG by:"Kaiming He" by:me after:2023-06 in:all'
    assert parse_query(text) == Query(
        words=("扩散",),
        phrases=("in-context learning",),
        excluded=("survey", "large model"),
        tags=("llm", "RAG"),
        authors=("Kaiming He", "me"),
        after=date(2023, 6, 1),
        scope=Scope.ALL,
    )


@pytest.mark.parametrize(
    "text", ['"a  b" c', "“a b” c", "”a b” c", "「a b」c", "『a\nb』 c", "«a b»c", 'c"a b"', 'c "a b', "c「 a b "]
)
def test_phrases_may_be_in_any_quotes_even_open_ones(text: str) -> None:
    assert parse_query(text) == Query(words=("c",), phrases=("a b",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("on:2023", (date(2023, 1, 1), date(2024, 1, 1))),
        ("on:2023-12", (date(2023, 12, 1), date(2024, 1, 1))),
        ("on:2023.12.29", (date(2023, 12, 29), date(2023, 12, 30))),
        ("on:2023/12/31", (date(2023, 12, 31), date(2024, 1, 1))),
        ("on:2023年12月29日", (date(2023, 12, 29), date(2023, 12, 30))),
        ("ON：2023년 12월", (date(2023, 12, 1), date(2024, 1, 1))),
        ("on:2023년 2월 3일", (date(2023, 2, 3), date(2023, 2, 4))),
        ('on:"2023. 12. 29."', (date(2023, 12, 29), date(2023, 12, 30))),
        ("on:２０２３-２", (date(2023, 2, 1), date(2023, 3, 1))),
        ("after:2023 before:2024", (date(2023, 1, 1), date(2024, 1, 1))),
        ("after:2023-12-29", (date(2023, 12, 29), None)),
        ("before:2023-12", (None, date(2023, 12, 1))),
        ("after:2022 after:2023 before:2025 before:2024-05", (date(2023, 1, 1), date(2024, 5, 1))),
        ("on:2023 after:2023-06", (date(2023, 6, 1), date(2024, 1, 1))),
    ],
)
def test_dates_read_as_people_write_them_and_end_before_the_next_period(
    text: str, expected: tuple[date | None, date | None]
) -> None:
    query = parse_query(f"word {text} other")
    assert (query.after, query.before) == expected
    assert query.words == ("word", "other")


@pytest.mark.parametrize(
    "reference", ["2312.13286", "2312.13286v2", "https://arxiv.org/abs/2312.13286v3", "arXiv:2312.13286"]
)
def test_a_paper_may_be_named_by_any_link_to_it(reference: str) -> None:
    assert parse_query(f"paper:{reference}").paper_id == "2312.13286"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("on:2023-13", "date-impossible"),
        ("on:2023-02-30", "date-impossible"),
        ("after:0000", "date-impossible"),
        ("on:9999-12-31", "date-impossible"),
        ("before:yesterday", "date-expected"),
        ("on:2023년 12월부터", "date-expected"),
        ("after:2024 before:2023", "search-range-empty"),
        ("paper:attention", "search-paper-expected"),
        ("in:space", "search-scope-unknown"),
        ("-tag:llm", "search-exclusion-of-filter"),
        ("-#llm", "search-exclusion-of-filter"),
    ],
)
def test_each_kind_of_invalid_query_has_its_own_sentence(text: str, key: str) -> None:
    with pytest.raises(PersonError) as caught:
        parse_query(text)
    assert caught.value.key == key


@pytest.mark.parametrize(
    "text", ["foo:bar", "tag:", "#", "C#", "C++", "GPT-4V", "a」b", "http://x.y/?z", "';--", "AND", "on:"]
)
def test_text_that_only_looks_like_syntax_is_a_word(text: str) -> None:
    assert parse_query(text) == Query(words=(text,))


@pytest.mark.parametrize("text", ["", "  \n", "-", "- --", '""', "「」", 'tag:"" by:" "', "-only -excluded", "in:todo"])
def test_a_query_that_says_nothing_to_find_is_empty(text: str) -> None:
    assert parse_query(text).is_empty


@pytest.mark.parametrize("text", ["x", '"x"', "#x", "by:x", "paper:2312.13286", "after:2023", "before:2023"])
def test_anything_to_find_by_is_enough(text: str) -> None:
    assert not parse_query(text).is_empty


@given(TYPED)
@example('-"tag:x" «a"」』b» tag:"#a b" -「-x」 #"a:b"')
def test_a_query_written_out_reads_the_same(text: str) -> None:
    try:
        query = parse_query(text)
    except PersonError:
        return
    assert parse_query(as_typed(query)) == query


@pytest.mark.parametrize(
    "piece", ["word ", "w", '"', "「a", "-", "#", "-x ", "on:2023-12 ", "tag:", " ", "by:a b\n", "\ud800"]
)
def test_a_megabyte_is_cut_to_the_longest_query(piece: str) -> None:
    query = parse_query(piece * (10**6 // len(piece)))
    texts = query.words + query.phrases + query.excluded + query.tags + query.authors
    assert len(texts) <= MAX_WORDS
    assert all(len(text) <= MAX_WORD_LENGTH for text in texts)
    assert parse_query(as_typed(query)) == query


def test_filters_after_too_many_words_still_count() -> None:
    query = parse_query("word " * 100 + "in:todo")
    assert (len(query.words), query.scope) == (MAX_WORDS, Scope.TODO)
