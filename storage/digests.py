"""What was shown to whom, and what people thought of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model.digests import Considered, Pick, Signal
from bot.core.model.spaces import Space, User
from storage.statements import in_chunks, insert
from storage.tables import considered, picks, replacements_told, signals, subscriptions

_RECORD = insert(picks).on_conflict_do_nothing()
_NEW_SIGNAL = insert(signals)
_SIGNAL = _NEW_SIGNAL.on_conflict_do_update(
    constraint=signals.primary_key, set_={name: _NEW_SIGNAL.excluded[name] for name in ("signal", "created_at")}
)
_NEW_CONSIDERED = insert(considered)
_CONSIDER = _NEW_CONSIDERED.on_conflict_do_update(
    constraint=considered.primary_key, set_={"entries": _NEW_CONSIDERED.excluded.entries}
)
_TOLD = insert(replacements_told).on_conflict_do_nothing()


class SqlDigests:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def record(self, space: Space, on: date, shown: Sequence[Pick], now: datetime) -> None:
        """A paper that two digests of a space show on one day is recorded once."""
        rows = [
            {
                "space_id": space.id,
                "paper_id": pick.paper_id,
                "announced_on": on,
                "rank": pick.rank,
                "score": pick.score,
                "reasons": pick.reasons,
                "created_at": now,
            }
            for pick in shown
        ]
        if rows:
            await self._connection.execute(_RECORD, rows)

    async def shown(self, space: Space, paper_ids: Collection[str]) -> Mapping[str, date]:
        """The earliest date, when there were several."""
        found: dict[str, date] = {}
        for chunk in in_chunks(paper_ids):
            wanted = (
                select(picks.c.paper_id, func.min(picks.c.announced_on).label("first"))
                .where(picks.c.space_id == space.id, picks.c.paper_id.in_(chunk))
                .group_by(picks.c.paper_id)
            )
            found |= {row.paper_id: row.first for row in await self._connection.execute(wanted)}
        return found

    async def number_shown(self, space: Space, first: date, last: date) -> int:
        wanted = select(func.count(picks.c.paper_id.distinct())).where(
            picks.c.space_id == space.id, picks.c.announced_on.between(first, last)
        )
        number: int = (await self._connection.execute(wanted)).scalar_one()
        return number

    async def signal(self, space: Space, user: User, paper_id: str, signal: Signal, now: datetime) -> None:
        values = {"space_id": space.id, "user_id": user.id, "paper_id": paper_id}
        await self._connection.execute(_SIGNAL, {**values, "signal": signal.value, "created_at": now})

    async def unsignal(self, space: Space, user: User, paper_id: str) -> None:
        of_person = (signals.c.space_id == space.id, signals.c.user_id == user.id, signals.c.paper_id == paper_id)
        await self._connection.execute(delete(signals).where(*of_person))

    async def signals(self, space: Space) -> Mapping[str, Signal]:
        wanted = (
            select(signals.c.paper_id, signals.c.signal)
            .where(signals.c.space_id == space.id)
            .order_by(signals.c.created_at, signals.c.user_id)
        )
        return {paper_id: Signal(signal) for paper_id, signal in await self._connection.execute(wanted)}

    async def considered(self, subscription_id: int) -> Sequence[Considered]:
        columns = considered.c.category, considered.c.announced_on, considered.c.entries
        rows = await self._connection.execute(select(*columns).where(considered.c.subscription_id == subscription_id))
        return [Considered(*row) for row in rows]

    async def consider(self, subscription_id: int, entries: Collection[Considered], first: date) -> None:
        """Nothing for a subscription that ended meanwhile."""
        there = select(subscriptions.c.id).where(subscriptions.c.id == subscription_id).with_for_update()
        if not entries or (await self._connection.execute(there)).first() is None:
            return
        rows = [
            {"subscription_id": subscription_id, "category": category, "announced_on": on, "entries": number}
            for category, on, number in entries
        ]
        await self._connection.execute(_CONSIDER, rows)
        past = considered.c.subscription_id == subscription_id, considered.c.announced_on < first
        await self._connection.execute(delete(considered).where(*past))

    async def told(self, space: Space, paper_id: str, version: int) -> bool:
        row = {"space_id": space.id, "paper_id": paper_id, "version": version}
        return (await self._connection.execute(_TOLD, row)).rowcount == 1
