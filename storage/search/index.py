"""What both full-text indexes share: how a text becomes an entry, and what can be asked.

A term is indexed with the number of its space before it (``12_扩散``), so the lists a query reads are those of one
space, however many others share the database.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import ColumnElement

from bot.core.ports.library import Hit, HitKind
from bot.core.ports.text import Tokenizer

TITLE_WEIGHT = 5.0
"""How much more a word counts in a title, in BM25; measured: the reciprocal rank rose from .605 to .666."""

K1, B = 1.2, 0.75
"""BM25's constants as FTS5 has them, https://www.sqlite.org/fts5.html#the_bm25_function."""

LONGEST_TERM = 64
"""Characters; of a longer term only the beginning is indexed, and asked for."""

LONGEST_TERM_BYTES = 4 * LONGEST_TERM + 26
"""Of a term in a ``tsvector``: its characters in UTF-8, the space's number with its ``_``, and what PostgreSQL adds."""

ENTRY_BYTES = 900_000
"""PostgreSQL refuses a ``tsvector`` of 1 MiB; what a text has beyond this is not indexed, on any database."""

LATEST = 2_000
"""Entries ranked for one word (or for all words together): of more than this the latest. Ranking costs per entry."""

ARM_ROWS = 6_000
"""Entries that are ranked for all arms of a query together; the arms of fewest entries come first."""

Group = Sequence[str]
"""The terms that must all be there for one word of a query."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A text to be found: a note, or a to-do (whose text is its title). ``id`` is the row id."""

    kind: HitKind
    id: int
    space_id: int
    title: str
    body: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of an entry, with their space's prefix, repeated as they occur."""

    title: Sequence[str]
    body: Sequence[str]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for in one space; the terms carry its prefix.

    An entry must have all groups of ``every`` and none of ``never``. With ``some`` it need not have ``every``, but at
    least one of those, each of which adds its weight to the score. An index that knows places may leave out entries
    that have the terms of ``close`` nowhere with so few others between the first and the last.
    """

    space_id: int
    every: Sequence[Group] = ()
    never: Sequence[Group] = ()
    some: Sequence[tuple[Group, float]] = ()
    close: Sequence[tuple[Group, int]] = ()


Key = tuple[HitKind, int]

_KINDS = (HitKind.NOTE, HitKind.TODO)


@dataclass(frozen=True, slots=True)
class Arm:
    """The entries that have all terms of a group, by :func:`number_of`, with how often, as BM25 sees it: over the
    length of the entry, which is 1 on average, in the title ``TITLE_WEIGHT`` times. ``found_in`` is about how many
    have them in all; ``complete``: these are they.
    """

    frequencies: Mapping[int, float]
    found_in: int
    complete: bool = True


class SearchIndex(Protocol):
    """One database's full-text index, inside the caller's transaction."""

    @property
    def entry_id(self) -> ColumnElement[int]:
        """The row id of the note or to-do, for conditions."""
        ...

    def is_kind(self, kind: HitKind) -> ColumnElement[bool]: ...

    async def add(self, entries: Sequence[Entry]) -> None: ...

    async def remove(self, entries: Sequence[Entry]) -> None:
        """Take entries out; they must be given exactly as they were added."""
        ...

    async def forget(self, space_id: int) -> None:
        """Take everything of a space out, while its notes and to-dos are still there."""
        ...

    async def clear(self) -> None: ...

    async def counts(self, groups: Sequence[Group], limit: int) -> Sequence[int]:
        """In how many entries each group has all its terms, counting up to ``limit``."""
        ...

    async def occurring(self, terms: Collection[str], limit: int) -> Mapping[str, int]:
        """In how many entries each term is, counting up to ``limit``; without those that are nowhere."""
        ...

    async def arms(self, groups: Sequence[Group], wanted: Wanted, where: ColumnElement[bool]) -> Sequence[Arm]:
        """What entries have of each group, among those that have ``wanted`` and fulfil ``where`` (as for ``ranked``).

        At most the ``LATEST`` of each group, and ``ARM_ROWS`` in all: groups of too many entries have none.
        """
        ...

    async def ranked(self, wanted: Wanted, where: ColumnElement[bool], limit: int) -> list[Hit]:
        """The best ``limit`` of the ``LATEST`` hits (for each of ``some``, where there are any), the best first.

        ``where`` is a condition over :attr:`entry_id` and :meth:`is_kind`.
        """
        ...

    def matches(self, groups: Sequence[Group], kind: HitKind, row_id: ColumnElement[int]) -> ColumnElement[bool]:
        """Whether any of ``groups`` is in the entry of a note or to-do: a condition for statements about those."""
        ...


def number_of(kind: HitKind, row_id: int) -> int:
    """One number for a note or to-do: those of notes are even. Thousands of them are handled faster than of keys."""
    return row_id * 2 + _KINDS.index(kind)


def key_of(number: int) -> Key:
    return _KINDS[number % 2], number // 2


def prefixed(space_id: int, terms: Iterable[str]) -> list[str]:
    return [f"{space_id}_{term[:LONGEST_TERM]}" for term in terms]


def terms_of(tokenizer: Tokenizer, entry: Entry) -> Terms:
    """The terms of ``entry``, as many as fit into the index."""
    title = prefixed(entry.space_id, tokenizer.index_terms(entry.title))
    body = prefixed(entry.space_id, tokenizer.index_terms(entry.body))
    if (len(title) + len(body)) * LONGEST_TERM_BYTES <= ENTRY_BYTES:
        return Terms(title, body)
    room = _Room()
    return Terms(room.fitting(title), room.fitting(body))


class _Room:
    """Counts the bytes that the different terms of an entry take in a ``tsvector``."""

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
    """The places of the arms to read, those of fewest entries first; empty ones need not be read."""
    room = ARM_ROWS
    chosen: list[int] = []
    for place in sorted(range(len(sizes)), key=sizes.__getitem__):
        if 0 < sizes[place] <= room:
            room -= sizes[place]
            chosen.append(place)
    return chosen


def about(found: int, newest: int, oldest: int, entries: int) -> int:
    """How many of ``entries`` have what the ``found`` latest have, by how far back one must go for these."""
    return entries if newest <= 0 else min(entries, found * newest // max(1, newest - oldest))
