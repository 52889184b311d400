"""The subjects of messages."""

from bot.core.identity import Address
from bot.core.subjects import Subject
from storage.database import Database
from tests.contract.test_storage_queues import claim, claim_one, put, sent
from tests.support.storage_samples import NOW, space_of

OTHER = Address("console", "local", "you")


async def test_a_message_has_the_subjects_stored_last(database: Database) -> None:
    async with database.begin() as work:
        space, other = await space_of(work), await space_of(work, OTHER)
        await work.subjects.put(space, "7", (Subject.note(1),), NOW)
        await work.subjects.put(space, "7", [Subject.paper("2312.13286"), Subject.note(2)], NOW)
        await work.subjects.put(space, "8", (Subject.note(3),), NOW)
    async with database.begin() as work:
        assert list(await work.subjects.of(space.address, "7")) == [Subject.paper("2312.13286"), Subject.note(2)]
        assert list(await work.subjects.of(other.address, "7")) == []
        await work.subjects.put(space, "7", (), NOW)
        assert list(await work.subjects.of(space.address, "7")) == []
        assert list(await work.subjects.of(space.address, "8")) == [Subject.note(3)]


async def test_a_sent_part_has_its_papers_as_subjects(database: Database) -> None:
    async with database.begin() as work:
        space = await space_of(work)
    await put(database, "1", address=Address("console", "local", "me", "thread"))
    claimed = await claim_one(database)
    await sent(database, claimed, "r1", Subject.paper("1"), Subject.paper("2"), last=False)
    await sent(database, claimed, "r2", last=False)
    await sent(database, claimed, "~r3", Subject.note(4))
    async with database.begin() as work:
        about = [list(await work.subjects.of(space.address, reference)) for reference in ("r1", "r2", "~r3")]
    assert about == [[Subject.paper("1"), Subject.paper("2")], [], [Subject.note(4)]]


async def test_a_worker_that_was_too_slow_stores_no_subjects(database: Database) -> None:
    async with database.begin() as work:
        space = await space_of(work)
    await put(database, "1")
    claimed = await claim_one(database)
    assert not await sent(database, claimed, "r1", Subject.paper("1"), worker="somebody else")
    async with database.begin() as work:
        assert list(await work.subjects.of(space.address, "r1")) == []


async def test_an_edited_message_has_its_new_subjects(database: Database) -> None:
    async with database.begin() as work:
        space = await space_of(work)
    await put(database, "1", "2")
    await sent(database, await claim_one(database), "r1", Subject.paper("1"))
    await sent(database, await claim_one(database), "r1", Subject.paper("2"))
    async with database.begin() as work:
        assert list(await work.subjects.of(space.address, "r1")) == [Subject.paper("2")]


async def test_a_message_to_a_deleted_conversation_has_no_subjects(database: Database) -> None:
    async with database.begin() as work:
        await work.subjects.put(await space_of(work, OTHER), "r1", [Subject.note(1)], NOW)
    await put(database, "1", address=OTHER)
    (claimed,) = await claim(database)
    async with database.begin() as work:
        space = await space_of(work, OTHER)
        await work.spaces.forget(space)
    assert not await sent(database, claimed, "r1", Subject.paper("1"))
    await put(database, "2", address=OTHER)
    assert await sent(database, await claim_one(database), "r1", Subject.paper("1"))
    async with database.begin() as work:
        assert list(await work.subjects.of(OTHER, "r1")) == []
