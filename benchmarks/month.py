"""Four weeks of digests from a stand-in for arXiv: real days, arXiv's bad days, and a reader with the real one's picks.

It measures whether any paper is missed or shown twice, and whether digests improve. A digest of twenty arrives at 13:00
UTC. This reader presses *more like this* for the papers that the real reader had read, and notes by hand the ones read
but not shown. A second reader gets the same digests and presses nothing; that shows which changes come from the days
themselves. A third reader's digest is due half an hour past midnight, before the feeds are out.
"""

import argparse
import asyncio
import logging
import math
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import fmean

from sqlalchemy import make_url

from benchmarks import table
from benchmarks.bad_days import DOWN, Month, month_of
from benchmarks.picks import EVAL, Chosen, read
from bot.app import App, open_app
from bot.core.events import Body, ButtonPress, Event, TextMessage
from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.messages import Message, PaperCard
from bot.core.model.papers import REPLACEMENTS
from bot.core.ports.adapters import Outgoing, Pace, Part
from bot.settings import Settings
from tests.servers.arxiv.data import StandInPaper, load

CATEGORIES = "cs.CL cs.LG cs.AI cs.CV stat.ML"
TOP = 20
STEP = timedelta(minutes=30)
LEARNING, INDIFFERENT, EARLY = "presses", "presses nothing", "early"
SUBSCRIBED = {
    LEARNING: f"/subscribe {CATEGORIES} at 13:00 UTC top {TOP}",
    INDIFFERENT: f"/subscribe {CATEGORIES} at 13:00 UTC top {TOP}",
    EARLY: f"/subscribe {CATEGORIES} at 0:30 UTC top 5",
}


@dataclass(frozen=True, slots=True)
class Digest:
    """``chosen_from`` holds the candidates that no earlier digest of the reader had."""

    reader: str
    at: datetime
    shown: Sequence[str]
    chosen_from: frozenset[str]


@dataclass
class Platform:
    """The platform of the readers; it keeps the papers of each message."""

    arrived: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    platform: str = "stand-in"
    pace: Pace = field(default_factory=Pace)

    def render(self, message: Message) -> Sequence[Part]:
        return [Part([block.paper_id for block in message.blocks if isinstance(block, PaperCard) and block.rank])]

    async def send(self, outgoing: Outgoing) -> str:
        self.arrived.append((outgoing.address.conversation_id, tuple(outgoing.part.body)))
        return str(len(self.arrived))

    async def retract(self, address: Address, reference: str) -> None:
        raise AssertionError(f"{reference} of {address} was to be taken back")


@dataclass
class Clock:
    now: datetime

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Simulation:
    app: App
    month: Month
    platform: Platform
    clock: Clock
    picks: list[Chosen]
    digests: list[Digest] = field(default_factory=list)
    known: dict[str, set[str]] = field(default_factory=lambda: {reader: set() for reader in SUBSCRIBED})
    events: int = 0

    async def run(self) -> None:
        for reader, words in SUBSCRIBED.items():
            await self._does(reader, TextMessage(words))
        while self.clock.now < self.month.ends:
            self.clock.now += STEP
            self.month.turn_to(self.clock.now)
            if self.month.under_way != DOWN:
                await self._half_an_hour()

    async def _half_an_hour(self) -> None:
        start = len(self.platform.arrived)
        await self.app.scheduler.run_once()
        await self.app.settled()
        for reader, shown in self.platform.arrived[start:]:
            chosen_from = await self._considered(reader) - self.known[reader]
            self.known[reader] |= chosen_from
            self.digests.append(Digest(reader, self.clock.now, shown, frozenset(chosen_from)))
            print(f"{self.clock.now:%d %b %H:%M} {reader}: {len(shown)} of {len(chosen_from)}", file=sys.stderr)
        while self.picks and self.picks[0].known <= self.clock.now.timestamp():
            await self._reads(self.picks.pop(0).paper_id)

    async def _reads(self, paper_id: str) -> None:
        shown = any(paper_id in each.shown for each in self.digests if each.reader == LEARNING)
        button, note = ButtonPress(f"digest.more:{paper_id}"), TextMessage(f"/note {paper_id} Worth reading.")
        await self._does(LEARNING, button if shown else note)

    async def _does(self, reader: str, body: Body) -> None:
        self.events += 1
        address = Address("stand-in", "w", reader)
        user = UserRef("stand-in", "w", reader)
        kind = ConversationKind.PRIVATE
        await self.app.dispatcher.handle(Event(str(self.events), user, reader, address, kind, self.clock.now, body))
        await self.app.settled()

    async def _considered(self, reader: str) -> set[str]:
        """The papers that the reader's scheduled digests chose from, according to the database."""
        async with self.app.database.begin() as work:
            address = Address("stand-in", "w", reader)
            space = await work.spaces.ensure(address, ConversationKind.PRIVATE, self.clock.now)
            (subscription,) = await work.subscriptions.of_space(space)
            found: set[str] = set()
            for category, on, entries in await work.digests.considered(subscription.id):
                for held in (await work.announcements.get([category], on)).values():
                    new = (entry for entry in held.entries[:entries] if entry.kind not in REPLACEMENTS)
                    found |= {entry.paper.paper_id for entry in new}
            return found


