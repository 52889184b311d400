"""The time, handed in by the caller because the demo and the tests live on other days."""

from datetime import UTC, date, datetime, tzinfo
from typing import Protocol


class Clock(Protocol):
    def __call__(self) -> datetime:
        """Now, aware, in UTC."""
        ...


def system_clock() -> datetime:
    return datetime.now(UTC)


def local_date(at: datetime, zone: tzinfo) -> date:
    """The date on the calendars of ``zone`` at an instant (aware)."""
    return at.astimezone(zone).date()
