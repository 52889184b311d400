"""The meaning of one line of a reading log by itself.

All patterns match in time linear in the length of the line.
"""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from typing import NamedTuple

BYTE_ORDER_MARK = "\ufeff"
_DAY = re.compile(r"([0-9]{4})[.\-/年]([0-9]{1,2})[.\-/月]([0-9]{1,2})日?(?![0-9]).*")  # a weekday may follow
_MONTH = re.compile(r"([0-9]{4})[.\-/年]([0-9]{1,2})月?")
_PENDING_NAMES = {"pending", "pending list"}
_STRONG = re.compile(r"\*{2,}")
_EMPHASIS = re.compile(r"\*([^*\s](?:[^*]*[^*\s])?)\*")
_BRACKET = re.compile("[《》]")
_NESTED_BRACKETS = str.maketrans("《》", "〈〉")
_MARKUP_START = re.compile(r"[-*+]\s|[>#<|]|!\[|```|~~~|[0-9]+(?:[.)]\s|[、，,])")
_LEADS_IN = "：:。；;，,、"
_INDENTED = re.compile(r"\t| {2,}")
_BACKSLASHES = re.compile(r"(\s*)(\\*)(.*)", re.DOTALL)
_CHECKBOX = re.compile(r"([ \t]*)((?:[-*+]|[0-9]{1,9}[.)])[ \t]+\[)([ xX])(\][ \t]+)(.+)")


class HeadingKind(Enum):
    DAY = auto()  # ## 2023.12.29
    MONTH = auto()  # # 2023.12
    PENDING = auto()  # # pending list
    OTHER = auto()  # an impossible date, or a heading after the pending list: nothing below it is read


@dataclass(frozen=True, slots=True)
class Heading:
    """``day`` is the date of a day, the first of a month, and ``None`` for the other kinds."""

    kind: HeadingKind
    day: date | None = None


def split_lines(text: str) -> list[str]:
    r"""Split into lines with their breaks (``\n``, ``\r\n`` or ``\r``); joined, they are ``text`` again."""
    return list(io.StringIO(text, newline=""))


def content(line: str) -> str:
    """A line without its break."""
    return line.rstrip("\r\n")


def is_blank(line: str) -> bool:
    return not line.strip().strip(BYTE_ORDER_MARK)


def heading_level(line: str) -> int:
    """The number of ``#`` that begin a heading; 0 for any other line."""
    level = len(line) - len(line.lstrip("#"))
    return level if line[level : level + 1].isspace() else 0


def read_heading(line: str) -> Heading | None:
    """Read a heading that structures a log; ``None`` for a person's own (``## Method``) and for any other line."""
    level = heading_level(line)
    if not 1 <= level <= 3:
        return None
    name = line[level:].strip()
    if name.rstrip(":：").rstrip().casefold() in _PENDING_NAMES:
        return Heading(HeadingKind.PENDING)
    of_day = _DAY.fullmatch(name)
    found = of_day or _MONTH.fullmatch(name)
    if found is None:
        return None
    year, month, day = (*found.groups(), "1")[:3]
    try:
        return Heading(HeadingKind.DAY if of_day else HeadingKind.MONTH, date(int(year), int(month), int(day)))
    except ValueError:
        return Heading(HeadingKind.OTHER)


def clean_title(title: str) -> str:
    """Remove the asterisks that mark emphasis.

    Runs of two or more are removed if their number is even, wherever they are: editors leave ``****Use****`` and
    ``**phi-1.5 **`` behind. Single ones are removed in pairs that enclose words, so ``A* search`` stays.
    """
    if len(_STRONG.findall(title)) % 2 == 0:
        title = _STRONG.sub("", title)
    return _EMPHASIS.sub(r"\1", title).strip()


def bracket_title(line: str) -> str | None:
    """The title, if the line is one 《…》 and nothing else: not ``《A》和《B》``, nor a 《…》 within a sentence."""
    text = line.rstrip()
    margin = len(text) - len(text.lstrip(" "))
    text = text.lstrip(" ").strip("*")
    if margin > 3 or not text.startswith("《") or not text.endswith("》"):
        return None
    inner = text[1:-1]
    depth = 0
    for bracket in _BRACKET.findall(inner):
        depth += 1 if bracket == "《" else -1
        if depth < 0:
            return None
    return clean_title(inner)


def title_line(title: str) -> str:
    """Write a title in brackets on one line; its own brackets become 〈〉 if they would end it too early."""
    title = " ".join(content(line) for line in split_lines(title)).strip()
    line = f"《{title}》"
    return line if bracket_title(line) is not None else f"《{title.translate(_NESTED_BRACKETS)}》"


def is_bare_title(line: str, following: str) -> bool:
    """Return whether the line is a title because it is at the margin and indented text follows.

    List items, quotes, pictures and lines that introduce the text below (``核心思想：``) are not titles.
    """
    text = line.rstrip()
    return (
        bool(text)
        and not text[0].isspace()
        and text[-1] not in _LEADS_IN
        and not _MARKUP_START.match(text)
        and not is_blank(following)
        and _INDENTED.match(following) is not None
        and bracket_title(following) is None
    )


class Checkbox(NamedTuple):
    """A line with a checkbox, in parts: ``marker`` ends in ``[``, ``spacing`` begins with ``]``."""

    indent: str
    marker: str
    mark: str
    spacing: str
    text: str

    @property
    def before_text(self) -> str:
        return self.indent + self.marker + self.mark + self.spacing


def read_checkbox(line: str) -> Checkbox | None:
    """Read a line with a checkbox and a text that is not blank; ``None`` for any other line."""
    found = _CHECKBOX.fullmatch(content(line))
    return Checkbox(*found.groups()) if found and not is_blank(found[5]) else None


def section_name(line: str) -> str | None:
    """The section of the pending list that the line names, by a heading or by ending in a colon."""
    text = line.strip()
    level = heading_level(line)
    if level:
        return text[level:].strip() or None
    if line[:1].isspace() or _MARKUP_START.match(text) or not text.endswith((":", "：")):
        return None
    return text.rstrip(":：").strip() or None


def is_structure(line: str) -> bool:
    """Return whether the line ends the body of a note."""
    return read_heading(line) is not None or bracket_title(line) is not None


def is_checkbox(line: str) -> bool:
    return read_checkbox(line) is not None


def escape(line: str, means_something: Callable[[str], bool]) -> str:
    r"""Put a backslash before a line that would be read as something else: ``\## 2023.12.29``.

    A line that already begins with backslashes gets one more, so that `unescape` always restores it.
    """
    margin, backslashes, rest = _parts(line)
    return margin + "\\" + backslashes + rest if means_something(margin + rest) else line


def unescape(line: str, means_something: Callable[[str], bool]) -> str:
    margin, backslashes, rest = _parts(line)
    return margin + backslashes[1:] + rest if backslashes and means_something(margin + rest) else line


def _parts(line: str) -> tuple[str, str, str]:
    found = _BACKSLASHES.fullmatch(line)
    assert found is not None  # every part may be empty
    return found[1], found[2], found[3]
