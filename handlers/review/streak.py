"""Streaks: consecutive days or weeks on which something was noted or ticked off. Pure."""

from collections.abc import Collection
from datetime import date, timedelta

DAY, WEEK = timedelta(days=1), timedelta(days=7)


def days_in_a_row(active: Collection[date], today: date) -> int:
    """Count up to ``today`` or, since today is not over, up to yesterday."""
    return _in_a_row(active, today, DAY)


def weeks_in_a_row(active: Collection[date], today: date) -> int:
    """Count the weeks, Monday to Sunday, that have at least one active day."""
    return _in_a_row({monday_of(day) for day in active}, monday_of(today), WEEK)


def monday_of(day: date) -> date:
    return day - day.weekday() * DAY


def _in_a_row(active: Collection[date], newest: date, step: timedelta) -> int:
    at = newest if newest in active else newest - step
    count = 0
    while at in active:
        count, at = count + 1, at - step
    return count
