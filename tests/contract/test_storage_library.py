"""Papers, announcements, imported documents, subscriptions and digests."""

import asyncio
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from bot.core.identity import Address
from bot.core.model.digests import Interests, Layout, NewSubscription, Pick, Term
from bot.core.model.notes import NewNote
from bot.core.model.papers import Announced, Announcement, AnnounceType, FeedState, Paper
from bot.core.model.todos import NewTodo
from bot.core.ports.library import DocumentPart
from storage.database import Database
from tests.support.storage_samples import ADDRESS, NOW, person, space_of

DAY = date(2025, 6, 11)
PAPER = Paper(
    paper_id="2312.13286",
    version=2,
    title="A Title with $x^2$",
    abstract="About it.",
    authors=("Kaiming He", "王小明"),
    categories=("cs.CV", "cs.LG"),
    published=datetime(2023, 12, 20, 18, 59, 59, tzinfo=UTC),
    updated=datetime(2024, 5, 8, tzinfo=UTC),
    comment="12 pages",
    doi="10.1000/1",
    journal_ref="J 1",
)
MORNING = NewSubscription(
    Interests(("cs.CL",), ("diffusion",), ("Kaiming He",)), time(9, 30), "Asia/Shanghai", 5, (0, 4), Layout.THREAD
)


async def test_a_paper_comes_back_as_stored(database: Database) -> None:
    bare = Paper("astro-ph/0601001", 1, "", "", (), ())
    async with database.begin() as work:
        await work.papers.put([PAPER, bare], NOW)
        found = await work.papers.get(["2312.13286", "astro-ph/0601001", "nowhere"])
        assert found == {"2312.13286": PAPER, "astro-ph/0601001": bare}


async def test_an_older_version_never_replaces_a_newer_one(database: Database) -> None:
    async with database.begin() as work:
        await work.papers.put([PAPER], NOW)
        await work.papers.put([replace(PAPER, version=1, title="old")], NOW)
        assert await work.papers.get([PAPER.paper_id]) == {PAPER.paper_id: PAPER}
        newer = replace(PAPER, version=3, title="new", comment="", updated=None)
        await work.papers.put([newer], NOW)
        assert await work.papers.get([PAPER.paper_id]) == {PAPER.paper_id: newer}


async def test_fields_that_a_feed_omits_are_kept(database: Database) -> None:
    from_feed = replace(PAPER, title="Title again", published=None, updated=None, comment="", doi="", journal_ref="")
    async with database.begin() as work:
        await work.papers.put([PAPER], NOW)
        await work.papers.put([from_feed], NOW)
        assert await work.papers.get([PAPER.paper_id]) == {PAPER.paper_id: replace(PAPER, title="Title again")}


async def test_two_workers_may_store_the_same_papers(database: Database, another: Database) -> None:
    papers = [Paper(f"2501.{number:05}", 1, "t", "a", (), ()) for number in range(300)]

    async def put(storage: Database, given: list[Paper]) -> None:
        async with storage.begin() as work:
            await work.papers.put(given, NOW)

    await asyncio.gather(put(database, papers), put(another, papers[::-1]))
    async with database.begin() as work:
        assert len(await work.papers.get([paper.paper_id for paper in papers])) == 300


async def test_the_ledger_keeps_the_latest_state_of_an_announcement(database: Database) -> None:
    other = Paper("2506.00001", 1, "Other", "", (), ("cs.CL",))
    entries = (
        Announced(other, "cs.CL", DAY, AnnounceType.NEW, "feed"),
        Announced(PAPER, "cs.CL", DAY, AnnounceType.REPLACE_CROSS, "feed"),
    )
    waiting = Announcement("cs.CL", DAY, FeedState.WAITING, asked_at=NOW)
    fresh = Announcement("cs.CL", DAY, FeedState.FRESH, entries, "feed", asked_at=NOW)
    quiet = Announcement("cs.AI", DAY, FeedState.QUIET, source="api", asked_at=NOW)
    async with database.begin() as work:
        await work.announcements.put([waiting], NOW)
        assert await work.announcements.get(["cs.CL", "cs.AI"], DAY) == {"cs.CL": waiting}
        await work.announcements.put([fresh, quiet], NOW)
        await work.announcements.put([fresh], NOW)
        await work.announcements.put([waiting], NOW)
        assert await work.announcements.get(["cs.CL", "cs.AI", "cs.CV"], DAY) == {"cs.CL": fresh, "cs.AI": quiet}
        assert await work.announcements.get(["cs.CL"], DAY - timedelta(days=1)) == {}
        assert await work.papers.get([PAPER.paper_id]) == {PAPER.paper_id: PAPER}


async def test_an_imported_file_comes_back_in_parts(database: Database) -> None:
    async with database.begin() as work:
        space, other = await space_of(work), await space_of(work, Address("console", "local", "you"))
        note = await work.notes.add(space, await person(work), NewNote("x"), NOW)
        todo = await work.todos.add(space, NewTodo("y"), NOW)
        parts = [
            DocumentPart("## 2023.12.29\r\n", day=date(2023, 12, 29)),
            DocumentPart("x\x00\ud800\n", "f1", note_id=note.id, revision=1),
            DocumentPart("- [ ] y", "f2", todo_id=todo.id, state="open"),
            DocumentPart(""),
        ]
        await work.documents.replace(space, "log", [*parts, DocumentPart("gone")])
        await work.documents.replace(space, "log", parts)
        await work.documents.replace(space, "other", parts[:1])
        assert list(await work.documents.get(space, "log")) == parts
        assert list(await work.documents.get(other, "log")) == []


