"""Whatever a person types is read the same way every time, and nothing of it is dropped."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.errors import PersonError, UsageError
from bot.core.parsing import (
    closest,
    first_word,
    parse_call,
    parse_date,
    parse_number,
    parse_numbers,
    parse_period,
    shorten,
    words,
)

ANYTHING = st.text(st.characters(), max_size=200)


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("/note a  b\n c ", "note", "a  b\n c "),
        ("  /NOTE@paper_bot x", "note", "x"),
        ("/note\nTitle: x", "note", "\nTitle: x"),
        ("/note　全角", "note", "全角"),
        ("/todo", "todo", ""),
    ],
)
def test_a_command_keeps_what_follows_it_exactly(text: str, name: str, rest: str) -> None:
    call = parse_call(text)
    assert call is not None
    assert (call.name, call.rest) == (name, rest)


@pytest.mark.parametrize("text", ["note", "a /note", "/ note", "//", "/笔记", "https://arxiv.org", ""])
def test_text_that_is_not_a_command_is_left_alone(text: str) -> None:
    assert parse_call(text) is None


@given(ANYTHING)
def test_a_command_loses_at_most_the_blank_behind_its_name(text: str) -> None:
    call = parse_call("/note " + text)
    assert call is not None
    assert call.rest == text


@given(ANYTHING)
def test_the_first_word_and_the_rest_are_the_text(text: str) -> None:
    word, rest = first_word(text)
    assert word == (text.split() or [""])[0]
    assert rest == text.lstrip()[len(word) + 1 :]


@given(ANYTHING)
def test_splitting_into_words_never_fails(text: str) -> None:
    assert all(isinstance(word, str) for word in words(text))


def test_quotes_keep_words_together_and_close_themselves() -> None:
    assert words('cs.CL "state space" by:"Kaiming He" “双 引号” 「かぎ 括弧」') == [
        "cs.CL",
        "state space",
        "by:Kaiming He",
        "双 引号",
        "かぎ 括弧",
    ]
    assert words('a "never closed b') == ["a", "never closed b"]
    assert words("『二重 括弧』 «guillemets français» 《书 名》") == ["二重 括弧", "guillemets français", "书 名"]
    assert words('""') == [""]
    assert words(' "a"  b ') == ["a", "b"]


@pytest.mark.parametrize(
    "text", ["2024-01-17", "2024.1.17", "2024/1/17", "2024年1月17日", "2024년 1월 17일", " 2024-01-17 "]
)
def test_a_date_is_read_as_each_language_writes_it(text: str) -> None:
    assert parse_date(text) == date(2024, 1, 17)


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [
        ("2023", date(2023, 1, 1), date(2024, 1, 1)),
        ("2023年", date(2023, 1, 1), date(2024, 1, 1)),
        ("2023-2", date(2023, 2, 1), date(2023, 3, 1)),
        ("2023년 12월", date(2023, 12, 1), date(2024, 1, 1)),
        ("2023-12-31", date(2023, 12, 31), date(2024, 1, 1)),
        ("2023年1月9號", date(2023, 1, 9), date(2023, 1, 10)),
    ],
)
def test_a_year_a_month_and_a_day_end_where_the_next_begins(text: str, first: date, after: date) -> None:
    """A wrong bound makes ``/notes 2023-12`` leave out notes of the month, or show notes of another month."""
    assert parse_period(text) == (first, after)


@pytest.mark.parametrize("text", ["0000", "2023-00", "2023-13", "2023-02-29", "2023-1-00", "9999", "9999-12"])
def test_a_period_that_is_not_in_the_calendar_is_refused_as_such(text: str) -> None:
    with pytest.raises(PersonError) as caught:
        parse_period(text)
    assert caught.value.key == "date-impossible"


@pytest.mark.parametrize("read", [parse_date, parse_period])
@pytest.mark.parametrize("text", ["", "last year", "12", "2023-12-31 09:00"])
def test_any_other_text_is_answered_with_how_a_date_looks(read: Callable[[str], object], text: str) -> None:
    with pytest.raises(PersonError) as caught:
        read(text)
    assert caught.value.key == "date-expected"


@pytest.mark.parametrize("text", ["2024-02-30", "2024-13-01", "0000-01-01"])
def test_a_date_that_is_not_in_the_calendar_is_refused_as_such(text: str) -> None:
    with pytest.raises(PersonError) as caught:
        parse_date(text)
    assert caught.value.key == "date-impossible"


@given(ANYTHING)
def test_a_date_is_read_or_refused_with_a_sentence(text: str) -> None:
    with suppress(PersonError):
        assert parse_date(text).year > 0


def test_numbers_are_read_as_they_are_shown_before_items() -> None:
    assert parse_number(" #12 ") == 12
    assert parse_numbers("3 5，7、#9") == (3, 5, 7, 9)
    with pytest.raises(UsageError) as nothing_named:
        parse_numbers(" ")
    assert nothing_named.value.key == "number-missing"
    for text in ("", "x", "-1", "1.5", "٣x", "9" * 100):
        with pytest.raises(UsageError) as no_number:
            parse_number(text)
        assert no_number.value.key == "number-expected"


@given(ANYTHING, st.integers(min_value=2, max_value=80))
def test_a_quotation_fits_on_its_line(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert "\n" not in short


def test_only_what_does_not_fit_is_left_out_of_a_quotation() -> None:
    assert shorten("two\n  lines ") == "two lines"
    assert shorten("x" * 60) == "x" * 60
    assert shorten("x" * 61) == "x" * 59 + "…"
    assert shorten("a" + " " * 300 + "b") == "a b"


def test_a_mistyped_name_is_read_as_the_most_similar_one_if_any() -> None:
    assert closest("tood", ["note", "food", "todo"]) == "todo"
    assert closest("xyzzy", ["note", "todo"]) is None
