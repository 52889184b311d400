"""Reads the text of a reading log into segments, in one pass and in linear time, whatever the text is."""

from collections.abc import Iterator

from exchange.papers_weekly.days import read_day
from exchange.papers_weekly.fingerprints import Fingerprints
from exchange.papers_weekly.lines import (
    BYTE_ORDER_MARK,
    Heading,
    HeadingKind,
    content,
    heading_level,
    read_heading,
    split_lines,
)
from exchange.papers_weekly.model import FreeText, Log, Segment
from exchange.papers_weekly.pending_list import read_pending_list


def parse(text: str) -> Log:
    """Read any text as a reading log; ``parse(text).text == text`` always.

    All text under a day heading is in some note. Each 《title》 begins a note, and so do bare titles before the first
    《title》 of a day; text before all titles is a note without one. Under the pending list each checkbox is a to-do,
    together with the indented lines directly below it. All other text is free text.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    lines = split_lines(text.removeprefix(mark))
    segments: list[Segment] = [FreeText(mark)] if mark else []
    fingerprints = Fingerprints()
    for heading, block in _blocks(lines):
        if heading is not None and heading.day is not None and heading.kind is HeadingKind.DAY:
            segments += read_day(heading, heading.day, block, fingerprints)
        elif heading is not None and heading.kind is HeadingKind.PENDING:
            segments += read_pending_list(heading, block, fingerprints)
        else:
            segments.append(FreeText("".join(block), heading))
    newline = next((line[len(content(line)) :] for line in lines), "") or "\n"
    return Log(tuple(segments), newline)


def _blocks(lines: list[str]) -> Iterator[tuple[Heading | None, list[str]]]:
    """Each heading that structures the log, with the lines up to the next one. The first block may have none."""
    heading: Heading | None = None
    block: list[str] = []
    for line in lines:
        found = read_heading(line)
        if found is None and heading is not None and heading.kind is HeadingKind.PENDING and heading_level(line) == 1:
            found = Heading(HeadingKind.OTHER)
        if found is not None:
            if block:
                yield heading, block
            heading, block = found, []
        block.append(line)
    if block:
        yield heading, block
