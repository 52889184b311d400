"""One arXiv for all workers over a database: one request at a time, one collection at a time."""

import asyncio
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from bot.core.clock import Clock, system_clock
from bot.core.errors import SourceError
from bot.core.model.papers import Announced, Announcement, AnnounceType, FeedState, Paper
from papers.arxiv.ledger import Ledger
from papers.arxiv.source import ArxivSource
from papers.gate import RequestGate, busy
from storage.database import Database
from tests.servers.arxiv.day import ON_WEDNESDAY, PAPERS, WEDNESDAY, made_up_day
from tests.servers.arxiv.server import ArxivStandIn
from tests.support.storage_samples import ADDRESS, person, space_of

INTERVAL = 0.1


def source_over(
    url: str, database: Database, worker: str, interval: float = 0, clock: Clock = system_clock
) -> ArxivSource:
    gate = RequestGate(interval, clock=clock, turns=database.turns, holder=worker)
    return ArxivSource(gate, f"{url}/api/query", f"{url}/atom/", clock, timeout=5)


@pytest.fixture
def arxiv() -> ArxivStandIn:
    return made_up_day()


async def test_workers_over_one_database_keep_their_distance(
    arxiv: ArxivStandIn, database: Database, another: Database
) -> None:
    async with arxiv.serving() as url:
        sources = [source_over(url, each, f"worker {n}", INTERVAL) for n, each in enumerate((database, another))]
        await asyncio.gather(*(source.lookup([paper.id]) for source in sources for paper in PAPERS[:3]))
        for source in sources:
            await source.close()
    seen = sorted(arxiv.seen, key=lambda seen: seen.started)
    assert len(seen) == 6
    assert all(after.started - before.ended >= INTERVAL for before, after in pairwise(seen))


async def test_a_pause_that_arxiv_asked_one_worker_for_holds_for_the_others_and_after_a_restart(
    arxiv: ArxivStandIn, database: Database, another: Database
) -> None:
    async with arxiv.serving() as url:
        arxiv.fail("429", count=1, retry_after=3_600)
        for worker, each in enumerate((database, another)):
            source = source_over(url, each, f"worker {worker}")
            with pytest.raises(SourceError, match="wait"):
                await source.lookup(["2506.08001"])
            await source.close()
    assert len(arxiv.seen) == 1


async def test_each_refusal_without_a_time_doubles_the_pause(database: Database) -> None:
    now = datetime(2025, 6, 11, 12, tzinfo=UTC)
    gate = RequestGate(0, clock=lambda: now, turns=database.turns, patience=0)
    pauses = []
    for _ in range(9):
        with pytest.raises(SourceError):
            async with gate.turn():
                raise busy(429, None)
        taken = await database.turns.take("request", "me", now, now)
        assert taken is not None
        pauses.append((taken.until - now).total_seconds())
        now = taken.until
    assert pauses == [30, 60, 120, 240, 480, 960, 1920, 3600, 3600]


async def test_a_turn_whose_worker_died_is_free_again_after_a_while(database: Database, another: Database) -> None:
    now = system_clock()
    assert await database.turns.take("request", "dead", now, now + timedelta(seconds=60)) is None
    taken = await another.turns.take("request", "alive", now, now)
    assert taken is not None
    assert taken.held
    await another.turns.give_back("request", "alive", now)
    later = now + timedelta(seconds=61)
    assert await another.turns.take("request", "alive", later, later + timedelta(seconds=60)) is None
    await database.turns.renew("request", "dead", later + timedelta(days=1))
    await another.turns.give_back("request", "alive", later)
    assert await database.turns.take("request", "dead", later, later) is None


async def test_turns_of_a_worker_that_is_gone_are_released_at_the_next_start(database: Database) -> None:
    now = system_clock()
    await database.turns.take("collection", "gone", now, now + timedelta(hours=1))
    await database.queues.release(lambda worker: worker == "gone", now)
    assert await database.turns.take("collection", "me", now, now) is None


async def test_two_workers_collect_an_announcement_once(
    arxiv: ArxivStandIn, database: Database, another: Database
) -> None:
    async with arxiv.serving() as url:
        both = (("one", database), ("two", another))
        sources = [source_over(url, each, worker, clock=lambda: ON_WEDNESDAY) for worker, each in both]
        ledgers = [
            Ledger(source, each, lambda: ON_WEDNESDAY, worker)
            for source, (worker, each) in zip(sources, both, strict=True)
        ]
        await asyncio.gather(*(ledger.collect(["cs.CL", "cs.LG"], [WEDNESDAY]) for ledger in ledgers * 3))
        for source in sources:
            await source.close()
    assert len(arxiv.seen) == 1
    async with another.begin() as work:
        lines = await work.announcements.lines(["cs.CL", "cs.LG"], WEDNESDAY, WEDNESDAY)
    assert {line.state for line in lines} == {FeedState.FRESH}


async def test_the_ledger_only_ever_adds(database: Database) -> None:
    """A digest remembers how many entries it chose from, so present entries keep their places."""

    def entry(number: int, source: str) -> Announced:
        return Announced(
            Paper(f"2506.0000{number}", 1, "t", "", (), ("cs.CL",)), "cs.CL", WEDNESDAY, AnnounceType.NEW, source
        )

    def look(*entries: Announced) -> Announcement:
        state = FeedState.FRESH if entries else FeedState.QUIET
        return Announcement("cs.CL", WEDNESDAY, state, entries, "api", complete=False)

    async with database.begin() as work:
        put = work.announcements.put
        await put([look(entry(2, "feed"), entry(1, "feed"))], ON_WEDNESDAY)
        await put([look(entry(1, "api"), entry(3, "api"), entry(3, "api"))], ON_WEDNESDAY)
        await put([look()], ON_WEDNESDAY)
        await put([Announcement("cs.CL", WEDNESDAY, FeedState.FAILED, reason="away")], ON_WEDNESDAY)
        found = (await work.announcements.get(["cs.CL"], WEDNESDAY))["cs.CL"]
        (line,) = await work.announcements.lines(["cs.CL"], WEDNESDAY, WEDNESDAY)
        assert set(await work.announcements.known("cs.CL", WEDNESDAY, WEDNESDAY)) == {
            f"2506.0000{n}" for n in (1, 2, 3)
        }
        assert await work.announcements.failed(ON_WEDNESDAY) == set()
    told = [(each.paper.paper_id[-1], each.source) for each in found.entries]
    assert told == [("2", "feed"), ("1", "feed"), ("3", "api")]
    assert (found.state, line.state, line.size) == (FeedState.FRESH, FeedState.FRESH, 3)
    assert {(each.source, each.number) for each in line.counts} == {("feed", 2), ("api", 1)}


async def test_a_job_that_takes_long_stays_with_its_worker(database: Database) -> None:
    async with database.begin() as work:
        space, ann = await space_of(work), await person(work)
        await work.jobs.put("digest", "{}", space, ann, ADDRESS, ON_WEDNESDAY)
    job = await database.queues.claim_job("one", ON_WEDNESDAY)
    assert job is not None
    later = ON_WEDNESDAY + timedelta(seconds=50)
    await database.queues.renew_job(job, later)
    assert await database.queues.claim_job("two", later + timedelta(seconds=50)) is None
    assert await database.queues.claim_job("two", later + timedelta(seconds=61)) is not None
