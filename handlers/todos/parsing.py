"""Reading what a person types after ``/todo add`` and ``/todo move``: pure, and linear in the text's length.

The grammar of an added line is ``TEXT [under NUMBER | in "SECTION"] [due DAY] [! | !! | !!!]``, the options
last and in any order. ``in SECTION:``, ``under NUMBER:`` or a Markdown heading in front places all that follows.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, auto
from types import MappingProxyType

from bot.core.errors import PersonError, UsageError
from bot.core.model.todos import TodoState
from bot.core.parsing import parse_date, parse_number, parse_numbers

MOST_DRAFTS = 2_000
"""Items of one message. Each is numbered and indexed on its own, about a thousand a second."""

_QUOTED = '["“「『](?P<quoted>[^"”」』\n]{1,200})["”」』]?'
_OPTION = re.compile(
    rf"(?:^|\s)(?:due\s+(?P<due>\S+)|under\s+#?(?P<number>[0-9]{{1,9}})|(?:in|under)\s+{_QUOTED}|(?P<priority>[!！]{{1,3}}))$"
)
_OPTION_REACH = 300
"""Characters at the end of a line in which options are looked for: more than the longest takes."""

_LIKE_A_DAY = re.compile(r"\sdue\s+(?P<what>(?:by|next|on|this)\s+\S+|in\s+\S+\s+\S+|\S+)$")
"""What was probably meant as a day and is none that is understood, when its last word is like one."""

_PREFIX = re.compile(
    rf"(?:under\s+#?(?P<number>[0-9]{{1,9}})|(?:in|under)\s+(?:{_QUOTED}|(?P<bare>[^\s:：\"“「『](?:[^:：\n]{{0,58}}[^\s:：])?)))"
    r"\s*(?::(?=\s|$)|：)\s*"
)
_HEADING = re.compile(r"#{1,6}[ \t]+(?P<name>\S.{0,200})")
_LINE = re.compile(
    r"(?P<indent>[ \t\u3000]*)(?:[-*+•](?:[ \t]+|$))?(?:\[(?P<box>[ xX])\](?:[ \t]+|$))?(?P<text>.*)", re.DOTALL
)
_MOVE = re.compile(
    r"(?P<numbers>[#0-9\s,，、]+)\s(?:(?:to\s+)?top|(?P<how>before|under|to|in)\s+(?P<target>\S.*))\s*",
    re.DOTALL | re.IGNORECASE,
)

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


@dataclass(frozen=True, slots=True)
class Place:
    """Under the to-do of a number or, when that is 0, in the section of a name (made when there is none)."""

    number: int = 0
    section: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """One line about to become an item.

    ``parent`` is the index of the draft it is nested under; without one, ``place`` says where it goes (``None``
    is the end of the list). ``due`` is a day as typed, for :func:`due_date`; ``unread`` is what was probably meant as
    one, and is left in the text.
    """

    text: str
    parent: int | None = None
    place: Place | None = None
    due: str = ""
    priority: int = 0
    state: TodoState = TodoState.OPEN
    unread: str = ""


class How(Enum):
    UNDER = auto()
    BEFORE = auto()
    TOP = auto()


@dataclass(frozen=True, slots=True)
class Move:
    """``place`` is where to, or the sibling to stand before; it means nothing for ``TOP``."""

    numbers: tuple[int, ...]
    how: How
    place: Place


def parse_drafts(text: str) -> tuple[Draft, ...]:
    """Every line with something on it as a draft, a parent always before its children.

    Raises ``UsageError`` when there is none and ``PersonError`` when there are more than ``MOST_DRAFTS``.
    """
    place, text = _leading_place(text)
    drafts: list[Draft] = []
    open_indents: list[tuple[int, int]] = []  # (columns, index) of the drafts the next line may be nested under
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    for line in lines:
        heading = _HEADING.fullmatch(line) if len(lines) > 1 else None
        if heading is not None:
            place, open_indents = Place(section=section_name(heading["name"])), []
            continue
        columns, draft = _read_line(line)
        if not draft.text:
            continue
        while open_indents and open_indents[-1][0] >= columns:
            open_indents.pop()
        if draft.place is None:
            parent = open_indents[-1][1] if open_indents else None
            draft = replace(draft, parent=parent, place=place if parent is None else None)
        open_indents.append((columns, len(drafts)))
        drafts.append(draft)
    if not drafts:
        raise UsageError("todo-nothing")
    if len(drafts) > MOST_DRAFTS:
        raise PersonError("todo-too-many", count=len(drafts), most=MOST_DRAFTS)
    return tuple(drafts)


def due_date(day: str, today: date) -> date:
    """A day as typed: ``2025-07-01``, ``tomorrow``, ``friday`` (the next one after ``today``).

    Raises ``PersonError`` for a date that is none.
    """
    word = day.lower()
    if word in _DAYS:
        return today + timedelta(days=_DAYS[word])
    if word in _WEEKDAYS:
        return today + timedelta(days=(_WEEKDAYS[word] - today.weekday() - 1) % 7 + 1)
    return parse_date(day)


def parse_move(text: str) -> Move:
    """``3 under 7``, ``3 5 to "Section"``, ``3 before 5`` or ``3 top``."""
    match = _MOVE.fullmatch(f"{text} ")
    if match is None:
        raise UsageError("todo-move-unclear")
    numbers = parse_numbers(match["numbers"])
    if match["how"] is None:
        return Move(numbers, How.TOP, Place())
    target = match["target"].strip()
    if match["how"].lower() == "before":
        return Move(numbers, How.BEFORE, Place(parse_number(target)))
    if match["how"].lower() == "under" and target.removeprefix("#").isdigit():
        return Move(numbers, How.UNDER, Place(parse_number(target)))
    return Move(numbers, How.UNDER, Place(section=section_name(target)))


def section_name(text: str) -> str:
    """A section's name without quotes around it and without the colon after it; raises on a blank one."""
    quoted = re.fullmatch(_QUOTED, text.strip())
    name = (quoted["quoted"] if quoted else text).strip().rstrip(":：").rstrip()
    if not name:
        raise UsageError("todo-section-nameless")
    return name


