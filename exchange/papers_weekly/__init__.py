"""The format of a reading log (`papers-weekly`): text in, text out.

`parse` reads any text as notes and to-dos without losing a character; `compose` writes it again with what changed.
"""

from exchange.papers_weekly.compose import NewEntry, NewPendingItem, compose
from exchange.papers_weekly.fingerprints import entry_fingerprint, pending_fingerprint
from exchange.papers_weekly.lines import Heading, HeadingKind
from exchange.papers_weekly.model import (
    Entry,
    FreeText,
    Log,
    PendingItem,
    Segment,
    Summary,
    TitleStyle,
    summary,
)
from exchange.papers_weekly.parse import parse
from exchange.papers_weekly.render import render_day, render_entry, render_month, render_pending
from exchange.papers_weekly.revise import Change, Dropped, RevisedEntry, RevisedPendingItem

__all__ = [
    "Change",
    "Dropped",
    "Entry",
    "FreeText",
    "Heading",
    "HeadingKind",
    "Log",
    "NewEntry",
    "NewPendingItem",
    "PendingItem",
    "RevisedEntry",
    "RevisedPendingItem",
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
