"""Papers by announcement day, and people's dated picks, as ``benchmarks.recommend`` reads them."""

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.core.model.papers import Paper

EASTERN = ZoneInfo("America/New_York")
EVAL = Path("../shared/data/eval")
SECONDS = 86_400.0


def released(on: date) -> float:
    """Return when arXiv sends the announcement dated ``on``: 20:00 US Eastern on the day before, in POSIX seconds."""
    return datetime.combine(on - timedelta(days=1), time(20), EASTERN).timestamp()


@dataclass(frozen=True, slots=True)
class Chosen:
    """``known`` is when the pick became public (POSIX seconds)."""

    user: str
    paper_id: str
    known: float


@dataclass(frozen=True, slots=True)
class Data:
    """``days`` has each announcement's candidates in the order of their ids; ``chosen`` is sorted by time."""

    papers: Mapping[str, Paper]
    days: Mapping[date, Sequence[str]]
    chosen: Sequence[Chosen]

    def of(self, user: str) -> list[Chosen]:
        return [each for each in self.chosen if each.user == user]


def read(papers: Path, picks: Path) -> Data:
    """Picks of papers missing in ``papers`` are left out. The first pick of a paper counts."""
    known: dict[str, Paper] = {}
    days: dict[date, list[str]] = defaultdict(list)
    for row in _rows(papers):
        known[row["id"]] = _paper(row)
        if row.get("candidate"):
            days[date.fromisoformat(row["date"])].append(row["id"])
    first: dict[tuple[str, str], Chosen] = {}
    for row in _rows(picks):
        each = Chosen(row["user"], row["id"], _known(row))
        name = (each.user, each.paper_id)
        if each.paper_id in known and (name not in first or each.known < first[name].known):
            first[name] = each
    chosen = sorted(first.values(), key=lambda each: (each.known, each.paper_id))
    return Data(known, {on: sorted(ids) for on, ids in sorted(days.items())}, chosen)


def papers_of(file: Path) -> Iterator[Paper]:
    return map(_paper, _rows(file))


def _rows(file: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(file, "rt", encoding="utf-8") if file.suffix == ".gz" else file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _paper(row: Mapping[str, Any]) -> Paper:
    """Missing fields become empty."""
    authors, categories = tuple(row.get("authors") or ()), tuple(row.get("categories") or ())
    return Paper(row["id"], 1, row.get("title") or "", row.get("abstract") or "", authors, categories)


def _known(row: Mapping[str, Any]) -> float:
    """Return ``read_at`` if given, in UTC unless it names another zone.

    Otherwise return the end of the day, but never a time before the announcement. Many picks carry a date before their
    paper's announcement, which would leak the picks that are to be predicted.
    """
    if row.get("read_at"):
        read_at = datetime.fromisoformat(row["read_at"])
        return (read_at if read_at.tzinfo else read_at.replace(tzinfo=UTC)).timestamp()
    last = max(date.fromisoformat(row["date"]), date.fromisoformat(row.get("announced", row["date"])))
    return released(last + timedelta(days=1)) - 1
