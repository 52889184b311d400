"""The subjects of messages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.identity import Address
from bot.core.model.spaces import Space
from bot.core.subjects import Subject
from storage.statements import IN_PLACE, Repository, upsert
from storage.tables import message_subjects, spaces


def _in_conversation(table: Table) -> ColumnElement[bool]:
    return and_(
        table.c.platform == bindparam("on_platform"),
        table.c.workspace == bindparam("of_workspace"),
        table.c.conversation_id == bindparam("in_conversation"),
    )


_MESSAGE = message_subjects.c.message == bindparam("of_message")
_OF = select(message_subjects.c.about).where(_in_conversation(message_subjects), _MESSAGE).execution_options(**IN_PLACE)
_FORGET = delete(message_subjects).where(_in_conversation(message_subjects), _MESSAGE).execution_options(**IN_PLACE)

_ROW = select(
    spaces.c.platform,
    spaces.c.workspace,
    spaces.c.conversation_id,
    spaces.c.id.label("space_id"),
    bindparam("of_message", type_=message_subjects.c.message.type).label("message"),
    bindparam("subjects", type_=message_subjects.c.about.type).label("about"),
    bindparam("now", type_=message_subjects.c.stored_at.type).label("stored_at"),
).where(_in_conversation(spaces))
_ENTER = upsert(message_subjects, "space_id", "about", "stored_at", rows=_ROW).execution_options(**IN_PLACE)


class SqlSubjects(Repository):
    async def put(self, space: Space, message: str, about: Sequence[Subject], now: datetime) -> None:
        """Store the subjects of a message; with none, delete its entry."""
        if about:
            await enter(self.connection, space.address, message, about, now)
        else:
            await self.connection.execute(_FORGET, _key(space.address, message))

    async def of(self, address: Address, message: str) -> Sequence[Subject]:
        found: Sequence[Subject] | None = (await self.connection.execute(_OF, _key(address, message))).scalar()
        return found or ()


async def enter(
    connection: AsyncConnection, address: Address, message: str, about: Sequence[Subject], now: datetime
) -> None:
    """Store the subjects of a message, unless its conversation has no space."""
    await connection.execute(_ENTER, {**_key(address, message), "subjects": tuple(about), "now": now})


def _key(address: Address, message: str) -> dict[str, Any]:
    return {
        "on_platform": address.platform,
        "of_workspace": address.workspace,
        "in_conversation": address.conversation_id,
        "of_message": message,
    }
