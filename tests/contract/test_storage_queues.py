"""The outbox and the jobs: order, leases, and several workers on one database."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

import pytest
from msgspec.structs import replace as replace_struct

from bot.core.identity import Address
from bot.core.messages import Reply, Route
from bot.core.model.digests import Interests, NewSubscription
from bot.core.ports.queues import Claimed, ClaimedJob
from bot.core.subjects import Subject
from storage.database import Database
from storage.queues.claims import LEASE
from tests.support.storage_samples import ADDRESS, NOW, event, person, reply, space_of

ELSEWHERE = Address("console", "local", "you")
SECOND = timedelta(seconds=1)


async def put(database: Database, *keys: str, address: Address = ADDRESS, answer: Reply | None = None) -> None:
    async with database.begin() as work:
        for key in keys:
            assert await work.outbox.put(address, key, answer or reply(key), NOW)


async def claim(database: Database, worker: str = "w", now: float = 0, limit: int = 10) -> Sequence[Claimed]:
    return await database.queues.claim_messages("console", worker, NOW + now * SECOND, limit)


async def claim_one(database: Database, worker: str = "w", now: float = 0) -> Claimed:
    (claimed,) = await claim(database, worker, now)
    return claimed


async def sent(
    database: Database,
    claimed: Claimed,
    reference: str,
    *about: Subject,
    worker: str = "w",
    last: bool = True,
) -> bool:
    return await database.queues.part_sent(claimed, worker, reference, about, NOW, last=last)


async def queue_job(database: Database, kind: str = "lookup", **options: Any) -> bool:
    async with database.begin() as work:
        space, ann = await space_of(work), await person(work)
        return await work.jobs.put(kind, '{"a": 1}', space, ann, ADDRESS, NOW, **options)


async def claim_job(database: Database, now: float = 0) -> ClaimedJob:
    job = await database.queues.claim_job("w", NOW + now * SECOND)
    assert job is not None
    return job


async def test_a_reply_is_queued_once_under_its_key(database: Database) -> None:
    await put(database, "1")
    async with database.begin() as work:
        assert not await work.outbox.put(ELSEWHERE, "1", reply("again"), NOW)
    claimed = await claim_one(database)
    assert (claimed.address, claimed.reply, claimed.sent, claimed.attempts) == (ADDRESS, reply("1"), 0, 1)


async def test_a_conversation_is_answered_in_order(database: Database) -> None:
    await put(database, "1", "2")
    await put(database, "3", address=Address("console", "local", "me", "thread"))
    await put(database, "4", address=ELSEWHERE)
    first, other = await claim(database)
    assert (first.reply, other.reply) == (reply("1"), reply("4"))
    assert await claim(database) == []
    assert await sent(database, first, "r1", last=False)
    assert await claim(database) == []
    assert await sent(database, first, "r2")
    assert (await claim_one(database)).reply == reply("2")


async def test_no_more_than_the_limit_is_claimed(database: Database) -> None:
    for number in range(5):
        await put(database, str(number), address=Address("console", "local", str(number)))
    assert [len(await claim(database, limit=2)) for _ in range(4)] == [2, 2, 1, 0]


async def test_messages_of_other_platforms_are_not_claimed(database: Database) -> None:
    await put(database, "1", address=Address("slack", "T1", "C1"))
    assert await claim(database) == []
    assert await database.queues.next_message_at("console") is None
    assert await database.queues.next_message_at("slack") == NOW


async def test_a_retry_continues_after_the_parts_sent(database: Database) -> None:
    await put(database, "1", "2")
    claimed = await claim_one(database)
    await sent(database, claimed, "r1", last=False)
    await database.queues.postpone_message(claimed, "w", NOW + 5 * SECOND, "503")
    assert await claim(database, now=4) == []
    assert await database.queues.next_message_at("console") == NOW + 5 * SECOND
    again = await claim_one(database, now=5)
    assert (again.id, again.sent, again.attempts) == (claimed.id, 1, 2)


async def test_an_expired_lease_can_be_claimed_by_another_worker(database: Database, another: Database) -> None:
    await put(database, "1")
    slow = await claim_one(database, "slow")
    assert await claim(another, "quick", LEASE.total_seconds() - 1) == []
    assert await database.queues.next_message_at("console") == NOW + LEASE
    quick = await claim_one(another, "quick", LEASE.total_seconds())
    assert (quick.id, quick.attempts) == (slow.id, 2)
    assert not await sent(database, slow, "r", worker="slow")
    assert not await database.queues.renew_message(slow, "slow", NOW)
    await database.queues.postpone_message(slow, "slow", NOW, "too late")
    await database.queues.abandon_message(slow, "slow", "too late", gone=True)
    assert await claim(database, now=LEASE.total_seconds() + 1) == []
    assert await sent(another, quick, "r", worker="quick")
    assert not await sent(another, quick, "r", worker="quick")
    assert await database.queues.next_message_at("console") is None


async def test_a_worker_does_not_mistake_its_second_claim_for_its_first(database: Database) -> None:
    await put(database, "1")
    first = await claim_one(database)
    second = await claim_one(database, now=LEASE.total_seconds())
    assert not await sent(database, first, "r")
    assert await sent(database, second, "r")


async def test_a_long_message_keeps_its_lease(database: Database) -> None:
    await put(database, "1")
    claimed = await claim_one(database)
    assert await database.queues.renew_message(claimed, "w", NOW + 50 * SECOND)
    assert await claim(database, now=LEASE.total_seconds() + 40) == []
    assert await sent(database, claimed, "r")


async def test_a_reply_that_replaces_another_has_the_references_of_its_parts(database: Database) -> None:
    await put(database, "1", answer=reply("one", key="k"))
    await put(database, "2", address=ELSEWHERE, answer=reply("one", key="k"))
    await put(database, "3", answer=reply("two", edits="k"))
    await put(database, "4", answer=reply("three", edits="nothing"))
    first, elsewhere = await claim(database)
    await sent(database, elsewhere, "x1")
    await sent(database, first, "r1", last=False)
    await sent(database, first, "", last=False)
    await sent(database, first, "r3")
    second = await claim_one(database)
    assert (second.reply.edits, second.edits) == ("k", ("r1", "", "r3"))
    await sent(database, second, "r1")
    assert (await claim_one(database)).edits == ()


async def test_a_message_is_found_as_it_is_now_by_the_reference_of_any_part(database: Database) -> None:
    await put(database, "page")
    await sent(database, await claim_one(database), "m1", last=False)
    await sent(database, await claim_one(database, now=61), "m12")
    assert await shown(database, "m2") is None
    assert await shown(database, "2") is None
    assert await shown(database, "m12", address=ELSEWHERE) is None
    page = await shown(database, "m12")
    assert page is not None
    assert page.message == reply("page").message
    await put(database, "turned", answer=replace_struct(page, message=reply("turned").message, edits=page.key))
    now = await shown(database, "m1")
    assert now is not None
    assert (now.message, now.key) == (reply("turned").message, page.key)


async def test_an_edit_takes_the_place_of_one_that_was_not_sent_yet(database: Database) -> None:
    await put(database, "page", answer=reply("page", key="p"))
    await put(database, "edit 1", answer=reply("1", key="p", edits="p"))
    await put(database, "edit 2", answer=reply("2", key="p", edits="p"))
    await sent(database, await claim_one(database), "m1")
    under_way = await claim_one(database, now=1)
    assert under_way.reply.message == reply("2").message
    await put(database, "edit 3", answer=reply("3", key="p", edits="p"))
    await sent(database, under_way, "m1")
    assert (await claim_one(database, now=2)).reply.message == reply("3").message


async def test_what_a_message_replaces_is_posted_even_if_an_edit_waits(database: Database) -> None:
    await put(database, "page", answer=reply("page", key="p"))
    await put(database, "edit", answer=reply("1", key="p", edits="p"))
    assert (await claim_one(database)).reply.message == reply("page").message


async def shown(database: Database, reference: str, address: Address = ADDRESS) -> Reply | None:
    async with database.begin() as work:
        found = await work.outbox.shown(address, reference)
    return found[0] if found else None


async def test_a_reference_with_several_lines_is_refused(database: Database) -> None:
    await put(database, "1")
    with pytest.raises(ValueError, match="one line"):
        await sent(database, await claim_one(database), "a\nb")


async def test_a_reply_in_a_thread_has_the_reference_of_the_threads_start(database: Database) -> None:
    await put(database, "0", answer=reply("heading of yesterday", key="digest"))
    await put(database, "1", answer=reply("heading", key="digest"))
    await put(database, "2", answer=reply("paper", under="digest"))
    await put(database, "3", answer=reply("paper", under="nothing"))
    await put(database, "4", address=ELSEWHERE, answer=reply("paper", under="digest"))
    yesterday, elsewhere = await claim(database)
    assert elsewhere.under == ""
    await sent(database, yesterday, "r0")
    heading = await claim_one(database)
    await sent(database, heading, "r1", last=False)
    await sent(database, heading, "r2")
    paper = await claim_one(database)
    assert (paper.under, paper.edits) == ("r1", ())
    await sent(database, paper, "r3")
    assert (await claim_one(database)).under == ""


async def test_an_answer_keeps_its_route(database: Database) -> None:
    route = Route("ann", "https://hooks.example/\x00\ud800", "12.5")
    async with database.begin() as work:
        space, ann = await space_of(work), await person(work)
        await work.outbox.put(ADDRESS, "1", reply(), NOW, route)
        await work.outbox.put(ELSEWHERE, "2", reply(), NOW)
        await work.jobs.put("lookup", "{}", space, ann, ADDRESS, NOW, route=route)
        await work.jobs.put("lookup", "{}", space, ann, ADDRESS, NOW + SECOND)
    routed, plain = await claim(database, now=1)
    assert (routed.route, routed.created_at) == (route, NOW)
    assert plain.route == Route()
    assert [(await claim_job(database, now=1)).route for _ in range(2)] == [route, Route()]


async def test_an_unreachable_conversation_is_abandoned_and_its_subscriptions_wait(database: Database) -> None:
    wanted = NewSubscription(Interests(("cs.CL",)), time(9), "UTC", 5)
    async with database.begin() as work:
        ann, here = await person(work), await space_of(work)
        for address in (ADDRESS, ADDRESS, ELSEWHERE):
            await work.subscriptions.add(await space_of(work, address), ann, address, wanted, NOW)
        by_hand = (await work.subscriptions.of_space(here))[1]
        await work.subscriptions.set_paused(by_hand, True)
    await put(database, "1")
    await database.queues.abandon_message(await claim_one(database), "w", "blocked " * 1000, gone=True)
    assert await claim(database, now=10**6) == []
    async with database.begin() as work:
        assert [subscription.address for subscription in await work.subscriptions.active()] == [ELSEWHERE]
        assert [each.unreachable for each in await work.subscriptions.of_space(here)] == [True, True]
        assert await work.spaces.set_reachable(here, True) == 1
        assert [each.number for each in await work.subscriptions.active() if each.space_id == here.id] == [1]
        assert [each.paused for each in await work.subscriptions.of_space(here)] == [False, True]


async def test_old_finished_rows_are_deleted_and_waiting_ones_are_kept(database: Database) -> None:
    await put(database, "1", "2", "3", "4")
    async with database.begin() as work:
        assert await work.receipts.insert(event("old"))
        assert await work.receipts.insert(replace(event("new"), received_at=NOW + SECOND))
    await sent(database, await claim_one(database), "r")
    await database.queues.abandon_message(await claim_one(database), "w", "no", gone=False)
    await sent(database, await claim_one(database), "r", last=False)
    for _ in range(2):
        await queue_job(database)
    async with database.finish_job(await claim_job(database)) as work:
        assert work is not None
    assert await database.queues.prune(NOW) == 0
    assert await database.queues.prune(NOW + SECOND) == 4
    assert await database.queues.prune(NOW + SECOND) == 0
    assert (await claim_one(database, now=60)).sent == 1
    assert (await claim_job(database)).attempts == 1
    async with database.begin() as work:
        assert await work.receipts.insert(event("old"))
        assert not await work.receipts.insert(event("new"))


async def test_many_workers_never_send_the_same_message(database: Database, another: Database) -> None:
    for number in range(12):
        place = Address("console", "local", str(number))
        await put(database, *(f"{number}/{index}" for index in range(3)), address=place)
    seen: list[tuple[str, int]] = []

    async def work(storage: Database, worker: str) -> None:
        while claimed := await claim(storage, worker, limit=3):
            for message in claimed:
                await asyncio.sleep(0)
                seen.append((message.address.conversation_id, message.id))
                assert await sent(storage, message, "r", worker=worker)

    while await database.queues.next_message_at("console"):
        await asyncio.gather(*(work(storage, f"{i}{j}") for i, storage in enumerate((database, another)) for j in "ab"))
    assert len(seen) == len(set(seen)) == 36
    for number in range(12):
        ids = [message_id for place, message_id in seen if place == str(number)]
        assert ids == sorted(ids)


async def test_a_job_is_queued_once_per_key_and_always_without_one(database: Database) -> None:
    assert await queue_job(database, dedupe_key="k")
    assert not await queue_job(database, dedupe_key="k")
    assert await queue_job(database)
    assert await queue_job(database)
    scheduled = await database.queues.claim_job("w", NOW, scheduled=True)
    assert scheduled is not None
    jobs = [await claim_job(database), await claim_job(database), scheduled]
    assert len({job.id for job in jobs}) == 3
    assert await database.queues.claim_job("w", NOW, scheduled=True) is None
    assert (jobs[0].kind, jobs[0].payload, jobs[0].address, jobs[0].attempts) == ("lookup", '{"a": 1}', ADDRESS, 1)
    assert await database.queues.claim_job("w", NOW) is None


async def test_a_jobs_effects_happen_once(database: Database, another: Database) -> None:
    await queue_job(database)
    slow = await claim_job(database)
    quick = await claim_job(another, now=LEASE.total_seconds())

    async def finish(storage: Database, job: ClaimedJob) -> bool:
        async with storage.finish_job(job) as work:
            if work is not None:
                await work.outbox.put(ADDRESS, "done", reply(), NOW)
            return work is not None

    assert sorted(await asyncio.gather(finish(database, slow), finish(another, quick))) == [False, True]
    assert not await finish(database, quick)
    assert len(await claim(database)) == 1
    assert await database.queues.next_job_at() is None


async def test_a_job_whose_effects_fail_is_retried_later(database: Database) -> None:
    await queue_job(database)
    job = await claim_job(database)

    async def fail() -> None:
        async with database.finish_job(job) as work:
            assert work is not None
            await work.outbox.put(ADDRESS, "done", reply(), NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    assert await claim(database) == []
    assert await database.queues.next_job_at() == NOW + LEASE
    await database.queues.postpone_job(job, NOW + 5 * SECOND, "no answer")
    assert await database.queues.next_job_at() == NOW + 5 * SECOND
    again = await claim_job(database, now=5)
    assert (again.id, again.attempts) == (job.id, 2)
    await database.queues.postpone_job(job, NOW, "too late")
    assert await database.queues.next_job_at() == NOW + 5 * SECOND + LEASE


async def test_many_workers_never_take_the_same_job(database: Database, another: Database) -> None:
    for _ in range(20):
        await queue_job(database)

    async def take(storage: Database) -> list[int]:
        taken: list[int] = []
        while job := await storage.queues.claim_job("w", NOW):
            taken.append(job.id)
        return taken

    taken = await asyncio.gather(take(database), take(another), take(database), take(another))
    assert len({job_id for ids in taken for job_id in ids}) == sum(map(len, taken)) == 20
