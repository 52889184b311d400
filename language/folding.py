"""Folding: text without compatibility forms, width and diacritics, with offsets into the original.

These are folded: NFKC (full-width and half-width forms, ligatures, superscripts); diacritics on letters below
U+0900, where they are accents (Latin, Greek, Cyrillic) or optional vowel points (Hebrew, Arabic); the few Latin
letters whose stroke has no decomposition (``ł``, ``ø``); letter case except in ASCII, so that ``PagedAttention``
can still be split. Formatting characters (soft hyphen, joiners, variation selectors) are removed. Hangul syllables and
kana with their voicing marks are composed, never decomposed: ``か`` and ``が`` are different letters.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

# Characters that fold to themselves, or that separate words both before and after folding. They are most of a Chinese,
# Korean or English text, so only the characters between them are folded one by one.
_PLAIN = (
    "\x00-\x7f\u2010-\u2027\u2190-\u21ff\u2600-\u27bf\u3000-\u3029\u3030-\u3035\u3041-\u3096\u309d\u309e\u30a1-\u30fe"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\ud800-\udfff\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\U0001f300-\U0001f64f"
    "\U00020000-\U0002a6df"
)
_COMPLEX = re.compile(f"[^{_PLAIN}]+")
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"})
# NFKC would append the letters of ™ and ℠ to the word before. The zero-width space is a formatting character by
# category, but it ends a word.
_SEPARATORS = frozenset("™℠\u200b")

# unicodedata sorts combining marks by insertion, which takes quadratic time.
_LONGEST_CLUSTER = 32


class Folded(NamedTuple):
    """Folded ``text``, whose span ``[i, j)`` came from the code points ``[starts[i], ends[j - 1])`` of the original."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


class _Piece(NamedTuple):
    start: int
    end: int
    folded: str
    plain: bool


def fold(text: str) -> str:
    """``text`` folded, ASCII letters in their original case. Takes any string, in linear time."""
    if _COMPLEX.search(text) is None:
        return text
    return "".join([piece.folded for piece in _pieces(text)])


def fold_with_offsets(text: str) -> Folded:
    """``text`` folded, with offsets into the original."""
    if _COMPLEX.search(text) is None:
        return Folded(text, range(len(text)), range(1, len(text) + 1))
    starts: list[int] = []
    ends: list[int] = []
    parts: list[str] = []
    for piece in _pieces(text):
        parts.append(piece.folded)
        if piece.plain:
            starts.extend(range(piece.start, piece.end))
            ends.extend(range(piece.start + 1, piece.end + 1))
        else:
            starts.extend([piece.start] * len(piece.folded))
            ends.extend([piece.end] * len(piece.folded))
    return Folded("".join(parts), starts, ends)


def _pieces(text: str) -> Iterator[_Piece]:
    """Plain stretches, and every other letter with the marks that follow it."""
    done = 0
    for run in _COMPLEX.finditer(text):
        start = max(run.start() - 1, done)  # the plain letter before may carry the run's first mark
        yield _Piece(done, start, text[done:start], plain=True)
        for begin, end in _clusters(text, start, run.end()):
            yield _Piece(begin, end, _fold_cluster(text[begin:end]), plain=False)
        done = run.end()
    yield _Piece(done, len(text), text[done:], plain=True)


def _clusters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    begin = start
    for index in range(start + 1, end):
        if index - begin >= _LONGEST_CLUSTER or not _attaches(text[index]):
            yield begin, index
            begin = index
    yield begin, end


@lru_cache(maxsize=8_192)
def _attaches(character: str) -> bool:
    """Return whether ``character`` may compose with the one before it: a mark, or a Hangul vowel or final consonant."""
    first = unicodedata.normalize("NFKD", character)[0]
    return unicodedata.category(first).startswith("M") or "\u1160" <= first <= "\u11ff"


@lru_cache(maxsize=8_192)
def _fold_cluster(cluster: str) -> str:
    if cluster in _SEPARATORS:
        return " "
    folded = unicodedata.normalize("NFKC", cluster)
    if folded.isascii():
        return folded
    kept: list[str] = []
    base = 0
    for character in unicodedata.normalize("NFD", folded.casefold()):
        category = unicodedata.category(character)
        if category in {"Cf", "Me"} or "\ufe00" <= character <= "\ufe0f":
            continue
        if category != "Mn":
            base = ord(character)
        elif base < 0x900:
            continue
        kept.append(character)
    return unicodedata.normalize("NFKC", "".join(kept)).translate(_STROKES)
