"""Reads the notes under a day's heading."""

from datetime import date

from exchange.papers_weekly.fingerprints import Fingerprints, entry_fingerprint
from exchange.papers_weekly.lines import (
    Heading,
    HeadingKind,
    bracket_title,
    clean_title,
    content,
    is_bare_title,
    is_blank,
    is_structure,
    split_lines,
    unescape,
)
from exchange.papers_weekly.model import Entry, FreeText, Segment, TitleStyle


def day_entries(day: date, text: str) -> tuple[Entry, ...]:
    """The notes that ``text`` is read as, directly under the heading of a day."""
    segments = read_day(Heading(HeadingKind.DAY, day), day, ["", *split_lines(text)], Fingerprints())
    return tuple(segment for segment in segments if isinstance(segment, Entry))


def read_day(heading: Heading, day: date, block: list[str], fingerprints: Fingerprints) -> list[Segment]:
    """The segments of a block: its heading with the blank lines below, then each note."""
    first = next((number for number in range(1, len(block)) if not is_blank(block[number])), len(block))
    titles = _titles(block, first)
    if first < len(block) and (not titles or titles[0][0] > first):
        titles.insert(0, (first, TitleStyle.UNTITLED))
    segments: list[Segment] = [FreeText("".join(block[:first]), heading)]
    for number, (start, style) in enumerate(titles, 1):
        end = titles[number][0] if number < len(titles) else len(block)
        segments.append(_read_entry(day, block[start:end], style, fingerprints))
    return segments


def _titles(block: list[str], first: int) -> list[tuple[int, TitleStyle]]:
    """The line numbers of the titles from line ``first`` onwards."""
    titles: list[tuple[int, TitleStyle]] = []
    bare_allowed = True  # until a bracketed title: after that, an indented text below a line is part of a body
    for number in range(first, len(block)):
        line = block[number]
        if bracket_title(line) is not None:
            titles.append((number, TitleStyle.BRACKETED))
            bare_allowed = False
        elif bare_allowed and number + 1 < len(block) and is_bare_title(line, block[number + 1]):
            titles.append((number, TitleStyle.BARE))
    return titles


def _read_entry(day: date, lines: list[str], style: TitleStyle, fingerprints: Fingerprints) -> Entry:
    opening = "" if style is TitleStyle.UNTITLED else lines[0]
    title = bracket_title(opening) if style is TitleStyle.BRACKETED else clean_title(opening)
    assert title is not None  # a bracketed line was found by its title
    rest = lines[len(opening) > 0 :]
    inked = [number for number, line in enumerate(rest) if not is_blank(line)]
    first, last = (inked[0], inked[-1] + 1) if inked else (0, 0)
    written = "".join(rest[first:last])
    body = "\n".join(unescape(content(line), is_structure) for line in rest[first:last])
    return Entry(
        day=day,
        title=title,
        body=body,
        fingerprint=fingerprints.of(entry_fingerprint(day, title, body)),
        style=style,
        opening=opening,
        gap="".join(rest[:first]),
        written=content(written),
        closing=written[len(content(written)) :] + "".join(rest[last:]),
    )
