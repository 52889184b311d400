"""The time, handed in by the caller because the demo and the tests live on other days."""

from collections.abc import Callable
from datetime import UTC, date, datetime, tzinfo

Clock = Callable[[], datetime]
"""Returns the current time, aware, in UTC."""


def system_clock() -> datetime:
    return datetime.now(UTC)


def local_date(at: datetime, zone: tzinfo) -> date:
    """Return the date in a time zone at an instant (aware)."""
    return at.astimezone(zone).date()
