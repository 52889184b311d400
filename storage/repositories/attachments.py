"""Files attached to notes, and stored copies of them."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby
from operator import attrgetter
from typing import Any

from sqlalchemy import func, select, update

from bot.core.events import IncomingFile
from bot.core.identity import Address
from bot.core.model.notes import Attached, Note
from bot.core.model.spaces import Space
from storage.statements import Repository, conversation_values, from_row, insert, values_of
from storage.tables import attachments, files, notes

_ADD = insert(attachments).returning(attachments)
_STORE = insert(files).on_conflict_do_nothing()


class SqlAttachments(Repository):
    async def attach(
        self, note: Note, files: Sequence[IncomingFile], address: Address, now: datetime
    ) -> Sequence[Attached]:
        """Attach files to a note, which is locked because the files of an album may arrive as concurrent events."""
        await self.connection.execute(select(notes.c.id).where(notes.c.id == note.id).with_for_update())
        present = select(func.count()).where(attachments.c.note_id == note.id)
        first = (await self.connection.execute(present)).scalar_one()
        added: list[Attached] = []
        for position, file in enumerate(files, first):
            values = {
                "space_id": note.space_id,
                "note_id": note.id,
                "position": position,
                **conversation_values(address),
                **values_of(file),
                "stored_at": now,
            }
            added.append(_attached((await self.connection.execute(_ADD, values)).one()))
        return added

    async def attachments(self, note: Note) -> Sequence[Attached]:
        wanted = select(attachments).where(attachments.c.note_id == note.id).order_by(attachments.c.position)
        return [_attached(row) for row in await self.connection.execute(wanted)]

    async def all_attachments(self, space: Space) -> Mapping[int, Sequence[Attached]]:
        wanted = select(attachments).where(attachments.c.space_id == space.id)
        rows = await self.connection.execute(wanted.order_by(attachments.c.note_id, attachments.c.position))
        return {note_id: list(files) for note_id, files in groupby(map(_attached, rows), key=attrgetter("note_id"))}

    async def keep_copy(self, attached: Attached, content: bytes) -> None:
        """Store a copy of a file. The same content is stored once."""
        sha256 = hashlib.sha256(content).hexdigest()
        await self.connection.execute(_STORE, {"sha256": sha256, "content": content})
        await self.connection.execute(update(attachments).where(attachments.c.id == attached.id).values(sha256=sha256))

    async def copy(self, attached: Attached) -> bytes | None:
        kept = select(files.c.content).join(attachments, attachments.c.sha256 == files.c.sha256)
        content: bytes | None = (await self.connection.execute(kept.where(attachments.c.id == attached.id))).scalar()
        return content


def _attached(row: Any) -> Attached:
    return from_row(Attached, row, address=from_row(Address, row, thread_id=None), sha256=row.sha256 or "")
