"""What a digest has to choose from: what the ledger holds and the subscription's digests did not consider yet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.core.context import Context
from bot.core.model.digests import Considered, DigestOrder
from bot.core.model.papers import (
    REPLACEMENTS,
    Announced,
    AnnounceType,
    FeedState,
    LedgerLine,
    NotedVersion,
    Paper,
)


@dataclass(frozen=True, slots=True)
class Replaced:
    """A paper the space keeps notes on, as it is now and as it was when it was noted."""

    paper: Paper
    noted: NotedVersion


@dataclass(frozen=True, slots=True)
class Missing:
    """An announcement that could not be had yet."""

    category: str
    on: date
    state: FeedState


@dataclass(frozen=True, slots=True)
class Choice:
    """Each paper once: as new when any category has it as new. ``announced`` has the date each paper carries.

    ``settled`` is by category and date; ``considered`` what to enter once a digest was made of it.
    """

    new: Mapping[str, Paper]
    cross: Mapping[str, Paper]
    announced: Mapping[str, date]
    replaced: Sequence[Replaced]
    settled: Mapping[tuple[str, date], FeedState]
    late: Sequence[Missing]
    considered: Sequence[Considered]

    @property
    def papers(self) -> dict[str, Paper]:
        return {**self.cross, **self.new}

    @property
    def dates(self) -> Sequence[date]:
        """Those of the papers, in order."""
        return sorted(set(self.announced.values()))

    def named(self, *states: FeedState) -> str:
        """The categories that were in one of these states on some day."""
        return ", ".join(dict.fromkeys(category for (category, _), state in self.settled.items() if state in states))


async def chosen_from(ctx: Context, order: DigestOrder) -> Choice:
    dates, categories = order.dates or (order.on,), order.interests.categories
    lines = {
        (line.category, line.on): line for line in await ctx.work.announcements.lines(categories, dates[0], dates[-1])
    }
    places = [(category, on) for on in dates for category in categories]
    seen = {(each.category, each.on): each.entries for each in await ctx.work.digests.considered(order.subscription)}
    open_places = [place for place in places if place not in seen or _has_more(lines.get(place), seen[place])]
    settled = {place: lines[place] for place in open_places if place in lines and lines[place].state.settled}
    entries = await _entries(ctx, settled, seen)
    new, cross, announced = _sorted(entries)
    return Choice(
        new=new,
        cross=cross,
        announced=announced,
        replaced=await _replaced(ctx, entries),
        settled={place: line.state for place, line in settled.items()},
        late=_late(places, lines),
        considered=[
            Considered(*place, settled[place].size if place in settled else seen.get(place, 0))
            for place in places
            if place in settled or place not in seen
        ],
    )


def _has_more(line: LedgerLine | None, seen: int) -> bool:
    """Whether entries were added since: late ones, or all of an announcement that could not be had then."""
    return line is not None and line.size > seen


def _late(places: Sequence[tuple[str, date]], lines: Mapping[tuple[str, date], LedgerLine]) -> Sequence[Missing]:
    """A category about which nothing is known counts as failed."""
    states = ((place, lines[place].state if place in lines else FeedState.FAILED) for place in places)
    return [Missing(*place, state) for place, state in states if not state.settled]


async def _entries(
    ctx: Context, settled: Mapping[tuple[str, date], LedgerLine], seen: Mapping[tuple[str, date], int]
) -> Sequence[Announced]:
    wanted: dict[date, list[str]] = defaultdict(list)
    for category, on in settled:
        wanted[on].append(category)
    found: list[Announced] = []
    for on, categories in wanted.items():
        for category, announcement in (await ctx.work.announcements.get(categories, on)).items():
            found += announcement.entries[seen.get((category, on), 0) :]
    return found


def _sorted(entries: Sequence[Announced]) -> tuple[dict[str, Paper], dict[str, Paper], dict[str, date]]:
    """New papers, cross-lists, and the date of each: replacements are left out, for they are not new."""
    new = {entry.paper.paper_id: entry.paper for entry in entries if entry.kind is AnnounceType.NEW}
    cross = {entry.paper.paper_id: entry.paper for entry in entries if entry.kind is AnnounceType.CROSS}
    announced: dict[str, date] = {}
    for entry in entries:
        if entry.kind not in REPLACEMENTS:
            announced.setdefault(entry.paper.paper_id, entry.on)
    return new, {paper_id: paper for paper_id, paper in cross.items() if paper_id not in new}, announced


async def _replaced(ctx: Context, entries: Sequence[Announced]) -> Sequence[Replaced]:
    papers = {entry.paper.paper_id: entry.paper for entry in entries if entry.kind in REPLACEMENTS}
    noted = await ctx.work.papers.noted_versions(ctx.space, papers)
    return [Replaced(papers[each.paper_id], each) for each in noted]
