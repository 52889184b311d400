"""What became of the notes and to-dos of a log: each segment's text as it is to be written."""

from collections.abc import Mapping
from dataclasses import dataclass

from exchange.papers_weekly.lines import content, title_line
from exchange.papers_weekly.model import Entry, FreeText, Log, Pending, TitleStyle
from exchange.papers_weekly.parse import day_entries
from exchange.papers_weekly.render import checkbox, render_body, render_item_text, tidy


@dataclass(frozen=True, slots=True)
class RevisedEntry:
    """What a note says now. Values that are those of the file change nothing there."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class RevisedPending:
    """What a to-do says now; ``text`` must not be blank. Values that are those of the file change nothing there."""

    done: bool
    text: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """Deleted. To-dos below a dropped one move up a level, unless they are dropped too."""


Change = RevisedEntry | RevisedPending | Dropped


@dataclass(frozen=True, slots=True)
class Revised:
    """The text of each segment, '' where it was dropped, and the indentation of each to-do by its fingerprint."""

    texts: list[str]
    indents: dict[str, str]


def revise(log: Log, changes: Mapping[str, Change]) -> Revised:
    """Raises ValueError for a change of something the log does not have, TypeError for one of the wrong kind."""
    left = dict(changes)
    revised = Revised([], {})
    above: list[_Place] = []
    bracketed = False  # whether a 《title》 was written in this day: from there on bare titles are not seen as such
    for segment in log.segments:
        if isinstance(segment, FreeText):
            bracketed = bracketed and segment.heading is None
            revised.texts.append(segment.raw)
            continue
        change = left.pop(segment.fingerprint, None)
        if isinstance(segment, Pending):
            place = _place(segment, above, dropped=isinstance(change, Dropped))
            revised.indents[segment.fingerprint] = place.indent
        match segment, change:
            case _, Dropped():
                text = ""
            case Pending(), RevisedPending() | None:
                text = _pending_text(segment, change, place.indent, log.newline)
            case Entry(), RevisedEntry() | None:
                text, style = _entry_text(segment, change, log.newline, bracketed=bracketed)
                bracketed = bracketed or style is TitleStyle.BRACKETED
            case _:
                raise TypeError(f"{type(change).__name__} for a {type(segment).__name__}")
        revised.texts.append(text)
    if left:
        raise ValueError(f"changes of what the log does not have: {', '.join(left)}")
    return revised


def _entry_text(entry: Entry, change: RevisedEntry | None, newline: str, *, bracketed: bool) -> tuple[str, TitleStyle]:
    """The note as it is or in its own style if it can be; else with a 《title》 line, which any note can have."""
    title, body = (change.title, tidy(change.body)) if change else (entry.title, entry.body)
    style = entry.style
    if (title, body) == (entry.title, entry.body) and (style is TitleStyle.BRACKETED or not bracketed):
        return entry.raw, style
    written = entry.written if body == entry.body else render_body(body, newline)
    opening = content(entry.opening) if title == entry.title else title
    if not bracketed and bool(title) == (style is TitleStyle.BARE):
        text = _assembled(entry, opening, entry.gap, written, newline)
        if [(found.title, found.body) for found in day_entries(entry.day, text)] == [(title, body)]:
            return text, style
    if style is not TitleStyle.BRACKETED or title != entry.title:
        opening = title_line(title)
    gap = entry.gap if entry.written and style is not TitleStyle.UNTITLED else newline
    return _assembled(entry, opening, gap, written, newline), TitleStyle.BRACKETED


def _assembled(entry: Entry, opening: str, gap: str, written: str, newline: str) -> str:
    """The parts with the line breaks the note has. Its ``closing`` begins with the break that ends the body, if any."""
    line_break = entry.opening[len(content(entry.opening)) :]
    if not written:
        return opening + ("" if entry.written else line_break) + entry.closing
    if opening:
        opening += (line_break or newline) + gap
    return opening + written + ("" if entry.written else newline) + entry.closing


@dataclass(frozen=True, slots=True)
class _Place:
    """How far an item was indented, how far it is now, and whether it is gone, so that those below it move up."""

    was: str
    indent: str
    dropped: bool


def _place(item: Pending, above: list[_Place], *, dropped: bool) -> _Place:
    del above[item.depth :]
    indent = item.indent
    if above and above[-1].dropped:
        indent = above[-1].indent
    elif above and above[-1].indent != above[-1].was:
        indent = above[-1].indent + item.indent.removeprefix(above[-1].was)
    place = _Place(item.indent, indent, dropped)
    above.append(place)
    return place


def _pending_text(item: Pending, change: RevisedPending | None, indent: str, newline: str) -> str:
    mark, written = item.mark, item.written
    if change and change.done != item.done:
        mark = checkbox(change.done)
    if change and change.text != item.text:
        written = render_item_text(change.text, indent, newline)
    return indent + item.marker + mark + item.spacing + written + item.closing
