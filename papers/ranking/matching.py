"""Whether a paper has a stated keyword or a followed author, as a reader would say it has."""

import re
import unicodedata
from functools import lru_cache

NAMES_KEPT = 20_000
"""Names of authors whose parts are remembered: three days of computer science."""

# Letters of scripts that separate words; Chinese, Japanese and Korean text has no blank to ask for.
_LETTER = "[0-9A-Za-z\u00c0-\u024f\u0370-\u052f]"
_BETWEEN = re.compile(r"[\s\-‐‑–_/]+")
_LATIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe"})


def keyword_pattern(keyword: str) -> re.Pattern[str]:
    """Finds ``keyword`` as words of its own in :func:`folded` text.

    Case, plural endings and whether words are joined by a blank or a hyphen do not matter: ``language model``
    is in “Language-Models” but not in “sublanguage modelling”.
    """
    words = keyword_words(keyword)
    pattern = r"[\s\-‐‑–_/]+".join(map(re.escape, words))
    if re.match(_LETTER, words[0]):
        pattern = f"(?<!{_LETTER}){pattern}"
    if re.match(_LETTER, words[-1][-1:]):
        pattern = f"{pattern}(?:e?s)?(?!{_LETTER})"
    return re.compile(pattern)


def keyword_words(keyword: str) -> list[str]:
    """What any text has, :func:`folded`, that :func:`keyword_pattern` finds something in."""
    return [word for word in _BETWEEN.split(folded(keyword)) if word] or [folded(keyword)]


def folded(text: str) -> str:
    """The form in which keywords are compared: compatibility forms unified, case folded."""
    return unicodedata.normalize("NFKC", text).casefold()


@lru_cache(NAMES_KEPT)
def name_parts(name: str) -> tuple[str, ...]:
    """A person's name by lower-case parts without accents; ``He, Kaiming`` is turned round."""
    family, comma, given = name.partition(",")
    ordered = f"{given} {family}" if comma else name
    decomposed = unicodedata.normalize("NFKD", ordered.casefold().translate(_LATIN))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return tuple(part for part in re.split(r"[\s.\-‐‑·'’]+", bare) if part)


def same_author(followed: tuple[str, ...], author: tuple[str, ...]) -> bool:
    """Whether two names (see :func:`name_parts`) may be one person's.

    Family names must agree; given names may be initials or missing, and middle names may be left out. One
    name alone matches any part that equals it.
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
    """First given names agree, and so do the further ones as far as both names have them."""
    return bool(theirs) and all(
        a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in zip(mine, theirs, strict=False)
    )
