"""Categories as people type them. Pure."""

import re
from types import MappingProxyType

from bot.core.errors import UsageError
from bot.core.parsing import shorten
from papers.arxiv.taxonomy import ARCHIVES, CATEGORIES, find_category, near_categories

_LIKE_CATEGORY = re.compile(r"([a-z-]{2,8})\.([A-Za-z-]+)")
_SQUEEZED = MappingProxyType({re.sub("[^a-z]", "", code.casefold()): code for code in CATEGORIES})


def parse_category(text: str) -> str:
    """Return a category as arXiv spells it. Raises ``UsageError`` with similar ones."""
    found = find_category(text)
    if found is None:
        key = "category-archive" if text.casefold() in ARCHIVES else "category-unknown"
        raise UsageError(key, text=shorten(text), similar=", ".join(near_categories(text[:40]) or ("cs.CL", "cs.CV")))
    return found


def is_meant_as_category(word: str) -> bool:
    """Return whether a word is a category or a misspelt one (``cs.XX``, ``csCL``, ``math``), and not a keyword."""
    match = _LIKE_CATEGORY.fullmatch(word)
    if match and (match[1] in ARCHIVES or len(match[2]) == 2):
        return True
    squeezed = re.sub("[^a-z]", "", word.casefold())
    return bool(find_category(word)) or word.casefold() in ARCHIVES or squeezed in _SQUEEZED
