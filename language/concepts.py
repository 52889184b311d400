"""What a query asks for, with every way to write it: ``检索增强`` is looked for as ``retrieval-augmented``, too.

A *way* is a set of index terms that a text must all have. A word of the query that is no term of the field has one way;
runs of Chinese and Korean characters outside of such terms are taken apart into pairs, each a concept of little weight,
because nobody knows where their words begin. The words within a compound (``diffusion model``) are asked for, too, so
that a text with half of it is better than one with nothing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from language import glossary
from language.analyzer import TermGroup, query_terms
from language.function_words import FUNCTION_WORDS

Way = tuple[str, ...]
"""Terms as :func:`language.analyzer.terms` makes them, not encoded for a database."""

PAIR, NESTED = 0.3, 0.3
"""Weights of a pair of characters, and of a part of a compound; flat between .2 and .5 when measured."""

SAYS_NOTHING = 0.05
"""Weight of a function word: it decides between texts that have all the rest."""

MAX_CONCEPTS = 64

_CHARACTERS = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]+")


@dataclass(frozen=True, slots=True)
class Concept:
    """A text has it when it has all terms of any way."""

    ways: tuple[Way, ...]
    weight: float = 1.0


def concepts(query: str) -> tuple[Concept, ...]:
    """The concepts of ``query`` in the order they stand, each once; at most ``MAX_CONCEPTS``."""
    found: dict[tuple[Way, ...], float] = {}
    for concept in _concepts(query):
        if len(found) == MAX_CONCEPTS:
            break
        found[concept.ways] = max(concept.weight, found.get(concept.ways, 0.0))
    return tuple(Concept(ways, weight) for ways, weight in found.items())


def _concepts(query: str) -> Iterator[Concept]:
    for part in glossary.parts(query):
        if isinstance(part, str):
            yield from _of_words(part)
        else:
            yield Concept(_ways(part))
            yield from _nested(part)


def _of_words(words: str) -> Iterator[Concept]:
    for group in query_terms(words):
        if _CHARACTERS.fullmatch(group.word):
            yield from (Concept(((term,),), PAIR) for term in group.terms)
        else:
            yield Concept((group.terms,), SAYS_NOTHING if group.word.lower() in FUNCTION_WORDS else 1.0)


def _nested(names: glossary.Names) -> Iterator[Concept]:
    """The terms and words within the usual English name."""
    words = names[0][0].replace("-", " ").split()
    for start in range(len(words)):
        for end in range(start + 1, len(words) + (start > 0)):
            inner = glossary.parts(" ".join(words[start:end]))
            if len(inner) == 1 and not isinstance(inner[0], str):
                yield Concept(_ways(inner[0]), NESTED)
            elif end == start + 1:
                yield from (Concept((group.terms,), NESTED) for group in query_terms(words[start]))


def _ways(names: glossary.Names) -> tuple[Way, ...]:
    return tuple(dict.fromkeys(_way(query_terms(name)) for of_language in names for name in of_language))


def _way(groups: Sequence[TermGroup]) -> Way:
    return tuple(term for group in groups for term in group.terms)


def frequency(concept: Concept, counts: Mapping[str, float]) -> float:
    """How often a text has ``concept``, from how often it has each term: of a way its rarest term, of ways the best."""
    return max((min(counts.get(term, 0.0) for term in way) for way in concept.ways), default=0.0)
