"""Queueing replies and background jobs, inside the transaction that causes them."""

from datetime import datetime

from msgspec.structs import replace
from sqlalchemy import and_, func, literal, select, update

from bot.core.identity import Address
from bot.core.messages import Reply, Route
from bot.core.model.spaces import Space, User
from bot.core.ports.queues import DEFAULT_ROUTE
from storage.statements import IN_PLACE, Repository, in_conversation, insert, values_of
from storage.tables import PENDING, jobs, outbox

_PUT = insert(outbox).on_conflict_do_nothing().returning(outbox.c.id).execution_options(**IN_PLACE)
_PUT_JOB = insert(jobs).on_conflict_do_nothing().returning(jobs.c.id).execution_options(**IN_PLACE)
_QUEUED = {"state": "pending", "owner": "", "attempts": 0, "reason": ""}


class SqlOutbox(Repository):
    async def put(
        self, address: Address, dedupe_key: str, reply: Reply, now: datetime, route: Route = DEFAULT_ROUTE
    ) -> bool:
        if reply.edits and await self._replaced(address, reply, route):
            return True
        values = {
            **_QUEUED,
            **values_of(address),
            "dedupe_key": dedupe_key,
            "reply": reply,
            "reply_key": reply.key or reply.edits or dedupe_key,
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

    async def _replaced(self, address: Address, reply: Reply, route: Route) -> bool:
        """Put an edit in the place of one that no worker has claimed yet; only the last of them would be seen."""
        of_message = and_(in_conversation(outbox, address), outbox.c.reply_key == reply.edits)
        first = select(func.min(outbox.c.id)).where(of_message).scalar_subquery()
        unclaimed = and_(outbox.c.state == PENDING, outbox.c.owner == "", outbox.c.sent == 0)
        waiting = update(outbox).where(of_message, unclaimed, outbox.c.id > first).values(reply=reply, route=route)
        return (await self.connection.execute(waiting)).rowcount > 0

    async def shown(self, address: Address, reference: str) -> tuple[Reply, Route] | None:
        here = in_conversation(outbox, address)
        parts = literal("\n").concat(outbox.c.refs)
        of_part = (
            select(outbox.c.reply_key)
            .where(here, outbox.c.refs != "", parts.contains(f"\n{reference}\n", autoescape=True))
            .order_by(outbox.c.id.desc())
            .limit(1)
            .with_for_update()
        )
        key = (await self.connection.execute(of_part)).scalar()
        if key is None:
            return None
        of_key = select(outbox.c.reply, outbox.c.route).where(here, outbox.c.reply_key == key)
        newest = (await self.connection.execute(of_key.order_by(outbox.c.id.desc()).limit(1))).one()
        return replace(newest.reply, key=key), newest.route


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
