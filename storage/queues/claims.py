"""The workers' side of the outbox and of the jobs.

A worker claims a row by setting ``next_at``, the time from which it may be claimed, to the end of a lease. It also
increments ``attempts``, and that number proves the claim: every later change checks it, so a worker that was too slow
changes nothing. A row whose lease has expired is claimed again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Table,
    Update,
    bindparam,
    case,
    delete,
    func,
    not_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.sql.dml import ReturningUpdate

from bot.core.identity import Address
from bot.core.ports.queues import Claimed, ClaimedJob
from bot.core.subjects import Subject
from storage.queues.turns import Begin, release
from storage.repositories.moves import move
from storage.repositories.subjects import enter
from storage.repositories.subscriptions import set_reachable
from storage.statements import from_row, in_conversation
from storage.tables import PENDING, arxiv_gate, jobs, outbox, receipts

LEASE = timedelta(seconds=60)
"""Duration of a claim; a worker that needs longer renews it."""

REASON_LENGTH = 500
"""Characters of a failure's reason that are stored."""


def _is_head() -> ColumnElement[bool]:
    """Return the condition that a message is the oldest unsent one of its conversation; the others wait for it.

    Only an answer does not wait for a digest.
    """
    earlier = outbox.alias("earlier")
    return not_(
        select(earlier.c.id)
        .where(
            earlier.c.platform == outbox.c.platform,
            earlier.c.workspace == outbox.c.workspace,
            earlier.c.conversation_id == outbox.c.conversation_id,
            earlier.c.state == PENDING,
            earlier.c.scheduled == outbox.c.scheduled,
            earlier.c.id < outbox.c.id,
        )
        .exists()
    )


