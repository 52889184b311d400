"""A paper as arXiv describes it, and how it was announced."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


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


class AnnounceType(StrEnum):
    """arXiv's own words, as its feeds write them."""

    NEW = "new"
    CROSS = "cross"
    REPLACE = "replace"
    REPLACE_CROSS = "replace-cross"


@dataclass(frozen=True, slots=True)
class Announced:
    """One entry of one category's announcement. ``on`` is the date arXiv's mailing carries (US Eastern)."""

    paper: Paper
    category: str
    on: date
    kind: AnnounceType


class FeedState(StrEnum):
    """What a look at one category's announcement of one date found."""

    FRESH = "fresh"
    QUIET = "quiet"  # arXiv announced, or had no mailing that day, and this category had nothing
    WAITING = "waiting"  # the mailing of that date is not out yet
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Announcement:
    """One category on one date, with the entries found. ``source`` is ``feed`` or ``api``."""

    category: str
    on: date
    state: FeedState
    entries: tuple[Announced, ...] = ()
    source: str = ""

    @property
    def settled(self) -> bool:
        """Whether asking again would find the same."""
        return self.state in (FeedState.FRESH, FeedState.QUIET)


def unsettled(known: Mapping[str, Announcement], categories: Iterable[str]) -> tuple[str, ...]:
    """The categories about which nothing final is ``known`` yet."""
    return tuple(each for each in categories if each not in known or not known[each].settled)
