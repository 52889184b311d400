"""Receipts: one row per handled event."""

from typing import Any

from bot.core.events import Event
from storage.statements import IN_PLACE, Repository, insert, upsert
from storage.tables import receipts

_INSERT = insert(receipts).on_conflict_do_nothing().returning(receipts.c.event_key).execution_options(**IN_PLACE)
_MARK_FAILED = upsert(receipts, "error_id")


class SqlReceipts(Repository):
    async def insert(self, event: Event) -> bool:
        result = await self.connection.execute(_INSERT, _values(event))
        return result.first() is not None

    async def mark_failed(self, event: Event, error_id: str) -> None:
        await self.connection.execute(_MARK_FAILED, {**_values(event), "error_id": error_id})


def _values(event: Event) -> dict[str, Any]:
    return {
        "platform": event.address.platform,
        "workspace": event.address.workspace,
        "event_key": event.key,
        "received_at": event.received_at,
    }
