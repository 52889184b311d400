"""Receipts, conversations, people, and the memory between two messages."""

import asyncio
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.model.digests import Interests, NewSubscription, Pick, Signal
from bot.core.model.notes import NewNote
from bot.core.model.todos import NewTodo, TodoState
from bot.core.ports.library import DocumentPart
from handlers.search.query import parse_query
from language.analyzer import Analyzer
from storage.database import Database
from tests.support.storage_samples import ADDRESS, NOW, event, person, reply, space_of


async def test_an_event_is_new_only_once(database: Database) -> None:
    async with database.begin() as work:
        assert await work.receipts.insert(event("7"))
    async with database.begin() as work:
        assert not await work.receipts.insert(event("7"))
        assert await work.receipts.insert(event("7", Address("slack", "T1", "me")))


async def test_an_event_that_arrives_twice_concurrently_is_new_only_once(database: Database, another: Database) -> None:
    async def handle(storage: Database) -> bool:
        async with storage.begin() as work:
            new = await work.receipts.insert(event("7"))
            await asyncio.sleep(0.02)
            return new

    assert sorted(await asyncio.gather(handle(database), handle(another))) == [False, True]


async def test_a_rolled_back_event_is_new_again(database: Database) -> None:
    async def fail() -> None:
        async with database.begin() as work:
            await work.receipts.insert(event("7"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with database.begin() as work:
        assert await work.receipts.insert(event("7"))


async def test_a_failed_event_is_not_handled_again(database: Database) -> None:
    async with database.begin() as work:
        await work.receipts.mark_failed(event("7"), "e1")
        await work.receipts.mark_failed(event("7"), "e2")
    async with database.begin() as work:
        assert not await work.receipts.insert(event("7"))


async def test_a_space_is_created_once_and_keeps_its_settings(database_url: str) -> None:
    database = Database(database_url, Analyzer(), language="zh", timezone="Asia/Shanghai")
    async with database.begin() as work:
        space = await space_of(work)
        assert (space.language, space.zone) == ("zh", ZoneInfo("Asia/Shanghai"))
        assert space.address == ADDRESS
        assert await work.spaces.configure(space, language="ko") == await space_of(work)
        assert (await work.spaces.configure(space, timezone="Asia/Seoul")).language == "ko"
    async with database.begin() as work:
        again = await work.spaces.get(space.id)
        assert (again.language, again.timezone) == ("ko", "Asia/Seoul")
        assert again == await work.spaces.ensure(ADDRESS, ConversationKind.PRIVATE, NOW)
        thread = Address(ADDRESS.platform, ADDRESS.workspace, ADDRESS.conversation_id, "thread")
        assert again == await space_of(work, thread)
    await database.close()


async def test_people_are_known_by_account_and_have_their_present_name(database: Database) -> None:
    async with database.begin() as work:
        ann = await person(work)
        assert await work.users.ensure(ann.ref, "Ann Lee", NOW) == await work.users.get(ann.id)
        assert (await work.users.ensure(ann.ref, "", NOW)).name == "Ann Lee"
        elsewhere = await work.users.ensure(UserRef("slack", "T1", ann.ref.user_id), "Ann", NOW)
        assert elsewhere.id != ann.id


async def test_two_workers_may_meet_a_new_conversation_concurrently(database: Database, another: Database) -> None:
    async def meet(storage: Database) -> tuple[int, int]:
        async with storage.begin() as work:
            return (await space_of(work)).id, (await person(work)).id

    first, second = await asyncio.gather(meet(database), meet(another))
    assert first == second


async def test_a_question_stays_open_for_a_day_until_it_is_closed(database: Database) -> None:
    async with database.begin() as work:
        space, ann, bob = await space_of(work), await person(work), await person(work, "Bob")
        await work.dialogues.open(space, ann, "note", "one", NOW)
        await work.dialogues.open(space, ann, "note", "two", NOW)
        assert await work.dialogues.current(space, ann, NOW + timedelta(hours=23)) == ("note", "two")
        assert await work.dialogues.current(space, ann, NOW + timedelta(hours=25)) is None
        assert await work.dialogues.current(space, bob, NOW) is None
        await work.dialogues.close(space, ann)
        assert await work.dialogues.current(space, ann, NOW) is None


async def test_a_long_action_is_found_only_in_its_own_space(database: Database) -> None:
    async with database.begin() as work:
        space, other = await space_of(work), await space_of(work, Address("console", "local", "you"))
        first = await work.continuations.put(space, "one", NOW)
        second = await work.continuations.put(space, "two", NOW)
        assert [await work.continuations.get(space, token) for token in (first, second)] == ["one", "two"]
        assert await work.continuations.get(other, first) is None
        later = NOW + timedelta(days=31)
        await work.continuations.put(other, "three", later)
        assert await work.continuations.get(space, first) == "one"
        await work.continuations.put(space, "three", later)
        assert await work.continuations.get(space, first) is None


async def test_deleting_a_space_deletes_all_of_it_and_nothing_else(database: Database) -> None:
    wanted = NewSubscription(Interests(("cs.CL",)), NOW.time(), "UTC", 5)
    spaces = {}
    async with database.begin() as work:
        for name in ("me", "you"):
            address = Address("console", "local", name)
            space, ann = await space_of(work, address), await person(work)
            spaces[name] = space
            kept = await work.notes.add(space, ann, NewNote("words #tag"), NOW)
            gone = await work.notes.add(space, ann, NewNote("other words"), NOW)
            await work.notes.delete(gone, NOW)
            todo = await work.todos.add(space, NewTodo("words to read"), NOW)
            await work.documents.replace(space, "log", [DocumentPart("x", note_id=kept.id, todo_id=todo.id)])
            await work.dialogues.open(space, ann, "note", "", NOW)
            await work.continuations.put(space, "x", NOW)
            await work.subscriptions.add(space, ann, address, wanted, NOW)
            await work.digests.record(space, NOW.date(), [Pick("1", 1, 0.5, ())], NOW)
            await work.digests.signal(space, ann, "1", Signal.LIKED, NOW)
            await work.preferences.set(space, ann, "word:words", 2.0, NOW)
            await work.outbox.put(address, name, reply(), NOW)
            await work.jobs.put("lookup", "{}", space, ann, address, NOW)
    async with database.begin() as work:
        await work.spaces.forget(spaces["me"])
    async with database.begin() as work:
        (fresh, you) = await space_of(work), spaces["you"]
        ann = await person(work)
        for space, there in ((fresh, 0), (you, 1)):
            assert len(await work.notes.everything(space)) == there
            assert len(await work.todos.of_space(space, tuple(TodoState))) == there
            assert len(await work.documents.get(space, "log")) == there
            assert len(await work.subscriptions.of_space(space)) == there
            assert len(await work.digests.shown(space, ["1"])) == there
            assert len(await work.digests.signals(space)) == there
            assert len(await work.preferences.of(space)) == there
            assert len(await work.notes.tags(space)) == there
            assert (await work.dialogues.current(space, ann, NOW) is not None) == bool(there)
            assert (await work.search.find(space, parse_query("words in:all"), 0, 9)).total == there * 2
        assert (await work.notes.add(fresh, ann, NewNote("new words"), NOW)).number == 1
    claimed = await database.queues.claim_messages("console", "w", NOW, 9)
    assert [message.address.conversation_id for message in claimed] == ["you"]
    job = await database.queues.claim_job("w", NOW)
    assert job is not None
    assert job.space_id == you.id
    assert await database.queues.claim_job("w", NOW) is None


@pytest.mark.slow
async def test_a_list_nested_deeper_than_sqlite_cascades_can_be_deleted(database: Database) -> None:
    async with database.begin() as work:
        space = await space_of(work)
        parent = None
        for depth in range(1_200):
            parent = (await work.todos.add(space, NewTodo(f"item {depth}", parent_id=parent), NOW)).id
        await work.spaces.forget(space)
        assert await work.todos.of_space(await space_of(work), tuple(TodoState)) == []
