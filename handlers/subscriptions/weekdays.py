"""The words for days of the week, in three languages. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
WEEKDAYS = (0, 1, 2, 3, 4)
DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

DAYS: Mapping[str, tuple[int, ...]] = MappingProxyType({
    **dict.fromkeys(("day", "days", "daily", "everyday", "每天", "每日", "매일"), EVERY_DAY),
    **dict.fromkeys(("weekday", "weekdays", "workdays", "工作日", "平日", "평일"), WEEKDAYS),
    **dict.fromkeys(("weekend", "weekends", "周末", "週末", "주말"), (5, 6)),
    **{
        name: (day,)
        for day, names in enumerate((
            ("mon", "monday", "mondays", "周一", "星期一", "월요일"),
            ("tue", "tues", "tuesday", "tuesdays", "周二", "星期二", "화요일"),
            ("wed", "wednesday", "wednesdays", "周三", "星期三", "수요일"),
            ("thu", "thur", "thurs", "thursday", "thursdays", "周四", "星期四", "목요일"),
            ("fri", "friday", "fridays", "周五", "星期五", "금요일"),
            ("sat", "saturday", "saturdays", "周六", "星期六", "토요일"),
            ("sun", "sunday", "sundays", "周日", "周天", "星期日", "星期天", "일요일"),
        ))
        for name in names
    },
})  # fmt: skip
"""The days that a word names; 0 is Monday."""

ALONE = frozenset({"daily", "everyday", "weekdays", "workdays", "weekends"})
"""English day words that need no ``on``; the Chinese and Korean ones never do."""

WEEKLY: Mapping[str, tuple[int, ...]] = MappingProxyType({
    **dict.fromkeys(("weekly", "每周", "每週", "每星期", "매주", "주간"), ()),
    **{f"每{name}": days for name, days in DAYS.items() if name[0] in "周星" and len(days) == 1},
    **{f"매주{name}": days for name, days in DAYS.items() if name.endswith("요일")},
})  # fmt: skip
"""The words that ask for a weekly review, with the day they name, if any."""


def days_of(word: str) -> tuple[int, ...]:
    """Read ``mon``, ``weekdays`` or ``mon-fri``; empty for any other word."""
    first, dash, last = word.partition("-")
    if not dash:
        return DAYS.get(word, ())
    start, end = DAYS.get(first, ()), DAYS.get(last, ())
    if len(start) != 1 or len(end) != 1:
        return ()
    return tuple((start[0] + step) % 7 for step in range((end[0] - start[0]) % 7 + 1))
