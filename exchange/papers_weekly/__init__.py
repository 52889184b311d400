"""One person's reading log (`papers-weekly`): its text read as notes and to-dos, and written back.

`parse` reads any text without losing a character; `compose` writes it again with what changed since.
Pure text in, pure text out: where notes and to-dos are kept is the caller's business.
"""

from exchange.papers_weekly.compose import NewEntry, NewPending, compose
from exchange.papers_weekly.lines import Heading, HeadingKind
from exchange.papers_weekly.model import (
    Entry,
    FreeText,
    Log,
    Pending,
    Segment,
    Summary,
    TitleStyle,
    summary,
)
from exchange.papers_weekly.parse import entry_fingerprint, parse, pending_fingerprint
from exchange.papers_weekly.render import render_day, render_entry, render_month, render_pending
from exchange.papers_weekly.revise import Change, Dropped, RevisedEntry, RevisedPending

__all__ = [
    "Change",
    "Dropped",
    "Entry",
    "FreeText",
    "Heading",
    "HeadingKind",
    "Log",
    "NewEntry",
    "NewPending",
    "Pending",
    "RevisedEntry",
    "RevisedPending",
    "Segment",
    "Summary",
    "TitleStyle",
    "compose",
    "entry_fingerprint",
    "parse",
    "pending_fingerprint",
    "render_day",
    "render_entry",
    "render_month",
    "render_pending",
    "summary",
]