async def test_a_subscription_comes_back_as_created(database: Database) -> None:
    thread = Address("console", "local", "me", "thread")
    late = NOW.replace(hour=20)  # the next day in Shanghai
    async with database.begin() as work:
        space, ann = await space_of(work), await person(work)
        first = await work.subscriptions.add(space, ann, thread, MORNING, late)
        second = await work.subscriptions.add(space, ann, ADDRESS, replace(MORNING, timezone="UTC"), late)
        assert (first.number, first.user_id, first.address, first.wanted) == (1, ann.id, thread, MORNING)
        assert (first.last_due, second.last_due) == (DAY, DAY - timedelta(days=1))
        assert (first.created_at, first.paused) == (late, False)
        assert await work.subscriptions.get(space, 1) == first
        assert list(await work.subscriptions.of_space(space)) == [first, second]
        await work.subscriptions.remove(second)
        third = await work.subscriptions.add(space, ann, ADDRESS, MORNING, late)
        assert third.number == 3
        assert await work.subscriptions.get(space, 2) is None


async def test_a_paused_subscription_is_not_due(database: Database) -> None:
    async with database.begin() as work:
        space, ann = await space_of(work), await person(work)
        subscription = await work.subscriptions.add(space, ann, ADDRESS, MORNING, NOW)
        await work.subscriptions.set_paused(subscription, True)
        assert list(await work.subscriptions.active()) == []
        assert not await work.subscriptions.mark_due(subscription, DAY + timedelta(days=1))
        await work.subscriptions.set_paused(subscription, False)
        assert list(await work.subscriptions.active()) == [subscription]


async def test_an_unreachable_subscription_is_not_due_until_it_can_be_reached_again(database: Database) -> None:
    tomorrow = DAY + timedelta(days=1)
    async with database.begin() as work:
        space, ann = await space_of(work), await person(work)
        other = await space_of(work, Address("console", "local", "you"))
        subscription = await work.subscriptions.add(space, ann, ADDRESS, MORNING, NOW)
        elsewhere = await work.subscriptions.add(other, ann, other.address, MORNING, NOW)
        assert [await work.spaces.set_reachable(space, False) for _ in range(2)] == [1, 0]
        assert list(await work.subscriptions.active()) == [elsewhere]
        assert not await work.subscriptions.mark_due(subscription, tomorrow)
        assert [await work.spaces.set_reachable(space, True) for _ in range(2)] == [1, 0]
        assert list(await work.subscriptions.active()) == [subscription, elsewhere]
        assert await work.subscriptions.mark_due(subscription, tomorrow)
        await work.spaces.set_reachable(space, False)
        await work.subscriptions.set_paused(subscription, False)  # a request from that conversation
        assert len(await work.subscriptions.active()) == 2


async def test_a_digest_is_due_once_for_all_workers(database: Database, another: Database) -> None:
    async with database.begin() as work:
        subscription = await work.subscriptions.add(await space_of(work), await person(work), ADDRESS, MORNING, NOW)

    async def mark(storage: Database, on: date) -> bool:
        async with storage.begin() as work:
            return await work.subscriptions.mark_due(subscription, on)

    assert sorted(await asyncio.gather(mark(database, DAY), mark(another, DAY))) == [False, True]
    assert not await mark(database, DAY - timedelta(days=1))
    assert await mark(database, DAY + timedelta(days=1))


async def test_papers_shown_are_stored_with_their_first_date(database: Database) -> None:
    picks = [Pick("1", 1, 0.75, ("close to your note",)), Pick("2", 2, 0.5, ())]
    async with database.begin() as work:
        space, other = await space_of(work), await space_of(work, Address("console", "local", "you"))
        await work.digests.record(space, DAY, picks, NOW)
        await work.digests.record(space, DAY, picks, NOW)
        await work.digests.record(space, DAY + timedelta(days=1), picks[:1], NOW)
        assert await work.digests.shown(space, ["1", "2", "3"]) == {"1": DAY, "2": DAY}
        assert await work.digests.shown(other, ["1"]) == {}


async def test_the_last_digests_picks_have_the_terms_of_their_scores(database: Database) -> None:
    terms = (Term("term-author", 5.0, "Ada Lovelace"), Term("term-late", -0.25))
    first = [Pick("1", 1, 4.75, ("by Ada",), terms), Pick("2", 2, 0.5, ())]
    again = [Pick("2", 1, 0.75, ("filed",), terms), Pick("3", 2, 0.5, ())]
    async with database.begin() as work:
        space, other = await space_of(work), await space_of(work, Address("console", "local", "you"))
        assert await work.digests.latest(space) == []
        await work.digests.record(space, DAY, first, NOW)
        assert await work.digests.latest(space) == first
        await work.digests.record(space, DAY, again, NOW + timedelta(minutes=1))
        assert await work.digests.latest(space) == again
        assert await work.digests.pick(space, "1") == first[0]
        assert await work.digests.pick(space, "2") == again[0]
        assert await work.digests.pick(other, "1") is None
