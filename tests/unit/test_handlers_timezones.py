"""The time zone that a person means."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.shared.timezones import ZoneMatch, find_timezone

SUMMER = datetime(2025, 7, 1, tzinfo=UTC)
WINTER = datetime(2025, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Asia/Shanghai", "Asia/Shanghai"),
        ("asia/seoul", "Asia/Seoul"),
        (" Shanghai ", "Asia/Shanghai"),
        ("new york", "America/New_York"),
        ("New_York", "America/New_York"),
        ("Beijing", "Asia/Shanghai"),
        ("서울", "Asia/Seoul"),
        ("北京", "Asia/Shanghai"),
        ("utc", "UTC"),
    ],
)
def test_a_zone_is_found_by_name_city_or_another_language(typed: str, name: str) -> None:
    assert find_timezone(typed, SUMMER) == ZoneMatch(name)


def test_an_offset_offers_the_places_where_it_holds_now() -> None:
    assert "Asia/Shanghai" in find_timezone("UTC+8", SUMMER).similar
    assert "Europe/London" in find_timezone("GMT +1", SUMMER).similar
    assert "Europe/London" not in find_timezone("GMT+01:00", WINTER).similar
    assert find_timezone("-5", WINTER).similar[0] == "America/New_York"


def test_a_misspelt_zone_offers_the_near_one_and_nonsense_offers_nothing() -> None:
    assert find_timezone("Asia/Shanghia", SUMMER).similar[0] == "Asia/Shanghai"
    assert find_timezone("Mars/Olympus", SUMMER) == ZoneMatch()
    assert find_timezone("UTC+99", SUMMER) == ZoneMatch()


@given(st.text())
def test_any_text_is_a_zone_or_offers_a_few(typed: str) -> None:
    found = find_timezone(typed, SUMMER)
    assert len(found.similar) <= 3
    assert not (found.name and found.similar)
