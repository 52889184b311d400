"""From the text of a reading log to its segments, in one pass and in linear time, whatever the text is."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from exchange.papers_weekly.lines import (
    BYTE_ORDER_MARK,
    Heading,
    HeadingKind,
    bracket_title,
    clean_title,
    content,
    heading_level,
    is_bare_title,
    is_blank,
    is_checkbox,
    is_structure,
    read_checkbox,
    read_heading,
    section_name,
    split_lines,
    unescape,
)
from exchange.papers_weekly.model import Entry, FreeText, Log, Pending, Segment, TitleStyle

_TAB_STOP = 4  # columns, as in Markdown


def parse(text: str) -> Log:
    """Read any text as a reading log; ``parse(text).text == text`` always.

    Under a day heading everything is in some note: each 《title》 begins one, and so do the bare titles of a day's
    text before its first 《title》; what stands before all titles is a note without one. Under the pending
    list each checkbox is a to-do, with the indented lines right below it. All else is free text.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    lines = split_lines(text.removeprefix(mark))
    segments: list[Segment] = [FreeText(mark)] if mark else []
    fingerprints = _Fingerprints()
    for heading, block in _blocks(lines):
        if heading is not None and heading.day is not None and heading.kind is HeadingKind.DAY:
            segments += _read_day(heading, heading.day, block, fingerprints)
        elif heading is not None and heading.kind is HeadingKind.PENDING:
            segments += _read_pending(heading, block, fingerprints)
        else:
            segments.append(FreeText("".join(block), heading))
    newline = next((line[len(content(line)) :] for line in lines), "") or "\n"
    return Log(tuple(segments), newline)


def entry_fingerprint(day: date, title: str, body: str) -> str:
    """What `Entry.fingerprint` is for the first note of a file with these values (sha256, hex).

    It is how a note written elsewhere is recognised when the file it was exported to is read again.
    """
    return _digest("entry", day.isoformat(), title, body)


def pending_fingerprint(text: str, under: str = "") -> str:
    """What `Pending.fingerprint` is for the first to-do of a file that says this below the item ``under`` (its own).

    It does not change when the to-do is done, nor when it moves to another section.
    """
    return _digest("pending", under, text)


def day_entries(day: date, text: str) -> tuple[Entry, ...]:
    """The notes that ``text`` would be read as right under a day's heading."""
    segments = _read_day(Heading(HeadingKind.DAY, day), day, ["", *split_lines(text)], _Fingerprints())
    return tuple(segment for segment in segments if isinstance(segment, Entry))


@dataclass(slots=True)
class _Fingerprints:
    """Tells repetitions of one digest apart by counting them from the top of the file."""

    seen: Counter[str] = field(default_factory=Counter)

    def of(self, digest: str) -> str:
        self.seen[digest] += 1
        count = self.seen[digest]
        return digest if count == 1 else _digest(digest, str(count))


def _digest(*parts: str) -> str:
    # Lengths keep ("ab", "c") apart from ("a", "bc"). Lone surrogates are text too.
    encoded = (part.encode("utf-8", "surrogatepass") for part in parts)
    return sha256(b"".join(b"%d:%b" % (len(part), part) for part in encoded)).hexdigest()


def _blocks(lines: list[str]) -> Iterator[tuple[Heading | None, list[str]]]:
    """Each heading that shapes the log with the lines down to the next one. The first block may have none."""
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


def _read_day(heading: Heading, day: date, block: list[str], fingerprints: _Fingerprints) -> list[Segment]:
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
    titles: list[tuple[int, TitleStyle]] = []
    bare_allowed = True
    for number in range(first, len(block)):
        line = block[number]
        if bracket_title(line) is not None:
            titles.append((number, TitleStyle.BRACKETED))
            bare_allowed = False  # a body may well have a line with indented ones under it
        elif bare_allowed and number + 1 < len(block) and is_bare_title(line, block[number + 1]):
            titles.append((number, TitleStyle.BARE))
    return titles


def _read_entry(day: date, lines: list[str], style: TitleStyle, fingerprints: _Fingerprints) -> Entry:
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


@dataclass(slots=True)
class _Nesting:
    """The items a line may belong to: their indentation in columns, and digests of their texts from the top down."""

    columns: list[int] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def close(self, column: int) -> None:
        while self.columns and self.columns[-1] >= column:
            self.columns.pop()
            self.paths.pop()

    def open(self, column: int, text: str) -> str:
        path = pending_fingerprint(text, self.paths[-1] if self.paths else "")
        self.columns.append(column)
        self.paths.append(path)
        return path


def _read_pending(heading: Heading, block: list[str], fingerprints: _Fingerprints) -> list[Segment]:
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
    end = number + 1
    while end < len(block) and not is_blank(block[end]) and block[end][0].isspace() and not is_checkbox(block[end]):
        end += 1
    return end


def _column(line: str) -> int:
    return len(line[: len(line) - len(line.lstrip(" \t"))].expandtabs(_TAB_STOP))


def _read_item(lines: list[str], section: str, nesting: _Nesting, fingerprints: _Fingerprints) -> Pending:
    parts = read_checkbox(lines[0])
    assert parts is not None  # the line was found by its checkbox
    indent, marker, mark, spacing, first = parts
    text = "\n".join([first.strip(), *(unescape(line.strip(), is_checkbox) for line in lines[1:])])
    raw = "".join(lines)
    tail = raw[len(indent + marker + mark + spacing) :]
    column = _column(lines[0])
    nesting.close(column)
    return Pending(
        depth=len(nesting.columns),
        done=mark != " ",
        text=text,
        section=section,
        fingerprint=fingerprints.of(nesting.open(column, text)),
        indent=indent,
        marker=marker,
        mark=mark,
        spacing=spacing,
        written=tail.rstrip(),
        closing=tail[len(tail.rstrip()) :],
    )
