"""The text of each segment of a log after its notes and to-dos were changed."""

from collections.abc import Mapping
from dataclasses import dataclass

from exchange.papers_weekly.days import day_entries
from exchange.papers_weekly.lines import content, title_line
from exchange.papers_weekly.model import Entry, FreeText, Log, PendingItem, TitleStyle
from exchange.papers_weekly.render import checkbox, render_body, render_item_text, tidy


@dataclass(frozen=True, slots=True)
class RevisedEntry:
    """The present values of a note. Values equal to the file's leave its text unchanged."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class RevisedPendingItem:
    """The present values of a to-do; ``text`` is not blank. Values equal to the file's leave its text unchanged."""

    done: bool
    text: str


@dataclass(frozen=True, slots=True)
class Dropped:
    """Deleted. To-dos below a dropped one move up a level, unless they are dropped also."""


Change = RevisedEntry | RevisedPendingItem | Dropped


@dataclass(frozen=True, slots=True)
class Revised:
    """The text of each segment ('' if dropped), and the indentation of each to-do by its fingerprint."""

    texts: list[str]
    indents: dict[str, str]


def revise(log: Log, changes: Mapping[str, Change]) -> Revised:
    """Raises ``ValueError`` for changes of things not in the log, ``TypeError`` for a change of the wrong kind."""
    left = dict(changes)
    revised = Revised([], {})
    above: list[_Indentation] = []
    bracketed = False  # whether this day has a 《title》 by now: after one, bare titles are not read as titles
    for segment in log.segments:
        if isinstance(segment, FreeText):
            bracketed = bracketed and segment.heading is None
            revised.texts.append(segment.raw)
            continue
        change = left.pop(segment.fingerprint, None)
        if isinstance(segment, PendingItem):
            indent = _indentation(segment, above, dropped=isinstance(change, Dropped))
            revised.indents[segment.fingerprint] = indent
        match segment, change:
            case _, Dropped():
                text = ""
            case PendingItem(), RevisedPendingItem() | None:
                text = _pending_text(segment, change, indent, log.newline)
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
    """Write a note unchanged, or in its own style if that reads back, or else with a 《title》 line."""
    title, body = (change.title, tidy(change.body)) if change else (entry.title, entry.body)
    style = entry.style
    if (title, body) == (entry.title, entry.body) and (style is TitleStyle.BRACKETED or not bracketed):
        return entry.raw, style
    written = entry.written if body == entry.body else render_body(body, newline)
    opening = content(entry.opening) if title == entry.title else title
    if not bracketed and style is (TitleStyle.BARE if title else TitleStyle.UNTITLED):
        text = _assembled(entry, opening, entry.gap, written, newline)
        if [(found.title, found.body) for found in day_entries(entry.day, text)] == [(title, body)]:
            return text, style
    if style is not TitleStyle.BRACKETED or title != entry.title:
        opening = title_line(title)
    gap = entry.gap if entry.written and style is not TitleStyle.UNTITLED else newline
    return _assembled(entry, opening, gap, written, newline), TitleStyle.BRACKETED


def _assembled(entry: Entry, opening: str, gap: str, written: str, newline: str) -> str:
    """Join the parts with the line breaks of the note. ``closing`` begins with the break that ends a body."""
    line_break = entry.opening[len(content(entry.opening)) :]
    if not written:
        return opening + ("" if entry.written else line_break) + entry.closing
    if opening:
        opening += (line_break or newline) + gap
    return opening + written + ("" if entry.written else newline) + entry.closing


@dataclass(frozen=True, slots=True)
class _Indentation:
    """The indentation of an item before and after. Items below a dropped one move up to its indentation."""

    before: str
    after: str
    dropped: bool


def _indentation(item: PendingItem, above: list[_Indentation], *, dropped: bool) -> str:
    """The new indentation of an item; ``above`` has the items it is nested under, and gets it."""
    del above[item.depth :]
    indent = item.box.indent
    if above and above[-1].dropped:
        indent = above[-1].after
    elif above and above[-1].after != above[-1].before:
        indent = above[-1].after + indent.removeprefix(above[-1].before)
    above.append(_Indentation(item.box.indent, indent, dropped))
    return indent


def _pending_text(item: PendingItem, change: RevisedPendingItem | None, indent: str, newline: str) -> str:
    box, written = item.box, item.written
    if change and change.done != item.done:
        box = box._replace(mark=checkbox(change.done))
    if change and change.text != item.text:
        written = render_item_text(change.text, indent, newline)
    return box._replace(indent=indent).before_text + written + item.closing
