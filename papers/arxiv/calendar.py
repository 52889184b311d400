"""When arXiv announces, from https://info.arxiv.org/help/availability.html.

Announcements go out Sunday to Thursday at 20:00 US Eastern and carry the date of the next day, Monday to
Friday: that *mailing date* is what listings and feeds show, and what ``on`` means throughout. Submissions
close at 14:00 Eastern. Feeds are built at midnight Eastern. Holidays, which arXiv publishes each year, are not known
here: a mailing that falls on one looks empty, and its papers come with the next.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EASTERN = ZoneInfo("America/New_York")
LATE_AFTER = timedelta(hours=3)
"""How long after midnight a feed may still show the mailing before: it is built then, and cached on its way."""

_ANNOUNCED = time(20)
_DEADLINE = time(14)
_DAY = timedelta(days=1)
_SATURDAY = 5


def has_mailing(on: date) -> bool:
    """Whether arXiv's schedule has a mailing dated ``on``: Monday to Friday."""
    return on.weekday() < _SATURDAY


def mailings(first: date, last: date) -> Sequence[date]:
    """The mailing dates from ``first`` to ``last``, in order."""
    days = (first + _DAY * n for n in range((last - first).days + 1))
    return [day for day in days if has_mailing(day)]


def latest_announcement(now: datetime) -> date:
    """The date of the newest mailing that is out at ``now`` (aware)."""
    here = now.astimezone(EASTERN)
    tomorrow = here.date() + _DAY
    if here.time() >= _ANNOUNCED and has_mailing(tomorrow):
        return tomorrow
    return _weekday_before(tomorrow)


def next_announcement(now: datetime) -> date:
    """The date of the mailing after that."""
    return _weekday_from(latest_announcement(now) + _DAY)


def shown_by_feeds(now: datetime) -> date:
    """The date of the mailing that feeds should show at ``now`` (aware), or showed last before a weekend."""
    return _weekday_before(now.astimezone(EASTERN).date() + _DAY)


def is_late(on: date, now: datetime) -> bool:
    """Whether a feed should show the mailing dated ``on`` by now, with time to spare."""
    return now >= _eastern(on, time()) + LATE_AFTER


def announced_at(on: date) -> datetime:
    """The moment (UTC) the mailing dated ``on`` goes out: 20:00 Eastern on the day before.

    Raises ``ValueError`` where the schedule has no mailing.
    """
    _require_mailing(on)
    return _eastern(on - _DAY, _ANNOUNCED)


def submission_window(on: date) -> tuple[datetime, datetime]:
    """When (UTC, the start included, the end not) the new papers of the mailing dated ``on`` were submitted.

    From one deadline to the next: Monday's mailing has what came from Thursday to Friday, Tuesday's what
    came over the weekend. Raises ``ValueError`` where the schedule has no mailing.
    """
    _require_mailing(on)
    closes = _weekday_before(on)
    return _eastern(_weekday_before(closes), _DEADLINE), _eastern(closes, _DEADLINE)


def mailing_of(submitted: datetime) -> date:
    """The mailing that a paper submitted at a time (aware) is due in: the inverse of :func:`submission_window`."""
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
