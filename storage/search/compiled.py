"""A ``Query`` as the index and the tables understand it: terms, conditions, and what only the texts can answer."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.core.model.query import Query
from bot.core.model.spaces import Space
from bot.core.ports.library import HitKind
from bot.core.ports.text import Tokenizer
from storage.search.filters import Conditions, conditions
from storage.search.index import BooleanQuery, Conjunction, prefixed

COMPOUND = 12
"""Terms of a hyphenated word of which a phrase may have only the first or the last part."""


@dataclass(frozen=True, slots=True)
class CompiledQuery:
    """A query to one space.

    ``text`` is everything typed without quotes, ``words`` the terms of its content words, ``in_phrases`` those of the
    quoted phrases. The index knows no phrases, so ``phrases`` and ``excluded_phrases`` are compared with the texts.
    """

    space: Space
    text: str
    words: Sequence[Conjunction]
    in_phrases: Sequence[Conjunction]
    boolean: BooleanQuery
    phrases: Sequence[str]
    excluded_phrases: Sequence[str]
    tags: Sequence[str]
    filters: Mapping[HitKind, Conditions]

    @property
    def reads_texts(self) -> bool:
        return bool(self.phrases or self.excluded_phrases)

    @property
    def has_filters(self) -> bool:
        """Return whether more than the words and the kind of entry decide what may be found."""
        return bool(self.tags or self.phrases or any(self.filters.values()))

    def passes(self, plain: str) -> bool:
        """Return whether a text, in the form of ``Tokenizer.plain``, has the phrases and none of the excluded ones."""
        has_all = all(phrase in plain for phrase in self.phrases)
        return has_all and not any(phrase in plain for phrase in self.excluded_phrases)


class QueryCompiler:
    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer

    def compiled(self, space: Space, query: Query) -> CompiledQuery:
        words = self.conjunctions(space, self._tokenizer.content_words(query.text))
        in_phrases = [terms for phrase in query.phrases for terms in self.conjunctions(space, phrase)]
        # The index excludes single words. Several are a phrase, of which it knows only the words.
        excluded = [self.conjunctions(space, text, endings=True) for text in query.excluded if not _is_phrase(text)]
        return CompiledQuery(
            space=space,
            text=query.text,
            words=words,
            in_phrases=in_phrases,
            boolean=BooleanQuery(
                space.id,
                must=[*words, *in_phrases],
                must_not=[[term for terms in word for term in terms] for word in excluded if word],
                near=list(self._near(space, query.phrases)),
            ),
            phrases=self._plain(query.phrases),
            excluded_phrases=self._plain(filter(_is_phrase, query.excluded)),
            tags=query.tags,
            filters=conditions(query, space),
        )

    def conjunctions(self, space: Space, text: str, *, endings: bool = False) -> list[Conjunction]:
        """The terms of each word of ``text``, as in the index of ``space``."""
        return [prefixed(space.id, terms) for terms in self._tokenizer.query_terms(text, endings=endings)]

    def _near(self, space: Space, phrases: Sequence[str]) -> Iterator[tuple[Conjunction, int]]:
        """The terms of each Latin phrase and their greatest distance. Chinese characters have pairs in between."""
        for phrase in phrases:
            terms = dict.fromkeys(term for word in self.conjunctions(space, phrase) for term in word)
            if len(terms) > 1 and phrase.isascii():
                yield tuple(terms), len(self._tokenizer.index_terms(phrase)) + COMPOUND

    def _plain(self, texts: Iterable[str]) -> list[str]:
        return [plain for plain in map(self._tokenizer.plain, texts) if plain]


def _is_phrase(excluded: str) -> bool:
    return len(excluded.split()) > 1
