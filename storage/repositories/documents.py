"""Imported files, in parts."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.model.spaces import Space
from bot.core.ports.library import DocumentPart
from storage.tables import document_parts

_FIELDS = ("raw", "fingerprint", "note_id", "todo_id", "revision", "state", "day")


class SqlDocuments:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, space: Space, format_name: str) -> Sequence[DocumentPart]:
        wanted = (
            select(*(document_parts.c[name] for name in _FIELDS))
            .where(document_parts.c.space_id == space.id, document_parts.c.format == format_name)
            .order_by(document_parts.c.position)
        )
        return [DocumentPart(*row) for row in await self._connection.execute(wanted)]

    async def imported_todos(self, space: Space) -> Mapping[int, str]:
        wanted = select(document_parts.c.todo_id, document_parts.c.state).where(
            document_parts.c.space_id == space.id, document_parts.c.todo_id.is_not(None)
        )
        return {row.todo_id: row.state for row in await self._connection.execute(wanted)}

    async def replace(self, space: Space, format_name: str, parts: Sequence[DocumentPart]) -> None:
        earlier = delete(document_parts).where(
            document_parts.c.space_id == space.id, document_parts.c.format == format_name
        )
        await self._connection.execute(earlier)
        rows = [
            {
                "space_id": space.id,
                "format": format_name,
                "position": position,
                **{name: getattr(part, name) for name in _FIELDS},
            }
            for position, part in enumerate(parts)
        ]
        if rows:
            await self._connection.execute(insert(document_parts), rows)
