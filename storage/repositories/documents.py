"""Imported files, in parts."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, insert, select

from bot.core.model.spaces import Space
from bot.core.ports.library import DocumentPart
from storage.statements import Repository, from_row, values_of
from storage.tables import document_parts


class SqlDocuments(Repository):
    async def get(self, space: Space, format_name: str) -> Sequence[DocumentPart]:
        wanted = (
            select(document_parts)
            .where(document_parts.c.space_id == space.id, document_parts.c.format == format_name)
            .order_by(document_parts.c.position)
        )
        return [from_row(DocumentPart, row) for row in await self.connection.execute(wanted)]

    async def imported_todos(self, space: Space) -> Mapping[int, str]:
        wanted = select(document_parts.c.todo_id, document_parts.c.state).where(
            document_parts.c.space_id == space.id, document_parts.c.todo_id.is_not(None)
        )
        return {row.todo_id: row.state for row in await self.connection.execute(wanted)}

    async def replace(self, space: Space, format_name: str, parts: Sequence[DocumentPart]) -> None:
        earlier = delete(document_parts).where(
            document_parts.c.space_id == space.id, document_parts.c.format == format_name
        )
        await self.connection.execute(earlier)
        rows = [
            {"space_id": space.id, "format": format_name, "position": position, **values_of(part)}
            for position, part in enumerate(parts)
        ]
        if rows:
            await self.connection.execute(insert(document_parts), rows)
