"""English function words, which say nothing by themselves: a note is not an answer because it has one of them."""

import re

FUNCTION_WORDS = frozenset(
    """a about again all also am an and any are as at be because been being but by can could did do does for from get
    had has have he her him his how i if in into is it its just me my no not of on or our out over she so some
    something than that the their them then there these they this those to too under up us was we were what when where
    which while who whom whose why will with would you your""".split()  # noqa: SIM905  # read as a text, not as code
)

_WORD = re.compile(r"\S+")


def content_words(text: str) -> str:
    """``text`` without its function words; all of it if it has no other words."""
    words = [word for word in _WORD.findall(text) if word.lower() not in FUNCTION_WORDS]
    return " ".join(words) or text
