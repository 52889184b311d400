"""When a subscription's digest or review is due, and what a review is of: pure functions over wall-clock times.

A digest belongs to a local date in the subscription's zone. Where the clock jumps forward over its time, it
comes as much later as the clock jumped; where an hour comes twice, it comes the first time.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.core.clock import local_date
from bot.core.model.digests import NewSubscription, Subscription

_DAY = timedelta(days=1)
WEEK = timedelta(days=7)
CATCH_UP = _DAY
"""After a longer silence than this a missed digest is not sent any more; the next one is not far. A missed review is
sent until the next one is due."""
SHOWN_AFTER = timedelta(hours=8)
"""How long after an announcement arXiv's feeds certainly show it: a review does not count what nobody can have yet."""


def moment(wanted: NewSubscription, on: date) -> datetime:
    """The instant (UTC) of the digest of the local date ``on``."""
    # fold=0: a time that is skipped counts with the offset before the jump, one that comes twice is the first.
    return datetime.combine(on, wanted.at, wanted.zone).astimezone(UTC)


def due(subscription: Subscription, now: datetime) -> date | None:
    """The local date whose digest is to be queued at ``now`` (aware), if any.

    After missed runs that is the latest one only, and nothing that was due more than ``CATCH_UP`` (of a review: a
    ``WEEK``) ago or before the subscription was made.
    """
    on = local_date(now, subscription.wanted.zone)
    oldest = now - (WEEK if subscription.wanted.is_weekly else CATCH_UP)
    while on > subscription.last_due and (at := moment(subscription.wanted, on)) > oldest:
        if at <= now and at > subscription.created_at and on.weekday() in subscription.wanted.weekdays:
            return on
        on -= _DAY
    return None


def next_due(subscription: Subscription, now: datetime) -> datetime:
    """The first instant (UTC) after ``now`` (aware) at which a further digest becomes due."""
    wanted = subscription.wanted
    on = max(local_date(now, wanted.zone), subscription.last_due + _DAY)
    while moment(wanted, on) <= now or on.weekday() not in wanted.weekdays:
        on += _DAY
    return moment(wanted, on)


def first_due(subscription: Subscription) -> datetime:
    """The first instant (UTC) after it was made at which a digest was due."""
    made = replace(subscription, last_due=local_date(subscription.created_at, subscription.wanted.zone) - _DAY)
    return next_due(made, subscription.created_at)


def week_before(wanted: NewSubscription, on: date) -> tuple[datetime, datetime]:
    """The instants (UTC) from which and before which things happened that the review of a local date is of.

    One begins where the one before ended, so that nothing is in two of them or in none.
    """
    return moment(wanted, on - WEEK), moment(wanted, on)


def announced_in(
    start: datetime,
    end: datetime,
    latest: Callable[[datetime], date],
    mailings: Callable[[date, date], Sequence[date]],
) -> tuple[date, ...]:
    """The announcements that a review from ``start`` to ``end`` (aware) counts, by their dates: each in one week.

    ``latest`` and ``mailings`` are those of ``PaperSource``.
    """
    return tuple(mailings(latest(start - SHOWN_AFTER) + _DAY, latest(end - SHOWN_AFTER)))
