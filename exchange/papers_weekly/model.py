"""A reading log as a document: segments whose raw texts, joined, are the file."""

from dataclasses import dataclass
from datetime import date
from enum import Enum, auto

from exchange.papers_weekly.lines import Checkbox, Heading, HeadingKind, is_blank, split_lines


@dataclass(frozen=True, slots=True)
class FreeText:
    """Text kept unchanged. If there is a ``heading``, it is the first line of ``raw``."""

    raw: str
    heading: Heading | None = None


class TitleStyle(Enum):
    """The beginning of a note in the file."""

    BRACKETED = auto()  # 《Title》 alone on a line
    BARE = auto()  # a line at the margin, the body indented right under it
    UNTITLED = auto()  # only a body, directly under the day


@dataclass(frozen=True, slots=True)
class Entry:
    """A note of one day.

    ``title`` has no emphasis markers; it is empty for an untitled note. ``body`` is the lines below the title, without
    the blank ones at both ends, with their indentation and trailing spaces, joined by ``\\n``; a backslash that only
    escapes a line is left out. ``opening + gap + written + closing`` is the raw text: the title line (empty if
    untitled), the blank lines below it, the body as in the file, and its last line break with the blank lines below.
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
class PendingItem:
    """A to-do. ``depth`` is 0 at the top; its parent is the nearest item above with less depth.

    ``text`` is the line of the checkbox and the lines that continue it, without surrounding white space. ``section`` is
    the heading, or the line ending in a colon, above the item ('' before the first).
    ``box.before_text + written + closing`` is the raw text.
    """

    depth: int
    done: bool
    text: str
    section: str
    fingerprint: str
    box: Checkbox
    written: str
    closing: str

    @property
    def raw(self) -> str:
        return self.box.before_text + self.written + self.closing


Segment = FreeText | Entry | PendingItem


@dataclass(frozen=True, slots=True)
class Log:
    """The file in order. ``newline`` is its first line break; new text is written with it."""

    segments: tuple[Segment, ...]
    newline: str

    @property
    def text(self) -> str:
        return "".join(segment.raw for segment in self.segments)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(segment for segment in self.segments if isinstance(segment, Entry))

    @property
    def pending(self) -> tuple[PendingItem, ...]:
        return tuple(segment for segment in self.segments if isinstance(segment, PendingItem))


@dataclass(frozen=True, slots=True)
class Summary:
    """The numbers of what a file contains.

    ``days`` counts day headings, ``entries`` notes, ``untitled`` the notes without a title, ``pending`` to-dos,
    ``free_lines`` lines of free text (not blank, and not a heading that structures the log), ``lines`` all lines.
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
