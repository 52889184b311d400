"""Writes notes, to-dos and headings. No text ends in a line break."""

from datetime import date

from exchange.papers_weekly.lines import content, escape, is_blank, is_checkbox, is_structure, split_lines, title_line

PENDING_HEADING = "# pending list"
NESTING = "  "


def render_day(day: date) -> str:
    return f"## {day.year:04}.{day.month}.{day.day}"


def render_month(month: date) -> str:
    """The heading of the month of a date."""
    return f"# {month.year:04}.{month.month}"


def render_entry(title: str, body: str, newline: str = "\n") -> str:
    """A note that reads back with this title and body; an empty title is ``《》``."""
    written = render_body(body, newline)
    return title_line(title) + (newline * 2 + written if written else "")


def render_body(body: str, newline: str = "\n") -> str:
    """The body without surrounding blank lines; lines that look like a heading or a title are escaped."""
    return newline.join(escape(line, is_structure) for line in tidy(body).split("\n"))


def render_pending(depth: int, done: bool, text: str, newline: str = "\n", margin: str = "") -> str:
    """A to-do, ``depth`` levels below an indentation of ``margin``. Raises ``ValueError`` for a blank text."""
    indent = margin + NESTING * depth
    return f"{indent}- [{checkbox(done)}] {render_item_text(text, indent, newline)}"


def render_item_text(text: str, indent: str, newline: str = "\n") -> str:
    """The text of a to-do, with its further lines indented below the item's ``indent``.

    Blank lines and white space around lines are not kept. Raises ``ValueError`` for a blank text.
    """
    lines = [line.strip() for line in split_lines(text) if not is_blank(line)]
    if not lines:
        raise ValueError("a to-do needs a text")
    first, *rest = lines
    return newline.join([first, *(indent + NESTING + escape(line, is_checkbox) for line in rest)])


def checkbox(done: bool) -> str:
    return "x" if done else " "


def tidy(body: str) -> str:
    r"""The body as `parse` returns it: with ``\n`` as line breaks, and without blank lines at both ends."""
    lines = [content(line) for line in split_lines(body)]
    inked = [number for number, line in enumerate(lines) if not is_blank(line)]
    return "\n".join(lines[inked[0] : inked[-1] + 1]) if inked else ""
