"""A paper as arXiv describes it, and how it was announced."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Paper:
    """Metadata of one paper.

    ``paper_id`` is the arXiv id without a version (``2312.13286``, ``astro-ph/0601001``). ``categories``
    has the primary one first. ``published`` (first version) and ``updated`` (this version) are aware, UTC;
    ``None`` where the source (an announcement feed) does not say.
    """

    paper_id: str
    version: int
    title: str
    abstract: str
    authors: tuple[str, ...]
    categories: tuple[str, ...]
    published: datetime | None = None
    updated: datetime | None = None
    comment: str = ""
    doi: str = ""
    journal_ref: str = ""

    @property
    def url(self) -> str:
        return f"https://arxiv.org/abs/{self.paper_id}"

    @property
    def pdf_url(self) -> str:
        return f"https://arxiv.org/pdf/{self.paper_id}"


class LinkKind(StrEnum):
    """What a link that authors give leads to; in the order in which they are shown."""

    CODE = "code"
    PROJECT = "project"
    MODEL = "model"
    DATA = "data"


@dataclass(frozen=True, slots=True)
class PaperLink:
    kind: LinkKind
    url: str


class AnnounceType(StrEnum):
    """arXiv's own words, as its feeds write them."""

    NEW = "new"
    CROSS = "cross"
    REPLACE = "replace"
    REPLACE_CROSS = "replace-cross"


REPLACEMENTS = frozenset({AnnounceType.REPLACE, AnnounceType.REPLACE_CROSS})


@dataclass(frozen=True, slots=True)
class Announced:
    """One entry of one category's announcement. ``on`` is the date arXiv's mailing carries (US Eastern).

    ``source`` is who said so: ``feed`` or ``api``.
    """

    paper: Paper
    category: str
    on: date
    kind: AnnounceType
    source: str = ""


class FeedState(StrEnum):
    """What a look at one category's announcement of one date found."""

    FRESH = "fresh"
    QUIET = "quiet"  # arXiv announced, or had no mailing that day, and this category had nothing
    WAITING = "waiting"  # the mailing of that date is not out yet, or nobody can have it yet
    STALLED = "stalled"  # it should be there, and arXiv still shows an earlier one
    FAILED = "failed"

    @property
    def settled(self) -> bool:
        """Whether there is something to make a digest of, be it the certainty that there was nothing."""
        return self in (FeedState.FRESH, FeedState.QUIET)


@dataclass(frozen=True, slots=True)
class Announcement:
    """One category on one date, with the entries found. ``source`` is who was asked last: ``feed`` or ``api``.

    ``complete`` says that asking again would find the same. ``shows`` is the date of the mailing that a stalled feed
    shows, ``reason`` why asking failed, for operators. ``asked_at`` (aware, UTC) is set by the ledger.
    """

    category: str
    on: date
    state: FeedState
    entries: tuple[Announced, ...] = ()
    source: str = ""
    complete: bool = True
    shows: date | None = None
    reason: str = ""
    asked_at: datetime | None = None

    @property
    def settled(self) -> bool:
        return self.state.settled


class Counted(NamedTuple):
    """How many entries of one announce type one source told of."""

    kind: AnnounceType
    source: str
    number: int


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """What the ledger says of one category on one date, without the papers; the fields are ``Announcement``'s."""

    category: str
    on: date
    state: FeedState
    source: str
    complete: bool
    asked_at: datetime
    counts: tuple[Counted, ...] = ()
    shows: date | None = None
    reason: str = ""

    @property
    def size(self) -> int:
        """Entries so far. A later look may add some, behind those that are there."""
        return sum(each.number for each in self.counts)

    def number(self, *kinds: AnnounceType) -> int:
        return sum(each.number for each in self.counts if each.kind in kinds)

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the counts came from, or who was asked where there is nothing to count."""
        return tuple(dict.fromkeys(each.source for each in self.counts)) or (self.source,)


@dataclass(frozen=True, slots=True)
class NotedVersion:
    """The version of a paper that was the newest when it was noted, as far as it is kept. ``abstract`` is its length
    in characters.
    """

    paper_id: str
    version: int
    title: str
    abstract: int
    comment: str
