"""The time, handed in by the caller because the demo and the tests live on other days."""

from datetime import UTC, date, datetime, tzinfo
from typing import Protocol


class Clock(Protocol):
    def __call__(self) -> datetime:
        """Return the current time, aware, in UTC."""


def system_clock() -> datetime:
    return datetime.now(UTC)


def local_date(at: datetime, zone: tzinfo) -> date:
    """Return the date in a time zone at an instant (aware)."""
    return at.astimezone(zone).date()
