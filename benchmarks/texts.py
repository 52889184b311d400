"""An invented notebook in three languages, the same on every run, without a word from a real text.

Words are numbered by frequency and drawn from the distribution that Zipf and Mandelbrot found in real texts: the word
of rank r has a probability proportional to 1 / (r + 2.7).
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

VOCABULARY = 20_000
"""Words per language."""

LANGUAGES = ("en", "zh", "ko")
TAGS = 50

_RANKS = range(VOCABULARY)
_CUMULATIVE = list(accumulate(1 / (rank + 1 + 2.7) for rank in _RANKS))
_CONSONANTS = ("b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "st", "tr", "gr", "pl")
_SYLLABLES = [consonant + vowel for consonant in _CONSONANTS for vowel in "aeiou"]
_CODAS = ("n", "r", "l", "t", "k", "m")
_PARTICLES = ("은", "는", "이", "가", "을", "를", "의", "에", "에서", "으로", "와", "도")
_MEAN_WORDS = {"en": 70, "zh": 80, "ko": 50}
_FOREIGN = 0.12
"""The share of English words in Chinese and Korean notes."""


@dataclass(frozen=True, slots=True)
class InventedNote:
    language: str
    title: str
    body: str
    tag: str


def word(language: str, rank: int) -> str:
    """The word of a rank (from 0), without a particle; every rank has another word."""
    # A fixed stride through all numbers, so that words of neighboring ranks look different.
    number = (rank * 7_919 + 104_729) % 1_000_003
    if language == "zh":
        return chr(0x4E00 + number % 1_499) + chr(0x4E00 + 1_499 + number // 1_499)
    if language == "ko":
        return chr(0xAC00 + 28 * (number % 399)) + chr(0xAC00 + 4 * (number // 399))
    first, rest = number % len(_SYLLABLES), number // len(_SYLLABLES)
    return _SYLLABLES[first] + _SYLLABLES[rest % 90] + _SYLLABLES[rest // 90 % 90] + _CODAS[rest % 6]


def notes(count: int, seed: int = 1) -> Iterator[InventedNote]:
    """Make ``count`` notes, alternating between languages; half a kilobyte of UTF-8 each on average."""
    draw = random.Random(seed)
    for index in range(count):
        language = LANGUAGES[index % len(LANGUAGES)]
        length = draw.randint(_MEAN_WORDS[language] // 4, _MEAN_WORDS[language] * 7 // 4)
        words = _running_text(draw, language, length + 6)
        tag = f"tag{min(int(draw.expovariate(0.15)), TAGS - 1)}"
        yield InventedNote(language, _joined(language, words[:6]), _joined(language, words[6:]), tag)


def _running_text(draw: random.Random, language: str, length: int) -> list[str]:
    drawn = draw.choices(_RANKS, cum_weights=_CUMULATIVE, k=length)
    return [_inflected(draw, language, rank) for rank in drawn]


def _inflected(draw: random.Random, language: str, rank: int) -> str:
    if language == "en":
        return word("en", rank)
    if draw.random() < _FOREIGN:
        return f" {word('en', rank)} " if language == "zh" else word("en", rank)
    return word(language, rank) + (draw.choice(_PARTICLES) if language == "ko" else "")


def _joined(language: str, words: list[str]) -> str:
    """Sentences of twelve words."""
    blank, end = ("", "。") if language == "zh" else (" ", ". ")
    sentences = (blank.join(words[start : start + 12]) for start in range(0, len(words), 12))
    return end.join(sentences).strip()
