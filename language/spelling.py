"""The word that was meant by one that is nowhere in a space: one of the space's own words, one slip away.

A slip is a letter left out, put in, replaced, or swapped with its neighbor. A word has only a few hundred others one
slip away, however many words the index has, so those are looked up in it. Comparing with every word of the index takes
20 to 40 ms per word (200,000 words, rapidfuzz), and all of them must be in memory. A word with two slips is not
corrected.

Only words of Latin letters are corrected. Words that the space has in any inflection, terms of the glossary, numbers,
model names (``GPT-4V``), short words, Chinese and Hangul are left alone.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from string import ascii_lowercase

from language import glossary
from language.analyzer import STEM, encode, query_terms

MIN_LETTERS = 6
"""Letters of the shortest word that is corrected: shorter ones have too many others one slip away. In a word of four or
five, only two swapped letters are.
"""

MAX_WORDS = 6
"""Words of one query that are checked; each costs a few hundred look-ups."""

# Next to Chinese, Hangul or a hyphen, Latin letters are a word. Next to digits, dots or accents they are part of one.
_LATIN = "A-Za-z0-9_\u00c0-\u024f"
_COMPOUND = re.compile(rf"(?<![{_LATIN}.\-])[A-Za-z]++(?:-[A-Za-z]++)*+(?![{_LATIN}]|[.\-][{_LATIN}])")
_WORD = re.compile("(?<![A-Za-z])[A-Za-z]{4,24}(?![A-Za-z])")
_SWAPPED, _OTHER, _OTHER_START = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word at ``[start, end)`` of a query that may be misspelt; a :class:`bot.core.ports.text.Doubt`."""

    word: str
    start: int
    end: int

    @property
    def own(self) -> tuple[str, ...]:
        """The terms of the word itself, and of the form a query asks for."""
        return tuple(map(encode, self._own()))

    @property
    def others(self) -> Collection[str]:
        return frozenset(term for term, _, _ in self.corrections())

    def corrections(self) -> Iterator[tuple[str, str, int]]:
        """A term, the word it stands for, and how likely that was meant: an inflected form is less likely."""
        word = self.word.lower()
        for slip, likelihood in _slips(word):
            yield slip, slip, 2 * likelihood + 1
        stem = self._own()[-1].removeprefix(STEM)
        if word.startswith(stem):
            for slip, likelihood in _slips(stem):
                yield encode(STEM + slip), slip + word[len(stem) :], 2 * likelihood

    def _own(self) -> tuple[str, ...]:
        word = self.word.lower()
        return (word, *(term for group in query_terms(word) for term in group.terms))


def doubts(query: str) -> list[Doubt]:
    """The words of ``query`` that can be corrected, if the index turns out not to have them."""
    found: list[Doubt] = []
    compounds = (match.span() for match in _COMPOUND.finditer(query))
    for match in chain.from_iterable(_WORD.finditer(query, *span) for span in compounds):
        is_term = any(not isinstance(part, str) for part in glossary.parts(match[0]))
        if len(found) < MAX_WORDS and not is_term:
            found.append(Doubt(match[0], match.start(), match.end()))
    return found


def corrected(query: str, counts: Mapping[str, int]) -> str:
    """``query`` with each misspelt word replaced by the likeliest one that an entry has, if there is any.

    ``counts`` has the number of entries per term of the query's doubts, without terms that no entry has.
    """
    text = query
    for doubt in reversed(doubts(query)):
        if any(map(counts.get, doubt.own)):
            continue
        found = [(likelihood, counts[term], word) for term, word, likelihood in doubt.corrections() if counts.get(term)]
        if found:
            *_, meant = max(found)
            text = text[: doubt.start] + meant + text[doubt.end :]
    return text


def _slips(word: str) -> Iterator[tuple[str, int]]:
    """All words one slip away, some more than once, and how likely each slip is."""
    return chain(_swapped(word), _altered(word) if len(word) >= MIN_LETTERS else ())


def _swapped(word: str) -> Iterator[tuple[str, int]]:
    for index in range(len(word) - 1):
        if word[index] != word[index + 1]:
            yield word[:index] + word[index + 1] + word[index] + word[index + 2 :], _SWAPPED


def _altered(word: str) -> Iterator[tuple[str, int]]:
    """First letters are seldom wrong."""
    for index in range(len(word) + 1):
        likelihood = _OTHER if index else _OTHER_START
        before, rest = word[:index], word[index:]
        if rest:
            yield before + rest[1:], likelihood
        for letter in ascii_lowercase:
            yield before + letter + rest, likelihood
            if rest:
                yield before + letter + rest[1:], likelihood
