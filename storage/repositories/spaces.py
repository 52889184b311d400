"""Spaces and users."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.model.spaces import Space, User
from bot.core.tags import fold
from storage.repositories.moves import move
from storage.repositories.subscriptions import set_reachable
from storage.search.index import SearchIndex
from storage.statements import IN_PLACE, in_conversation, insert
from storage.tables import attachments, files, outbox, spaces, users

_SPACE = (
    spaces.c.id,
    spaces.c.platform,
    spaces.c.workspace,
    spaces.c.conversation_id,
    spaces.c.kind,
    spaces.c.language,
    spaces.c.timezone,
    spaces.c.created_at,
    spaces.c.surprises,
)
_SPACE_OF = (
    select(*_SPACE)
    .where(
        spaces.c.platform == bindparam("platform"),
        spaces.c.workspace == bindparam("workspace"),
        spaces.c.conversation_id == bindparam("conversation_id"),
    )
    .execution_options(**IN_PLACE)
)
_NEW_SPACE = insert(spaces).on_conflict_do_nothing().returning(*_SPACE)

_USER = (users.c.id, users.c.platform, users.c.workspace, users.c.user_id, users.c.name)
_USER_OF = (
    select(*_USER)
    .where(
        users.c.platform == bindparam("platform"),
        users.c.workspace == bindparam("workspace"),
        users.c.user_id == bindparam("user_id"),
    )
    .execution_options(**IN_PLACE)
)
_NEW_USER = insert(users).on_conflict_do_nothing().returning(*_USER)


class SqlSpaces:
    """``language`` and ``timezone`` are the defaults of a new space."""

    def __init__(self, connection: AsyncConnection, index: SearchIndex, language: str, timezone: str) -> None:
        self._connection = connection
        self._index = index
        self._defaults = {"language": language, "timezone": timezone}

    async def ensure(self, address: Address, kind: ConversationKind, now: datetime) -> Space:
        key = {
            "platform": address.platform,
            "workspace": address.workspace,
            "conversation_id": address.conversation_id,
        }
        row = (await self._connection.execute(_SPACE_OF, key)).first()
        if row is None:
            made = {**key, **self._defaults, "kind": kind.value, "created_at": now}
            row = (await self._connection.execute(_NEW_SPACE, made)).first()
        if row is None:  # another transaction has added it meanwhile
            row = (await self._connection.execute(_SPACE_OF, key)).one()
        return _space(row)

    async def get(self, space_id: int) -> Space:
        return _space((await self._connection.execute(select(*_SPACE).where(spaces.c.id == space_id))).one())

    async def configure(
        self,
        space: Space,
        *,
        language: str | None = None,
        timezone: str | None = None,
        surprises: bool | None = None,
    ) -> Space:
        given = {"language": language, "timezone": timezone, "surprises": surprises}
        changed = {name: value for name, value in given.items() if value is not None}
        if changed:
            await self._connection.execute(update(spaces).where(spaces.c.id == space.id).values(changed))
        return await self.get(space.id)

    async def move(self, space: Space, conversation_id: str) -> None:
        """See ``storage.repositories.moves.move`` for the case that the new id already has a space."""
        await move(self._connection, space.address, conversation_id)

    async def set_reachable(self, space: Space, reachable: bool) -> int:
        return await set_reachable(self._connection, space.address, reachable)

    async def forget(self, space: Space) -> None:
        """Delete a space and all its data.

        The rows of most tables go with the space's row. The outbox has only addresses, and copies of files may be
        shared with other spaces.
        """
        await self._index.forget(space.id)
        await self._connection.execute(delete(outbox).where(in_conversation(outbox, space.address)))
        await self._connection.execute(delete(spaces).where(spaces.c.id == space.id))
        unused = ~exists().where(attachments.c.sha256 == files.c.sha256)
        await self._connection.execute(delete(files).where(unused))


class SqlUsers:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def ensure(self, ref: UserRef, name: str, now: datetime) -> User:
        key = {"platform": ref.platform, "workspace": ref.workspace, "user_id": ref.user_id}
        row = (await self._connection.execute(_USER_OF, key)).first()
        if row is None:
            made = {**key, "name": name, "folded_name": fold(name), "created_at": now}
            row = (await self._connection.execute(_NEW_USER, made)).first()
        if row is None:  # another transaction has added it meanwhile
            row = (await self._connection.execute(_USER_OF, key)).one()
        if name and row.name != name:
            row = await self._rename(row.id, name)
        return _user(row)

    async def get(self, user_id: int) -> User:
        return _user((await self._connection.execute(select(*_USER).where(users.c.id == user_id))).one())

    async def _rename(self, user_id: int, name: str) -> Any:
        renamed = update(users).where(users.c.id == user_id).values(name=name, folded_name=fold(name))
        return (await self._connection.execute(renamed.returning(*_USER))).one()


def _space(row: Any) -> Space:
    address = Address(row.platform, row.workspace, row.conversation_id)
    kind = ConversationKind(row.kind)
    return Space(row.id, address, kind, row.language, row.timezone, row.created_at, row.surprises)


def _user(row: Any) -> User:
    return User(row.id, UserRef(row.platform, row.workspace, row.user_id), row.name)
