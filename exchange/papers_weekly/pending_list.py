"""Reads the to-dos of the pending list."""

from dataclasses import dataclass, field

from exchange.papers_weekly.fingerprints import Fingerprints, pending_fingerprint
from exchange.papers_weekly.lines import Heading, is_blank, is_checkbox, read_checkbox, section_name, unescape
from exchange.papers_weekly.model import FreeText, PendingItem, Segment

_TAB_STOP = 4  # columns, as in Markdown


@dataclass(slots=True)
class _Nesting:
    """The items that the next one may be nested under: their columns and fingerprints, from the top down."""

    above: list[tuple[int, str]] = field(default_factory=list)

    def close(self, column: int) -> None:
        """Leave the items that an item at this column is not nested under."""
        while self.above and self.above[-1][0] >= column:
            self.above.pop()

    def open(self, column: int, text: str) -> str:
        """Enter an item; return its fingerprint."""
        fingerprint = pending_fingerprint(text, self.above[-1][1] if self.above else "")
        self.above.append((column, fingerprint))
        return fingerprint


def read_pending_list(heading: Heading, block: list[str], fingerprints: Fingerprints) -> list[Segment]:
    """The segments of a block: to-dos, and free text between them."""
    segments: list[Segment] = []
    free = [block[0]]
    free_heading: Heading | None = heading
    section = ""
    nesting = _Nesting()
    number = 1
    while number < len(block):
        line = block[number]
        if not is_checkbox(line):
            free.append(line)
            section = section_name(line) or section
            if not is_blank(line) and not line[0].isspace():
                nesting.close(0)  # a paragraph at the margin ends the list above it
            number += 1
            continue
        if free:
            segments.append(FreeText("".join(free), free_heading))
            free, free_heading = [], None
        end = _item_end(block, number)
        segments.append(_read_item(block[number:end], section, nesting, fingerprints))
        number = end
    if free:
        segments.append(FreeText("".join(free), free_heading))
    return segments


def _item_end(block: list[str], number: int) -> int:
    """The line after an item and its continuation lines."""
    end = number + 1
    while end < len(block) and not is_blank(block[end]) and block[end][0].isspace() and not is_checkbox(block[end]):
        end += 1
    return end


def _column(line: str) -> int:
    """The indentation, in columns."""
    return len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(_TAB_STOP))


def _read_item(lines: list[str], section: str, nesting: _Nesting, fingerprints: Fingerprints) -> PendingItem:
    box = read_checkbox(lines[0])
    assert box is not None  # the line was found by its checkbox
    text = "\n".join([box.text.strip(), *(unescape(line.strip(), is_checkbox) for line in lines[1:])])
    raw = "".join(lines)
    tail = raw[len(box.before_text) :]
    column = _column(lines[0])
    nesting.close(column)
    return PendingItem(
        depth=len(nesting.above),
        done=box.mark != " ",
        text=text,
        section=section,
        fingerprint=fingerprints.of(nesting.open(column, text)),
        box=box,
        written=tail.rstrip(),
        closing=tail[len(tail.rstrip()) :],
    )
