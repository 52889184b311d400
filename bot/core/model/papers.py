"""Papers as arXiv describes them, and their announcements."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Paper:
    """Metadata of one paper.

    ``paper_id`` is the arXiv id without a version (``2312.13286``, ``astro-ph/0601001``). ``categories`` begins with
    the primary category. ``published`` (first version) and ``updated`` (this version) are aware, UTC; ``None`` if the
    source (an announcement feed) does not say.
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
    """The target of a link that authors give, in the order in which links are shown."""

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
    """One entry of one category's announcement. ``on`` is the date of arXiv's mailing (US Eastern).

    ``source`` is where the entry was found: ``feed`` or ``api``.
    """

    paper: Paper
    category: str
    on: date
    kind: AnnounceType
    source: str = ""


class FeedState(StrEnum):
    """The state of one category's announcement of one date, as last seen."""

    FRESH = "fresh"
    QUIET = "quiet"  # arXiv announced nothing in this category, or had no mailing that day
    WAITING = "waiting"  # the mailing of that date is not out yet, or not in the feeds yet
    STALLED = "stalled"  # the mailing is late: arXiv still shows an earlier one
    FAILED = "failed"

    @property
    def settled(self) -> bool:
        """Return whether a digest can be made: the entries are known, or it is certain that there were none."""
        return self in (FeedState.FRESH, FeedState.QUIET)


@dataclass(frozen=True, slots=True)
class Announcement:
    """One category on one date, with the entries found. ``source`` was read last: ``feed`` or ``api``.

    ``complete`` says that reading again would find the same. ``shows`` is the date of the mailing that a stalled feed
    shows; ``reason`` tells operators why reading failed. The ledger sets ``asked_at`` (aware, UTC).
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


class EntryCount(NamedTuple):
    """The number of entries of one announce type that one source reported."""

    kind: AnnounceType
    source: str
    number: int


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """The ledger's line for one category and date, without the papers; the fields are those of ``Announcement``."""

    category: str
    on: date
    state: FeedState
    source: str
    complete: bool
    asked_at: datetime
    counts: tuple[EntryCount, ...] = ()
    shows: date | None = None
    reason: str = ""

    @property
    def size(self) -> int:
        """The number of entries so far. Reading again may append more."""
        return sum(each.number for each in self.counts)

    def number(self, *kinds: AnnounceType) -> int:
        return sum(each.number for each in self.counts if each.kind in kinds)

    @property
    def sources(self) -> tuple[str, ...]:
        """The sources of the counts, or the source read last if there is nothing to count."""
        return tuple(dict.fromkeys(each.source for each in self.counts)) or (self.source,)


@dataclass(frozen=True, slots=True)
class NotedVersion:
    """The version of a paper that was the newest when it was noted, if it was kept. ``abstract`` is its length in
    characters.
    """

    paper_id: str
    version: int
    title: str
    abstract: int
    comment: str
