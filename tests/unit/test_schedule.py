"""The due times of digests: on the subscription's own clock, once per local date, whatever that clock does."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.identity import Address
from bot.core.model.digests import Interests, NewSubscription, Rhythm, Subscription
from bot.core.schedule import CATCH_UP, WEEK, announced_in, due, first_due, moment, next_due, week_before
from papers.arxiv.calendar import announced_at, latest_announcement, mailings

ZONES = ("UTC", "Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe", "Pacific/Apia")


def subscription(
    at: time = time(9),
    zone: str = "UTC",
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6),
    created: datetime = datetime(2025, 6, 1, 12, tzinfo=UTC),
    last_due: date = date(2025, 5, 31),
) -> Subscription:
    wanted = NewSubscription(Interests(("cs.CL",)), at, zone, 5, weekdays)
    return Subscription(1, 1, 1, 1, Address("console", "local", "me"), wanted, created, last_due)


def local(zone: str, *moment: int) -> datetime:
    return datetime(*moment, tzinfo=ZoneInfo(zone)).astimezone(UTC)  # type: ignore[arg-type, misc]


def test_a_digest_comes_at_the_wall_clock_time_in_summer_and_in_winter() -> None:
    each = subscription(zone="America/New_York")
    assert next_due(each, datetime(2025, 7, 1, tzinfo=UTC)) == datetime(2025, 7, 1, 13, tzinfo=UTC)
    assert next_due(each, datetime(2025, 12, 1, tzinfo=UTC)) == datetime(2025, 12, 1, 14, tzinfo=UTC)


def test_a_time_that_the_clock_jumps_over_comes_later_by_the_jump() -> None:
    each = subscription(time(2, 30), "America/New_York")
    assert moment(each.wanted, date(2025, 3, 9)) == local("America/New_York", 2025, 3, 9, 3, 30)


def test_a_time_that_occurs_twice_counts_once_the_first_time() -> None:
    each = subscription(time(1, 30), "America/New_York", last_due=date(2025, 11, 1))
    first, second = datetime(2025, 11, 2, 5, 30, tzinfo=UTC), datetime(2025, 11, 2, 6, 30, tzinfo=UTC)
    assert moment(each.wanted, date(2025, 11, 2)) == first
    assert due(each, first) == date(2025, 11, 2)
    sent = subscription(time(1, 30), "America/New_York", last_due=date(2025, 11, 2))
    assert due(sent, second) is None


def test_a_day_that_a_zone_left_out_brings_no_second_digest() -> None:
    """Samoa had no 30 December 2011."""
    each = subscription(zone="Pacific/Apia", created=datetime(2011, 12, 1, tzinfo=UTC), last_due=date(2011, 12, 29))
    now = local("Pacific/Apia", 2011, 12, 31, 10)
    assert due(each, now) == date(2011, 12, 31)


def test_the_first_digest_comes_the_same_day_when_its_time_is_still_ahead() -> None:
    each = subscription(time(13))
    assert next_due(each, each.created_at) == datetime(2025, 6, 1, 13, tzinfo=UTC)
    assert due(each, datetime(2025, 6, 1, 13, tzinfo=UTC)) == date(2025, 6, 1)


def test_nothing_is_due_for_a_time_before_the_subscription_was_made() -> None:
    each = subscription(time(9))
    assert due(each, datetime(2025, 6, 1, 12, 1, tzinfo=UTC)) is None
    assert next_due(each, each.created_at) == datetime(2025, 6, 2, 9, tzinfo=UTC)
    assert due(subscription(time(12)), each.created_at) is None


@pytest.mark.parametrize(("hour", "first"), [(11, 2), (12, 2), (13, 1)])
def test_the_first_digest_stays_the_first_however_many_follow(hour: int, first: int) -> None:
    """Its announcement is the oldest that later digests may show."""
    each = subscription(time(hour), last_due=date(2025, 6, 9))
    assert first_due(each) == datetime(2025, 6, first, hour, tzinfo=UTC)


def test_after_days_of_silence_only_the_latest_digest_is_sent() -> None:
    assert due(subscription(), datetime(2025, 6, 9, 8, 59, tzinfo=UTC)) == date(2025, 6, 8)


def test_a_digest_missed_by_more_than_a_day_is_not_sent_any_more() -> None:
    mondays = subscription(weekdays=(0,))
    monday = datetime(2025, 6, 9, 9, tzinfo=UTC)
    assert due(mondays, monday + CATCH_UP - timedelta(seconds=1)) == date(2025, 6, 9)
    assert due(mondays, monday + CATCH_UP) is None
    assert next_due(mondays, monday + CATCH_UP) == monday + timedelta(days=7)


SUBSCRIPTIONS = st.builds(
    subscription,
    at=st.times().map(lambda value: value.replace(microsecond=0, second=0)),
    zone=st.sampled_from(ZONES),
    weekdays=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    last_due=st.dates(date(2025, 1, 1), date(2025, 12, 1)),
)
MOMENTS = st.integers(0, 330 * 24 * 60).map(
    lambda minutes: datetime(2025, 6, 2, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(SUBSCRIPTIONS, MOMENTS)
def test_a_digest_is_due_from_the_moment_that_was_promised(each: Subscription, now: datetime) -> None:
    promised = next_due(each, now)
    assert promised > now
    on = due(each, promised)
    assert on is not None
    assert on.weekday() in each.wanted.weekdays
    assert on > each.last_due
    assert moment(each.wanted, on) == promised


@given(SUBSCRIPTIONS, MOMENTS)
def test_a_due_digest_is_not_in_the_future_and_at_most_a_day_late(each: Subscription, now: datetime) -> None:
    on = due(each, now)
    if on is not None:
        assert timedelta(0) <= now - moment(each.wanted, on) < CATCH_UP


@pytest.mark.parametrize("zone", ZONES)
def test_a_year_has_one_digest_for_each_local_date(zone: str) -> None:
    """Looking every half hour, through both changes of the clock."""
    each = subscription(time(2, 15), zone, created=datetime(2024, 12, 1, tzinfo=UTC), last_due=date(2024, 12, 31))
    sent: list[date] = []
    now = local(zone, 2025, 1, 1)
    while now < local(zone, 2026, 1, 1):
        on = due(each, now)
        if on is not None:
            sent.append(on)
            each = subscription(time(2, 15), zone, created=each.created_at, last_due=on)
        now += timedelta(minutes=30)
    assert sent == [date(2025, 1, 1) + timedelta(days=day) for day in range(365)]


# Weekly reviews


def weekly(each: Subscription, weekday: int) -> Subscription:
    return replace(each, wanted=replace(each.wanted, weekdays=(weekday,), rhythm=Rhythm.WEEKLY))


WEEKLY = st.builds(weekly, SUBSCRIPTIONS, st.integers(0, 6))


def test_a_review_missed_by_days_is_sent_until_the_next_one_is_due() -> None:
    mondays = weekly(subscription(), 0)
    monday = datetime(2025, 6, 9, 9, tzinfo=UTC)
    assert due(mondays, monday + WEEK - timedelta(seconds=1)) == date(2025, 6, 9)
    assert due(mondays, monday + WEEK) == date(2025, 6, 16)


@given(WEEKLY, MOMENTS)
def test_the_latest_of_missed_reviews_is_sent_for_the_week_before_its_due_time(
    each: Subscription, now: datetime
) -> None:
    on = due(each, now)
    if on is not None:
        start, end = week_before(each.wanted, on)
        assert end == moment(each.wanted, on) <= now < next_due(each, end)
        assert timedelta(days=6) <= end - start <= timedelta(days=8)


@given(WEEKLY, MOMENTS)
def test_one_reviews_week_ends_where_the_next_begins(each: Subscription, now: datetime) -> None:
    """Whatever the clock does in between."""
    first = next_due(each, now)
    on = first.astimezone(ZoneInfo(each.wanted.timezone)).date()
    second = next_due(replace(each, last_due=on), first)
    following = second.astimezone(ZoneInfo(each.wanted.timezone)).date()
    assert following - on == WEEK
    assert week_before(each.wanted, following) == (first, second)


@pytest.mark.parametrize(("month", "day", "hours"), [(3, 14, 167), (11, 7, 169), (6, 13, 168)])
def test_a_week_in_which_the_clock_changes_is_an_hour_shorter_or_longer(month: int, day: int, hours: int) -> None:
    fridays = weekly(subscription(time(17), "America/New_York"), 4)
    start, end = week_before(fridays.wanted, date(2025, month, day))
    assert (start, end) == (
        local("America/New_York", 2025, *_days_earlier(month, day), 17),
        local("America/New_York", 2025, month, day, 17),
    )
    assert end - start == timedelta(hours=hours)


def _days_earlier(month: int, day: int) -> tuple[int, int]:
    before = date(2025, month, day) - WEEK
    return before.month, before.day


@given(WEEKLY, MOMENTS)
def test_each_announcement_is_counted_in_one_review_and_when_its_feed_is_there(
    each: Subscription, now: datetime
) -> None:
    counted: list[date] = []
    on = now.astimezone(ZoneInfo(each.wanted.timezone)).date()
    for _ in range(4):
        start, end = week_before(each.wanted, on)
        found = announced_in(start, end, latest_announcement, mailings)
        assert all(announced_at(day) < end for day in found)
        counted += found
        on += WEEK
    assert counted == list(mailings(counted[0], counted[-1]))


def test_a_review_counts_an_announcement_from_eight_hours_after_it_went_out() -> None:
    """Before that, arXiv's feeds may not show it yet, and its papers would be in no review."""
    start, end = datetime(2025, 6, 5, 8, tzinfo=UTC), datetime(2025, 6, 12, 7, 59, 59, tzinfo=UTC)

    def latest(at: datetime) -> date:
        """Announcements at midnight."""
        return at.date()

    def every_day(first: date, last: date) -> list[date]:
        return [first + timedelta(days=day) for day in range((last - first).days + 1)]

    assert announced_in(start, end, latest, every_day) == tuple(every_day(date(2025, 6, 6), date(2025, 6, 11)))
