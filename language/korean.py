"""Endings of Korean nouns, so that a query with ``모델을`` finds ``모델이`` and ``모델``.

Endings are removed from queries only: notes are indexed by their syllables, and those of the stem are among them.
An ending that may be part of the noun (``정확도``) is removed as well, which finds more notes, never fewer. But a stem
keeps at least two syllables, or ``결과`` and ``평가`` would be looked up as ``결`` and ``평``.
"""

import re

_CASE = (
    "으로부터|로부터|에서부터|에게서|한테서|으로서|으로써|로서|로써|에서|에게|한테|께서|으로|처럼|보다|부터|까지|마다|조차|"
    "밖에|이나|이랑|하고|로|와|과|에|만"
)
_TOPIC = "은|는|이|가|을|를|의|도|만"
# The copula and the forms of 하다 and 되다 that turn a noun into a verb or an adjective.
_VERB = "이다|입니다|이며|이고|하는|하다|한다|하여|하기|합니다|했다|되는|되다|된다|됩니다|한|된|적인|적으로|적"
_PARTICLES = f"들?(?:{_CASE})?(?:{_TOPIC})?"

_STEM = re.compile(f"(.{{2,}}?)(?:{_PARTICLES}|{_VERB})")
_ONLY_PARTICLES = re.compile(f"{_PARTICLES}|{_VERB}")

# A stem of one syllable finds a lot, so it loses only endings that a noun of two syllables hardly ever has.
_SHORT_STEM = re.compile("(.)(?:을|를|은|는|에|에서|에게|으로|까지|부터|처럼|보다)")
_SHORT_NOUNS = frozenset({"마을", "가을", "노을", "고을", "겨를"})


def stem(word: str) -> str:
    """The noun without its ending; ``word`` itself if it has none."""
    if word in _SHORT_NOUNS:
        return word
    match = _SHORT_STEM.fullmatch(word) or _STEM.fullmatch(word)
    return match[1] if match else word


def is_particle(word: str) -> bool:
    """Return whether ``word`` consists of particles only, as after a Latin word: ``에서는`` in ``LLM에서는``."""
    return _ONLY_PARTICLES.fullmatch(word) is not None
