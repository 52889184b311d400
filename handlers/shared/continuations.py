"""Texts that a button stands for but has no room for, kept in the database under a token."""

import re

from bot.core.context import Context
from bot.core.errors import PersonError

_TOKEN = re.compile(r"[0-9]{1,18}")


def parse_token(text: str) -> int:
    """The token a button carries."""
    if not _TOKEN.fullmatch(text):
        raise PersonError("button-stale")
    return int(text)


async def recall(ctx: Context, token: int) -> str:
    """The text kept under ``token``. Raises ``PersonError`` when it is no longer kept."""
    text = await ctx.work.continuations.get(ctx.space, token)
    if text is None:
        raise PersonError("button-stale")
    return text
