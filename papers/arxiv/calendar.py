"""The times of arXiv's announcements, from https://info.arxiv.org/help/availability.html.

Announcements go out Sunday to Thursday at 20:00 US Eastern and carry the date of the next day, Monday to Friday. This
*mailing date* is what listings and feeds show, and what ``on`` means throughout. Submissions close at 14:00 Eastern.
Feeds are built at midnight Eastern. This module does not know the holidays that arXiv publishes each year: a mailing on
a holiday looks empty, and its papers come with the next one.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EASTERN = ZoneInfo("America/New_York")

_ANNOUNCED = time(20)
_DEADLINE = time(14)
_DAY = timedelta(days=1)
_SATURDAY = 5


def has_mailing(on: date) -> bool:
    """Return whether arXiv's schedule has a mailing dated ``on``: Monday to Friday."""
    return on.weekday() < _SATURDAY


def mailings(first: date, last: date) -> Sequence[date]:
    """Return the mailing dates from ``first`` to ``last``, in order."""
    days = (first + _DAY * n for n in range((last - first).days + 1))
    return [day for day in days if has_mailing(day)]


def latest_announcement(now: datetime) -> date:
    """Return the date of the newest mailing that is out at ``now`` (aware)."""
    here = now.astimezone(EASTERN)
    tomorrow = here.date() + _DAY
    if here.time() >= _ANNOUNCED and has_mailing(tomorrow):
        return tomorrow
    return _weekday_before(tomorrow)


def next_announcement(now: datetime) -> date:
    """Return the date of the first mailing that is not out yet at ``now`` (aware)."""
    return _weekday_from(latest_announcement(now) + _DAY)


def shown_by_feeds(now: datetime) -> date:
    """Return the date of the mailing that feeds should show at ``now`` (aware); at weekends, Friday's."""
    return _weekday_before(now.astimezone(EASTERN).date() + _DAY)


def feeds_built_at(on: date) -> datetime:
    """The moment (UTC) the feeds of the mailing dated ``on`` are built: midnight Eastern."""
    return _eastern(on, time())


def announced_at(on: date) -> datetime:
    """Return when (UTC) the mailing dated ``on`` goes out: at 20:00 Eastern on the day before.

    Raises ``ValueError`` if the schedule has no such mailing.
    """
    _require_mailing(on)
    return _eastern(on - _DAY, _ANNOUNCED)


def submission_window(on: date) -> tuple[datetime, datetime]:
    """Return the start (inclusive) and end (exclusive, both UTC) of the submissions for the mailing dated ``on``.

    A window lasts from one deadline to the next: Monday's mailing has the submissions of Thursday and Friday, Tuesday's
    those of the weekend. Raises ``ValueError`` if the schedule has no such mailing.
    """
    _require_mailing(on)
    closes = _weekday_before(on)
    return _eastern(_weekday_before(closes), _DEADLINE), _eastern(closes, _DEADLINE)


def mailing_of(submitted: datetime) -> date:
    """Return the mailing for a paper submitted at a time (aware): the inverse of :func:`submission_window`."""
    here = submitted.astimezone(EASTERN)
    closes = here.date() if here.time() < _DEADLINE else here.date() + _DAY
    return _weekday_from(_weekday_from(closes) + _DAY)


def _weekday_from(day: date) -> date:
    while not has_mailing(day):
        day += _DAY
    return day


def _weekday_before(day: date) -> date:
    day -= _DAY
    while not has_mailing(day):
        day -= _DAY
    return day


def _eastern(day: date, at: time) -> datetime:
    return datetime.combine(day, at, EASTERN).astimezone(UTC)


def _require_mailing(on: date) -> None:
    if not has_mailing(on):
        raise ValueError(f"arXiv has no mailing on a {on:%A}")
