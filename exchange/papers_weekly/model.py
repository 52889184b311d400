"""A reading log as a document: segments whose raw texts, put together, are the file."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from exchange.papers_weekly.lines import Heading, HeadingKind, is_blank, split_lines


@dataclass(frozen=True, slots=True)
class FreeText:
    """Text kept as it is. With a ``heading``, the first line of ``raw`` is that heading."""

    raw: str
    heading: Heading | None = None


class TitleStyle(Enum):
    """How a note begins in the file."""

    BRACKETED = auto()  # 《Title》 alone on a line
    BARE = auto()  # a line at the margin, the body indented right under it
    UNTITLED = auto()  # the body alone, as the first thing under a day


@dataclass(frozen=True, slots=True)
class Entry:
    """A note of one day.

    ``title`` is without emphasis markers, and empty where there is none. ``body`` is the lines after the title
    line, from the first to the last that is not blank, with their indentation and trailing spaces, joined by
    ``\\n``. A backslash that only keeps a line of a body from being read as structure is left out of it.
    ``opening + gap + written + closing`` is the raw text: the title line (empty if untitled), the blank lines
    below it, the body as the file has it, and its last line break with the blank lines that follow.
    """

    day: date
    title: str
    body: str
    fingerprint: str
    style: TitleStyle
    opening: str
    gap: str
    written: str
    closing: str

    @property
    def raw(self) -> str:
        return self.opening + self.gap + self.written + self.closing


@dataclass(frozen=True, slots=True)
class Pending:
    """A to-do. ``depth`` is 0 at the top; the item it belongs to is the nearest one above with less depth.

    ``text`` is one line, and a further one for each line that continues the item, without white space around any.
    ``section`` is the heading, or line ending in a colon, that the item stands under ('' above the first).
    ``indent + marker + mark + spacing + written + closing`` is the raw text.
    """

    depth: int
    done: bool
    text: str
    section: str
    fingerprint: str
    indent: str
    marker: str
    mark: str
    spacing: str
    written: str
    closing: str

    @property
    def raw(self) -> str:
        return self.indent + self.marker + self.mark + self.spacing + self.written + self.closing


Segment = FreeText | Entry | Pending


@dataclass(frozen=True, slots=True)
class Log:
    """The file in order. ``newline`` is its first line break, which new text is written with."""

    segments: tuple[Segment, ...]
    newline: str

    @property
    def text(self) -> str:
        return "".join(segment.raw for segment in self.segments)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(segment for segment in self.segments if isinstance(segment, Entry))

    @property
    def pending(self) -> tuple[Pending, ...]:
        return tuple(segment for segment in self.segments if isinstance(segment, Pending))


@dataclass(frozen=True, slots=True)
class Summary:
    """What an import made of a file.

    ``days`` are day headings, ``entries`` all notes and ``untitled`` those of them without a title, ``pending``
    all to-dos, ``free_lines`` lines kept as free text (neither blank nor a heading that was understood), ``lines``
    all lines.
    """

    days: int
    entries: int
    untitled: int
    pending: int
    free_lines: int
    lines: int


def summary(log: Log) -> Summary:
    free = [segment for segment in log.segments if isinstance(segment, FreeText)]
    headings = [
        segment.heading for segment in free if segment.heading and segment.heading.kind is not HeadingKind.OTHER
    ]
    written = sum(not is_blank(line) for segment in free for line in split_lines(segment.raw))
    return Summary(
        days=sum(heading.kind is HeadingKind.DAY for heading in headings),
        entries=len(log.entries),
        untitled=sum(not entry.title for entry in log.entries),
        pending=len(log.pending),
        free_lines=written - len(headings),
        lines=len(split_lines(log.text)),
    )
