"""Text and times in database columns."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite

from bot.core.messages import Reply
from storage.columns import Json, UtcDateTime, escape, unescape
from tests.support.storage_samples import reply

ANYTHING = st.text(st.characters(exclude_categories=()) | st.sampled_from("\x00\ud800\udfff\U0010fffd0de"))
DIALECT = sqlite.dialect()


@given(ANYTHING)
def test_any_text_is_escaped_to_storable_text_and_back(text: str) -> None:
    stored = escape(text)
    assert "\x00" not in stored
    stored.encode()
    assert unescape(stored) == text


def test_ordinary_text_is_stored_as_it_is() -> None:
    assert escape("扩散 \U0001f600 \t\r\n\x7f") == "扩散 \U0001f600 \t\r\n\x7f"


@given(ANYTHING)
def test_a_reply_is_stored_with_any_text_in_it(text: str) -> None:
    column = Json(Reply)
    answer = reply(text, key=text)
    stored = column.process_bind_param(answer, DIALECT)
    assert stored is not None
    assert "\x00" not in stored
    stored.encode()
    assert column.process_result_value(stored, DIALECT) == answer


def test_times_are_kept_in_utc_and_must_have_a_zone() -> None:
    column = UtcDateTime()
    seoul = datetime(2025, 6, 11, 1, tzinfo=timezone(timedelta(hours=9)))
    stored = column.process_bind_param(seoul, DIALECT)
    assert stored == datetime(2025, 6, 10, 16, tzinfo=UTC)
    assert column.process_result_value(datetime(2025, 6, 10, 16), DIALECT) == stored  # noqa: DTZ001  # SQLite's way
    with pytest.raises(ValueError, match="without a time zone"):
        column.process_bind_param(datetime(2025, 6, 10, 16), DIALECT)  # noqa: DTZ001
