"""BM25 over the concepts of a query, for notes that words and vectors rank together (:mod:`language.fusion`).

Where words alone rank, the database computes BM25 over terms: ``storage/search/bm25_sqlite.py`` and
``bm25_postgresql.py``. Both also give the term frequencies that are used here.
"""

import math
from collections.abc import Sequence

from bot.core.ports.text import ConceptPostings, Key

K1 = 1.2
"""The smaller, the sooner further occurrences of a word stop counting; as in ``storage.search.index``."""

MISSING = 0.1
"""The share of its weight that a concept in no entry adds to the divisor."""


def scores(concepts: Sequence[ConceptPostings[Key]], entries: int) -> dict[Key, float]:
    """Score each entry that has any concept: from 0 to ``K1 + 1``, 1 for an entry with every concept once.

    A concept counts its weight times its inverse document frequency times a saturated frequency. The sum is divided by
    what an entry of average length with each concept once gets. A concept that no entry has says nothing about any of
    them, so it counts little in the divisor.
    """
    found: dict[Key, float] = {}
    total = 0.0
    for concept in concepts:
        weight = concept.weight * inverse_document_frequency(concept.document_frequency, entries)
        total += weight if concept.document_frequency else MISSING * weight
        for key, frequency in concept.frequencies.items():
            found[key] = found.get(key, 0.0) + weight * frequency * (K1 + 1) / (frequency + K1)
    return {key: score / total for key, score in found.items()} if total else {}


def inverse_document_frequency(document_frequency: int, entries: int) -> float:
    """Lucene's variant of the inverse document frequency, which is never negative."""
    without = entries - min(document_frequency, entries)
    return math.log(1 + (without + 0.5) / (document_frequency + 0.5))
