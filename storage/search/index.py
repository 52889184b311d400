"""The full-text index as both databases offer it: how a text becomes an entry, and the questions it answers.

Each term is indexed with the number of its space in front (``12_扩散``). The posting lists that a query reads are
therefore those of one space, however many others share the database.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import ColumnElement

from bot.core.ports.library import HitKind
from bot.core.ports.text import Tokenizer
from storage.search.keys import EntryKey, Scores

TITLE_WEIGHT = 5.0
"""The factor by which a word in a title counts more, in BM25. Measured: the reciprocal rank rose from .605 to .666."""

K1, B = 1.2, 0.75
"""BM25's constants, as in FTS5: https://www.sqlite.org/fts5.html#the_bm25_function."""

LONGEST_TERM = 64
"""Characters. A longer term is cut to this length, in the index and in queries."""

LONGEST_TERM_BYTES = 4 * LONGEST_TERM + 26
"""Size of a term in a ``tsvector``: its characters in UTF-8, the space's prefix, and PostgreSQL's overhead."""

ENTRY_BYTES = 900_000
"""PostgreSQL refuses a ``tsvector`` of 1 MiB. The rest of a longer text is not indexed, on either database."""

CANDIDATES = 2_000
"""Entries ranked per word, or for all required words together: the newest that match. Ranking costs time per entry."""

POSTINGS_READ = 6_000
"""Entries in all posting lists that one query reads. Shorter lists come first; a list that does not fit is not read."""

Conjunction = Sequence[str]
"""Terms that must all be in an entry, such as the terms of one word of a query."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A text to index: a note, or a to-do (whose text is its title). ``id`` is the row id."""

    kind: HitKind
    id: int
    space_id: int
    title: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class EntryTerms:
    """The terms of an entry, with their space's prefix, as often as they occur."""

    title: Sequence[str]
    body: Sequence[str]


@dataclass(frozen=True, slots=True)
class BooleanQuery:
    """A query to one space's part of the index. The terms carry the space's prefix.

    An entry must have every conjunction of ``must``, none of ``must_not`` and, where ``should`` is not empty, at least
    one of ``should``, each of which adds its weight to the score. An index that stores positions may leave out entries
    where the terms of a ``near`` pair never occur with at most that many other terms between the first and the last.
    """

    space_id: int
    must: Sequence[Conjunction] = ()
    must_not: Sequence[Conjunction] = ()
    should: Sequence[tuple[Conjunction, float]] = ()
    near: Sequence[tuple[Conjunction, int]] = ()


@dataclass(frozen=True, slots=True)
class Postings:
    """The entries that have a conjunction, with BM25's term frequency divided by its length normalization.

    The frequency counts a term of the title ``TITLE_WEIGHT`` times; the divisor is 1 for an entry of average length.
    ``document_frequency`` is about how many entries have the conjunction. ``is_complete``: none is missing here.
    """

    frequencies: Mapping[EntryKey, float]
    document_frequency: int
    is_complete: bool


class SearchIndex(Protocol):
    """One database's full-text index, inside the caller's transaction."""

    @property
    def entry_id(self) -> ColumnElement[int]:
        """The row id of the note or to-do, for conditions."""
        ...

    def is_kind(self, kind: HitKind) -> ColumnElement[bool]: ...

    async def add(self, entries: Sequence[Entry]) -> None: ...

    async def remove(self, entries: Sequence[Entry]) -> None:
        """Take entries out. They must be given exactly as they were added."""
        ...

    async def forget(self, space_id: int) -> None:
        """Take everything of a space out, while its notes and to-dos still exist."""
        ...

    async def clear(self) -> None: ...

    async def counts(self, conjunctions: Sequence[Conjunction], limit: int) -> Sequence[int]:
        """The number of entries that have each conjunction, counted up to ``limit``."""
        ...

    async def occurring(self, terms: Collection[str], limit: int) -> Mapping[str, int]:
        """The number of entries that have each term, counted up to ``limit``, without terms that no entry has."""
        ...

    async def postings(
        self, conjunctions: Sequence[Conjunction], query: BooleanQuery, where: ColumnElement[bool]
    ) -> Sequence[Postings]:
        """The postings of each conjunction among the entries that match ``query`` and fulfill ``where``.

        Each holds at most the newest ``CANDIDATES``, all together at most ``POSTINGS_READ``: a list that does not fit
        is empty, but has its document frequency.
        """
        ...

    async def ranked(self, query: BooleanQuery, where: ColumnElement[bool], limit: int) -> Scores:
        """The best ``limit`` of the newest ``CANDIDATES`` matches (per conjunction of ``should``, if it has any).

        ``where`` is a condition over :attr:`entry_id` and :meth:`is_kind`.
        """
        ...

    def matches(
        self, conjunctions: Sequence[Conjunction], kind: HitKind, row_id: ColumnElement[int]
    ) -> ColumnElement[bool]:
        """Return the condition, for statements about notes or to-dos, that one has any of ``conjunctions``."""
        ...


def prefixed(space_id: int, terms: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{space_id}_{term[:LONGEST_TERM]}" for term in terms)


def terms_of(tokenizer: Tokenizer, entry: Entry) -> EntryTerms:
    """The terms of ``entry``, as many as fit into the index."""
    title = prefixed(entry.space_id, tokenizer.index_terms(entry.title))
    body = prefixed(entry.space_id, tokenizer.index_terms(entry.body))
    if (len(title) + len(body)) * LONGEST_TERM_BYTES <= ENTRY_BYTES:
        return EntryTerms(title, body)
    room = _Room()
    return EntryTerms(room.fitting(title), room.fitting(body))


class _Room:
    """Counts the bytes that the distinct terms of an entry take in a ``tsvector``."""

    def __init__(self) -> None:
        self._left = ENTRY_BYTES
        self._known: set[str] = set()

    def fitting(self, terms: Iterable[str]) -> list[str]:
        kept: list[str] = []
        for term in terms:
            if term not in self._known:
                cost = len(term.encode()) + 6
                if cost > self._left:
                    continue
                self._left -= cost
                self._known.add(term)
            kept.append(term)
        return kept


def affordable(sizes: Sequence[int]) -> list[int]:
    """The positions of the posting lists to read within ``POSTINGS_READ``, short lists first, empty ones left out."""
    room = POSTINGS_READ
    chosen: list[int] = []
    for place in sorted(range(len(sizes)), key=sizes.__getitem__):
        if 0 < sizes[place] <= room:
            room -= sizes[place]
            chosen.append(place)
    return chosen


def estimated_frequency(found: int, newest: int, oldest: int, entries: int) -> int:
    """Estimate how many of ``entries`` match, from the row ids of the newest and oldest of the ``found`` newest."""
    return entries if newest <= 0 else min(entries, found * newest // max(1, newest - oldest))
