"""arXiv's categories: https://arxiv.org/category_taxonomy."""

import re
from collections.abc import Iterable

# "cs.CL", "cond-mat.mes-hall", "hep-th": safe in an address and in a query as it is.
_CATEGORY = re.compile(r"[a-z-]{2,20}(?:\.[A-Za-z-]{2,20})?")


def is_category(name: str) -> bool:
    """Whether ``name`` has the form of a category; only arXiv knows whether there is one of that name."""
    return _CATEGORY.fullmatch(name) is not None


def only_categories(terms: Iterable[str]) -> tuple[str, ...]:
    """``terms`` in order, each once, without the ACM and MSC classes (``I.2.7``) that arXiv puts among them."""
    return tuple(dict.fromkeys(term for term in terms if is_category(term)))
