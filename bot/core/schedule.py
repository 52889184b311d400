"""The times when digests and reviews are due, and the week that a review covers: pure functions of wall-clock times.

A digest belongs to a local date in the subscription's zone. If the clock jumps forward over its time, the digest comes
later by the length of the jump; if an hour occurs twice, it comes the first time.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.core.clock import local_date
from bot.core.model.digests import NewSubscription, Subscription

_DAY = timedelta(days=1)
WEEK = timedelta(days=7)
CATCH_UP = _DAY
"""A digest missed by more than this is not sent, because the next one is near. A missed review is sent until the next
one is due."""
SHOWN_AFTER = timedelta(hours=8)
"""Time after an announcement by which arXiv's feeds certainly show it. A review does not count what is not out yet."""


def moment(wanted: NewSubscription, on: date) -> datetime:
    """Return the instant (UTC) of the digest of the local date ``on``."""
    # fold=0: a skipped time uses the offset before the jump, and a time that occurs twice is the first one.
    return datetime.combine(on, wanted.at, wanted.zone).astimezone(UTC)


def due(subscription: Subscription, now: datetime) -> date | None:
    """Return the local date whose digest or review is to be queued at ``now`` (aware), if any.

    After missed runs that is only the latest date, and only if it was due within ``CATCH_UP`` (a review: within a
    ``WEEK``) and after the subscription was made.
    """
    on = local_date(now, subscription.wanted.zone)
    oldest = now - (WEEK if subscription.wanted.is_weekly else CATCH_UP)
    while on > subscription.last_due and (at := moment(subscription.wanted, on)) > oldest:
        if at <= now and at > subscription.created_at and on.weekday() in subscription.wanted.weekdays:
            return on
        on -= _DAY
    return None


def next_due(subscription: Subscription, now: datetime) -> datetime:
    """Return the first instant (UTC) after ``now`` (aware) at which another digest or review becomes due."""
    wanted = subscription.wanted
    on = max(local_date(now, wanted.zone), subscription.last_due + _DAY)
    while moment(wanted, on) <= now or on.weekday() not in wanted.weekdays:
        on += _DAY
    return moment(wanted, on)


def first_due(subscription: Subscription) -> datetime:
    """Return the first instant (UTC) after the subscription was made at which a digest was due."""
    made = replace(subscription, last_due=local_date(subscription.created_at, subscription.wanted.zone) - _DAY)
    return next_due(made, subscription.created_at)


def week_before(wanted: NewSubscription, on: date) -> tuple[datetime, datetime]:
    """Return the week that the review of a local date covers: its first instant (UTC), and the first one after it.

    A review begins where the one before ended, so that nothing is in two reviews or in none.
    """
    return moment(wanted, on - WEEK), moment(wanted, on)


def announced_in(
    start: datetime, end: datetime, latest: Callable[[datetime], date], mailings: Callable[[date, date], Sequence[date]]
) -> tuple[date, ...]:
    """Return the dates of the announcements that a review from ``start`` to ``end`` (aware) counts.

    Each announcement is in exactly one week. ``latest`` and ``mailings`` are methods of ``PaperSource``.
    """
    return tuple(mailings(latest(start - SHOWN_AFTER) + _DAY, latest(end - SHOWN_AFTER)))
