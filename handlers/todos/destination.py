"""Where a to-do goes, as people type it: under another to-do, or into a section."""

import re
from dataclasses import dataclass

from bot.core.errors import UsageError

QUOTED = '["“「『](?P<quoted>[^"”」』\n]{1,200})["”」』]?'
"""A quoted section name; the closing quote may be missing."""

_LEADING = re.compile(
    rf"(?:under\s+#?(?P<number>[0-9]{{1,9}})|(?:in|under)\s+(?:{QUOTED}|(?P<bare>[^\s:：\"“「『](?:[^:：\n]{{0,58}}[^\s:：])?)))"
    r"\s*(?::(?=\s|$)|：)\s*"
)


@dataclass(frozen=True, slots=True)
class Destination:
    """The to-do with ``number`` or, when that is 0, the section with a name, which is made when it does not exist."""

    number: int = 0
    section: str = ""


def leading_destination(text: str) -> tuple[Destination | None, str]:
    """``under NUMBER:`` or ``in SECTION:`` at the start of ``text``, and the rest."""
    start = text.lstrip()
    match = _LEADING.match(start)
    if match is None:
        return None, text
    if match["number"]:
        return Destination(int(match["number"])), start[match.end() :]
    return Destination(section=section_name(match["quoted"] or match["bare"])), start[match.end() :]


def section_name(text: str) -> str:
    """A section's name without the quotes around it and the colon after it. Raises ``UsageError`` for a blank one."""
    quoted = re.fullmatch(QUOTED, text.strip())
    name = (quoted["quoted"] if quoted else text).strip().rstrip(":：").rstrip()
    if not name:
        raise UsageError("todo-section-nameless")
    return name
