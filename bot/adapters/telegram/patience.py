"""Trying again while Telegram or the database is out of reach."""

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from telegram.error import RetryAfter, TelegramError

from bot.adapters.shared import patience
from bot.core.errors import StorageUnavailable
from bot.core.reachability import Reachability

T = TypeVar("T")


async def outlast(
    call: Callable[[], Awaitable[T]], log: logging.Logger, activity: str, reachability: Reachability | None = None
) -> T:
    """Return what ``call`` returns; see :func:`bot.adapters.shared.patience.outlast`."""
    passing = (TelegramError, StorageUnavailable)
    return await patience.outlast(call, passing, log, activity, _pause_asked_for, reachability)


def _pause_asked_for(error: Exception) -> float:
    return pause_of(error) if isinstance(error, RetryAfter) else 0.0


def pause_of(error: RetryAfter) -> float:
    """The seconds to wait that Telegram names."""
    pause = error.retry_after
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)
