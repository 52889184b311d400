"""A made-up week in place of arXiv, for a chat without a network."""

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from importlib.resources import files
from typing import Any

from msgspec import convert

from bot.core.model.papers import Announced, Announcement, AnnounceType, FeedState, Paper


class DemoSource:
    """Implements ``bot.core.ports.sources.PaperSource`` over ``week.toml``.

    ``mailings`` are the dates of the made-up week, the newest first.
    """

    def __init__(self, mailings: Sequence[date]) -> None:
        self._mailings = mailings
        self._entries = tuple(_entries(mailings))

    async def lookup(self, paper_ids: Collection[str]) -> Mapping[str, Paper]:
        return {paper.paper_id: paper for paper, _, _ in self._entries if paper.paper_id in paper_ids}

    async def announcements(self, categories: Collection[str], on: date) -> Sequence[Announcement]:
        """A day without made-up papers is quiet; announcements after the made-up week are waited for."""
        return [self._announcement(category, on) for category in categories]

    async def between(self, category: str, first: date, last: date) -> Sequence[Announcement]:
        return [self._announcement(category, on) for on in self.mailings(first, last)]

    def mailings(self, first: date, last: date) -> Sequence[date]:
        return [day for day in reversed(self._mailings) if first <= day <= last]

    def latest(self, now: datetime) -> date:
        """A mailing may be dated the day after it goes out. Before the made-up week, the day before it."""
        newest = now.date() + timedelta(days=1)
        return next((day for day in self._mailings if day <= newest), self._mailings[-1] - timedelta(days=1))

    def upcoming(self, now: datetime) -> None:
        pass

    async def close(self) -> None:
        pass

    def _announcement(self, category: str, on: date) -> Announcement:
        found = tuple(
            Announced(paper, category, day, _kind(kind, paper, category))
            for paper, day, kind in self._entries
            if day == on and category in paper.categories
        )
        if on > self._mailings[0]:
            return Announcement(category, on, FeedState.WAITING)
        return Announcement(category, on, FeedState.FRESH if found else FeedState.QUIET, found, "demo")


@dataclass(frozen=True, slots=True)
class NotebookLine:
    """A line of the made-up notebook, typed ``days_ago`` days before the demo opens."""

    days_ago: int
    text: str


def notebook() -> Sequence[NotebookLine]:
    return convert(_read("notebook.toml")["said"], list[NotebookLine])


def _entries(mailings: Sequence[date]) -> Iterator[tuple[Paper, date, AnnounceType]]:
    for entry in _read("week.toml")["papers"]:
        on = mailings[entry["day"]]
        submitted = datetime.combine(on, time(9), UTC)
        paper = convert({"version": 1, "published": submitted, "updated": submitted, **entry}, Paper)
        yield paper, on, AnnounceType(entry.get("kind", "new"))


def _kind(kind: AnnounceType, paper: Paper, category: str) -> AnnounceType:
    """A new paper is new in its primary category, and a cross-list in the others."""
    return AnnounceType.CROSS if kind is AnnounceType.NEW and paper.categories[0] != category else kind


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath(name).read_text(encoding="utf-8"))
