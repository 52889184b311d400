"""Stored community signals, the times of requests, and recommendations for one space."""

import asyncio
from datetime import date, timedelta

from bot.core.identity import Address
from bot.core.model.community import CommunityKind, CommunitySignal
from storage.database import Database
from tests.support.storage_samples import NOW, space_of

SOURCE = "semantic-scholar"
ON, LATER = date(2025, 6, 11), NOW + timedelta(minutes=30)
A, B = "2506.08001", "math/0309136"


def signal(paper_id: str, value: int, kind: CommunityKind = CommunityKind.CITATIONS) -> CommunitySignal:
    return CommunitySignal(paper_id, SOURCE, kind, value, f"https://example.org/{paper_id}")


async def test_the_latest_signal_of_each_kind_counts(database: Database) -> None:
    influential = signal(A, 2, CommunityKind.INFLUENTIAL)
    async with database.begin() as work:
        await work.community.put([signal(A, 5), influential, signal(B, 1)], NOW)
    async with database.begin() as work:
        await work.community.put([signal(A, 2**31 - 1)], LATER)
        await work.community.put([], LATER)
        found = await work.community.of(await space_of(work), [A, B, "2506.08002"])
    assert found == {A: [signal(A, 2**31 - 1), influential], B: [signal(B, 1)]}


async def test_a_date_is_requested_once_until_the_next_time(database: Database) -> None:
    async with database.begin() as work:
        assert await work.community.claim(SOURCE, ON, NOW, LATER)
        assert not await work.community.claim(SOURCE, ON, NOW, LATER)
        assert await work.community.claim("hugging-face", ON, NOW, LATER)
        assert await work.community.claim(SOURCE, ON - timedelta(days=1), NOW, LATER)
    async with database.begin() as work:
        await work.community.postpone(SOURCE, [ON], NOW + timedelta(hours=6))
        assert not await work.community.claim(SOURCE, ON, LATER, LATER)
        assert await work.community.claim(SOURCE, ON - timedelta(days=1), LATER, LATER)
        assert await work.community.claim(SOURCE, ON, NOW + timedelta(hours=6), LATER)


async def test_only_one_of_two_workers_asks(database: Database, another: Database) -> None:
    async def claims(storage: Database) -> bool:
        async with storage.begin() as work:
            return await work.community.claim(SOURCE, ON, NOW, LATER)

    assert sorted(await asyncio.gather(claims(database), claims(another))) == [False, True]


async def test_recommendations_belong_to_one_space_and_are_deleted_with_it(database: Database) -> None:
    recommended = signal(A, 1, CommunityKind.RECOMMENDED)
    async with database.begin() as work:
        mine, yours = await space_of(work), await space_of(work, Address("console", "local", "you"))
        assert await work.community.claim_recommendations(mine.id, SOURCE, NOW, LATER)
        assert not await work.community.claim_recommendations(mine.id, SOURCE, NOW, LATER)
        assert await work.community.claim_recommendations(yours.id, SOURCE, NOW, LATER)
        await work.community.put([signal(A, 5)], NOW)
        await work.community.recommend(mine.id, SOURCE, [recommended, signal(B, 1)], LATER)
    async with database.begin() as work:
        assert await work.community.of(mine, [A]) == {A: [signal(A, 5), recommended]}
        assert await work.community.of(yours, [A, B]) == {A: [signal(A, 5)]}
        assert not await work.community.claim_recommendations(mine.id, SOURCE, NOW, LATER)
        assert await work.community.claim_recommendations(mine.id, SOURCE, LATER, LATER)
        assert A in await work.community.of(mine, [A])
        await work.spaces.forget(mine)
        assert not await work.community.claim_recommendations(mine.id, SOURCE, LATER, LATER)
    async with database.begin() as work:
        assert await work.community.of(await space_of(work), [A, B]) == {A: [signal(A, 5)]}
