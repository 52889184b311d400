"""Splitting what is too long for a platform: a text into pieces, without losing a character; a list into batches."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from wcwidth import grapheme_boundary_before

# The places where a piece may end, best first. Whitespace stays with the text before it, so a piece never begins with
# blank lines.
_CUTS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:\r\n|[\r\n])[^\S\r\n]*(?:\r\n|[\r\n])+",
        r"\r\n|[\r\n\u2028\u2029]",
        r"[.!?…]+[\"'”’»)\]]*[^\S\r\n]+|[。！？]+[」』”’）】]*[^\S\r\n]*",
        r"[^\S\r\n]+|\u200b",
    )
)
_CLUSTER = 32
"""Code points to look back for the start of a grapheme cluster; longer clusters may be cut."""


T = TypeVar("T")


def batches(items: Sequence[T], size: int) -> Iterator[list[T]]:
    for start in range(0, len(items), size):
        yield list(items[start : start + size])


def utf16(text: str) -> int:
    """Return the length of ``text`` in UTF-16 code units; a lone surrogate counts as one."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str, limit: int, size: Callable[[str], int] = len) -> list[str]:
    """Split ``text`` into non-empty pieces that join to exactly ``text``, each of ``size`` at most ``limit``.

    ``size`` must never be smaller for a longer text. A piece ends after a blank line if possible, else after a line, a
    sentence or a blank, else between two grapheme clusters. Raises ``ValueError`` when a single code point is over
    ``limit``.
    """
    found = []
    start = 0
    while start < len(text):
        end = next_cut(text, start, len(text), limit, size)
        found.append(text[start:end])
        start = end
    return found


def next_cut(text: str, start: int, reach: int, limit: int, size: Callable[[str], int] = len) -> int:
    """Return where the piece that begins at ``start`` ends, at ``reach`` at the latest; see :func:`pieces`."""
    end = _longest(text, start, reach, limit, size)
    return end if end == len(text) else _best_cut(text, start, end, lambda part: size(part) <= limit)


def _longest(text: str, start: int, reach: int, limit: int, size: Callable[[str], int]) -> int:
    """Return the end of the longest piece from ``start`` that fits."""
    step = max(limit, 1)
    while start + step < reach and size(text[start : start + step]) <= limit:
        step *= 2
    ends = range(start + 1, min(start + step, reach) + 1)
    fitting = bisect_right(ends, limit, key=lambda end: size(text[start:end]))
    if not fitting:
        raise ValueError(f"not even {text[start]!r} fits into {limit}")
    return start + fitting


def _best_cut(text: str, start: int, end: int, fits: Callable[[str], bool]) -> int:
    """Return the best place for the piece ``text[start:end]`` to end.

    A cut that would leave most of the piece empty is taken only if the text up to the next such cut then stays in one
    piece. So a short heading stays with the paragraph below it, unless that would split the paragraph.
    """
    for pattern in _CUTS:
        ends = reversed([*_ends(pattern, text, start, end)])
        cut = next((at for at in ends if _between_characters(text, at)), start)
        if cut == start:
            continue
        if (cut - start) * 4 >= end - start:
            return cut
        far = min(2 * end - start, len(text))
        following = next(_ends(pattern, text, cut, far), far)
        if fits(text[cut:following].rstrip()):
            return cut
    return next((at for at in range(end, start, -1) if _between_characters(text, at)), end)


def _ends(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[int]:
    """Yield the ends of matches within ``text[start:end]``; a match that continues after it does not count."""
    return (match.end() for match in pattern.finditer(text, start, end + 1) if match.end() <= end)


def _between_characters(text: str, at: int) -> bool:
    """Return whether ``at`` is outside of grapheme clusters and surrogate pairs."""
    if at in {0, len(text)}:
        return True
    if "\ud800" <= text[at - 1] <= "\udbff" and "\udc00" <= text[at] <= "\udfff":
        return False
    near = text[max(0, at - _CLUSTER) : at + 1]
    return grapheme_boundary_before(near, len(near)) == len(near) - 1
