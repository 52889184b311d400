"""Queueing replies and background jobs, inside the transaction that causes them."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.identity import Address
from bot.core.messages import Reply, Route
from bot.core.model.spaces import Space, User
from bot.core.ports.queues import DEFAULT_ROUTE
from storage.statements import IN_PLACE, address_values, insert
from storage.tables import jobs, outbox

_PUT = insert(outbox).on_conflict_do_nothing().returning(outbox.c.id).execution_options(**IN_PLACE)
_PUT_JOB = insert(jobs).on_conflict_do_nothing().returning(jobs.c.id).execution_options(**IN_PLACE)
_QUEUED = {"state": "pending", "owner": "", "attempts": 0, "reason": ""}


class SqlOutbox:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(
        self, address: Address, dedupe_key: str, reply: Reply, now: datetime, route: Route = DEFAULT_ROUTE
    ) -> bool:
        values = {
            **_QUEUED,
            **address_values(address),
            "dedupe_key": dedupe_key,
            "reply": reply,
            "reply_key": reply.key,
            "scheduled": reply.scheduled,
            "route": route,
            "next_at": now,
            "sent": 0,
            "refs": "",
            "created_at": now,
        }
        return (await self._connection.execute(_PUT, values)).first() is not None


class SqlJobs:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(
        self,
        kind: str,
        payload: str,
        space: Space,
        user: User,
        address: Address,
        now: datetime,
        *,
        dedupe_key: str = "",
        route: Route = DEFAULT_ROUTE,
    ) -> bool:
        values = {
            **_QUEUED,
            **address_values(address),
            "dedupe_key": dedupe_key or None,
            "kind": kind,
            "payload": payload,
            "route": route,
            "space_id": space.id,
            "user_id": user.id,
            "next_at": now,
            "created_at": now,
        }
        return (await self._connection.execute(_PUT_JOB, values)).first() is not None
