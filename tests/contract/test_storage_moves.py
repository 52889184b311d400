"""A conversation that continues under another id."""

from datetime import time

import pytest

from bot.core.identity import Address, ConversationKind
from bot.core.model.digests import Interests, NewSubscription
from bot.core.model.notes import NewNote
from bot.core.model.spaces import Space
from bot.core.ports.storage import UnitOfWork
from bot.core.subjects import Subject
from storage.database import Database
from tests.contract.test_storage_queues import claim, claim_job, claim_one, put, sent
from tests.support.storage_samples import NOW, person, reply, space_of

EARLIER = Address("console", "local", "-1")
NEW = Address("console", "local", "-100")
STRANGER = Address("console", "local", "you")
WANTED = NewSubscription(Interests(("cs.CL",)), time(9), "UTC", 5)


async def subscribe(work: UnitOfWork, address: Address) -> Space:
    space = await space_of(work, address)
    await work.subscriptions.add(space, await person(work), address, WANTED, NOW)
    return space


async def look_up(work: UnitOfWork, space: Space) -> None:
    await work.jobs.put("lookup", "{}", space, await person(work), space.address, NOW)


@pytest.fixture(params=["by an event", "by a worker"])
def how(request: pytest.FixtureRequest) -> str:
    word: str = request.param
    return word


async def move(database: Database, how: str, *, earlier: Address = EARLIER, to: str = NEW.conversation_id) -> None:
    if how == "by a worker":
        await database.queues.move(earlier, to)
        return
    async with database.begin() as work:
        await work.spaces.move(await space_of(work, earlier), to)


async def test_all_data_of_a_conversation_moves_with_it_and_nothing_else(database: Database, how: str) -> None:
    thread = Address("console", "local", "-1", "4")
    async with database.begin() as work:
        space = await work.spaces.configure(await subscribe(work, EARLIER), language="ko")
        await subscribe(work, STRANGER)
        await work.notes.add(space, await person(work), NewNote("kept"), NOW)
        await work.preferences.set(space, await person(work), "word:kept", 2.0, NOW)
        await look_up(work, space)
    await put(database, "1", address=thread)
    await put(database, "2", address=STRANGER)
    await move(database, how)
    async with database.begin() as work:
        moved = await space_of(work, NEW)
        assert (moved.id, moved.language, moved.address) == (space.id, "ko", NEW)
        assert await work.notes.get(moved, 1) is not None
        assert await work.preferences.of(moved) == {"word:kept": 2.0}
        assert [each.address for each in await work.subscriptions.active()] == [NEW, STRANGER]
        assert (await space_of(work, EARLIER)).id != space.id
    assert [claimed.address for claimed in await claim(database)] == [
        Address("console", "local", "-100", "4"),
        STRANGER,
    ]
    job = await claim_job(database)
    assert (job.address, job.space_id) == (NEW, space.id)


async def test_a_claimed_message_is_sent_to_the_new_id(database: Database) -> None:
    await put(database, "1", address=EARLIER)
    claimed = await claim_one(database)
    await database.queues.move(EARLIER, NEW.conversation_id)
    await database.queues.postpone_message(claimed, "w", NOW, "moved")
    assert (await claim_one(database)).address == NEW


async def test_no_edit_reaches_another_message_with_the_same_number(database: Database, how: str) -> None:
    async with database.begin() as work:
        await space_of(work, EARLIER)
    await put(database, "1", address=EARLIER, answer=reply("looking", key="k"))
    await sent(database, await claim_one(database), "7")
    await put(database, "2", address=EARLIER, answer=reply("found", edits="k"))
    await move(database, how)
    claimed = await claim_one(database)
    assert (claimed.address, claimed.edits) == (NEW, ())


async def test_another_message_with_the_same_number_does_not_inherit_the_subjects(database: Database, how: str) -> None:
    async with database.begin() as work:
        await work.subjects.put(await space_of(work, EARLIER), "7", [Subject.note(1)], NOW)
    await move(database, how)
    async with database.begin() as work:
        assert list(await work.subjects.of(NEW, "7")) == []
        assert list(await work.subjects.of(EARLIER, "7")) == []


async def test_messages_sent_before_the_move_are_deleted_with_the_space(database: Database, how: str) -> None:
    async with database.begin() as work:
        await space_of(work, EARLIER)
    await put(database, "1", address=EARLIER)
    await sent(database, await claim_one(database), "7")
    await move(database, how)
    async with database.begin() as work:
        await work.spaces.forget(await space_of(work, NEW))
        assert await work.outbox.put(NEW, "1", reply(), NOW), "the sent message was still there"


async def test_a_greeting_under_the_new_id_does_not_hide_the_notes(database: Database, how: str) -> None:
    async with database.begin() as work:
        space = await work.spaces.configure(await space_of(work, EARLIER), language="ko")
        await work.subjects.put(space, "7", [Subject.note(1)], NOW)
        greeted = await work.spaces.ensure(NEW, ConversationKind.GROUP, NOW)
        await look_up(work, greeted)
        await work.subjects.put(greeted, "7", [Subject.paper("1")], NOW)
        token = await work.continuations.put(greeted, "more", NOW)
    await move(database, how)
    async with database.begin() as work:
        moved = await space_of(work, NEW)
        assert (moved.id, moved.language) == (space.id, "ko")
        assert list(await work.subjects.of(moved.address, "7")) == [Subject.paper("1")]
        assert await work.continuations.get(moved, token) == "more"
    assert (await claim_job(database)).space_id == space.id


async def test_two_conversations_with_notes_are_both_kept_and_digests_continue_in_the_new_one(
    database: Database, how: str
) -> None:
    async with database.begin() as work:
        ann = await person(work)
        earlier, new = await subscribe(work, EARLIER), await subscribe(work, NEW)
        for space in (earlier, new):
            await work.notes.add(space, ann, NewNote(str(space.id)), NOW)
        await work.subjects.put(earlier, "7", [Subject.note(1)], NOW)
        await look_up(work, earlier)
    await put(database, "1", address=EARLIER)
    await move(database, how)
    async with database.begin() as work:
        assert (await space_of(work, EARLIER), await space_of(work, NEW)) == (earlier, new)
        for space in (earlier, new):
            assert [note.body for note in await work.notes.everything(space)] == [str(space.id)]
        assert list(await work.subscriptions.of_space(earlier)) == []
        theirs = await work.subscriptions.of_space(new)
        assert [(each.number, each.address) for each in theirs] == [(2, NEW), (1, NEW)]
        assert list(await work.subjects.of(earlier.address, "7")) == [Subject.note(1)]
        assert list(await work.subjects.of(new.address, "7")) == []
    assert (await claim_one(database)).address == NEW
    job = await claim_job(database)
    assert (job.address, job.space_id) == (NEW, earlier.id)


async def test_a_move_reported_twice_happens_once(database: Database, how: str) -> None:
    async with database.begin() as work:
        space = await work.spaces.configure(await space_of(work, EARLIER), language="ko")
    for _ in range(2):
        await move(database, how)
    async with database.begin() as work:
        moved = await space_of(work, NEW)
        assert (moved.id, moved.language) == (space.id, "ko")


async def test_a_move_to_the_same_id_changes_nothing(database: Database, how: str) -> None:
    async with database.begin() as work:
        space = await subscribe(work, EARLIER)
    await move(database, how, to=EARLIER.conversation_id)
    async with database.begin() as work:
        assert await space_of(work, EARLIER) == space
        assert len(await work.subscriptions.of_space(space)) == 1
