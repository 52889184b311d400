"""The result of a search by meaning. Without numpy, which a search by words alone need not import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from storage.search.keys import EntryKey

Cosines = Mapping[EntryKey, Sequence[float]]
"""The cosines of each entry's passages with the query."""


@dataclass(frozen=True, slots=True)
class Neighbors:
    """The nearest entries, the nearest first, with the cosines of these and of entries that the caller asked for.

    ``sample`` has the cosines of a few hundred entries of the space, whatever they are about.
    """

    keys: Sequence[EntryKey] = ()
    cosines: Cosines = field(default_factory=dict)
    sample: Sequence[Sequence[float]] = ()