async def main() -> None:
    options = _options()
    logging.disable(logging.WARNING)
    papers = [paper for paper in load(options.papers) if set(paper.categories) & set(CATEGORIES.split())]
    month = month_of(papers, options.since, options.weeks)
    start = datetime.combine(options.since, datetime.min.time(), UTC)
    data = read(options.papers, options.picks)
    picks = [each for each in data.of(options.user) if each.paper_id in month.expected]
    simulation = await _simulated(month, start, [each for each in picks if each.known >= start.timestamp()])
    rows = _by_week(simulation.digests, {each.paper_id for each in picks}, start)
    missed = {reader: len(set(month.expected) - known) for reader, known in simulation.known.items()}
    doubled, old = _doubled(simulation.digests), _old(simulation.digests, month.expected)
    remarks = [
        f"{len(month.expected):,} papers were announced on {len(month.dates)} days. No digest chose from: {missed}",
        f"Shown twice: {doubled}. Replacements shown as new: {old}",
        *(f"{month.dates[number]:%d %b}: {what}" for number, what, _ in month.troubles),
    ]
    title = f"A month of digests for {options.user}, from {options.since}"
    table.publish(table.Report(title, rows, remarks), options.json)
    sys.exit(any(count for each in (missed, doubled, old) for count in each.values()))


async def _simulated(month: Month, start: datetime, picks: Sequence[Chosen]) -> Simulation:
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = await stack.enter_async_context(month.arxiv.serving())
        platform, clock = Platform(), Clock(start)
        settings = Settings(
            data_dir=folder,
            database_url=make_url(f"sqlite+aiosqlite:///{folder / 'paperboy.db'}"),
            arxiv_api_url=f"{url}/api/query",
            arxiv_feed_url=f"{url}/atom/",
            arxiv_interval=0.0,
            language="en",
            timezone="UTC",
            log_level="ERROR",
        )
        app = await stack.enter_async_context(open_app(settings, [platform], clock=clock))
        simulation = Simulation(app, month, platform, clock, list(picks))
        await simulation.run()
        return simulation


def _by_week(digests: Sequence[Digest], picked: set[str], start: datetime) -> list[dict[str, table.Cell]]:
    weeks = sorted({(each.at - start).days // 7 for each in digests})
    rows = []
    for week in weeks:
        of_week = [each for each in digests if (each.at - start).days // 7 == week]
        row: dict[str, table.Cell] = {"week": week + 1}
        for reader in (LEARNING, INDIFFERENT):
            measured = [each for each in of_week if each.reader == reader and each.chosen_from & picked]
            if reader == LEARNING:
                row |= {
                    "digests": len(measured),
                    "candidates": sum(len(each.chosen_from) for each in measured),
                    "picks": sum(len(each.chosen_from & picked) for each in measured),
                }
            row[f"nDCG@20, {reader}"] = fmean(_ndcg(each, picked) for each in measured) if measured else None
        rows.append(row)
    return rows


def _ndcg(digest: Digest, picked: set[str]) -> float:
    """Gains are 1 or 0, the discount is ``1 / log2(rank + 1)``; papers not shown gain nothing."""
    found = sum(1 / math.log2(rank + 1) for rank, each in enumerate(digest.shown, 1) if each in picked)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(TOP, len(digest.chosen_from & picked)) + 1))
    return found / ideal


def _doubled(digests: Sequence[Digest]) -> dict[str, int]:
    shown = {
        reader: [paper for each in digests if each.reader == reader for paper in each.shown] for reader in SUBSCRIBED
    }
    return {reader: len(each) - len(set(each)) for reader, each in shown.items()}


def _old(digests: Sequence[Digest], expected: Mapping[str, StandInPaper]) -> dict[str, int]:
    return {
        reader: sum(each not in expected for digest in digests if digest.reader == reader for each in digest.shown)
        for reader in SUBSCRIBED
    }


def _options() -> argparse.Namespace:
    parser = table.options("Four weeks of digests over a stand-in for arXiv, with its bad days.")
    parser.add_argument("--papers", type=Path, default=EVAL / "papers.jsonl.gz")
    parser.add_argument("--picks", type=Path, default=EVAL / "picks.jsonl.gz")
    parser.add_argument("--user", default="reader")
    parser.add_argument("--from", dest="since", type=date.fromisoformat, default=date(2025, 6, 2), help="a Monday")
    parser.add_argument("--weeks", type=int, default=4)
    return parser.parse_args()


if __name__ == "__main__":
    asyncio.run(main())
