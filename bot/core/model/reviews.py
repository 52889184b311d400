"""A week looked back on."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.core.model.digests import Interests

REVIEW_JOB = "review"
"""The kind of the job that makes a review; its payload is a ``ReviewOrder``."""


@dataclass(frozen=True, slots=True)
class ReviewOrder:
    """A review of what happened from ``start`` to before ``end`` (aware), stored as JSON until a worker takes it.

    ``dates`` are arXiv's announcements that belong to it, in order. ``replaces`` is the key of the reply it takes the
    place of.
    """

    start: datetime
    end: datetime
    interests: Interests
    dates: tuple[date, ...] = ()
    scheduled: bool = False
    replaces: str = ""
