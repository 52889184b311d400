"""Turns: a turn belongs to one worker at a time, among all that share the database."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.ports.queues import Taken
from storage.statements import upsert
from storage.tables import arxiv_gate

Begin = Callable[[], AbstractAsyncContextManager[AsyncConnection]]
"""Opens one transaction."""


@dataclass(frozen=True, slots=True)
class SqlTurns:
    """Each call is its own short transaction."""

    begin: Begin

    async def take(self, name: str, holder: str, now: datetime, until: datetime) -> Taken | None:
        taking = upsert(arxiv_gate, "holder", "free_at", where=arxiv_gate.c.free_at <= now).returning(arxiv_gate.c.name)
        async with self.begin() as connection:
            row = {"name": name, "holder": holder, "free_at": until}
            if (await connection.execute(taking, row)).first() is not None:
                return None
            found = (await connection.execute(select(arxiv_gate).where(arxiv_gate.c.name == name))).one()
            return Taken(found.free_at, held=bool(found.holder))

    async def give_back(self, name: str, holder: str, free_at: datetime) -> None:
        await self._change(name, holder, {"holder": "", "free_at": free_at})

    async def renew(self, name: str, holder: str, until: datetime) -> None:
        await self._change(name, holder, {"free_at": until})

    async def _change(self, name: str, holder: str, values: dict[str, object]) -> None:
        ours = arxiv_gate.c.name == name, arxiv_gate.c.holder == holder
        async with self.begin() as connection:
            await connection.execute(update(arxiv_gate).where(*ours).values(values))


async def release(
    connection: AsyncConnection,
    holder: Column[str],
    is_gone: Callable[[str], bool],
    freed: dict[str, Any],
    *conditions: ColumnElement[bool],
) -> None:
    """Set the columns ``freed`` in the rows, among those that meet the conditions, whose holder has ended."""
    held = holder != "", *conditions
    holders = (await connection.execute(select(holder).where(*held).distinct())).scalars().all()
    gone = [each for each in holders if is_gone(each)]
    if gone:
        await connection.execute(update(holder.table).where(*held, holder.in_(gone)).values(freed))
