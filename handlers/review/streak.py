"""How long a space has kept at it: days, or else weeks, in a row with something noted or ticked off."""

from collections.abc import Collection
from datetime import date, timedelta

DAY, WEEK = timedelta(days=1), timedelta(days=7)


def days_in_a_row(active: Collection[date], today: date) -> int:
    """Up to ``today``, or up to the day before: a day that is not over has broken nothing."""
    return _in_a_row(active, today, DAY)


def weeks_in_a_row(active: Collection[date], today: date) -> int:
    """The same of weeks, from Monday to Sunday, with at least one such day."""
    return _in_a_row({monday_of(day) for day in active}, monday_of(today), WEEK)


def monday_of(day: date) -> date:
    return day - day.weekday() * DAY


def _in_a_row(active: Collection[date], newest: date, step: timedelta) -> int:
    at = newest if newest in active else newest - step
    count = 0
    while at in active:
        count, at = count + 1, at - step
    return count
