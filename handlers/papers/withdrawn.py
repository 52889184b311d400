"""Recognizes withdrawn papers by arXiv's own statement."""

import re

from bot.core.model.papers import Paper

# arXiv says so in the comment or, long ago, in place of the abstract. Both also mention other withdrawals: a
# patient's, or that of the paper "from the proceedings" only.
_THIS = r"(?:paper|submission|article|manuscript|work|preprint)"
_STATED = rf"\bthis {_THIS} (?:has been|was|is) withdrawn\b(?! from)"
_ABSTRACT = re.compile(_STATED, re.IGNORECASE)
_COMMENT = re.compile(
    rf"{_STATED}|\A\s*withdraw(?:n|al)\b|\bwithdraw(?:ing)? (?:this|our|the) {_THIS}\b", re.IGNORECASE
)
_ABSTRACT_START = 60
"""Characters at the start of an abstract that hold the full statement of withdrawal."""


def is_withdrawn(paper: Paper) -> bool:
    return bool(_COMMENT.search(paper.comment) or _ABSTRACT.search(paper.abstract[:_ABSTRACT_START]))
