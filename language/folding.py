"""Text as search sees it: compatibility forms, width and diacritics folded, with the way back to the original.

What is folded: NFKC (full-width and half-width forms, ligatures, superscripts); diacritics on letters below
U+0900, where they are accents (Latin, Greek, Cyrillic) or optional vowel points (Hebrew, Arabic); the few Latin
letters whose stroke has no decomposition (``ł``, ``ø``); letter case everywhere except in ASCII, which keeps it so
that ``PagedAttention`` can still be taken apart. Formatting characters (soft hyphen, joiners, variation
selectors) vanish. Hangul syllables and kana with their voicing marks are composed, never taken apart: ``か`` and
``が`` are different letters, not a letter with an accent.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

# Characters that fold to themselves, or that separate words both before and after folding. They are most of
# any Chinese, Korean or English text, so only what lies between them is looked at character by character.
_PLAIN = (
    "\x00-\x7f\u2010-\u2027\u2190-\u21ff\u2600-\u27bf\u3000-\u3029\u3030-\u3035\u3041-\u3096\u309d\u309e\u30a1-\u30fe"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\ud800-\udfff\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1f\U0001f300-\U0001f64f"
    "\U00020000-\U0002a6df"
)
_COMPLEX = re.compile(f"[^{_PLAIN}]+")
_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"})
# NFKC would glue the letters of ™ and ℠ to the word they follow; the zero-width space is a formatting character
# by category, but it says that a word ends here.
_SEPARATORS = frozenset("™℠\u200b")

# unicodedata sorts combining marks by insertion, so a letter with a million of them would take forever.
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
    """``text`` folded, ASCII in the case it came in. Takes any string, in linear time."""
    if _COMPLEX.search(text) is None:
        return text
    return "".join([piece.folded for piece in _pieces(text)])


def fold_with_offsets(text: str) -> Folded:
    """The same, with the way back to the original."""
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
    """Plain stretches whole, everything else by letter with the marks that follow it."""
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
    """Whether ``character`` may compose with the one before: a mark, or a Hangul vowel or final consonant."""
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
