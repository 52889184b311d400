"""Sentences read as each language writes them, and what people wrote is put into them untouched."""

from datetime import UTC, date, datetime

import pytest
from fluent.runtime.errors import FluentReferenceError
from hypothesis import given
from hypothesis import strategies as st

from bot.core.languages import LANGUAGES
from bot.core.messages import Bold, Code, Link, Text, plain
from bot.locales.catalogue import catalogue


@pytest.mark.parametrize(
    ("code", "written"), [("en", "January 17, 2024"), ("zh", "2024年1月17日"), ("ko", "2024년 1월 17일")]
)
def test_dates_are_written_as_the_language_writes_them(code: str, written: str) -> None:
    assert catalogue(code).date(date(2024, 1, 17)) == written
    assert catalogue(code).time(datetime(2024, 1, 17, 9, 5, tzinfo=UTC)) == "09:05"


def test_an_unknown_language_gets_english_sentences() -> None:
    assert catalogue("tlh").text("button-stale") == catalogue("en").text("button-stale")


def test_an_unknown_key_is_a_bug() -> None:
    with pytest.raises(LookupError):
        catalogue("en").text("no-such-key")


def test_a_sentence_without_what_it_needs_is_a_bug() -> None:
    with pytest.raises(FluentReferenceError):
        catalogue("en").text("for-example")


def test_backticks_of_the_sentence_are_code_and_those_of_a_person_are_not() -> None:
    inlines = catalogue("en").inlines("for-example", example="/note `x` **y**")
    assert inlines == (Text("For example: "), Code("/note `x` **y**"))
    assert Bold("y") not in inlines


@given(st.text(st.characters(), max_size=60), st.sampled_from(sorted(LANGUAGES)))
def test_text_of_people_is_put_in_character_by_character(text: str, code: str) -> None:
    assert text in plain(catalogue(code).inlines("date-impossible", text=text))


def test_a_link_stays_a_link_inside_a_sentence() -> None:
    link = Link("x", "https://example.org")
    assert link in catalogue("ko").inlines("date-impossible", text=link)


@pytest.mark.parametrize(("code", "said"), [("en", "More than 1,000"), ("zh", "1,000 多条"), ("ko", "1,000개 넘게")])
def test_a_count_that_stopped_is_not_given_as_a_number(code: str, said: str) -> None:
    assert said in catalogue(code).text("search-found", count=1001, words="x")
    assert "1000" in catalogue(code).text("search-found", count=1000, words="x")
