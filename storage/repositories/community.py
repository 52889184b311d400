"""What others think of papers, when who was asked, and what was recommended to whom."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model.community import CommunityKind, CommunitySignal
from bot.core.model.spaces import Space
from storage.columns import UtcDateTime
from storage.statements import in_chunks, insert
from storage.tables import community_asked, community_signals, recommendations, spaces

_NEW = insert(community_signals)
_PUT = _NEW.on_conflict_do_update(
    constraint=community_signals.primary_key,
    set_={name: _NEW.excluded[name] for name in ("value", "url", "stored_at")},
)
_ASK = insert(community_asked)
_ASK_FOR = insert(recommendations)


class SqlCommunity:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def claim(self, source: str, on: date, now: datetime, again: datetime) -> bool:
        claiming = _ASK.on_conflict_do_update(
            constraint=community_asked.primary_key,
            set_={"again_at": _ASK.excluded.again_at},
            where=community_asked.c.again_at <= now,
        ).returning(community_asked.c.source)
        row = {"source": source, "announced_on": on, "again_at": again}
        return (await self._connection.execute(claiming, row)).first() is not None

    async def postpone(self, source: str, dates: Collection[date], again: datetime) -> None:
        these = community_asked.c.source == source, community_asked.c.announced_on.in_(dates)
        await self._connection.execute(update(community_asked).where(*these).values(again_at=again))

    async def claim_recommendations(self, space_id: int, source: str, now: datetime, again: datetime) -> bool:
        none: ColumnElement[dict[str, str]] = literal({}, recommendations.c.pages.type)
        row = select(spaces.c.id, literal(source), none, literal(again, UtcDateTime)).where(spaces.c.id == space_id)
        asking = _ASK_FOR.from_select(["space_id", "source", "pages", "again_at"], row)
        claiming = asking.on_conflict_do_update(
            constraint=recommendations.primary_key,
            set_={"again_at": asking.excluded.again_at},
            where=recommendations.c.again_at <= now,
        ).returning(recommendations.c.source)
        return (await self._connection.execute(claiming)).first() is not None

    async def put(self, signals: Collection[CommunitySignal], now: datetime) -> None:
        """In one order, so that two transactions wait for each other and never in a circle."""
        rows = [
            {
                "paper_id": signal.paper_id,
                "source": signal.source,
                "kind": signal.kind.value,
                "value": signal.value,
                "url": signal.url,
                "stored_at": now,
            }
            for signal in sorted(signals, key=lambda signal: (signal.paper_id, signal.source, signal.kind))
        ]
        if rows:
            await self._connection.execute(_PUT, rows)

    async def recommend(
        self, space_id: int, source: str, signals: Collection[CommunitySignal], again: datetime
    ) -> None:
        mine = recommendations.c.space_id == space_id, recommendations.c.source == source
        pages = {signal.paper_id: signal.url for signal in signals}
        await self._connection.execute(update(recommendations).where(*mine).values(pages=pages, again_at=again))

    async def of(self, space: Space, paper_ids: Collection[str]) -> Mapping[str, Sequence[CommunitySignal]]:
        found: dict[str, list[CommunitySignal]] = defaultdict(list)
        for chunk in in_chunks(paper_ids):
            wanted = select(community_signals).where(community_signals.c.paper_id.in_(chunk))
            ordered = wanted.order_by(community_signals.c.source, community_signals.c.kind)
            for row in await self._connection.execute(ordered):
                found[row.paper_id].append(_signal(row))
        mine = select(recommendations).where(recommendations.c.space_id == space.id)
        for row in await self._connection.execute(mine.order_by(recommendations.c.source)):
            for paper_id in row.pages.keys() & set(paper_ids):
                page = row.pages[paper_id]
                found[paper_id].append(CommunitySignal(paper_id, row.source, CommunityKind.RECOMMENDED, 1, page))
        return dict(found)


def _signal(row: Any) -> CommunitySignal:
    return CommunitySignal(row.paper_id, row.source, CommunityKind(row.kind), row.value, row.url)
