"""The things that a query asks for, with every way to write each: ``检索增强`` is also ``retrieval-augmented``.

A word that is not a term of the field has one wording. Runs of Chinese and Korean characters outside of such terms are
split into pairs, each a concept of little weight, because their words have no boundaries. The words within a compound
(``diffusion model``) are concepts of little weight as well: a text with half of it ranks above one with nothing.
"""

import re
from collections.abc import Iterator, Sequence

from bot.core.ports.text import Concept
from language import glossary
from language.analyzer import TermGroup, query_terms
from language.function_words import FUNCTION_WORDS

Wording = tuple[str, ...]
"""Terms of :mod:`language.analyzer`, not encoded for a database, that a text must all have."""

PAIR, NESTED = 0.3, 0.3
"""Weights of a pair of characters, and of a part of a compound; results are flat between .2 and .5."""

FUNCTION_WORD = 0.05
"""Weight of a function word: it decides only between texts that have all the rest."""

MAX_CONCEPTS = 64

_CHARACTERS = re.compile("[\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3]+")


def concepts(query: str) -> list[Concept]:
    """The distinct concepts of ``query`` in its order, at most ``MAX_CONCEPTS``."""
    found: dict[tuple[Wording, ...], float] = {}
    for concept in _concepts(query):
        if len(found) == MAX_CONCEPTS:
            break
        found[concept.wordings] = max(concept.weight, found.get(concept.wordings, 0.0))
    return [Concept(wordings, weight) for wordings, weight in found.items()]


def _concepts(query: str) -> Iterator[Concept]:
    for part in glossary.parts(query):
        if isinstance(part, str):
            yield from _of_words(part)
        else:
            yield Concept(_wordings(part))
            yield from _nested(part)


def _of_words(words: str) -> Iterator[Concept]:
    for group in query_terms(words):
        if _CHARACTERS.fullmatch(group.word):
            yield from (Concept(((term,),), PAIR) for term in group.terms)
        else:
            yield Concept((group.terms,), FUNCTION_WORD if group.word.lower() in FUNCTION_WORDS else 1.0)


def _nested(names: glossary.Names) -> Iterator[Concept]:
    """The terms and words within the usual English name."""
    words = names[0][0].replace("-", " ").split()
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            inner = glossary.parts(" ".join(words[start:end]))
            if len(inner) == 1 and not isinstance(inner[0], str):
                yield Concept(_wordings(inner[0]), NESTED)
            elif end == start + 1:
                yield from (Concept((group.terms,), NESTED) for group in query_terms(words[start]))


def _wordings(names: glossary.Names) -> tuple[Wording, ...]:
    return tuple(dict.fromkeys(_wording(query_terms(name)) for of_language in names for name in of_language))


def _wording(groups: Sequence[TermGroup]) -> Wording:
    return tuple(term for group in groups for term in group.terms)
