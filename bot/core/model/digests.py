"""Subscriptions, the papers they showed, and what people thought of them."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

import msgspec

from bot.core.identity import Address


@dataclass(frozen=True, slots=True)
class Interests:
    """The interests that a subscription states: arXiv's categories (``cs.CL``), keywords and authors as typed."""

    categories: tuple[str, ...]
    keywords: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()


class Layout(StrEnum):
    """The layout of a digest: one message; a heading and a message per paper; or the papers in the heading's thread."""

    COMPACT = "compact"
    CARDS = "cards"
    THREAD = "thread"


class Rhythm(StrEnum):
    """The message that a subscription sends: a digest on each of its days, or a review of the week on its one day."""

    DAILY = "daily"
    WEEKLY = "weekly"


@dataclass(frozen=True, slots=True)
class NewSubscription:
    """``top`` papers at ``at``, a wall-clock time in ``timezone`` (IANA), on ``weekdays`` (0 is Monday).

    A weekly subscription has one weekday and ignores ``top`` and ``layout``.
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
    """``last_due`` is the latest local date that a digest was queued for; at first, the day before it was made.

    ``user_id`` is the subscriber, on whose behalf a scheduled digest is made. People set ``paused``; the platform's
    answers set ``unreachable``. Digests leave out announcements dated before ``since``; ``None`` means the newest
    announcement at the first time a digest was due.
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
    """A person's reaction to a paper. Notes and the to-do list also teach, and are read from their own tables."""

    LIKED = "liked"
    DISLIKED = "disliked"
    OPENED = "opened"


@dataclass(frozen=True, slots=True)
class PaperSignal:
    """The latest signal of ``people`` persons of a space about a paper; ``at`` (aware) is the time of the last one."""

    paper_id: str
    signal: Signal
    at: datetime
    people: int = 1


class Term(msgspec.Struct, frozen=True, array_like=True):
    """A term of a score, stored as JSON. ``name`` is the key of its sentence; ``about`` names its author or note."""

    name: str
    value: float
    about: str = ""


@dataclass(frozen=True, slots=True)
class Pick:
    """One paper of a digest. ``score`` orders the candidates of one day and is not comparable across days.

    ``terms`` add up to it; they are empty for papers picked before terms were kept.
    """

    paper_id: str
    rank: int
    score: float
    reasons: tuple[str, ...]
    terms: tuple[Term, ...] = ()


DIGEST_JOB = "digest"
"""The kind of job that makes a digest from a ``DigestOrder``."""


@dataclass(frozen=True, slots=True)
class DigestOrder:
    """An order for a digest of the announcement dated ``on``, stored as JSON until a worker takes it.

    A ``scheduled`` digest covers the entries of all ``dates``, of which ``on`` is the last, that earlier digests of
    ``subscription`` did not consider. ``missing`` lists the categories that a person waits for. ``replaces`` is the key
    of the reply that the digest replaces. Without ``record`` its papers do not count as shown; with ``again`` it
    includes papers shown before. With ``preview`` it is what the next scheduled digest would show so far.
    ``space`` is the row id of its space (0 in orders of an earlier Paperboy).
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
    """The number of entries of one category and date that a subscription's digests have already chosen from."""

    category: str
    on: date
    entries: int
