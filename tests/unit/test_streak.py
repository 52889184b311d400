"""Streaks: the days and weeks that count, and those that do not break one."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from handlers.review.streak import days_in_a_row, monday_of, weeks_in_a_row

TODAY = date(2025, 6, 11)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
ACTIVE = st.sets(st.integers(-60, 10).map(lambda days: TODAY + days * DAY))


def test_an_empty_past_is_not_a_streak() -> None:
    assert (days_in_a_row(set(), TODAY), weeks_in_a_row(set(), TODAY)) == (0, 0)


@given(st.integers(0, 50), ACTIVE)
def test_a_streak_is_the_days_up_to_today_whatever_was_before_a_gap(length: int, others: set[date]) -> None:
    row = {TODAY - days * DAY for days in range(length)}
    before = {day for day in others if day < TODAY - length * DAY}
    if length:
        assert days_in_a_row(row | before, TODAY) == length


@given(ACTIVE)
def test_a_day_that_is_not_over_breaks_nothing(active: set[date]) -> None:
    yesterday = days_in_a_row(active - {TODAY}, TODAY - DAY)
    if TODAY - DAY in active:
        assert days_in_a_row(active - {TODAY}, TODAY) == yesterday
        assert days_in_a_row(active | {TODAY}, TODAY) == yesterday + 1


@given(ACTIVE)
def test_future_days_change_nothing(active: set[date]) -> None:
    past = {day for day in active if day <= TODAY}
    assert days_in_a_row(active, TODAY) == days_in_a_row(past, TODAY)


@given(ACTIVE, ACTIVE)
def test_more_days_never_make_a_streak_shorter(active: set[date], more: set[date]) -> None:
    assert days_in_a_row(active | more, TODAY) >= days_in_a_row(active, TODAY)
    assert weeks_in_a_row(active | more, TODAY) >= weeks_in_a_row(active, TODAY)


@given(ACTIVE)
def test_a_row_of_days_touches_as_many_weeks_in_a_row(active: set[date]) -> None:
    days = days_in_a_row(active, TODAY)
    assert weeks_in_a_row(active, TODAY) * 7 >= days


@given(ACTIVE, st.integers(0, 6))
def test_which_day_of_its_week_it_was_makes_no_difference(active: set[date], weekday: int) -> None:
    moved = {monday_of(day) + weekday * DAY for day in active}
    assert weeks_in_a_row(moved, TODAY) == weeks_in_a_row(active, TODAY)


@given(st.dates(date(1991, 8, 14), date(2100, 1, 1)))
def test_a_week_begins_on_the_monday_before_any_of_its_days(day: date) -> None:
    monday = monday_of(day)
    assert monday.weekday() == 0
    assert monday <= day < monday + WEEK
