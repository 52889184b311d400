"""Queueing replies and background jobs, inside the transaction that causes them."""

from datetime import datetime

from bot.core.identity import Address
from bot.core.messages import Reply, Route
from bot.core.model.spaces import Space, User
from bot.core.ports.queues import DEFAULT_ROUTE
from storage.statements import IN_PLACE, Repository, insert, values_of
from storage.tables import jobs, outbox

_PUT = insert(outbox).on_conflict_do_nothing().returning(outbox.c.id).execution_options(**IN_PLACE)
_PUT_JOB = insert(jobs).on_conflict_do_nothing().returning(jobs.c.id).execution_options(**IN_PLACE)
_QUEUED = {"state": "pending", "owner": "", "attempts": 0, "reason": ""}


class SqlOutbox(Repository):
    async def put(
        self, address: Address, dedupe_key: str, reply: Reply, now: datetime, route: Route = DEFAULT_ROUTE
    ) -> bool:
        values = {
            **_QUEUED,
            **values_of(address),
            "dedupe_key": dedupe_key,
            "reply": reply,
            "reply_key": reply.key,
            "scheduled": reply.scheduled,
            "route": route,
            "next_at": now,
            "failures": 0,
            "settled": 0,
            "sent": 0,
            "refs": "",
            "created_at": now,
        }
        return (await self.connection.execute(_PUT, values)).first() is not None


class SqlJobs(Repository):
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
            **values_of(address),
            "dedupe_key": dedupe_key or None,
            "kind": kind,
            "payload": payload,
            "route": route,
            "space_id": space.id,
            "user_id": user.id,
            "next_at": now,
            "created_at": now,
        }
        return (await self.connection.execute(_PUT_JOB, values)).first() is not None
