"""Pure text work that other rooms do for the core and the handlers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from bot.core.messages import Inlines
from bot.core.model.digests import Interests, Pick
from bot.core.model.notes import Note
from bot.core.model.papers import Paper
from bot.core.query import Query


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

    def date(self, value: date) -> str: ...

    def time(self, value: datetime) -> str:
        """Hours and minutes of an aware or local time."""
        ...


class Snippets(Protocol):
    """A line of a found text with the matched words marked."""

    def __call__(self, text: str, query: Query, width: int) -> Inlines:
        """``width`` is in characters of the longest snippet."""
        ...


@dataclass(frozen=True, slots=True)
class Profile:
    """What a space likes, as ranking sees it.

    ``notes``, ``liked`` and ``read`` (done on the to-do list) teach towards, ``disliked`` away. ``papers``
    holds the metadata of every paper named in any of them; a paper without metadata there is left out.
    ``dates`` says when a paper was liked, read or disliked; one without a date counts as recent. ``explore`` is the
    seed of a digest's one surprise, and empty where there is to be none.
    """

    interests: Interests
    notes: Sequence[Note] = ()
    liked: Sequence[str] = ()
    read: Sequence[str] = ()
    disliked: Sequence[str] = ()
    papers: Mapping[str, Paper] | None = None
    dates: Mapping[str, date] | None = None
    explore: str = ""


class Ranker(Protocol):
    """A pure function of (profile, candidates) to picks, best first, with reasons a person believes."""

    def __call__(
        self, profile: Profile, candidates: Sequence[Paper], top: int, language: Translator
    ) -> Sequence[Pick]: ...


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
