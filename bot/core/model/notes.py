"""Notes: what people thought about a paper, or about anything else."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.core.identity import Address


@dataclass(frozen=True, slots=True)
class NewNote:
    """A note to be filed. ``written_on`` is a local date; ``body`` is kept exactly as typed."""

    body: str
    title: str = ""
    paper_id: str = ""
    tags: tuple[str, ...] = ()
    written_on: date | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """``number``, which people type, counts from 1 within the space. Times are aware, UTC.

    ``title`` is the person's own or, once looked up, the paper's. ``revision`` grows by one with every edit.
    ``author_id`` is the user id of ``author``.
    """

    id: int
    space_id: int
    number: int
    author: str
    title: str
    paper_id: str
    body: str
    tags: tuple[str, ...]
    written_on: date
    created_at: datetime
    updated_at: datetime
    revision: int
    deleted_at: datetime | None = None
    author_id: int = 0


@dataclass(frozen=True, slots=True)
class NoteReference:
    """A note as another message names it."""

    number: int
    written_on: date


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that came with a note, in ``address``. ``reference`` is the platform's own; ``size`` is in bytes.

    ``sha256`` (hexadecimal) names the copy that was kept; it is empty before that.
    """

    id: int
    note_id: int
    address: Address
    reference: str
    name: str
    media_type: str
    size: int
    url: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class NoteFilter:
    """The notes to list; empty fields do not filter. ``after`` ≤ ``written_on`` < ``before``."""

    tag: str = ""
    paper_id: str = ""
    after: date | None = None
    before: date | None = None
