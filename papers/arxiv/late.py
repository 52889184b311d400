"""Late announcements: arXiv's feeds should show them by now. Pure."""

from datetime import date, datetime, timedelta

from bot.core.model.papers import FeedState
from papers.arxiv.calendar import feeds_built_at

LATE_AFTER = timedelta(hours=3)
"""Time after midnight during which a feed may show the previous mailing, because it is being built or is cached."""


def is_overdue(on: date, now: datetime) -> bool:
    """Return whether feeds should have shown the mailing dated ``on`` for :data:`LATE_AFTER`."""
    return now >= feeds_built_at(on) + LATE_AFTER


def state_of_feed(shows: date | None, on: date, now: datetime) -> FeedState:
    """The state of the mailing dated ``on`` for a feed without its papers: the feed ``shows`` another date, if any.

    At weekends a feed is empty and carries that day's date: nothing is wrong.
    """
    return FeedState.STALLED if is_overdue(on, now) and shows is not None and shows < on else FeedState.WAITING
