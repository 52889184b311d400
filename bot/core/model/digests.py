"""Subscriptions, what was shown, and what people thought of it."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from bot.core.identity import Address


@dataclass(frozen=True, slots=True)
class Interests:
    """What a subscription asks for. Categories are arXiv's (``cs.CL``); keywords and authors as typed."""

    categories: tuple[str, ...]
    keywords: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


class Layout(StrEnum):
    """How a digest is laid out: one message; a heading and a message per paper; the papers in the heading's thread."""

    COMPACT = "compact"
    CARDS = "cards"
    THREAD = "thread"


class Rhythm(StrEnum):
    """What a subscription brings: a digest on each of its days, or a review of the week on its one day."""

    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class NewSubscription:
    """``at`` is a wall-clock time in ``timezone`` (IANA); ``top`` papers on ``weekdays`` (0 is Monday).

    A weekly one has one weekday; ``top`` and ``layout`` say nothing there.
    """

    interests: Interests
    at: time
    timezone: str
    top: int
    weekdays: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)
    layout: Layout = Layout.COMPACT
    rhythm: Rhythm = Rhythm.DAILY

    @property
    def is_weekly(self) -> bool:
        return self.rhythm is Rhythm.WEEKLY

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True)
class Subscription:
    """``last_due`` is the latest local date a digest was queued for; at first, the day before it was made.

    ``user_id`` is who subscribed: the person whose job a scheduled digest is. ``paused`` is what people asked for,
    ``unreachable`` what the platform said of the conversation. Announcements dated before ``since`` are not caught up
    on; ``None`` stands for the newest one of the first day it was due.
    """

    id: int
    space_id: int
    user_id: int
    number: int
    address: Address
    wanted: NewSubscription
    created_at: datetime
    last_due: date
    paused: bool = False
    unreachable: bool = False
    since: date | None = None


class Signal(StrEnum):
    """What a person did with a paper; notes and the to-do list teach too, and are read where they live."""

    LIKED = "liked"
    DISLIKED = "disliked"
    OPENED = "opened"


@dataclass(frozen=True, slots=True)
class Given:
    """What ``people`` of a space signalled about a paper, each as the last thing; ``at`` (aware) the latest of them."""

    paper_id: str
    signal: Signal
    at: datetime
    people: int = 1


class Term(msgspec.Struct, frozen=True, array_like=True):
    """A part of a score, stored as JSON: ``name`` of a ``term-NAME`` sentence, ``about`` whom or what it tells of."""

    name: str
    value: float
    about: str = ""


@dataclass(frozen=True, slots=True)
class Pick:
    """One paper of a digest. ``score`` orders a day's candidates and means nothing across days.

    ``terms`` add up to it; there are none where it was picked before they were kept.
    """

    paper_id: str
    rank: int
    score: float
    reasons: tuple[str, ...]
    terms: tuple[Term, ...] = ()


DIGEST_JOB = "digest"
"""The kind of the job that makes a digest; its payload is a ``DigestOrder``."""


@dataclass(frozen=True, slots=True)
class DigestOrder:
    """A digest to make of the announcement dated ``on``, stored as JSON until a worker takes it.

    A ``scheduled`` one is of all ``dates`` (the last of them is ``on``) whose entries the digests of ``subscription``
    did not consider before. ``missing`` are the categories that somebody waits for. ``replaces`` is the key of the
    reply it takes the place of. Without ``record`` its papers do not count as shown; with ``again`` those come, too,
    that were shown before. With ``preview`` it is what the next scheduled digest would show so far.
    ``space`` is whom it is for (row id; 0 in orders of an earlier Paperboy).
    """

    on: date
    interests: Interests
    top: int
    missing: tuple[str, ...] = ()
    scheduled: bool = False
    replaces: str = ""
    record: bool = True
    layout: Layout = Layout.COMPACT
    dates: tuple[date, ...] = ()
    subscription: int = 0
    again: bool = False
    preview: bool = False
    space: int = 0


class Considered(NamedTuple):
    """How many entries of one category on one date the digests of a subscription chose from already."""

    category: str
    on: date
    entries: int
