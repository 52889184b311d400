"""The weights that people have set for subjects in the digests of a space."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select

from bot.core.model.spaces import Space, User
from storage.statements import Repository, upsert
from storage.tables import preferences

_SET = upsert(preferences, "weight", "user_id", "created_at")


class SqlPreferences(Repository):
    async def of(self, space: Space) -> Mapping[str, float]:
        wanted = (
            select(preferences.c.subject, preferences.c.weight)
            .where(preferences.c.space_id == space.id)
            .order_by(preferences.c.created_at, preferences.c.subject)
        )
        return {row.subject: row.weight for row in await self.connection.execute(wanted)}

    async def set(self, space: Space, user: User, subject: str, weight: float, now: datetime) -> None:
        row = {"space_id": space.id, "subject": subject, "weight": weight, "user_id": user.id, "created_at": now}
        await self.connection.execute(_SET, row)

    async def clear(self, space: Space, subject: str) -> None:
        of_space = preferences.c.space_id == space.id
        await self.connection.execute(delete(preferences).where(of_space, preferences.c.subject == subject))

    async def reset(self, space: Space) -> int:
        removed = await self.connection.execute(delete(preferences).where(preferences.c.space_id == space.id))
        return removed.rowcount
