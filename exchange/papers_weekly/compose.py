"""Writes a reading log again: unchanged text as it was, changed notes and to-dos in place, new ones added."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from types import MappingProxyType

from exchange.papers_weekly.days import day_entries
from exchange.papers_weekly.lines import BYTE_ORDER_MARK, content, is_blank, split_lines
from exchange.papers_weekly.model import Log, PendingItem
from exchange.papers_weekly.placement import day_ends, new_days, pending_ends, pending_start
from exchange.papers_weekly.render import (
    PENDING_HEADING,
    render_body,
    render_day,
    render_entry,
    render_month,
    render_pending,
    tidy,
)
from exchange.papers_weekly.revise import Change, revise

_NO_CHANGES: Mapping[str, Change] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class NewEntry:
    """A note that is not in the file. It goes after the other notes of its day."""

    day: date
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class NewPendingItem:
    """A to-do that is not in the file; ``text`` is not blank.

    It goes after everything below the item with the fingerprint ``under`` (``depth`` then counts from the children of
    that item), or to the end of its ``section`` if the file has items there, or to the end of the list.
    """

    text: str
    done: bool = False
    depth: int = 0
    section: str = ""
    under: str | None = None


def compose(
    log: Log,
    changes: Mapping[str, Change] = _NO_CHANGES,
    new_entries: Sequence[NewEntry] = (),
    new_pending: Sequence[NewPendingItem] = (),
) -> str:
    """Write the log with ``changes`` (by fingerprint) and additions; without any, byte for byte the same text.

    The result parses to the changed and new values, except for what a log cannot express: blank lines around a body,
    asterisks that read as emphasis, line breaks and lone 》 in a title.
    Raises ``ValueError`` for changes of things not in the log, ``TypeError`` for a change of the wrong kind.
    """
    revised = revise(log, changes)
    insertions: defaultdict[int, list[_Insertion]] = defaultdict(list)
    added = chain(_pending_insertions(log, revised.indents, new_pending), _entry_insertions(log, new_entries))
    for position, insertion in added:
        insertions[position].append(insertion)
    page = _Page(log.newline)
    for position, text in enumerate(revised.texts):
        for insertion in insertions.get(position, ()):
            page.insert(insertion)
        page.keep(text, in_list=isinstance(log.segments[position], PendingItem))
    for insertion in insertions.get(len(revised.texts), ()):
        page.insert(insertion)
    return "".join(page.parts)


@dataclass(frozen=True, slots=True)
class _Insertion:
    """Text on lines of its own, with blank lines around it unless it is in a list."""

    text: str
    in_list: bool = False


@dataclass(slots=True)
class _Page:
    newline: str
    parts: list[str] = field(default_factory=list)
    tail: str = ""  # the end of the text so far, long enough for two line breaks
    after_insertion: bool = False

    def keep(self, text: str, *, in_list: bool) -> None:
        if not text:
            return
        if self.after_insertion and not in_list and not is_blank(split_lines(text)[0]):
            self._break(paragraph=True)
        self.after_insertion = False
        self._write(text)

    def insert(self, insertion: _Insertion) -> None:
        self._break(paragraph=not insertion.in_list)
        self._write(insertion.text + self.newline)
        self.after_insertion = True

    def _break(self, *, paragraph: bool) -> None:
        """End the line, and the ``paragraph`` also; the first line of a page needs neither."""
        while self.tail not in ("", BYTE_ORDER_MARK):
            last = split_lines(self.tail)[-1]
            if last != content(last) and not (paragraph and content(last)):
                return
            self._write(self.newline)

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.tail = (self.tail + text)[-4:]


def _pending_insertions(
    log: Log, indents: Mapping[str, str], new_pending: Sequence[NewPendingItem]
) -> Iterator[tuple[int, _Insertion]]:
    if not new_pending:
        return
    ends = pending_ends(log.segments)
    start, has_heading = pending_start(log.segments)
    if ends.whole_list is None and not has_heading:
        yield start, _Insertion(PENDING_HEADING)
    for number, new in enumerate(new_pending):
        position, depth, margin = ends.whole_list, new.depth, ""
        if new.under is not None:
            if new.under not in indents:
                raise ValueError(f"a new to-do under what the log does not have: {new.under}")
            position, depth, margin = ends.items[new.under], new.depth + 1, indents[new.under]
        elif new.section in ends.sections:
            position = ends.sections[new.section]
        in_list = position is not None or number > 0
        line = render_pending(depth, new.done, new.text, log.newline, margin)
        yield start if position is None else position, _Insertion(line, in_list)


def _entry_insertions(log: Log, new_entries: Sequence[NewEntry]) -> Iterator[tuple[int, _Insertion]]:
    by_day: defaultdict[date, list[NewEntry]] = defaultdict(list)
    for new in new_entries:
        by_day[new.day].append(new)
    ends = day_ends(log.segments)
    for day in by_day.keys() & ends.keys():
        for new in by_day[day]:
            yield ends[day], _Insertion(render_entry(new.title, new.body, log.newline))
    for heading in new_days(log.segments, by_day.keys() - ends.keys()):
        if heading.with_month:
            yield heading.position, _Insertion(render_month(heading.day))
        yield heading.position, _Insertion(render_day(heading.day))
        first, *others = by_day[heading.day]
        yield heading.position, _Insertion(_first_entry(first, log.newline))
        for new in others:
            yield heading.position, _Insertion(render_entry(new.title, new.body, log.newline))


def _first_entry(new: NewEntry, newline: str) -> str:
    """The first note of a day needs no title line if it has no title, unless its text would be read as titles."""
    text = render_body(new.body, newline)
    plain = [(found.title, found.body) for found in day_entries(new.day, text)] == [("", tidy(new.body))]
    return text if plain and not new.title else render_entry(new.title, new.body, newline)
