"""Subscriptions: who gets a digest, where and when."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.clock import local_date
from bot.core.identity import Address
from bot.core.model.digests import Layout, NewSubscription, Rhythm, Subscription
from bot.core.model.spaces import Space, User
from storage.statements import address_of, address_values, in_conversation
from storage.tables import spaces, subscriptions

_NEXT_NUMBER = (
    update(spaces)
    .where(spaces.c.id == bindparam("in_space"))
    .values(last_subscription=spaces.c.last_subscription + 1)
    .returning(spaces.c.last_subscription)
)


_ACTIVE = subscriptions.c.paused.is_(False), subscriptions.c.unreachable.is_(False)


class SqlSubscriptions:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def add(
        self, space: Space, owner: User, address: Address, wanted: NewSubscription, now: datetime
    ) -> Subscription:
        number = await next_number(self._connection, space.id)
        values = {
            "space_id": space.id,
            "user_id": owner.id,
            "number": number,
            **address_values(address),
            "interests": wanted.interests,
            "at": wanted.at,
            "timezone": wanted.timezone,
            "top": wanted.top,
            "weekdays": wanted.weekdays,
            "created_at": now,
            "last_due": local_date(now, wanted.zone) - timedelta(days=1),
            "paused": False,
            "layout": wanted.layout.value,
            "rhythm": wanted.rhythm.value,
            "unreachable": False,
        }
        made = await self._connection.execute(insert(subscriptions).returning(subscriptions), values)
        return _subscription(made.one())

    async def get(self, space: Space, number: int) -> Subscription | None:
        found = await self._read(subscriptions.c.space_id == space.id, subscriptions.c.number == number)
        return found[0] if found else None

    async def of_space(self, space: Space) -> Sequence[Subscription]:
        return await self._read(subscriptions.c.space_id == space.id)

    async def remove(self, subscription: Subscription) -> None:
        await self._connection.execute(delete(subscriptions).where(subscriptions.c.id == subscription.id))

    async def set_paused(self, subscription: Subscription, paused: bool) -> None:
        """Pause or resume; the request itself shows that the conversation can be reached."""
        changed = update(subscriptions).where(subscriptions.c.id == subscription.id)
        await self._connection.execute(changed.values(paused=paused, unreachable=False))

    async def active(self) -> Sequence[Subscription]:
        return await self._read(*_ACTIVE)

    async def mark_due(self, subscription: Subscription, on: date) -> bool:
        moved = update(subscriptions).where(
            subscriptions.c.id == subscription.id, subscriptions.c.last_due < on, *_ACTIVE
        )
        result = await self._connection.execute(moved.values(last_due=on))
        return result.rowcount == 1

    async def skip(self, subscription: Subscription, since: date) -> None:
        changed = update(subscriptions).where(subscriptions.c.id == subscription.id)
        await self._connection.execute(changed.values(since=since))

    async def categories(self) -> Collection[str]:
        """Return the categories of active subscriptions, in order of their first subscription."""
        rows = await self._connection.execute(
            select(subscriptions.c.interests).where(*_ACTIVE).order_by(subscriptions.c.id)
        )
        return tuple(dict.fromkeys(category for interests in rows.scalars() for category in interests.categories))

    async def _read(self, *conditions: ColumnElement[bool]) -> list[Subscription]:
        rows = await self._connection.execute(select(subscriptions).where(*conditions).order_by(subscriptions.c.id))
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
    return Subscription(
        id=row.id,
        space_id=row.space_id,
        user_id=row.user_id,
        number=row.number,
        address=address_of(row),
        wanted=NewSubscription(
            row.interests, row.at, row.timezone, row.top, row.weekdays, Layout(row.layout), Rhythm(row.rhythm)
        ),
        created_at=row.created_at,
        last_due=row.last_due,
        paused=row.paused,
        unreachable=row.unreachable,
        since=row.since,
    )
