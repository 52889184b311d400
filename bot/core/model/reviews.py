"""Reviews of a week."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.core.model.digests import Interests

REVIEW_JOB = "review"
"""The kind of job that makes a review from a ``ReviewOrder``."""


@dataclass(frozen=True, slots=True)
class ReviewOrder:
    """An order for a review from ``start`` to before ``end`` (aware), stored as JSON until a worker takes it.

    ``dates`` are those of the announcements that the review counts, in order. ``replaces`` is the key of the reply that
    the review replaces.
    """

    start: datetime
    end: datetime
    interests: Interests
    dates: tuple[date, ...] = ()
    scheduled: bool = False
    replaces: str = ""
