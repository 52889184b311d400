"""The pool a digest picks from: announced papers that no earlier digest of its subscription considered."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from bot.core.context import Context
from bot.core.model.digests import Considered, DigestOrder
from bot.core.model.papers import REPLACEMENTS, Announced, AnnounceType, FeedState, LedgerLine, NotedVersion, Paper
from handlers.digests.late import LateAnnouncement, is_late, late_announcements
from handlers.digests.ledger import AnnouncementKey, LedgerLines, announcement_keys, ledger_lines

EntriesConsidered: TypeAlias = Mapping[AnnouncementKey, int]
"""The number of entries of each announcement that a subscription's digests chose from so far."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """A paper the space keeps notes on: its newest version, and the version that was noted."""

    paper: Paper
    noted: NotedVersion


@dataclass(frozen=True, slots=True)
class Pool:
    """Each paper once: as new if any category has it as new. ``announced`` maps each paper to its date.

    ``settled`` holds the state of each announcement the papers come from, ``late`` the announcements still unknown.
    ``considered`` is to be recorded once a digest was made from the pool.
    """

    new: Mapping[str, Paper]
    cross: Mapping[str, Paper]
    announced: Mapping[str, date]
    replaced: Sequence[Replaced]
    settled: Mapping[AnnouncementKey, FeedState]
    late: Sequence[LateAnnouncement]
    considered: Sequence[Considered]

    @property
    def papers(self) -> dict[str, Paper]:
        return {**self.cross, **self.new}

    @property
    def dates(self) -> Sequence[date]:
        """The dates of the papers, in order."""
        return sorted(set(self.announced.values()))

    def is_late(self, on: date) -> bool:
        return any(each.on == on for each in self.late)

    def categories_in(self, *states: FeedState) -> str:
        """The categories that were in one of these states on some day, separated by commas."""
        return ", ".join(dict.fromkeys(category for (category, _), state in self.settled.items() if state in states))


async def pool_of(ctx: Context, order: DigestOrder) -> Pool:
    """The pool of an order, as the ledger is now."""
    dates = order.dates or (order.on,)
    lines = await ledger_lines(ctx, order.interests.categories, dates)
    return await pool_from(ctx, order, lines, await entries_considered(ctx, order.subscription))


async def entries_considered(ctx: Context, subscription_id: int) -> EntriesConsidered:
    return {(each.category, each.on): each.entries for each in await ctx.work.digests.considered(subscription_id)}


async def pool_from(ctx: Context, order: DigestOrder, lines: LedgerLines, seen: EntriesConsidered) -> Pool:
    """The pool of an order from ``lines`` that cover its dates, without the entries ``seen``."""
    keys = announcement_keys(order.interests.categories, order.dates or (order.on,))
    fresh = {key: lines[key] for key in keys if not is_late(lines.get(key)) and _has_more(lines[key], seen.get(key))}
    entries = await _entries(ctx, fresh, seen)
    new, cross, announced = _sorted(entries)
    return Pool(
        new=new,
        cross=cross,
        announced=announced,
        replaced=await _replaced(ctx, entries),
        settled={key: line.state for key, line in fresh.items()},
        late=late_announcements(keys, lines),
        considered=[
            Considered(*key, fresh[key].size if key in fresh else 0) for key in keys if key in fresh or key not in seen
        ],
    )


def _has_more(line: LedgerLine, seen: int | None) -> bool:
    """Return whether entries were not considered yet: they came late, or the announcement was not known then."""
    return seen is None or line.size > seen


async def _entries(ctx: Context, keys: Iterable[AnnouncementKey], seen: EntriesConsidered) -> Sequence[Announced]:
    categories_on: dict[date, list[str]] = defaultdict(list)
    for category, on in keys:
        categories_on[on].append(category)
    entries: list[Announced] = []
    for on, categories in categories_on.items():
        for category, announcement in (await ctx.work.announcements.get(categories, on)).items():
            entries += announcement.entries[seen.get((category, on), 0) :]
    return entries


def _sorted(entries: Sequence[Announced]) -> tuple[dict[str, Paper], dict[str, Paper], dict[str, date]]:
    """The new papers, the cross-lists, and the date of each. Replacements are left out, because they are not new."""
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
