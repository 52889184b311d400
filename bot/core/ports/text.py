"""Pure text work that other rooms do for the core and the handlers."""

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Generic, Protocol, TypeVar

from bot.core.messages import Inlines
from bot.core.model.query import Query


class Translator(Protocol):
    """The sentences of one language (``bot/locales``), with plurals and dates as that language writes them."""

    @property
    def code(self) -> str: ...

    def speaking(self, code: str) -> "Translator":
        """The same sentences in another language."""
        ...

    def text(self, key: str, **data: Any) -> str:
        """The sentence with ``data`` filled in; dates are written out. An unknown key is a bug: ``KeyError``."""
        ...

    def inlines(self, key: str, **data: Any) -> Inlines:
        """The same, where ``data`` may hold inline nodes (a link, bold) or tuples of them."""
        ...

    def day(self, value: date, *, with_year: bool = False) -> str:
        """A date in few characters, for brackets: ``12 Dec``."""
        ...

    def date(self, value: date) -> str: ...

    def time(self, value: datetime) -> str:
        """Hours and minutes of an aware or local time."""
        ...


class Snippets(Protocol):
    """A line of a found text with the matched words marked."""

    def __call__(self, text: str, query: Query, width: int) -> Inlines:
        """``width`` is in characters of the longest snippet."""
        ...


class Tokenizer(Protocol):
    """Turns text into the terms of the search index, the same way for every database.

    A term is made of ASCII letters and digits, ``_`` and non-ASCII letters only, and is folded already.
    ``version`` changes whenever the same text may give other terms: the index is then built anew.
    """

    @property
    def version(self) -> str: ...

    def index_terms(self, text: str) -> Sequence[str]:
        """The terms of ``text`` in order, repeated as often as they occur."""
        ...

    def query_groups(self, text: str, *, endings: bool = False) -> Sequence[Sequence[str]]:
        """Per word of a query, the terms that must all be there; a word without terms is left out.

        Where ``endings`` count, a Korean word is taken as typed and not for any noun that begins like it.
        """
        ...

    def translations(self, text: str) -> Sequence[str]:
        """The words of a query in other languages, a few wordings at most; none where no term is known."""
        ...

    def plain(self, text: str) -> str:
        """``text`` as quoted phrases are compared: folded, in lower case, its blanks single."""
        ...

    def telling(self, text: str) -> str:
        """The words of ``text`` that say something by themselves; all of them where none does."""
        ...


Key = TypeVar("Key", bound=Hashable)
"""What names an entry of the index."""


@dataclass(frozen=True, slots=True)
class Concept:
    """Something that a query asks for: an entry has it when it has all terms of any of ``ways``."""

    ways: Sequence[Sequence[str]]
    weight: float


class Doubt(Protocol):
    """A word of a query that may be misspelt: it is when the index has none of ``own``, and some of ``others``."""

    @property
    def own(self) -> Collection[str]: ...
    @property
    def others(self) -> Collection[str]:
        """About a thousand terms; it takes a while to make them."""
        ...


@dataclass(frozen=True, slots=True)
class Evidence(Generic[Key]):
    """What is known of one query among ``entries`` entries.

    ``concepts`` has per concept its weight, how often entries have it, and how many entries have it in all.
    ``passages`` has the cosines of an entry's passages with the query, ``sample`` those of entries that nothing was
    picked for.
    ``complete`` have every word as it was typed. ``newness`` is from 0 to 1.
    """

    entries: int
    concepts: Sequence[tuple[float, Mapping[Key, float], int]] = ()
    passages: Mapping[Key, Sequence[float]] = field(default_factory=dict)
    sample: Sequence[Sequence[float]] = ()
    complete: Collection[Key] = ()
    newness: Mapping[Key, float] = field(default_factory=dict)
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Judged(Generic[Key]):
    """``by_words``: enough of the words are there; ``by_meaning``: it is close in meaning. Both and neither may be.

    ``perhaps``: it is worth showing where there is nothing better.
    """

    key: Key
    score: float
    by_words: bool
    by_meaning: bool
    perhaps: bool


class Relevance(Protocol):
    """What words and vectors say about how well entries answer a query; pure, and the same for every database.

    Terms are those of :class:`Tokenizer`.
    """

    def concepts(self, query: str) -> Sequence[Concept]: ...

    def doubts(self, query: str) -> Sequence[Doubt]: ...

    def corrected(self, query: str, doubts: Sequence[Doubt], counts: Mapping[str, int]) -> str:
        """``query`` as it was probably meant, by the number of entries that have each term; empty where all is well."""
        ...

    def is_meaningful(self, query: str) -> bool:
        """Whether it is long enough that its meaning says more than its characters."""
        ...

    def judged(self, evidence: Evidence[Key]) -> Sequence[Judged[Key]]:
        """All entries that the evidence names, the best first."""
        ...

    def likeness(self, one: str, other: str) -> float:
        """How much of what two texts say together both say, in the same words: 0 to 1."""
        ...
