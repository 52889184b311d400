"""Signals of other communities about papers, recommendations for spaces, and the times of both."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, literal, select, update

from bot.core.model.community import CommunityKind, CommunitySignal
from bot.core.model.spaces import Space
from storage.columns import UtcDateTime
from storage.statements import Repository, from_row, upsert, values_of
from storage.tables import community_asked, community_signals, recommendations, spaces

_PUT = upsert(community_signals, "value", "url", "stored_at")


class SqlCommunity(Repository):
    async def claim(self, source: str, on: date, now: datetime, again: datetime) -> bool:
        claiming = upsert(community_asked, "again_at", where=community_asked.c.again_at <= now)
        row = {"source": source, "announced_on": on, "again_at": again}
        claimed = await self.connection.execute(claiming.returning(community_asked.c.source), row)
        return claimed.first() is not None

    async def postpone(self, source: str, dates: Collection[date], again: datetime) -> None:
        asked = community_asked.c.source == source, community_asked.c.announced_on.in_(dates)
        await self.connection.execute(update(community_asked).where(*asked).values(again_at=again))

    async def claim_recommendations(self, space_id: int, source: str, now: datetime, again: datetime) -> bool:
        no_pages: ColumnElement[dict[str, str]] = literal({}, recommendations.c.pages.type)
        row = select(
            spaces.c.id.label("space_id"),
            literal(source).label("source"),
            no_pages.label("pages"),
            literal(again, UtcDateTime).label("again_at"),
        ).where(spaces.c.id == space_id)
        claiming = upsert(recommendations, "again_at", where=recommendations.c.again_at <= now, rows=row)
        claimed = await self.connection.execute(claiming.returning(recommendations.c.source))
        return claimed.first() is not None

    async def put(self, signals: Collection[CommunitySignal], now: datetime) -> None:
        """Store signals in a fixed order, so that concurrent transactions cannot deadlock."""
        in_order = sorted(signals, key=lambda signal: (signal.paper_id, signal.source, signal.kind))
        rows = [{**values_of(signal), "stored_at": now} for signal in in_order]
        if rows:
            await self.connection.execute(_PUT, rows)

    async def recommend(
        self, space_id: int, source: str, signals: Collection[CommunitySignal], again: datetime
    ) -> None:
        own = recommendations.c.space_id == space_id, recommendations.c.source == source
        pages = {signal.paper_id: signal.url for signal in signals}
        await self.connection.execute(update(recommendations).where(*own).values(pages=pages, again_at=again))

    async def of(self, space: Space, paper_ids: Collection[str]) -> Mapping[str, Sequence[CommunitySignal]]:
        found: dict[str, list[CommunitySignal]] = defaultdict(list)
        ordered = select(community_signals).order_by(community_signals.c.source, community_signals.c.kind)
        for row in await self.rows_with(ordered, community_signals.c.paper_id, paper_ids):
            found[row.paper_id].append(from_row(CommunitySignal, row))
        own = select(recommendations).where(recommendations.c.space_id == space.id)
        for row in await self.connection.execute(own.order_by(recommendations.c.source)):
            for paper_id in row.pages.keys() & set(paper_ids):
                page = row.pages[paper_id]
                found[paper_id].append(CommunitySignal(paper_id, row.source, CommunityKind.RECOMMENDED, 1, page))
        return dict(found)
