"""Matching of keywords and author names, as a reader would judge it."""

import re
import unicodedata
from functools import lru_cache

NAMES_KEPT = 20_000
"""Author names whose parts are cached: three days of computer science."""

# Letters of scripts that separate words by blanks; Chinese, Japanese and Korean keywords need no word boundary.
_LETTER = "[0-9A-Za-z\u00c0-\u024f\u0370-\u052f]"
_BETWEEN = re.compile(r"[\s\-‐‑–_/]+")
_LATIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe"})


def keyword_pattern(keyword: str) -> re.Pattern[str]:
    """Return a pattern that finds ``keyword`` as separate words in :func:`folded` text.

    Case, plural endings, and blanks or hyphens between words do not matter: ``language model`` is in
    “Language-Models” but not in “sublanguage modelling”.
    """
    words = keyword_words(keyword)
    pattern = r"[\s\-‐‑–_/]+".join(map(re.escape, words))
    if re.match(_LETTER, words[0]):
        pattern = f"(?<!{_LETTER}){pattern}"
    if re.match(_LETTER, words[-1][-1:]):
        pattern = f"{pattern}(?:e?s)?(?!{_LETTER})"
    return re.compile(pattern)


def keyword_words(keyword: str) -> list[str]:
    """The words that a :func:`folded` text must contain for :func:`keyword_pattern` to match."""
    return [word for word in _BETWEEN.split(folded(keyword)) if word] or [folded(keyword)]


def folded(text: str) -> str:
    """The form in which keywords are compared: NFKC, case folded."""
    return unicodedata.normalize("NFKC", text).casefold()


@lru_cache(NAMES_KEPT)
def name_parts(name: str) -> tuple[str, ...]:
    """Split a person's name into lower-case parts without accents, given names first (``He, Kaiming`` too)."""
    family, comma, given = name.partition(",")
    ordered = f"{given} {family}" if comma else name
    decomposed = unicodedata.normalize("NFKD", ordered.casefold().translate(_LATIN))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return tuple(part for part in re.split(r"[\s.\-‐‑·'’]+", bare) if part)


def same_author(followed: tuple[str, ...], author: tuple[str, ...]) -> bool:
    """Return whether two names (as :func:`name_parts`) may belong to the same person.

    Family names must be equal. Given names may be initials, and middle names may be missing. A single followed name
    matches any equal part.
    """
    if not followed or not author:
        return False
    if sorted(followed) == sorted(author):
        return True
    if len(followed) == 1:
        return followed[0] in author
    if followed[-1] != author[-1]:
        return False
    mine, theirs = followed[:-1], author[:-1]
    return "".join(mine) == "".join(theirs) or _agree(mine, theirs)


def _agree(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Return whether given names agree pairwise, as far as both names have them; the author must have one."""
    return bool(theirs) and all(
        a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in zip(mine, theirs, strict=False)
    )
