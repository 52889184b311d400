"""The look of the terminal.

It relies on attributes (bold, dim, underline, reverse), which are readable on dark and light terminals and survive
``NO_COLOR``. The one color is magenta: of xterm's eight, only it has a contrast above 4:1 on both black and white.
"""

HEADING = "bold"
TITLE = "bold underline"
LINK = "underline"
MARKED = "reverse"
CODE = "bold magenta"
NUMBER = "magenta"
QUIET = "dim"
REASON = "italic"
DROPPED = "dim strike"

BOXES = {"": "•", "open": "☐", "done": "☑", "dropped": "☒"}
QUOTE_BAR = "│ "
RULE = "─" * 24
DOCUMENT = "▤ "
DOT = " · "
PROMPT = "› "
CONTINUATION = "  "

MAX_DEPTH = 16
"""Levels of a list that are indented; deeper ones are not, or a page would be all blanks."""

PROMPT_STYLE = {"prompt": "ansimagenta bold", "bottom-toolbar": "noreverse", "bottom-toolbar.text": "italic"}
