"""What a search looks for; ``handlers/search/query.py`` reads one from what a person typed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Scope(StrEnum):
    """Where to look."""

    NOTES = "notes"
    TODO = "todo"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Query:
    """A hit has every word that tells something, every phrase and tag, is by any of the authors, and has none of
    ``excluded``.

    ``excluded`` holds words and phrases. ``paper_id`` is an arXiv id without version or empty.
    ``after`` ≤ date of the hit < ``before``. Tags and authors stand as typed, without ``#``; the author ``me``
    is whoever asks.
    """

    words: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    paper_id: str = ""
    after: date | None = None
    before: date | None = None
    scope: Scope = Scope.NOTES

    @property
    def is_empty(self) -> bool:
        """Whether nothing says what to find; exclusions and a scope alone do not."""
        return not (
            self.words or self.phrases or self.tags or self.authors or self.paper_id or self.after or self.before
        )
