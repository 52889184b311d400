"""Pure text processing that other packages do for the core, the handlers and the storage."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, Protocol, TypeVar

from bot.core.messages import Inlines
from bot.core.model.query import Query


class Translator(Protocol):
    """The sentences of one language (``bot/locales``), with its plurals and date formats."""

    code: str

    def text(self, key: str, **data: Any) -> str:
        """Return the sentence with ``data`` filled in, dates written out. ``KeyError`` for an unknown key is a bug."""

    def inlines(self, key: str, **data: Any) -> Inlines:
        """Return the sentence as inline nodes; ``data`` may hold nodes (a link, bold) or tuples of them."""

    def day(self, value: date, *, with_year: bool = False) -> str:
        """Return a short date, for brackets: ``12 Dec``."""

    def date(self, value: date) -> str: ...

    def time(self, value: datetime) -> str:
        """Return hours and minutes of an aware or local time."""


class Snippets(Protocol):
    """One line of a found text, with the matches marked."""

    def __call__(self, text: str, query: Query, width: int) -> Inlines:
        """``width`` is the greatest length of the line, in code points."""


class Tokenizer(Protocol):
    """Turns text into the terms of the search index, the same on every database.

    A term consists of ASCII letters and digits, ``_`` and non-ASCII letters only, and is already folded.
    ``version`` changes whenever the same text may give other terms: the index is then built again.
    """

    version: str

    def index_terms(self, text: str) -> Sequence[str]:
        """The terms of ``text`` in order, as often as they occur."""

    def query_terms(self, text: str, *, endings: bool = False) -> Sequence[Sequence[str]]:
        """For each word of a query, the terms that an entry must have; words without terms are left out.

        With ``endings`` a Korean word is taken as typed, instead of as any noun that begins with its stem.
        """

    def translations(self, text: str) -> Sequence[str]:
        """The words of a query in other languages, in a few wordings; none where the glossary knows no term."""

    def plain(self, text: str) -> str:
        """``text`` as quoted phrases are compared: folded, in lower case, with single spaces."""

    def content_words(self, text: str) -> str:
        """``text`` without its function words (``the``, ``of``); all of it if it has no other words."""


Key = TypeVar("Key", bound=Hashable)
"""Identifies an entry."""


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that a query asks for. An entry has it when it has all terms of any of ``wordings``."""

    wordings: tuple[tuple[str, ...], ...]
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class ConceptPostings(Generic[Key]):
    """The entries that have a concept, with BM25's term frequency divided by its length normalization.

    The frequency is that of the rarest term of the most frequent wording; terms of the title count several times.
    ``document_frequency`` is the number of entries that have the concept; ``frequencies`` may hold only some of them.
    """

    weight: float
    frequencies: Mapping[Key, float]
    document_frequency: int


@dataclass(frozen=True, slots=True)
class Evidence(Generic[Key]):
    """Everything known about one query and the candidates for it, in a space of ``entries`` entries.

    ``cosines`` has those of each candidate's passages with the query, ``sample`` those of entries that were not chosen
    for the query. ``complete`` are the candidates with every word as typed. ``newness`` is from 0 to 1.
    ``corrected``: a misspelt word was replaced, so the query's vector is of the misspelt words.
    """

    entries: int
    concepts: Sequence[ConceptPostings[Key]] = ()
    cosines: Mapping[Key, Sequence[float]] = field(default_factory=dict)
    sample: Sequence[Sequence[float]] = ()
    complete: Collection[Key] = ()
    newness: Mapping[Key, float] = field(default_factory=dict)
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class RankedEntry(Generic[Key]):
    """``by_words``: the entry has enough of the words; ``by_meaning``: it is close in meaning. Both and neither may be.

    ``perhaps``: it is worth showing where nothing better was found.
    """

    key: Key
    score: float
    by_words: bool
    by_meaning: bool
    perhaps: bool


class Doubt(Protocol):
    """A word of a query that may be misspelt: it is if the index has none of ``own``, but some of ``others``."""

    @property
    def own(self) -> Collection[str]: ...
    @property
    def others(self) -> Collection[str]:
        """About a thousand terms, which take a while to compute."""


class Relevance(Protocol):
    """Judges how well entries answer a query, by words and vectors; pure, and the same for every database.

    Terms are those of :class:`Tokenizer`.
    """

    def concepts(self, query: str) -> Sequence[Concept]: ...

    def doubts(self, query: str) -> Sequence[Doubt]: ...

    def corrected(self, query: str, counts: Mapping[str, int]) -> str:
        """Return ``query`` as it was probably meant, or as it is where nothing similar was written.

        ``counts`` has the number of entries per term of the query's :meth:`doubts`.
        """

    def is_meaningful(self, query: str) -> bool:
        """Return whether ``query`` is long enough for its vector to mean something."""

    def ranked(self, evidence: Evidence[Key]) -> Sequence[RankedEntry[Key]]:
        """Rank every entry with any evidence, the best first."""

    def likeness(self, one: str, other: str) -> float:
        """The share of the terms of two texts that both have, from 0 to 1."""
