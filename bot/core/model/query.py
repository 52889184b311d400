"""The query of a search; ``handlers/search/query.py`` parses one from what a person typed."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Scope(StrEnum):
    """The entries to search."""

    NOTES = "notes"
    TODO = "todo"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Query:
    """A hit has every content word, phrase and tag, none of ``excluded``, and any one of the authors.

    ``excluded`` has words and phrases. ``paper_id`` is an arXiv id without version, or empty.
    The date of a hit is in ``[after, before)``. Tags and authors are as typed, tags without ``#``; the author ``me`` is
    the person who asks.
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
    def text(self) -> str:
        """The words as typed, without phrases and filters."""
        return " ".join(self.words)

    @property
    def is_empty(self) -> bool:
        """Return whether the query does not say what to find; exclusions and a scope alone do not."""
        return not (
            self.words or self.phrases or self.tags or self.authors or self.paper_id or self.after or self.before
        )
