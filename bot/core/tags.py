"""Hashtags: what a person marks a note with, in the note itself."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST_TAG = 64
"""Characters. What is longer is not meant as a tag, and would not fit into a database index."""

LONGEST_NAME = 256
"""Characters. Normalizing takes time that grows with the square of a run of combining marks."""

# Left to right, whichever begins first: code and addresses swallow the number signs in them. Every alternative
# either fails within a bounded look ahead or consumes what it read, so a text is read once.
_TOKEN = re.compile(
    r"```.*?(?:```|\Z)"
    r"|`[^`\n]*`"
    r"|(?:https?|ftp)://[^\s<>\"，。；、！？）】》」』]+"
    rf"|(?<![0-9A-Za-z_/&\\#＃])[#＃](?P<tag>\w[\w-]{{0,{LONGEST_TAG - 1}}})(?![\w-])[#＃]?",
    re.DOTALL | re.IGNORECASE,
)


def find_tags(text: str) -> tuple[str, ...]:
    """The tags of ``text`` as typed, without ``#``, each once whatever its case, in order of appearance.

    A tag has a letter (``#1`` is a number) and is no heading (``# Title``); none is looked for in code or in the
    address of a page. Chinese, Japanese and Korean need no blank before a tag, nor after one closed by another ``#``.
    """
    found = (match["tag"].rstrip("-") for match in _TOKEN.finditer(text) if match["tag"])
    return distinct(tag for tag in found if any(character.isalpha() for character in tag))


def distinct(tags: Iterable[str]) -> tuple[str, ...]:
    """Each tag once, in the form that came first."""
    first: dict[str, str] = {}
    for tag in tags:
        first.setdefault(fold(tag), tag)
    return tuple(first.values())


def fold(name: str) -> str:
    """The form in which tags and people's names are compared: NFKC, without case, no longer than names are."""
    return unicodedata.normalize("NFKC", name[:LONGEST_NAME]).casefold()
