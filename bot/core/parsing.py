"""Pure functions that parse typed text, shared by the commands.

They raise ``PersonError`` or ``UsageError`` with a locale key. None drops a character that could be part of a note.
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.errors import PersonError, UsageError

_COMMAND = re.compile(r"/([A-Za-z][A-Za-z0-9_]*)(?:@\w+)?(?:[ \t\u3000]|(?=\n)|$)")
_WORD = re.compile(r"\S+")
_QUOTES = {'"': '"', "“": "”", "「": "」", "『": "』", "«": "»", "《": "》"}
_NUMBER = re.compile(r"#?(\d{1,9})")
_PERIOD = re.compile(r"(\d{4})\s*(?:[-./年년]\s*(?:(\d{1,2})\s*(?:[-./月월]\s*(?:(\d{1,2})\s*[.日号號일]?)?)?)?)?")
_DATE = re.compile(r"(\d{4})(?:[-./年]|년\s?)(\d{1,2})(?:[-./月]|월\s?)(\d{1,2})[日일]?")


@dataclass(frozen=True, slots=True)
class Call:
    """A command as typed: its name in lower case and the rest untouched."""

    name: str
    rest: str


def parse_call(text: str) -> Call | None:
    """Parse ``/note@bot text``; return ``None`` for any other text."""
    start = text.lstrip()
    match = _COMMAND.match(start)
    return Call(match[1].lower(), start[match.end() :]) if match else None


def first_word(text: str) -> tuple[str, str]:
    """Return ``(word, rest)``, the rest without the one blank that ended the word; ``("", "")`` for blank text."""
    match = _WORD.search(text)
    if match is None:
        return "", ""
    return match[0], text[match.end() + 1 :]


def words(text: str) -> list[str]:
    """Split at blanks, keeping quoted text together and dropping its quotes.

    A quote may follow a prefix (``by:"Kaiming He"``). An unbalanced quote ends at the end of the text.
    """
    found: list[str] = []
    current: list[str] = []
    closing = ""
    quoted = False
    for character in text:
        if closing:
            if character == closing:
                closing = ""
            else:
                current.append(character)
        elif character in _QUOTES:
            closing = _QUOTES[character]
            quoted = True
        elif character.isspace():
            if current or quoted:
                found.append("".join(current))
            current, quoted = [], False
        else:
            current.append(character)
    if current or quoted:
        found.append("".join(current))
    return found


def parse_number(text: str) -> int:
    """Parse the number of a note or to-do, ``12`` or ``#12``."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        raise UsageError("number-expected", text=shorten(text))
    return int(match[1])


def parse_numbers(text: str) -> tuple[int, ...]:
    """Parse one or more numbers, separated by blanks or commas."""
    if not text.strip():
        raise UsageError("number-missing")
    return tuple(parse_number(word) for word in re.split(r"[\s,，、]+", text.strip()))


def parse_date(text: str) -> date:
    """Parse ``2025-06-11``, ``2025.6.11``, ``2025/6/11``, ``2025年6月11日`` or ``2025년 6월 11일``."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        raise PersonError("date-expected", text=shorten(text))
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as error:
        raise PersonError("date-impossible", text=shorten(text)) from error


def parse_period(text: str) -> tuple[date, date]:
    """Parse a year, month or day (``2023``, ``2023-12``) into its first day and the first day after it."""
    match = _PERIOD.fullmatch(text)
    if match is None:
        raise PersonError("date-expected", text=shorten(text))
    year, month, day = match.groups(default="")
    try:
        first = date(int(year), int(month or "1"), int(day or "1"))
        if day:
            return first, first + timedelta(days=1)
        return first, (first + timedelta(days=31)).replace(day=1) if month else first.replace(year=first.year + 1)
    except (ValueError, OverflowError) as error:
        raise PersonError("date-impossible", text=shorten(text)) from error


def closest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that a mistyped one probably means, if any."""
    return next(iter(difflib.get_close_matches(name, list(known))), None)


def shorten(text: str, limit: int = 60) -> str:
    """Return the start of ``text`` on one line, to quote it in a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
