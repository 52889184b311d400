"""Search results out of two kinds of evidence: the words notes share with a query, and how close they are in meaning.

``score = (1 - w) * lexical + w * meaning``, where

- *lexical* is BM25 over the concepts of the query: each counts its weight times its rarity (inverse document
  frequency) times a saturated frequency between 0 and ``K1 + 1``. It is divided by what a note of average length has
  that has each concept once. Concepts that no note has count little in the divisor: that says nothing about any note;
- *meaning* is the note's cosine in standard deviations from the mean of the space's notes (a z-score), over ``Z_FULL``
  and clipped: cosines alone mean nothing across queries and languages.

Measured better than reciprocal rank fusion, which forgets how sure each side is; figures in ``docs/search.md``.
Everything here is a pure function of what the index and the vectors say, for any database.
"""

import math
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)

MEANING = 0.3
"""The weight ``w`` of meaning; flat between .25 and .45 when measured."""

K1, B = 1.2, 0.75
"""BM25's constants, as in ``storage.search.index``."""

TITLE_WEIGHT = 5.0
"""How often a word in the title counts."""

MISSING = 0.1
"""How much of its rarity a concept that is in no note adds to the divisor."""

Z_FULL, Z_LIMIT = 4.0, 1.25

PRIOR_NOTES, PRIOR_MEAN, PRIOR_DEVIATION = 10, 0.07, 0.09
"""What cosines of unrelated texts look like, and how many notes that knowledge is worth: for spaces of few notes."""

COMPLETE = 1.0
"""Added for a note that has every word of the query as typed: whoever remembers the words means that note, and no
other that has a translation of them more often or in its title."""

PREFERRED = 0.02
"""Added in full to the newest: enough to decide between equals."""

WORDS_COUNT = 0.25
"""A note is found *by words* from this lexical score on; below it, by meaning."""


@dataclass(frozen=True, slots=True)
class Floor:
    """How close a note must be that is found by meaning, else it is a "perhaps".

    The z-score tells it from the space's other notes, the cosine tells a question about something else altogether,
    whose best note is no closer than chance. Calibrated for the default encoder on the written questions (``dev``) and
    ten about cooking, travel and the like: of the right answers seven in ten pass, of the best notes for the others
    three. Of other encoders only the z-score is known. From ``sure`` on, the others do not
    matter: in a small notebook the one right answer alone makes the rest look spread out, and itself ordinary.
    """

    z: float = 2.6
    cosine: float = 0.25
    sure: float = 0.6

    def passes(self, z: float, cosine: float) -> bool:
        return cosine >= self.sure or (z >= self.z and cosine >= self.cosine)


DEFAULT_ENCODER = Floor()
OTHER_ENCODER = Floor(z=3.0, cosine=-1.0, sure=2.0)


@dataclass(frozen=True, slots=True)
class Matches(Generic[Key]):
    """The notes that have a concept, with how often: occurrences in the body plus ``TITLE_WEIGHT`` times the title's.

    Of a concept with several ways the best of each note counts, of a way with several terms its rarest term.
    ``found_in`` is the number of notes that have it, where ``frequencies`` holds only some of them.
    """

    weight: float
    frequencies: Mapping[Key, float]
    found_in: int | None = None


@dataclass(frozen=True, slots=True)
class Background:
    """How the cosines of a space's notes with a query are distributed, a sample of 1,000 will do."""

    mean: float = PRIOR_MEAN
    deviation: float = PRIOR_DEVIATION


@dataclass(frozen=True, slots=True)
class Evidence(Generic[Key]):
    """All that is known of one query in one space of ``notes`` notes.

    ``lengths`` are those of the notes in terms, relative to the average; 1 where nothing is known. ``cosines`` holds
    one number per note (``language.vectors.pooled``) for the candidates of either side. ``complete`` are the notes that
    have every word of the query as typed, which is what the index finds for all its words together. ``preference``
    is from 0 to 1: how new a note is.
    """

    notes: int
    matches: Sequence[Matches[Key]] = ()
    lengths: Mapping[Key, float] = field(default_factory=dict)
    cosines: Mapping[Key, float] = field(default_factory=dict)
    background: Background = field(default_factory=Background)
    complete: Collection[Key] = ()
    preference: Mapping[Key, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ranked(Generic[Key]):
    """``lexical`` is 0 to 2.2, 1 for every concept once; ``meaning`` a z-score. A higher ``score`` is better."""

    key: Key
    score: float
    lexical: float
    meaning: float
    by_meaning: bool
    perhaps: bool


def fuse(evidence: Evidence[Key], *, meaning: float = MEANING, floor: Floor = DEFAULT_ENCODER) -> list[Ranked[Key]]:
    """All notes with any evidence, hits before those that are "perhaps", the best first.

    ``meaning`` is the weight of the vectors: 0 for quoted queries and those of one or two characters, where words alone
    count; less than usual after a spelling correction.
    """
    lexical = _lexical(evidence)
    keys = dict.fromkeys([*lexical, *evidence.complete, *(evidence.cosines if meaning else ())])
    complete = frozenset(evidence.complete)
    ranked = [_ranked(evidence, key, lexical.get(key, 0.0), meaning, floor, key in complete) for key in keys]
    ranked.sort(key=attrgetter("score"), reverse=True)
    ranked.sort(key=attrgetter("perhaps"))
    return ranked


def background(cosines: Sequence[float]) -> Background:
    """From the cosines of all notes, or of a sample that nothing was picked for. Few of them are not believed much."""
    count = len(cosines)
    mean = (math.fsum(cosines) + PRIOR_NOTES * PRIOR_MEAN) / (count + PRIOR_NOTES)
    squares = math.fsum((cosine - mean) ** 2 for cosine in cosines)
    return Background(mean, math.sqrt((squares + PRIOR_NOTES * PRIOR_DEVIATION**2) / (count + PRIOR_NOTES)))


def rarity(found_in: int, notes: int) -> float:
    """Inverse document frequency as BM25 in Lucene has it, never negative."""
    return math.log(1 + (notes - min(found_in, notes) + 0.5) / (found_in + 0.5))


def _lexical(evidence: Evidence[Key]) -> dict[Key, float]:
    scores: dict[Key, float] = {}
    total = 0.0
    for matches in evidence.matches:
        found_in = len(matches.frequencies) if matches.found_in is None else matches.found_in
        weight = matches.weight * rarity(found_in, evidence.notes)
        total += weight if found_in else MISSING * weight
        for key, frequency in matches.frequencies.items():
            length = 1 - B + B * evidence.lengths.get(key, 1.0)
            scores[key] = scores.get(key, 0.0) + weight * frequency * (K1 + 1) / (frequency + K1 * length)
    return {key: score / total for key, score in scores.items()} if total else {}


def _ranked(
    evidence: Evidence[Key], key: Key, lexical: float, meaning: float, floor: Floor, complete: bool
) -> Ranked[Key]:
    known = evidence.background
    cosine = evidence.cosines.get(key)
    z = 0.0 if cosine is None else (cosine - known.mean) / known.deviation
    score = (1 - meaning) * lexical + meaning * min(max(z / Z_FULL, 0.0), Z_LIMIT)
    score += COMPLETE * complete + PREFERRED * evidence.preference.get(key, 0.0)
    by_meaning = lexical < WORDS_COUNT and not complete
    is_close = cosine is not None and floor.passes(z, cosine)
    return Ranked(key, score, lexical, z, by_meaning, lexical == 0 and not complete and not is_close)
