"""Subscriptions: who gets a digest, where and when."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.clock import local_date
from bot.core.identity import Address
from bot.core.model.digests import NewSubscription, Subscription
from bot.core.model.spaces import Space, User
from storage.statements import Repository, from_row, in_conversation, values_of
from storage.tables import spaces, subscriptions

_NEXT_NUMBER = (
    update(spaces)
    .where(spaces.c.id == bindparam("in_space"))
    .values(last_subscription=spaces.c.last_subscription + 1)
    .returning(spaces.c.last_subscription)
)


_ACTIVE = subscriptions.c.paused.is_(False), subscriptions.c.unreachable.is_(False)


class SqlSubscriptions(Repository):
    async def add(
        self, space: Space, owner: User, address: Address, wanted: NewSubscription, now: datetime
    ) -> Subscription:
        number = await next_number(self.connection, space.id)
        values = {
            "space_id": space.id,
            "user_id": owner.id,
            "number": number,
            **values_of(address),
            **values_of(wanted),
            "created_at": now,
            "last_due": local_date(now, wanted.zone) - timedelta(days=1),
            "paused": False,
            "unreachable": False,
        }
        made = await self.connection.execute(insert(subscriptions).returning(subscriptions), values)
        return _subscription(made.one())

    async def get(self, space: Space, number: int) -> Subscription | None:
        found = await self._read(subscriptions.c.space_id == space.id, subscriptions.c.number == number)
        return found[0] if found else None

    async def of_space(self, space: Space) -> Sequence[Subscription]:
        return await self._read(subscriptions.c.space_id == space.id)

    async def remove(self, subscription: Subscription) -> None:
        await self.connection.execute(delete(subscriptions).where(subscriptions.c.id == subscription.id))

    async def set_paused(self, subscription: Subscription, paused: bool) -> None:
        """Pause or resume; the request itself shows that the conversation can be reached."""
        changed = update(subscriptions).where(subscriptions.c.id == subscription.id)
        await self.connection.execute(changed.values(paused=paused, unreachable=False))

    async def active(self) -> Sequence[Subscription]:
        return await self._read(*_ACTIVE)

    async def mark_due(self, subscription: Subscription, on: date) -> bool:
        moved = update(subscriptions).where(
            subscriptions.c.id == subscription.id, subscriptions.c.last_due < on, *_ACTIVE
        )
        result = await self.connection.execute(moved.values(last_due=on))
        return result.rowcount == 1

    async def skip(self, subscription: Subscription, since: date) -> None:
        changed = update(subscriptions).where(subscriptions.c.id == subscription.id)
        await self.connection.execute(changed.values(since=since))

    async def categories(self) -> Collection[str]:
        """Return the categories of active subscriptions, in order of their first subscription."""
        rows = await self.connection.execute(
            select(subscriptions.c.interests).where(*_ACTIVE).order_by(subscriptions.c.id)
        )
        return tuple(dict.fromkeys(category for interests in rows.scalars() for category in interests.categories))

    async def _read(self, *conditions: ColumnElement[bool]) -> list[Subscription]:
        rows = await self.connection.execute(select(subscriptions).where(*conditions).order_by(subscriptions.c.id))
        return [_subscription(row) for row in rows]


async def next_number(connection: AsyncConnection, space_id: int) -> int:
    number: int = (await connection.execute(_NEXT_NUMBER, {"in_space": space_id})).scalar_one()
    return number


async def set_reachable(connection: AsyncConnection, address: Address, reachable: bool) -> int:
    """Mark a conversation's subscriptions; return how many became active or inactive."""
    changed = (
        update(subscriptions)
        .where(in_conversation(subscriptions, address), subscriptions.c.unreachable.is_(reachable))
        .values(unreachable=not reachable)
        .returning(subscriptions.c.paused)
    )
    return list((await connection.execute(changed)).scalars()).count(False)


def _subscription(row: Any) -> Subscription:
    return from_row(Subscription, row, address=from_row(Address, row), wanted=from_row(NewSubscription, row))
