"""What was meant by a word that is nowhere in a space: one of the space's own words, a slip of the keyboard away.

A slip is a letter left out, put in, replaced, or swapped with its neighbour. All words one slip away are few hundred
however many words the index has, so they are looked up in it, instead of comparing every word of it (200,000 words:
20 to 40 ms a word with rapidfuzz, and they must be in memory). Two slips in a word are not seen through.

Only words of Latin letters are corrected. Left alone are words that the space has in any inflection, terms of the
glossary, numbers and model names (``GPT-4V``), short words, and what is written in Chinese or Hangul.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from language import glossary
from language.analyzer import STEM, query_terms

MIN_LETTERS = 6
"""Of a word that is corrected; of shorter ones, too many others are one slip away. In those, two may be swapped."""

MAX_WORDS = 6
"""Words of one query that are looked at; each costs a few hundred look-ups."""

_LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Beside Chinese and Hangul a Latin word is a word, as between hyphens; as a part of a name with digits, dots or accents
# it is none.
_LATIN = "A-Za-z0-9_\u00c0-\u024f"
_COMPOUND = re.compile(rf"(?<![{_LATIN}.\-])[A-Za-z]++(?:-[A-Za-z]++)*+(?![{_LATIN}]|[.\-][{_LATIN}])")
_WORD = re.compile("(?<![A-Za-z])[A-Za-z]{4,24}(?![A-Za-z])")
_SWAPPED, _OTHER, _OTHER_START = 3, 2, 1


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word at ``[start, end)`` of a query; of letters only, so its terms need no encoding for an index.

    First ask the index for ``own``: a space that has one of these terms has the word. Only otherwise ask for
    ``others``, about a thousand terms.
    """

    word: str
    start: int
    end: int

    @property
    def own(self) -> tuple[str, ...]:
        """The word itself, and the form a query asks for."""
        word = self.word.lower()
        return (word, *(term for group in query_terms(word) for term in group.terms))

    @property
    def others(self) -> frozenset[str]:
        return frozenset(term for term, _, _ in self.meanings())

    def meanings(self) -> Iterator[tuple[str, str, int]]:
        """A term, the word it says was meant, and how likely: inflections of a word are less likely than itself."""
        word = self.word.lower()
        for slip, likelihood in _slips(word):
            yield slip, slip, 2 * likelihood + 1
        stem = self.own[-1].removeprefix(STEM)
        if self.own[-1].startswith(STEM) and word.startswith(stem):
            for slip, likelihood in _slips(stem):
                yield STEM + slip, slip + word[len(stem) :], 2 * likelihood


@dataclass(frozen=True, slots=True)
class Correction:
    """``text`` is the query as it was probably meant, ``words`` what was replaced by what."""

    text: str
    words: Mapping[str, str]


def doubts(query: str) -> list[Doubt]:
    """The words of ``query`` that can be corrected, if the index turns out not to have them."""
    found: list[Doubt] = []
    compounds = (match.span() for match in _COMPOUND.finditer(query))
    for match in chain.from_iterable(_WORD.finditer(query, *span) for span in compounds):
        is_term = any(not isinstance(part, str) for part in glossary.parts(match[0]))
        if len(found) < MAX_WORDS and not is_term:
            found.append(Doubt(match[0], match.start(), match.end()))
    return found


def correct(query: str, doubtful: Sequence[Doubt], counts: Mapping[str, int]) -> Correction | None:
    """``query`` with the words nobody wrote replaced by such as somebody did; ``None`` if all is well, or hopeless.

    ``counts`` has the number of notes for the doubts' terms; what is not in it is in no note.
    """
    text, replaced = query, {}
    for doubt in reversed(doubtful):
        if any(map(counts.get, doubt.own)):
            continue
        found = [(likelihood, counts[term], word) for term, word, likelihood in doubt.meanings() if counts.get(term)]
        if found:
            *_, meant = max(found)
            text = text[: doubt.start] + meant + text[doubt.end :]
            replaced[doubt.word] = meant
    return Correction(text, dict(reversed(replaced.items()))) if replaced else None


def _slips(word: str) -> Iterator[tuple[str, int]]:
    """All words one slip away, some repeatedly, with how likely the slip is."""
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
        for letter in _LETTERS:
            yield before + letter + rest, likelihood
            if rest:
                yield before + letter + rest[1:], likelihood
