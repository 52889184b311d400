"""Korean particles, whose form depends on the sound before them.

A sentence carries both forms, as people write them where they don't know what comes before: ``을(를)``. Here one is
chosen: ``확산을``, ``메모를``, ``Seoul로``, ``05:15예요``.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

_FORMS: Mapping[str, tuple[str, str]] = MappingProxyType({
    "은(는)": ("은", "는"),
    "을(를)": ("을", "를"),
    "이(가)": ("이", "가"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
    "이에요(예요)": ("이에요", "예요"),
    "(이)라고": ("이라고", "라고"),
    "(이)나": ("이나", "나"),
})  # fmt: skip
"""Each particle: after a final consonant, and after a vowel."""

JOSA = re.compile("|".join(map(re.escape, _FORMS)))

_RIEUL = 8
"""The final ㄹ among the 28 finals of a Hangul syllable; ``로`` follows it as it follows a vowel."""

_DIGITS: Mapping[str, int] = MappingProxyType({"0": 21, "1": _RIEUL, "3": 16, "6": 1, "7": _RIEUL, "8": _RIEUL})
"""Finals of digits read in Sino-Korean: 영, 일, 삼, 육, 칠, 팔; the others end in a vowel."""

_LETTERS: Mapping[str, int] = MappingProxyType({"L": _RIEUL, "M": 16, "N": 4, "R": _RIEUL})
"""Finals of letters read by name, as in abbreviations: 엘, 엠, 엔, 알."""

_WORD_ENDS: Mapping[str, int] = MappingProxyType({"l": _RIEUL, "m": 16, "n": 4, "g": 21})
"""Finals of words in Latin letters: ``model`` 모델, ``token`` 토큰; ``g`` counts in ``ng`` alone."""

_SHIELD = "\ue002"
"""A private-use character that stands for a parenthesis."""

_MARKS = " \t\n`*\"'”’»」』》)]}"


def with_josa(sentence: str, shown: Callable[[str], str] = str) -> str:
    """``sentence`` with each particle in the form that fits; ``shown`` tells how the text before one reads."""
    return JOSA.sub(lambda found: _form(found[0], shown(sentence[: found.start()])), sentence)


def shielded(text: str) -> str:
    """A person's ``text``, to be filled into a sentence: particles in it stay as typed, until :func:`unshielded`."""
    return JOSA.sub(lambda found: found[0].replace("(", _SHIELD), text)


def unshielded(sentence: str) -> str:
    return sentence.replace(_SHIELD, "(")


def _form(josa: str, before: str) -> str:
    closed, open_ = _FORMS[josa]
    final = _final(before.rstrip(_MARKS))
    return open_ if not final or (josa == "(으)로" and final == _RIEUL) else closed


def _final(text: str) -> int:
    """The final consonant of what is said last, as Hangul numbers them; 0 for a vowel, and where it is unknown."""
    last = text[-1:]
    if "가" <= last <= "힣":
        return (ord(last) - ord("가")) % 28
    if last.isdecimal():
        return _DIGITS.get(last, 0)
    if last.isupper():
        return _LETTERS.get(last, 0)
    return 0 if last == "g" and not text.endswith("ng") else _WORD_ENDS.get(last, 0)
