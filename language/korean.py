"""What may follow a Korean noun, so that a question about ``모델을`` finds ``모델이`` and ``모델``.

Only the query side takes endings off: notes are indexed by syllables as they stand, and the stem's syllables are
among them. Where an ending could as well be part of the noun (``정확도``) it is taken off too, which finds more,
never less; but a stem keeps two syllables at least, or ``결과`` and ``평가`` would be looked up as ``결`` and ``평``.
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

# One syllable is little to search by, so it loses only what a two-syllable noun hardly ever ends in.
_SHORT_STEM = re.compile("(.)(?:을|를|은|는|에|에서|에게|으로|까지|부터|처럼|보다)")
_SHORT_NOUNS = frozenset({"마을", "가을", "노을", "고을", "겨를"})


def stem(word: str) -> str:
    """The noun without its particles; ``word`` itself where nothing can be taken off."""
    if word in _SHORT_NOUNS:
        return word
    match = _SHORT_STEM.fullmatch(word) or _STEM.fullmatch(word)
    return match[1] if match else word


def is_particle(word: str) -> bool:
    """Whether ``word`` is nothing but particles, as after a Latin word: the ``에서는`` of ``LLM에서는``."""
    return _ONLY_PARTICLES.fullmatch(word) is not None
