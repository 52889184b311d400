"""The papers shown to each space, and people's opinions of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, func, select, union

from bot.core.model.digests import Considered, PaperSignal, Pick, Signal
from bot.core.model.spaces import Space, User
from storage.statements import Repository, from_row, insert, one_or_many, upsert, values_of
from storage.tables import considered, notes, picks, replacements_told, signals, spaces, subscriptions, todos

_RECORD = upsert(picks, "rank", "score", "reasons", "terms", "created_at")
_SIGNAL = upsert(signals, "signal", "created_at")
_OPEN = upsert(signals, "signal", "created_at", where=signals.c.signal == Signal.OPENED)
_CONSIDER = upsert(considered, "entries")
_TOLD = insert(replacements_told).on_conflict_do_nothing()


class SqlDigests(Repository):
    async def lock(self, space: Space) -> None:
        """Rows that refer to the space can still be added."""
        row = select(spaces.c.id).where(spaces.c.id == space.id)
        await self.connection.execute(row.with_for_update(key_share=True))

    async def record(
        self, space: Space, on: date, shown: Sequence[Pick], now: datetime, *, scheduled: bool = False
    ) -> None:
        """Record picks. A paper in two digests of a space on one day is recorded once, as in the later one."""
        rows = [
            {**values_of(pick), "space_id": space.id, "announced_on": on, "scheduled": scheduled, "created_at": now}
            for pick in shown
        ]
        if rows:
            await self.connection.execute(_RECORD, rows)

    async def shown(self, space: Space, paper_ids: Collection[str]) -> Mapping[str, date]:
        """Return the date on which each paper was first shown."""
        wanted = (
            select(picks.c.paper_id, func.min(picks.c.announced_on).label("first"))
            .where(picks.c.space_id == space.id)
            .group_by(picks.c.paper_id)
        )
        return {row.paper_id: row.first for row in await self.rows_with(wanted, picks.c.paper_id, paper_ids)}

    async def number_shown(self, space: Space, first: date, last: date) -> int:
        wanted = select(func.count(picks.c.paper_id.distinct())).where(
            picks.c.space_id == space.id, picks.c.announced_on.between(first, last)
        )
        number: int = (await self.connection.execute(wanted)).scalar_one()
        return number

    async def signal(self, space: Space, user: User, paper_id: str, signal: Signal, now: datetime) -> None:
        await self._enter(space, user, (paper_id,), signal, now)

    async def opened(self, space: Space, user: User, paper_ids: Collection[str], now: datetime) -> None:
        await self._enter(space, user, paper_ids, Signal.OPENED, now)

    async def _enter(self, space: Space, user: User, paper_ids: Collection[str], signal: Signal, now: datetime) -> None:
        values = {"space_id": space.id, "user_id": user.id, "signal": signal, "created_at": now}
        rows = [{**values, "paper_id": paper_id} for paper_id in paper_ids]
        if rows:
            await self.connection.execute(_OPEN if signal is Signal.OPENED else _SIGNAL, one_or_many(rows))

    async def unsignal(self, space: Space, user: User, paper_id: str) -> None:
        condition = (signals.c.space_id == space.id, signals.c.user_id == user.id, signals.c.paper_id == paper_id)
        await self.connection.execute(delete(signals).where(*condition))

    async def opinion(self, space: Space, user: User, paper_id: str) -> Signal | None:
        wanted = select(signals.c.signal).where(
            signals.c.space_id == space.id, signals.c.user_id == user.id, signals.c.paper_id == paper_id
        )
        found: Signal | None = (await self.connection.execute(wanted)).scalar()
        return found

    async def opinions(self, space: Space, paper_id: str) -> Mapping[Signal, int]:
        counted = (
            select(signals.c.signal, func.count())
            .where(signals.c.space_id == space.id, signals.c.paper_id == paper_id)
            .group_by(signals.c.signal)
        )
        return dict(map(tuple, await self.connection.execute(counted)))

    async def signals(self, space: Space, latest: int | None = None) -> Sequence[PaperSignal]:
        at = func.max(signals.c.created_at)
        wanted = (
            select(signals.c.paper_id, signals.c.signal, at, func.count())
            .where(signals.c.space_id == space.id)
            .group_by(signals.c.paper_id, signals.c.signal)
            .order_by(at.desc(), signals.c.paper_id, signals.c.signal)
            .limit(latest)
        )
        rows = await self.connection.execute(wanted)
        return [PaperSignal(*row) for row in rows]

    async def ignored(self, space: Space, before: datetime, latest: int) -> Mapping[str, datetime]:
        of_space = picks.c.space_id == space.id
        known = union(
            *(select(table.c.paper_id).where(table.c.space_id == space.id) for table in (signals, notes, todos))
        )
        looked = select(func.max(picks.c.created_at)).where(of_space, picks.c.paper_id.in_(known)).scalar_subquery()
        wanted = (
            select(picks.c.paper_id, picks.c.created_at)
            .where(of_space, picks.c.scheduled, picks.c.created_at <= before, picks.c.created_at <= looked)
            .where(picks.c.paper_id.not_in(known))
            .order_by(picks.c.created_at.desc(), picks.c.rank)
            .limit(latest)
        )
        return {row.paper_id: row.created_at for row in reversed((await self.connection.execute(wanted)).all())}

    async def considered(self, subscription_id: int) -> Sequence[Considered]:
        columns = considered.c.category, considered.c.announced_on, considered.c.entries
        rows = await self.connection.execute(select(*columns).where(considered.c.subscription_id == subscription_id))
        return [Considered(*row) for row in rows]

    async def consider(self, subscription_id: int, entries: Collection[Considered], first: date) -> None:
        """Record the entries considered, unless the subscription has ended meanwhile."""
        subscription = select(subscriptions.c.id).where(subscriptions.c.id == subscription_id).with_for_update()
        if not entries or (await self.connection.execute(subscription)).first() is None:
            return
        rows = [
            {"subscription_id": subscription_id, "category": category, "announced_on": on, "entries": number}
            for category, on, number in entries
        ]
        await self.connection.execute(_CONSIDER, rows)
        past = considered.c.subscription_id == subscription_id, considered.c.announced_on < first
        await self.connection.execute(delete(considered).where(*past))

    async def mark_reported(self, space: Space, paper_id: str, version: int) -> bool:
        row = {"space_id": space.id, "paper_id": paper_id, "version": version}
        return (await self.connection.execute(_TOLD, row)).rowcount == 1

    async def pick(self, space: Space, paper_id: str) -> Pick | None:
        of_paper = picks.c.space_id == space.id, picks.c.paper_id == paper_id
        found = await self._picks(select(picks).where(*of_paper).order_by(picks.c.created_at.desc()).limit(1))
        return found[0] if found else None

    async def latest(self, space: Space) -> Sequence[Pick]:
        newest = select(func.max(picks.c.created_at)).where(picks.c.space_id == space.id).scalar_subquery()
        shown = picks.c.space_id == space.id, picks.c.created_at == newest
        return await self._picks(select(picks).where(*shown).order_by(picks.c.rank, picks.c.paper_id))

    async def _picks(self, wanted: Select[Any]) -> list[Pick]:
        rows = await self.connection.execute(wanted)
        return [from_row(Pick, row) for row in rows]
