"""The memory between two messages: open questions, and where a list continues."""

from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, insert, select

from bot.core.model.spaces import Space, User
from storage.statements import IN_PLACE, Repository, upsert
from storage.tables import continuations, dialogues

OPEN_FOR = timedelta(days=1)
"""The time that a question waits for an answer."""

CONTINUES_FOR = timedelta(days=30)
"""The time that a *next page* button works."""

_OPEN = upsert(dialogues, "name", "state", "opened_at")
_HERE = dialogues.c.space_id == bindparam("in_space"), dialogues.c.user_id == bindparam("of_user")
_CURRENT = (
    select(dialogues.c.name, dialogues.c.state)
    .where(*_HERE, dialogues.c.opened_at > bindparam("since"))
    .execution_options(**IN_PLACE)
)
_CLOSE = delete(dialogues).where(*_HERE).execution_options(**IN_PLACE)


class SqlDialogues(Repository):
    async def open(self, space: Space, user: User, name: str, state: str, now: datetime) -> None:
        values = {"space_id": space.id, "user_id": user.id, "name": name, "state": state, "opened_at": now}
        await self.connection.execute(_OPEN, values)

    async def current(self, space: Space, user: User, now: datetime) -> tuple[str, str] | None:
        wanted = {"in_space": space.id, "of_user": user.id, "since": now - OPEN_FOR}
        row = (await self.connection.execute(_CURRENT, wanted)).first()
        return None if row is None else (row.name, row.state)

    async def close(self, space: Space, user: User) -> None:
        await self.connection.execute(_CLOSE, {"in_space": space.id, "of_user": user.id})


class SqlContinuations(Repository):
    async def put(self, space: Space, payload: str, now: datetime) -> int:
        """Return a token, which is unique across all spaces but found only in its own."""
        stale = delete(continuations).where(
            continuations.c.space_id == space.id, continuations.c.created_at < now - CONTINUES_FOR
        )
        await self.connection.execute(stale)
        values = {"space_id": space.id, "payload": payload, "created_at": now}
        made = insert(continuations).returning(continuations.c.id)
        token: int = (await self.connection.execute(made, values)).scalar_one()
        return token

    async def get(self, space: Space, token: int) -> str | None:
        wanted = select(continuations.c.payload).where(
            continuations.c.space_id == space.id, continuations.c.id == token
        )
        return (await self.connection.execute(wanted)).scalar()
