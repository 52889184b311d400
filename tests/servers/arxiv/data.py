"""The papers of the stand-in for arXiv, their submission times, and queries over them."""

import datetime as dt
import gzip
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from bot.core.model.papers import AnnounceType
from papers.arxiv import calendar

MOST_FEED_ENTRIES = 2_000
_NEVER_EMPTY = ("cs.AI", "cs.CL", "cs.CV", "cs.LG", "stat.ML")
_TERM = re.compile(r"(cat|all|ti|au|abs|submittedDate):(.+)", re.DOTALL)
_RANGE = re.compile(r"\[(\d{12}) TO (\d{12})\]")
_NEW_ID = re.compile(r"(?P<id>\d{4}\.\d{4,5})(?:v(?P<version>\d+))?")
_OLD_ID = re.compile(r"(?P<id>[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v(?P<version>\d+))?")


class BadRequest(Exception):
    """A request that arXiv answers with an error entry; the text is arXiv's."""


class StandInPaper(msgspec.Struct, frozen=True, gc=False):
    """One paper; the fields are those of the shared data's lines.

    ``date`` is the mailing that announced it. ``published`` (UTC) is the submission time, by default derived from
    ``date``. ``kind`` is the reason for the announcement: new, cross-listed or replaced.
    """

    id: str
    title: str
    abstract: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    date: dt.date | None = None
    published: dt.datetime | None = None
    version: int = 1
    kind: AnnounceType = AnnounceType.NEW
    comment: str = ""
    doi: str = ""
    journal_ref: str = ""


def load(*files: Path) -> list[StandInPaper]:
    """Read papers from gzipped JSON lines; the first line of an id counts."""
    decoder = msgspec.json.Decoder(StandInPaper)
    papers: dict[str, StandInPaper] = {}
    for file in files:
        with gzip.open(file) as lines:
            for line in lines:
                paper = decoder.decode(line)
                papers.setdefault(paper.id, paper)
    return list(papers.values())


class Library:
    """All papers, by id, by mailing and by submission time."""

    def __init__(self, papers: Iterable[StandInPaper]) -> None:
        self._papers = {paper.id: paper for paper in papers}
        self._mailings: dict[dt.date, list[StandInPaper]] = defaultdict(list)
        for paper in sorted(self._papers.values(), key=lambda paper: paper.id):
            if paper.date is not None:
                self._mailings[_weekday(paper.date)].append(paper)
        self._submitted: dict[str, dt.datetime] = {}
        for on, announced in self._mailings.items():
            self._submitted.update(_spread(announced, on))
        for paper in self._papers.values():
            if paper.published is not None:
                self._submitted[paper.id] = paper.published.replace(tzinfo=dt.UTC)
            elif paper.date is None:
                self._submitted[paper.id] = _month_of(paper.id)
        self._in_order = sorted(self._papers.values(), key=lambda paper: (self._submitted[paper.id], paper.id))
        self._times = [self._submitted[paper.id] for paper in self._in_order]
        self.categories = {category for paper in self._papers.values() for category in paper.categories}
        self.categories.update(_NEVER_EMPTY)

    def submitted(self, paper: StandInPaper) -> dt.datetime:
        return self._submitted[paper.id]

    def announced(self, on: dt.date, categories: Sequence[str]) -> list[tuple[StandInPaper, AnnounceType]]:
        """A feed's entries, each with arXiv's announce type for these categories together."""
        entries = [
            (paper, _listed_as(paper, categories))
            for paper in self._mailings.get(on, ())
            if not set(categories).isdisjoint(paper.categories)
        ]
        entries.sort(key=lambda entry: list(AnnounceType).index(entry[1]))
        return entries[:MOST_FEED_ENTRIES]

    def by_ids(self, id_list: Sequence[str]) -> list[StandInPaper]:
        """Papers in the order of ``ids``; an id with a version gives that version."""
        found = []
        for given in id_list:
            match = _NEW_ID.fullmatch(given) or _OLD_ID.fullmatch(given)
            if match is None:
                raise BadRequest(f"incorrect id format for {given}")
            paper = self._papers.get(match["id"])
            version = int(match["version"] or 0)
            if paper is not None and version <= paper.version:
                found.append(msgspec.structs.replace(paper, version=version) if version else paper)
        return found

    def search(self, query: str, *, descending: bool = False) -> list[StandInPaper]:
        """Find papers by terms joined by ``AND``, the part of arXiv's language that Paperboy uses; oldest first."""
        terms = [_TERM.fullmatch(part.strip()) for part in query.split(" AND ")]
        papers: Iterable[StandInPaper] = self._in_order
        for term in terms:
            if term is None:
                raise BadRequest(f"the stand-in cannot read the query {query}")
            if term[1] == "submittedDate":
                papers = self._between(term[2])
        found = [paper for paper in papers if all(_has(paper, term[1], term[2]) for term in terms if term)]
        return found[::-1] if descending else found

    def _between(self, dates: str) -> list[StandInPaper]:
        match = _RANGE.fullmatch(dates)
        if match is None:
            raise BadRequest(f"the stand-in cannot read the dates {dates}")
        first, last = (dt.datetime.strptime(f"{moment}+0000", "%Y%m%d%H%M%z") for moment in match.groups())
        after = last + dt.timedelta(minutes=1)
        return self._in_order[bisect_left(self._times, first) : bisect_left(self._times, after)]


def _weekday(day: dt.date) -> dt.date:
    while not calendar.has_mailing(day):
        day += dt.timedelta(days=1)
    return day


def _spread(papers: Sequence[StandInPaper], on: dt.date) -> dict[str, dt.datetime]:
    """Submission times for one mailing, evenly over its window; cross-lists and replacements are a month older."""
    start, end = calendar.submission_window(on)
    step = (end - start) / max(1, len(papers))
    earlier = dt.timedelta(days=30)
    times = {}
    for number, paper in enumerate(papers):
        at = (start + number * step).replace(microsecond=0)
        times[paper.id] = at if paper.kind is AnnounceType.NEW else at - earlier
    return times


def _month_of(paper_id: str) -> dt.datetime:
    digits = re.search(r"(\d\d)(\d\d)", paper_id)
    assert digits, paper_id
    year, month = int(digits[1]), int(digits[2])
    century = 1900 if year > 90 else 2000
    return dt.datetime(century + year, month, 15, tzinfo=dt.UTC)


def _listed_as(paper: StandInPaper, categories: Sequence[str]) -> AnnounceType:
    if paper.kind is AnnounceType.CROSS or paper.categories[0] in categories:
        return paper.kind
    return AnnounceType.CROSS if paper.kind is AnnounceType.NEW else AnnounceType.REPLACE_CROSS


def _has(paper: StandInPaper, field: str, value: str) -> bool:
    if field == "submittedDate":
        return True
    if field == "cat":
        return value in paper.categories
    text = {
        "ti": paper.title,
        "abs": paper.abstract,
        "au": " ".join(paper.authors),
        "all": " ".join((paper.title, paper.abstract, *paper.authors)),
    }[field]
    return value.strip('"').casefold() in text.casefold()
