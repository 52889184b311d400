"""Spaces and users."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, select, update

from bot.core.identity import Address, ConversationKind, UserRef
from bot.core.model.rights import Right
from bot.core.model.spaces import Space, User
from bot.core.tags import fold
from storage.repositories.moves import move
from storage.repositories.subscriptions import set_reachable
from storage.search.index import SearchIndex
from storage.statements import (
    IN_PLACE,
    Repository,
    conversation_values,
    from_row,
    in_conversation,
    insert,
    matches_parameters,
    values_of,
)
from storage.tables import attachments, files, outbox, spaces, users

_SPACE_OF = (
    select(spaces)
    .where(matches_parameters(spaces, "platform", "workspace", "conversation_id"))
    .execution_options(**IN_PLACE)
)
_NEW_SPACE = insert(spaces).on_conflict_do_nothing().returning(spaces)

_USER_OF = (
    select(users).where(matches_parameters(users, "platform", "workspace", "user_id")).execution_options(**IN_PLACE)
)
_NEW_USER = insert(users).on_conflict_do_nothing().returning(users)


@dataclass(frozen=True, slots=True)
class SqlSpaces(Repository):
    """``language`` and ``timezone`` are the defaults of a new space."""

    index: SearchIndex
    language: str
    timezone: str

    async def ensure(self, address: Address, kind: ConversationKind, now: datetime) -> Space:
        key = conversation_values(address)
        row = (await self.connection.execute(_SPACE_OF, key)).first()
        if row is None:
            made = {**key, **values_of(self, "language", "timezone"), "kind": kind, "created_at": now}
            row = (await self.connection.execute(_NEW_SPACE, made)).first()
        if row is None:  # another transaction has added it meanwhile
            row = (await self.connection.execute(_SPACE_OF, key)).one()
        return _space(row)

    async def get(self, space_id: int) -> Space:
        return _space((await self.connection.execute(select(spaces).where(spaces.c.id == space_id))).one())

    async def find(self, space_id: int) -> Space | None:
        row = (await self.connection.execute(select(spaces).where(spaces.c.id == space_id))).first()
        return _space(row) if row else None

    async def is_known(self, address: Address) -> bool:
        return (await self.connection.execute(_SPACE_OF, conversation_values(address))).first() is not None

    async def configure(
        self,
        space: Space,
        *,
        language: str | None = None,
        timezone: str | None = None,
        surprises: bool | None = None,
        members_may: frozenset[Right] | None = None,
    ) -> Space:
        given = {"language": language, "timezone": timezone, "surprises": surprises, "members_may": members_may}
        changed = {name: value for name, value in given.items() if value is not None}
        if changed:
            await self.connection.execute(update(spaces).where(spaces.c.id == space.id).values(changed))
        return await self.get(space.id)

    async def move(self, space: Space, conversation_id: str) -> None:
        """See ``storage.repositories.moves.move`` for the case that the new id already has a space."""
        await move(self.connection, space.address, conversation_id)

    async def set_reachable(self, space: Space, reachable: bool) -> int:
        return await set_reachable(self.connection, space.address, reachable)

    async def forget(self, space: Space) -> None:
        """Delete a space and all its data.

        The rows of most tables go with the space's row. The outbox has only addresses, and copies of files may be
        shared with other spaces.
        """
        await self.index.forget(space.id)
        await self.connection.execute(delete(outbox).where(in_conversation(outbox, space.address)))
        await self.connection.execute(delete(spaces).where(spaces.c.id == space.id))
        unused = ~exists().where(attachments.c.sha256 == files.c.sha256)
        await self.connection.execute(delete(files).where(unused))


class SqlUsers(Repository):
    async def ensure(self, ref: UserRef, name: str, now: datetime) -> User:
        key = values_of(ref)
        row = (await self.connection.execute(_USER_OF, key)).first()
        if row is None:
            made = {**key, "name": name, "folded_name": fold(name), "created_at": now}
            row = (await self.connection.execute(_NEW_USER, made)).first()
        if row is None:  # another transaction has added it meanwhile
            row = (await self.connection.execute(_USER_OF, key)).one()
        if name and row.name != name:
            row = await self._rename(row.id, name)
        return _user(row)

    async def get(self, user_id: int) -> User:
        return _user((await self.connection.execute(select(users).where(users.c.id == user_id))).one())

    async def _rename(self, user_id: int, name: str) -> Any:
        renamed = update(users).where(users.c.id == user_id).values(name=name, folded_name=fold(name))
        return (await self.connection.execute(renamed.returning(users))).one()


def _space(row: Any) -> Space:
    return from_row(Space, row, address=from_row(Address, row, thread_id=None))


def _user(row: Any) -> User:
    return from_row(User, row, ref=from_row(UserRef, row))
