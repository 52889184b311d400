"""Four weeks of arXiv on a stand-in, with the faults of its bad days.

Weekends and holidays are the real ones; the feed is empty then.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import msgspec

from bot.core.model.papers import AnnounceType
from papers.arxiv.calendar import latest_announcement, mailings, shown_by_feeds, submission_window
from tests.servers.arxiv.data import StandInPaper
from tests.servers.arxiv.server import ArxivStandIn

INDEXED_AFTER = timedelta(hours=9)
"""The time from an announcement until the API has its papers; feeds come first."""

ALL_DAY = (0, 24)

STALE, LIMITED, CAPTCHA, MERGED, LABEL, OLD, FULL, RENEWED, HELD, DOWN, BROKEN = (
    "the feed of cs.CL stays at the day before until 20:00",
    "429 for four hours",
    "a captcha with status 200 until 16:00",
    "nothing is announced; its papers come with the next day's",
    "the feed carries the date of the day before",
    "the feed shows the papers of the day before under today's date until 17:00",
    "more than 2,000 entries",
    "ten replacements called new",
    "five papers come that were submitted three days earlier",
    "Paperboy is not running",
    "the feeds answer 500",
)

TROUBLES: Mapping[int, tuple[str, tuple[int, int]]] = {
    1: (STALE, (0, 20)),
    3: (LIMITED, (11, 15)),
    5: (CAPTCHA, (0, 16)),
    7: (MERGED, ALL_DAY),
    9: (LABEL, ALL_DAY),
    10: (OLD, (0, 17)),
    11: (FULL, ALL_DAY),
    12: (RENEWED, ALL_DAY),
    13: (HELD, ALL_DAY),
    15: (DOWN, ALL_DAY),
    16: (DOWN, ALL_DAY),
    18: (BROKEN, ALL_DAY),
}
"""Faults by the number of the mailing (from 0), each with the hours (UTC) at which it begins and ends."""

FILLERS, RENEWALS, HELD_BACK = 1_900, 10, 5


@dataclass(slots=True)
class Month:
    """``dates`` are the mailing dates; ``expected`` has each paper that is announced as new, once."""

    arxiv: ArxivStandIn
    dates: Sequence[date]
    expected: Mapping[str, StandInPaper]
    under_way: str = field(default="", init=False)

    @property
    def ends(self) -> datetime:
        return datetime.combine(self.dates[-1] + timedelta(days=3), datetime.min.time(), UTC)

    @property
    def troubles(self) -> list[tuple[int, str, tuple[int, int]]]:
        """The faults as far as the month goes: number of the mailing, fault, hours."""
        return [(number, *each) for number, each in TROUBLES.items() if number < len(self.dates)]

    def trouble(self, now: datetime) -> str:
        """The fault at a time (UTC), or an empty string."""
        on = now.date()
        number = self.dates.index(on) if on in self.dates else -1
        what, (first, last) = TROUBLES.get(number, ("", ALL_DAY))
        return what if first <= now.hour < last else ""

    def turn_to(self, now: datetime) -> None:
        """Set the stand-in to the state of arXiv at ``now``."""
        arxiv, today = self.arxiv, shown_by_feeds(now)
        before = mailings(today - timedelta(days=4), today - timedelta(days=1))[-1]
        what = self.trouble(now)
        arxiv.today, arxiv.label, arxiv.stale = today, None, {}
        arxiv.indexed = latest_announcement(now - INDEXED_AFTER)
        if what == STALE:
            arxiv.stale, arxiv.indexed = {"cs.CL": before}, before
        elif what == LABEL:
            arxiv.label = before
        elif what == OLD:
            arxiv.today, arxiv.label, arxiv.indexed = before, today, before
        if what != self.under_way:
            self._spoil(what)

    def _spoil(self, what: str) -> None:
        self.under_way = what
        self.arxiv.recover()
        if what == LIMITED:
            self.arxiv.fail("429", retry_after=3_600)
        elif what == CAPTCHA:
            self.arxiv.fail("captcha")
        elif what == BROKEN:
            self.arxiv.fail("500", on="feed")


def month_of(papers: Iterable[StandInPaper], first: date, weeks: int) -> Month:
    """The ``papers`` announced in these weeks, with those that :data:`TROUBLES` moves or adds."""
    dates = mailings(first, first + timedelta(days=7 * weeks - 1))
    announced = [paper for paper in papers if paper.date in set(dates)]
    moved = {dates[number]: what for number, (what, _) in TROUBLES.items() if number < len(dates)}
    held = {paper.id for on, what in moved.items() if what == HELD for paper in _of(announced, on)[:HELD_BACK]}
    found = [_moved(paper, dates, moved, held) for paper in announced]
    extra = [each for on, what in moved.items() for each in _added(on, what)]
    return Month(ArxivStandIn([*found, *extra], first), dates, {paper.id: paper for paper in found})


def _of(papers: Sequence[StandInPaper], on: date) -> list[StandInPaper]:
    return [paper for paper in papers if paper.date == on]


def _moved(paper: StandInPaper, dates: Sequence[date], moved: Mapping[date, str], held: Iterable[str]) -> StandInPaper:
    assert paper.date
    opens, _ = submission_window(paper.date)
    if moved.get(paper.date) == MERGED:
        later = dates[dates.index(paper.date) + 1]
        return msgspec.structs.replace(paper, date=later, published=opens + timedelta(hours=1))
    if paper.id in held:
        return msgspec.structs.replace(paper, published=opens - timedelta(days=3))
    return paper


def _added(on: date, what: str) -> list[StandInPaper]:
    """Later versions of last year's papers: replacements, even if the feed calls them new."""
    number, kind = {FULL: (FILLERS, AnnounceType.REPLACE), RENEWED: (RENEWALS, AnnounceType.NEW)}.get(
        what, (0, AnnounceType.REPLACE)
    )
    return [
        StandInPaper(
            id=f"2401.{on.day:02}{each:03}" if number <= RENEWALS else f"2402.{each:05}",
            title=f"An older paper, number {each}",
            categories=("cs.LG",) if each % 2 else ("cs.CL",),
            date=on,
            version=3,
            kind=kind,
        )
        for each in range(number)
    ]
