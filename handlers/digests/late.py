"""The late announcements of a digest. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.core.model.papers import FeedState, LedgerLine
from handlers.digests.ledger import AnnouncementKey, LedgerLines


@dataclass(frozen=True, slots=True)
class LateAnnouncement:
    """``state`` says why: waiting, stalled or failed."""

    category: str
    on: date
    state: FeedState


def is_late(line: LedgerLine | None) -> bool:
    """Return whether an announcement is still unknown: it is not out, arXiv shows an earlier one, or did not answer.

    ``papers/arxiv/late.py`` has the hour at which a feed that shows an earlier one counts as stalled.
    """
    return line is None or not line.state.settled


def late_announcements(keys: Iterable[AnnouncementKey], lines: LedgerLines) -> list[LateAnnouncement]:
    """The late ones of these announcements. One without a line counts as failed."""
    return [LateAnnouncement(*key, _state(lines.get(key))) for key in keys if is_late(lines.get(key))]


def _state(line: LedgerLine | None) -> FeedState:
    return line.state if line else FeedState.FAILED
