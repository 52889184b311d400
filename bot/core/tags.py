"""Hashtags, with which people mark a note in its own text."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST_TAG = 64
"""Characters. Anything longer is not meant as a tag, and would not fit into a database index."""

LONGEST_NAME = 256
"""Characters. The time to normalize grows with the square of the length of a run of combining marks."""

# The alternative that begins first wins, so code and addresses swallow the number signs in them. Every alternative
# either fails within a bounded lookahead or consumes what it read, so a text is read once.
_TOKEN = re.compile(
    r"```.*?(?:```|\Z)"
    r"|`[^`\n]*`"
    r"|(?:https?|ftp)://[^\s<>\"，。；、！？）】》」』]+"
    rf"|(?<![0-9A-Za-z_/&\\#＃])[#＃](?P<tag>\w[\w-]{{0,{LONGEST_TAG - 1}}})(?![\w-])[#＃]?",
    re.DOTALL | re.IGNORECASE,
)


def find_tags(text: str) -> tuple[str, ...]:
    """Return the tags of ``text`` as typed, without ``#``, in order of appearance, ignoring repeats in another case.

    A tag contains a letter (``#1`` is a number) and follows ``#`` directly (``# Title`` is a heading). Code and URLs do
    not contain tags. Chinese, Japanese and Korean need no blank before a tag, or after one closed by another ``#``.
    """
    found = (match["tag"].rstrip("-") for match in _TOKEN.finditer(text) if match["tag"])
    return distinct(tag for tag in found if any(character.isalpha() for character in tag))


def distinct(tags: Iterable[str]) -> tuple[str, ...]:
    """Return each tag once, in the form that came first."""
    first: dict[str, str] = {}
    for tag in tags:
        first.setdefault(fold(tag), tag)
    return tuple(first.values())


def fold(name: str) -> str:
    """Return the form in which tags and people's names are compared: NFKC, case-folded, at most ``LONGEST_NAME``."""
    return unicodedata.normalize("NFKC", name[:LONGEST_NAME]).casefold()