def _claim(table: Table, *conditions: ColumnElement[bool]) -> ReturningUpdate[Any]:
    """Return the claim of the rows that meet the conditions and have been due for longest."""
    # A CTE, because a subquery with SKIP LOCKED may run once per row.
    due = (
        select(table.c.id)
        .where(*conditions, table.c.next_at <= bindparam("now"))
        .order_by(table.c.next_at, table.c.id)
        .limit(bindparam("most", type_=Integer()))
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    return (
        update(table)
        .where(table.c.id.in_(select(due.c.id)), table.c.state == PENDING)
        .values(owner=bindparam("worker"), next_at=bindparam("until"), attempts=table.c.attempts + 1)
        .returning(table)
    )


_HEADS = (
    outbox.c.state == PENDING,
    outbox.c.platform == bindparam("on_platform"),
    outbox.c.scheduled == bindparam("in_lane"),
    _is_head(),
)
_NEXT_MESSAGE_AT = select(func.min(outbox.c.next_at)).where(*_HEADS)
_CLAIM_MESSAGES = _claim(outbox, *_HEADS)

_HELD = update(outbox).where(
    outbox.c.id == bindparam("message"),
    outbox.c.state == PENDING,
    outbox.c.owner == bindparam("worker"),
    outbox.c.attempts == bindparam("claim"),
)
"""A claimed message, for the parameters of ``_claim_of``."""

_PART_SENT = _HELD.values(
    sent=outbox.c.sent + 1,
    refs=outbox.c.refs + bindparam("reference"),
    state=bindparam("then"),
    failures=0,
    settled=outbox.c.attempts - 1,
)
_PUT_OFF = _HELD.values(next_at=bindparam("until"), owner="", reason=bindparam("why"))
_FAILED = {"failures": outbox.c.failures + 1}
_NOT_SENT = {"settled": case((outbox.c.settled == outbox.c.attempts - 1, outbox.c.attempts), else_=outbox.c.settled)}
"""This claim did not send the next part, so it is certainly missing if it was before."""

_LANES = {
    False: (jobs.c.state == PENDING, jobs.c.dedupe_key.is_(None)),
    True: (jobs.c.state == PENDING, jobs.c.dedupe_key.is_not(None)),
}
_NEXT_JOB_AT = {scheduled: select(func.min(jobs.c.next_at)).where(*lane) for scheduled, lane in _LANES.items()}
_CLAIM_JOB = {scheduled: _claim(jobs, *lane) for scheduled, lane in _LANES.items()}

_PRUNE = (
    *(
        delete(queue).where(queue.c.state != PENDING, queue.c.created_at < bindparam("before"))
        for queue in (outbox, jobs)
    ),
    delete(receipts).where(receipts.c.received_at < bindparam("before")),
)


@dataclass(frozen=True, slots=True)
class SqlQueues:
    begin: Begin

    async def claim_messages(
        self, platform: str, worker: str, now: datetime, limit: int, *, scheduled: bool = False
    ) -> Sequence[Claimed]:
        lane = {"on_platform": platform, "in_lane": scheduled}
        parameters = {**lane, "worker": worker, "now": now, "until": now + LEASE, "most": limit}
        async with self.begin() as connection:
            rows = (await connection.execute(_CLAIM_MESSAGES, parameters)).all()
            return [await _claimed(connection, row) for row in sorted(rows, key=attrgetter("id"))]

    async def renew_message(self, claimed: Claimed, worker: str, now: datetime) -> bool:
        return await self._change(_HELD.values(next_at=now + LEASE), _claim_of(claimed, worker))

    async def part_sent(
        self, claimed: Claimed, worker: str, reference: str, about: Sequence[Subject], now: datetime, *, last: bool
    ) -> bool:
        if "\n" in reference:
            raise ValueError(f"a message reference must have one line: {reference!r}")
        change = {"reference": f"{reference}\n", "then": "sent" if last else "pending"}
        async with self.begin() as connection:
            ours = (await connection.execute(_PART_SENT, {**_claim_of(claimed, worker), **change})).rowcount == 1
            if ours and reference and about:
                await enter(connection, claimed.address, reference, about, now)
            if ours and last and not claimed.reply.scheduled and reference[:1].isalnum():
                await set_reachable(connection, claimed.address, True)
            return ours

    async def postpone_message(
        self, claimed: Claimed, worker: str, until: datetime, reason: str, *, failed: bool = True, sent: bool = True
    ) -> None:
        later = _PUT_OFF.values({**(_FAILED if failed else {}), **({} if sent else _NOT_SENT)})
        await self._change(later, {**_claim_of(claimed, worker), "until": until, "why": reason[:REASON_LENGTH]})

    async def resume_messages(self, address: Address, reason: str, now: datetime) -> None:
        there = outbox.c.platform == address.platform, outbox.c.workspace == address.workspace
        resting = outbox.c.state == PENDING, outbox.c.owner == "", outbox.c.reason == reason, outbox.c.next_at > now
        async with self.begin() as connection:
            await connection.execute(update(outbox).where(*there, *resting).values(next_at=now))

    async def abandon_message(self, claimed: Claimed, worker: str, reason: str, *, gone: bool) -> None:
        failed = _HELD.values(state="failed", owner="", reason=reason[:REASON_LENGTH])
        async with self.begin() as connection:
            if (await connection.execute(failed, _claim_of(claimed, worker))).rowcount and gone:
                await set_reachable(connection, claimed.address, False)

    async def move(self, earlier: Address, conversation_id: str) -> None:
        """See ``storage.repositories.moves.move`` for the case that the new id already has a space."""
        async with self.begin() as connection:
            await move(connection, earlier, conversation_id)

    async def next_message_at(self, platform: str, *, scheduled: bool = False) -> datetime | None:
        return await self._earliest(_NEXT_MESSAGE_AT, {"on_platform": platform, "in_lane": scheduled})

    async def claim_job(self, worker: str, now: datetime, *, scheduled: bool = False) -> ClaimedJob | None:
        parameters = {"worker": worker, "now": now, "until": now + LEASE, "most": 1}
        async with self.begin() as connection:
            row = (await connection.execute(_CLAIM_JOB[scheduled], parameters)).first()
        return None if row is None else from_row(ClaimedJob, row, address=from_row(Address, row))

    async def renew_job(self, job: ClaimedJob, now: datetime) -> None:
        await self._change(held_job(job).values(next_at=now + LEASE))

    async def postpone_job(self, job: ClaimedJob, until: datetime, reason: str) -> None:
        await self._change(held_job(job).values(next_at=until, owner="", reason=reason[:REASON_LENGTH]))

    async def next_job_at(self, *, scheduled: bool = False) -> datetime | None:
        return await self._earliest(_NEXT_JOB_AT[scheduled], {})

    async def prune(self, before: datetime) -> int:
        async with self.begin() as connection:
            deleted = [await connection.execute(statement, {"before": before}) for statement in _PRUNE]
        return sum(result.rowcount for result in deleted)

    async def release(self, is_gone: Callable[[str], bool], now: datetime) -> None:
        async with self.begin() as connection:
            for table in (outbox, jobs):
                freed = {"owner": "", "next_at": now}
                await release(connection, table.c.owner, is_gone, freed, table.c.state == PENDING)
            await release(connection, arxiv_gate.c.holder, is_gone, {"holder": "", "free_at": now})

    async def _change(self, statement: Update, parameters: dict[str, Any] | None = None) -> bool:
        async with self.begin() as connection:
            return (await connection.execute(statement, parameters)).rowcount == 1

    async def _earliest(self, statement: Select[Any], parameters: dict[str, Any]) -> datetime | None:
        async with self.begin() as connection:
            earliest: datetime | None = (await connection.execute(statement, parameters)).scalar()
            return earliest


async def finish_job(connection: AsyncConnection, job: ClaimedJob) -> bool:
    """Mark a job done; return ``False`` when the claim has expired."""
    return (await connection.execute(held_job(job).values(state="done", owner=""))).rowcount == 1


def held_job(job: ClaimedJob) -> Update:
    return update(jobs).where(jobs.c.id == job.id, jobs.c.state == PENDING, jobs.c.attempts == job.attempts)


def _claim_of(claimed: Claimed, worker: str) -> dict[str, Any]:
    return {"message": claimed.id, "worker": worker, "claim": claimed.attempts}


async def _claimed(connection: AsyncConnection, row: Any) -> Claimed:
    edits = await _references(connection, row, row.reply.edits)
    under = await _references(connection, row, row.reply.under)
    return from_row(
        Claimed,
        row,
        address=from_row(Address, row),
        edits=edits,
        under=under[0] if under else "",
        perhaps_sent=row.settled != row.attempts - 1,
    )


async def _references(connection: AsyncConnection, row: Any, key: str) -> tuple[str, ...]:
    """Return the references of the parts of the latest earlier reply with ``key`` in the conversation."""
    if not key:
        return ()
    earlier = (
        select(outbox.c.refs)
        .where(in_conversation(outbox, from_row(Address, row)), outbox.c.reply_key == key, outbox.c.id < row.id)
        .order_by(outbox.c.id.desc())
        .limit(1)
    )
    return tuple(((await connection.execute(earlier)).scalar() or "").split("\n")[:-1])
