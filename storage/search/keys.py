"""The key by which a search knows an entry, from the index through the vectors to the hit."""

from collections.abc import Iterable, Mapping
from typing import NewType

from bot.core.ports.library import HitKind

EntryKey = NewType("EntryKey", int)
"""A note or to-do as one number: twice its row id, plus one for a to-do. Also the row id in SQLite's index.

One number, because a search handles thousands of keys, and hashing a pair with an enumeration's member takes longer.
"""

Scores = Mapping[EntryKey, float]
"""The score of each entry, the best entry first."""

_KINDS = (HitKind.NOTE, HitKind.TODO)


def key_of(kind: HitKind, row_id: int) -> EntryKey:
    return EntryKey(row_id * len(_KINDS) + _KINDS.index(kind))


def kind_of(key: EntryKey) -> HitKind:
    return _KINDS[key % len(_KINDS)]


def row_id_of(key: EntryKey) -> int:
    return key // len(_KINDS)


def row_ids(keys: Iterable[EntryKey], kind: HitKind) -> list[int]:
    """The row ids of the entries of one kind."""
    remainder = _KINDS.index(kind)
    return [key // len(_KINDS) for key in keys if key % len(_KINDS) == remainder]
