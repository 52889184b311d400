"""The times of arXiv's announcements, and the submissions that each contains."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.arxiv.calendar import announced_at, has_mailing, latest_announcement, submission_window

EASTERN = ZoneInfo("America/New_York")
WEEKDAYS = st.dates(date(1995, 1, 1), date(2099, 1, 1)).filter(has_mailing)


def eastern(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=EASTERN)


@pytest.mark.parametrize(
    ("on", "start", "end"),
    [
        ("2025-06-09", "2025-06-05T14:00", "2025-06-06T14:00"),  # Monday: Thursday to Friday
        ("2025-06-10", "2025-06-06T14:00", "2025-06-09T14:00"),  # Tuesday: over the weekend
        ("2025-06-11", "2025-06-09T14:00", "2025-06-10T14:00"),
        ("2025-06-12", "2025-06-10T14:00", "2025-06-11T14:00"),
        ("2025-06-13", "2025-06-11T14:00", "2025-06-12T14:00"),
    ],
)
def test_each_mailing_has_the_submissions_between_two_deadlines(on: str, start: str, end: str) -> None:
    assert submission_window(date.fromisoformat(on)) == (eastern(start), eastern(end))


def test_times_follow_daylight_saving() -> None:
    assert announced_at(date(2025, 1, 15)) == datetime(2025, 1, 15, 1, tzinfo=UTC)
    assert announced_at(date(2025, 7, 15)) == datetime(2025, 7, 15, 0, tzinfo=UTC)
    # The clocks went forward on Sunday, 9 March 2025: that weekend had 71 hours, and in November 73.
    start, end = submission_window(date(2025, 3, 11))
    assert (start, end - start) == (datetime(2025, 3, 7, 19, tzinfo=UTC), timedelta(hours=71))
    start, end = submission_window(date(2025, 11, 4))
    assert (start, end - start) == (datetime(2025, 10, 31, 18, tzinfo=UTC), timedelta(hours=73))


@pytest.mark.parametrize(
    ("now", "on"),
    [
        ("2025-06-10T19:59", "2025-06-10"),
        ("2025-06-10T20:00", "2025-06-11"),
        ("2025-06-11T00:00", "2025-06-11"),
        ("2025-06-12T20:00", "2025-06-13"),
        ("2025-06-13T23:00", "2025-06-13"),  # Friday evening: the next one is out on Sunday
        ("2025-06-14T21:00", "2025-06-13"),
        ("2025-06-15T19:59", "2025-06-13"),
        ("2025-06-15T20:00", "2025-06-16"),
    ],
)
def test_the_newest_mailing_changes_at_eight_in_the_evening_in_new_york(now: str, on: str) -> None:
    assert latest_announcement(eastern(now)) == date.fromisoformat(on)
    assert latest_announcement(eastern(now).astimezone(ZoneInfo("Asia/Seoul"))) == date.fromisoformat(on)


@pytest.mark.parametrize("on", [date(2025, 6, 14), date(2025, 6, 15)])
def test_weekends_have_no_mailing(on: date) -> None:
    assert not has_mailing(on)
    with pytest.raises(ValueError, match="no mailing on a S"):
        submission_window(on)
    with pytest.raises(ValueError, match="no mailing on a S"):
        announced_at(on)


@given(WEEKDAYS)
def test_mailings_follow_one_another_without_gap_or_overlap(on: date) -> None:
    after = next(day for n in range(1, 4) if has_mailing(day := on + timedelta(days=n)))
    start, end = submission_window(on)
    assert start < end == submission_window(after)[0]
    assert end < announced_at(on)


@given(WEEKDAYS)
def test_a_mailing_is_the_newest_from_its_announcement_until_the_next(on: date) -> None:
    out = announced_at(on)
    assert latest_announcement(out) == on
    assert latest_announcement(out - timedelta(seconds=1)) < on