def _leading_place(text: str) -> tuple[Place | None, str]:
    start = text.lstrip()
    match = _PREFIX.match(start)
    if match is None:
        return None, text
    if match["number"]:
        return Place(int(match["number"])), start[match.end() :]
    return Place(section=section_name(match["quoted"] or match["bare"])), start[match.end() :]


def _read_line(line: str) -> tuple[int, Draft]:
    """The columns a line is indented by, and the line as a draft that knows no parent yet."""
    match = _LINE.fullmatch(line)
    assert match is not None, "every part of the pattern may be empty"
    columns = len(match["indent"].replace("\u3000", "  ").expandtabs(4))
    state = TodoState.DONE if match["box"] in {"x", "X"} else TodoState.OPEN
    return columns, replace(_take_options(match["text"]), state=state)


def _take_options(text: str) -> Draft:
    """Take options off the end, each kind once, as long as some text stays in front of them."""
    draft = Draft(text)
    while (match := _OPTION.search(draft.text, max(0, len(draft.text) - _OPTION_REACH))) is not None:
        rest = draft.text[: match.start()].rstrip()
        due, number, quoted, priority = match.group("due", "number", "quoted", "priority")
        if not rest:
            break
        if priority and not draft.priority:
            draft = replace(draft, text=rest, priority=len(priority))
        elif due and not draft.due and _is_day(due):
            draft = replace(draft, text=rest, due=due)
        elif number and draft.place is None:
            draft = replace(draft, text=rest, place=Place(int(number)))
        elif quoted and quoted.strip() and draft.place is None:
            draft = replace(draft, text=rest, place=Place(section=section_name(quoted)))
        else:
            break
    return replace(draft, unread="" if draft.due else _unread_day(draft.text))


def _unread_day(text: str) -> str:
    found = _LIKE_A_DAY.search(text, max(0, len(text) - _OPTION_REACH))
    if found is None:
        return ""
    last = found["what"].split()[-1].lower()[:20]
    return found["what"] if difflib.get_close_matches(last, _WORDS_OF_DAYS, n=1, cutoff=0.7) else ""


def _is_day(text: str) -> bool:
    word = text.lower()
    return word in _DAYS or word in _WEEKDAYS or text[0].isdigit()
