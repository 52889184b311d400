"""Times are aware; a date depends on the time zone."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.core.clock import local_date, system_clock
from bot.core.identity import Address, ConversationKind
from bot.core.model.spaces import Space


def test_the_systems_clock_shows_the_time_in_utc() -> None:
    assert system_clock().tzinfo is UTC
    assert abs(datetime.now(UTC) - system_clock()) < timedelta(minutes=1)


def test_a_space_has_its_own_date_and_time() -> None:
    evening = datetime(2025, 6, 11, 20, tzinfo=UTC)
    space = Space(1, Address("console", "local", "me"), ConversationKind.PRIVATE, "ko", "Asia/Seoul", evening)
    assert space.zone == ZoneInfo("Asia/Seoul")
    assert space.local(evening).hour == 5
    assert space.date_of(evening) == local_date(evening, space.zone) == date(2025, 6, 12)
