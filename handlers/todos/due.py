"""Due days as people type them."""

import difflib
import re
from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType

from bot.core.parsing import parse_date

_DAYS: Mapping[str, int] = MappingProxyType({
    **dict.fromkeys(("today", "今天", "今日", "오늘"), 0),
    **dict.fromkeys(("tomorrow", "明天", "明日", "내일"), 1),
    **dict.fromkeys(("后天", "後天", "모레"), 2),
})  # fmt: skip
_WEEKDAYS: Mapping[str, int] = MappingProxyType({
    **dict.fromkeys(("monday", "mon", "周一", "星期一", "礼拜一", "월요일"), 0),
    **dict.fromkeys(("tuesday", "tue", "tues", "周二", "星期二", "礼拜二", "화요일"), 1),
    **dict.fromkeys(("wednesday", "wed", "周三", "星期三", "礼拜三", "수요일"), 2),
    **dict.fromkeys(("thursday", "thu", "thur", "thurs", "周四", "星期四", "礼拜四", "목요일"), 3),
    **dict.fromkeys(("friday", "fri", "周五", "星期五", "礼拜五", "금요일"), 4),
    **dict.fromkeys(("saturday", "sat", "周六", "星期六", "礼拜六", "토요일"), 5),
    **dict.fromkeys(("sunday", "sun", "周日", "周天", "星期日", "星期天", "礼拜天", "일요일"), 6),
})  # fmt: skip

_WORDS_OF_DAYS = (*_DAYS, *_WEEKDAYS, "days", "week", "weeks", "month", "months")

_LIKE_A_DAY = re.compile(r"\sdue\s+(?P<what>(?:by|next|on|this)\s+\S+|in\s+\S+\s+\S+|\S+)$")
"""An option that probably means a day in a form that is not supported, if its last word resembles one for days."""


def is_day(text: str) -> bool:
    """Return whether one word is meant as a day; the date it names may still be impossible."""
    word = text.lower()
    return word in _DAYS or word in _WEEKDAYS or text[0].isdigit()


def due_date(day: str, today: date) -> date:
    """The date of a day as typed: ``2025-07-01``, ``tomorrow``, ``friday`` (the next one after ``today``).

    Raises ``PersonError`` for a date that does not exist or cannot be read.
    """
    word = day.lower()
    if word in _DAYS:
        return today + timedelta(days=_DAYS[word])
    if word in _WEEKDAYS:
        return today + timedelta(days=(_WEEKDAYS[word] - today.weekday() - 1) % 7 + 1)
    return parse_date(day)


def unread_day(text: str, start: int) -> str:
    """The words at the end of ``text``, searched from ``start``, that probably mean a day; empty when none do."""
    found = _LIKE_A_DAY.search(text, start)
    if found is None:
        return ""
    last = found["what"].split()[-1].lower()[:20]
    return found["what"] if difflib.get_close_matches(last, _WORDS_OF_DAYS, n=1, cutoff=0.7) else ""
