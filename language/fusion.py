"""Search results from two kinds of evidence: the words that notes share with a query, and how close their meaning is.

``score = (1 - w) * lexical + w * meaning``, where

- *lexical* is BM25 over the concepts of the query (:mod:`language.bm25`);
- *meaning* is the note's cosine as a z-score (in standard deviations from the mean of the space's notes), divided by
  ``Z_FULL`` and clipped: a cosine alone means nothing across queries and languages.

Measured, this is better than reciprocal rank fusion, which forgets how sure each side is: figures in
``docs/search.md``. Everything here is a pure function of what the index and the vectors say, for any database.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from bot.core.ports.text import Evidence, Key, RankedEntry
from language import bm25

MEANING = 0.3
"""The weight ``w`` of meaning; results are flat between .25 and .45."""

MEANING_AFTER_CORRECTION = 0.1
"""The weight of meaning after a spelling correction, because the query's vector is of the misspelt words."""

Z_FULL, Z_LIMIT = 4.0, 1.25

PRIOR_NOTES, PRIOR_MEAN, PRIOR_DEVIATION = 10, 0.07, 0.09
"""The cosines of unrelated texts, and how many notes that knowledge is worth: for spaces with few notes."""

COMPLETE = 1.0
"""Added for a note with every word of the query as typed: a person who remembers the words means that note, not one
with a translation of them in its title."""

PREFERRED = 0.02
"""Added in full for the newest note: enough to decide between equals."""

BY_WORDS = 0.25
"""The lexical score at which a note counts as found by words; below it, it is found by meaning at most."""

PERHAPS_MEANING, PERHAPS_WORDS = 1.3, 0.1
"""The z-score or lexical score at which a note is worth showing where nothing better was found."""


@dataclass(frozen=True, slots=True)
class Floor:
    """The closeness in meaning at which a note counts as found; below it, a note is a "perhaps" at most.

    The z-score tells it from the other notes of the space. The cosine tells whether the query is about something else
    altogether, whose best note is no closer than chance. A cosine of ``sure`` is enough by itself: in a small notebook
    one right answer makes the rest look spread out, and itself ordinary.

    Calibrated for the default encoder on the written questions (``dev``) and ten about cooking, travel and the like:
    seven in ten right answers pass, and three in ten of the best notes for the others. Other encoders differ in their
    cosines, so only the z-score counts for them.
    """

    z: float = 2.6
    cosine: float = 0.25
    sure: float = 0.6

    def passes(self, z: float, cosine: float) -> bool:
        return cosine >= self.sure or (z >= self.z and cosine >= self.cosine)


DEFAULT_ENCODER = Floor()
OTHER_ENCODER = Floor(z=3.0, cosine=-math.inf, sure=math.inf)


@dataclass(frozen=True, slots=True)
class Background:
    """The distribution of the cosines of a space's notes with a query."""

    mean: float
    deviation: float

    def z(self, cosine: float) -> float:
        return (cosine - self.mean) / self.deviation


def ranked(evidence: Evidence[Key], floor: Floor = DEFAULT_ENCODER) -> list[RankedEntry[Key]]:
    """Rank every entry with any evidence, the best first. ``floor`` belongs to the encoder."""
    lexical = bm25.scores(evidence.concepts, evidence.entries)
    complete = frozenset(evidence.complete)
    chance = background([pooled(cosines) for cosines in evidence.sample])
    meaning = MEANING_AFTER_CORRECTION if evidence.corrected else MEANING
    found: list[RankedEntry[Key]] = []
    for key in dict.fromkeys([*lexical, *evidence.complete, *evidence.cosines]):
        words = lexical.get(key, 0.0)
        cosine = pooled(evidence.cosines[key]) if key in evidence.cosines else None
        z = 0.0 if cosine is None else chance.z(cosine)
        score = (1 - meaning) * words + meaning * min(max(z / Z_FULL, 0.0), Z_LIMIT)
        score += COMPLETE * (key in complete) + PREFERRED * evidence.newness.get(key, 0.0)
        found.append(
            RankedEntry(
                key,
                score,
                by_words=words >= BY_WORDS or key in complete,
                by_meaning=cosine is not None and floor.passes(z, cosine),
                perhaps=z >= PERHAPS_MEANING or words >= PERHAPS_WORDS,
            )
        )
    return sorted(found, key=attrgetter("score"), reverse=True)


def background(cosines: Sequence[float]) -> Background:
    """The distribution of the cosines of a sample that was not chosen for the query. A small sample counts little."""
    count = len(cosines)
    mean = (math.fsum(cosines) + PRIOR_NOTES * PRIOR_MEAN) / (count + PRIOR_NOTES)
    squares = math.fsum((cosine - mean) ** 2 for cosine in cosines)
    return Background(mean, math.sqrt((squares + PRIOR_NOTES * PRIOR_DEVIATION**2) / (count + PRIOR_NOTES)))


def pooled(cosines: Iterable[float]) -> float:
    """One cosine for a text from those of its passages: half the best, half the mean of the best three."""
    best = sorted(cosines, reverse=True)[:3]
    return (best[0] + sum(best) / len(best)) / 2 if best else 0.0
