"""Turns: a turn belongs to one worker at a time, among all that share the database."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
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


async def release_turns(connection: AsyncConnection, is_gone: Callable[[str], bool], now: datetime) -> None:
    """Release the turns of workers that have ended."""
    held = (await connection.execute(select(arxiv_gate.c.holder).where(arxiv_gate.c.holder != ""))).scalars().all()
    gone = [holder for holder in held if is_gone(holder)]
    if gone:
        freed = update(arxiv_gate).where(arxiv_gate.c.holder.in_(gone)).values(holder="", free_at=now)
        await connection.execute(freed)
