"""Times of day as people type them, in three languages. Pure."""

import re
from datetime import time

from bot.core.errors import UsageError
from bot.core.parsing import shorten

_TIME = re.compile(
    r"(?P<half>am|pm|上午|早上|下午|晚上|오전|오후)?(?P<hour>\d{1,2})(?:[:：.](?P<minute>\d{1,2})|点半|[点點時시])?"
    r"(?P<after>am|pm|a\.m\.|p\.m\.)?",
    re.IGNORECASE,
)
_UNMISTAKABLE = re.compile(r"\d{1,2}[:：]\d{1,2}(?:am|pm)?", re.IGNORECASE)
_AFTERNOON = frozenset({"pm", "p.m.", "下午", "晚上", "오후"})

HALVES = frozenset({"am", "a.m.", "上午", "早上", "오전"}) | _AFTERNOON
"""The words for one half of the day."""


def parse_time(text: str) -> time:
    """Read ``9``, ``9:30``, ``09:00``, ``9pm``, ``下午3点``, ``오전9시`` as a wall-clock time.

    Raises ``UsageError`` for anything else, and for an hour or a minute that no clock shows.
    """
    match = _TIME.fullmatch(text)
    if match is None:
        raise UsageError("time-expected", text=shorten(text))
    hour, minute = int(match["hour"]), int(match["minute"] or (30 if text.endswith("半") else 0))
    half = (match["half"] or match["after"] or "").lower()
    if half and hour <= 12:
        hour = hour % 12 + 12 * (half in _AFTERNOON)
    if hour > 23 or minute > 59:
        raise UsageError("time-impossible", text=shorten(text))
    return time(hour, minute)


def is_time(word: str) -> bool:
    """Return whether a word is a time even without ``at`` in front of it: ``9:30``, ``9:30pm``."""
    return _UNMISTAKABLE.fullmatch(word) is not None
