"""The places of new notes and to-dos in a log. A position is the index of the segment to write them before. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import dropwhile

from exchange.papers_weekly.lines import Heading, HeadingKind
from exchange.papers_weekly.model import FreeText, PendingItem, Segment


@dataclass(frozen=True, slots=True)
class NewDay:
    """A day heading to write, below a new month heading if ``with_month``."""

    position: int
    day: date
    with_month: bool


def day_ends(segments: Sequence[Segment]) -> dict[date, int]:
    """The position after the last note of each day; of a day with several headings, under the last one."""
    ends: dict[date, int] = {}
    current: date | None = None
    for position, segment in enumerate(segments):
        if isinstance(segment, FreeText) and segment.heading is not None:
            current = segment.heading.day if segment.heading.kind is HeadingKind.DAY else None
        if current is not None:
            ends[current] = position + 1
    return ends


def new_days(segments: Sequence[Segment], days: Iterable[date]) -> Iterator[NewDay]:
    """The positions of headings for new days, which keep the newest first.

    A day goes before the first older day of its month, a month before the first older month. In a log of days without
    month headings all days form one list.
    """
    headings = _headings(segments)
    months = {heading.day for _, heading in headings if heading.kind is HeadingKind.MONTH}
    of_month: defaultdict[date, list[date]] = defaultdict(list)  # new days of each month in the log, the newest last
    of_new_months: list[date] = []  # new days of the other months, the newest last
    for day in sorted(days):
        (of_month[_month(day)] if _month(day) in months else of_new_months).append(day)
    here: list[date] = []  # the new days that belong in the list of days at this point of the log
    if not months and any(heading.kind is HeadingKind.DAY for _, heading in headings):
        here, of_new_months = of_new_months, []
    # A pending list above all days does not end their list.
    for position, heading in dropwhile(lambda found: found[1].kind is HeadingKind.PENDING, headings):
        if heading.kind is HeadingKind.DAY and heading.day is not None:
            yield from _take_newer(here, heading.day, position)
            continue
        yield from _take_newer(here, None, position)
        if heading.day is not None:
            yield from _take_newer_months(of_new_months, heading.day, position)
            here = of_month.pop(heading.day, [])
    yield from _take_newer(here, None, len(segments))
    yield from _take_newer_months(of_new_months, None, len(segments))


def _headings(segments: Sequence[Segment]) -> list[tuple[int, Heading]]:
    """The headings of days, months and the pending list, with their positions."""
    return [
        (position, segment.heading)
        for position, segment in enumerate(segments)
        if isinstance(segment, FreeText) and segment.heading and segment.heading.kind is not HeadingKind.OTHER
    ]


def _take_newer(days: list[date], than: date | None, position: int) -> Iterator[NewDay]:
    """Take the days newer than a day (all, for ``None``) from the end of ``days``."""
    while days and (than is None or days[-1] > than):
        yield NewDay(position, days.pop(), with_month=False)


def _take_newer_months(days: list[date], than: date | None, position: int) -> Iterator[NewDay]:
    """Take the days of months newer than a month (or all); the first day of each month brings its heading."""
    month: date | None = None
    while days and (than is None or _month(days[-1]) > than):
        day = days.pop()
        yield NewDay(position, day, with_month=_month(day) != month)
        month = _month(day)


def _month(day: date) -> date:
    return day.replace(day=1)


@dataclass(frozen=True, slots=True)
class PendingEnds:
    """The ends of the pending list (``None`` without one), of each section, and of each item with all below it."""

    whole_list: int | None
    sections: dict[str, int]
    items: dict[str, int]


def pending_ends(segments: Sequence[Segment]) -> PendingEnds:
    sections: dict[str, int] = {}
    items: dict[str, int] = {}
    above: list[str] = []
    end: int | None = None
    for position, segment in enumerate(segments):
        if not isinstance(segment, PendingItem):
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
    """The position of an empty pending list, and whether it has a heading. Without one it is above all days."""
    first_date = len(segments)
    for position, segment in enumerate(segments):
        if not isinstance(segment, FreeText) or segment.heading is None:
            continue
        if segment.heading.kind is HeadingKind.PENDING:
            return position + 1, True
        if segment.heading.day is not None:
            first_date = min(first_date, position)
    return first_date, False
