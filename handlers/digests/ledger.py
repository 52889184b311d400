"""The lines of the ledger that a digest, a review or ``/feeds`` is made from."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TypeAlias

from bot.core.context import Context
from bot.core.model.papers import LedgerLine

AnnouncementKey: TypeAlias = tuple[str, date]
"""One category's announcement of one date."""

LedgerLines: TypeAlias = Mapping[AnnouncementKey, LedgerLine]


async def ledger_lines(ctx: Context, categories: Sequence[str], dates: Sequence[date]) -> LedgerLines:
    """The lines of all dates from the first of ``dates`` to the last; an announcement never asked for has none."""
    if not dates:
        return {}
    lines = await ctx.work.announcements.lines(categories, dates[0], dates[-1])
    return {(line.category, line.on): line for line in lines}


def announcement_keys(categories: Sequence[str], dates: Sequence[date]) -> list[AnnouncementKey]:
    return [(category, on) for on in dates for category in categories]
