"""Where new notes and to-dos go in a log. Positions are the index of the segment to write them before."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import dropwhile

from exchange.papers_weekly.lines import HeadingKind
from exchange.papers_weekly.model import FreeText, Pending, Segment


@dataclass(frozen=True, slots=True)
class NewDay:
    """A day heading to write, below a new month heading where ``month_too``."""

    position: int
    day: date
    month_too: bool


def day_ends(segments: Sequence[Segment]) -> dict[date, int]:
    """The position after the last note of each day (under its last heading, should it have several)."""
    ends: dict[date, int] = {}
    current: date | None = None
    for position, segment in enumerate(segments):
        if isinstance(segment, FreeText) and segment.heading is not None:
            current = segment.heading.day if segment.heading.kind is HeadingKind.DAY else None
        if current is not None:
            ends[current] = position + 1
    return ends


def new_days(segments: Sequence[Segment], days: Iterable[date]) -> Iterator[NewDay]:
    """The newest comes first: a day before the first older one of its month, a month before the first older one.

    In a log of days without month headings all days are one list.
    """
    headings = [
        (position, segment.heading)
        for position, segment in enumerate(segments)
        if isinstance(segment, FreeText) and segment.heading and segment.heading.kind is not HeadingKind.OTHER
    ]
    months = {heading.day for _, heading in headings if heading.kind is HeadingKind.MONTH}
    waiting: defaultdict[date, list[date]] = defaultdict(list)  # days by their month, the newest last
    missing: list[date] = []  # days of months without a heading, the newest last
    for day in sorted(days):
        (waiting[_month(day)] if _month(day) in months else missing).append(day)
    here: list[date] = []  # days for the list being walked through
    if not months and any(heading.kind is HeadingKind.DAY for _, heading in headings):
        here, missing = missing, []
    # A pending list above all days is no end of theirs.
    for position, heading in dropwhile(lambda found: found[1].kind is HeadingKind.PENDING, headings):
        if heading.kind is HeadingKind.DAY and heading.day is not None:
            yield from _taken(position, here, heading.day)
            continue
        yield from _taken(position, here, None)
        if heading.day is not None:
            yield from _taken(position, missing, heading.day, with_months=True)
            here = waiting.pop(heading.day, [])
    yield from _taken(len(segments), here, None)
    yield from _taken(len(segments), missing, None, with_months=True)


def _taken(position: int, days: list[date], than: date | None, *, with_months: bool = False) -> Iterator[NewDay]:
    """Take the days newer than ``than`` (all, if None) from the end of the list; by month, if ``with_months``."""
    month: date | None = None
    while days and (than is None or (_month(days[-1]) if with_months else days[-1]) > than):
        day = days.pop()
        yield NewDay(position, day, with_months and _month(day) != month)
        month = _month(day)


def _month(day: date) -> date:
    return day.replace(day=1)


@dataclass(frozen=True, slots=True)
class PendingEnds:
    """Where the whole pending list ends, each section of it, and each item with all below it."""

    whole: int | None
    sections: dict[str, int]
    items: dict[str, int]


def pending_ends(segments: Sequence[Segment]) -> PendingEnds:
    sections: dict[str, int] = {}
    items: dict[str, int] = {}
    above: list[str] = []
    end: int | None = None
    for position, segment in enumerate(segments):
        if not isinstance(segment, Pending):
            continue
        if end is not None:
            items |= dict.fromkeys(above[segment.depth :], end)
        del above[segment.depth :]
        above.append(segment.fingerprint)
        end = position + 1
        sections[segment.section] = end
    if end is not None:
        items |= dict.fromkeys(above, end)
    return PendingEnds(end, sections, items)


def pending_start(segments: Sequence[Segment]) -> tuple[int, bool]:
    """Where to begin an empty pending list, and whether it has a heading already: above all days, if not."""
    first_date = len(segments)
    for position, segment in enumerate(segments):
        if not isinstance(segment, FreeText) or segment.heading is None:
            continue
        if segment.heading.kind is HeadingKind.PENDING:
            return position + 1, True
        if segment.heading.day is not None:
            first_date = min(first_date, position)
    return first_date, False
