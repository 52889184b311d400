"""The field's standard terms in three languages, so that a query for ``扩散`` finds notes about diffusion.

A query has a term where it has one of its names (``glossary.toml``): as full English words, singular or plural; as
Chinese characters, also within a longer run (``扩散模型``); and in Korean from the beginning of a word, with or without
spaces and particles (``강화학습을``). The longest of several terms at one place counts.
"""

import re
import tomllib
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import chain, islice, product, zip_longest
from pathlib import Path
from typing import NamedTuple

from bot.core.languages import LANGUAGES
from language import korean
from language.folding import fold

MAX_TRANSLATIONS = 8
"""Most other wordings of one query; each costs a look-up in the index."""

_WAYS = 64  # enough for every choice between three names of three terms

_HANGUL, _HAN = "가-힣", "\u4e00-\u9fff"
_UNIT = re.compile(rf"[{_HANGUL}{_HAN}]|[^\W_{_HANGUL}{_HAN}]+")
_SHORT = re.compile(r"\w*[A-Z]\w*[A-Z]\w*")
_HANGUL_RUN = re.compile(f"[{_HANGUL}]+")
# Between terms these say nothing, and a text in another language does not have them.
_CONNECTIVES = frozenset({"的", "之", "和", "与", "of", "in", "for", "with", "and", "the", "a", "an"})

Key = tuple[str, ...]
"""A text as terms are compared: English words in the singular, single characters and syllables."""

Names = tuple[Sequence[str], ...]
"""The names of one term, per language of ``LANGUAGES``, the usual name first."""


class Glossary(NamedTuple):
    names: dict[Key, Names]
    longest: dict[str, int]
    """The length of the longest key that begins with a unit."""


def translations(query: str) -> tuple[str, ...]:
    """``query`` with its terms replaced by their names in one language, for each of the languages.

    At most ``MAX_TRANSLATIONS``, the usual names first. The other words are unchanged. Empty if the query has no term.
    """
    folded = fold(query)
    here = list(_parts(folded))
    if not any(isinstance(part, tuple) for part in here):
        return ()
    found: dict[Sequence[Key], str] = {}
    for words in _wordings(here):
        wording = " ".join(words)
        found.setdefault(_keys(wording), wording)
    found.pop(_keys(folded), None)
    return tuple(islice(found.values(), MAX_TRANSLATIONS))


def parts(query: str) -> tuple[str | Names, ...]:
    """The terms in ``query``, each as its names, and the words between them, in order."""
    return tuple(_parts(fold(query)))


def in_english(query: str) -> str:
    """``query`` with the usual English names of its terms, for encoders that know English best."""
    return " ".join(part if isinstance(part, str) else part[0][0] for part in parts(query))


def _wordings(parts: Sequence[str | Names]) -> Iterator[tuple[str, ...]]:
    """The wordings, one of each language in turn, so that the bound leaves some of each."""
    by_language = (
        _usual_first([[part] if isinstance(part, str) else part[language] for part in parts])
        for language in range(len(LANGUAGES))
    )
    return (words for turn in zip_longest(*by_language) for words in turn if words)


def _usual_first(choices: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """The first ``_WAYS`` ways to choose, those with the usual names first."""
    ways = islice(product(*map(enumerate, choices)), _WAYS)
    ranked = sorted(ways, key=lambda way: sum(rank for rank, _ in way))
    return [tuple(word for _, word in way) for way in ranked]


def _parts(text: str) -> Iterator[str | Names]:
    """The terms of ``text``, and the words between them."""
    units = list(_UNIT.finditer(text))
    index = done = 0
    while index < len(units):
        start = units[index].start()
        term = _term_at(text, units, index) if start == done or not _within_word(text, start) else None
        index += 1
        if term:
            yield from _words(text[done:start])
            done, names = term
            yield names
            while index < len(units) and units[index].start() < done:
                index += 1
    yield from _words(text[done:])


def _term_at(text: str, units: Sequence[re.Match[str]], index: int) -> tuple[int, Names] | None:
    """The end of the longest term that begins with unit ``index``, with its particles, and the term's names."""
    names, longest = _glossary()
    forms = [_form(unit[0]) for unit in units[index : index + longest.get(_form(units[index][0]), 0)]]
    for last in range(index + len(forms), index, -1):
        found = names.get(tuple(forms[: last - index]))
        end = units[last - 1].end()
        rest = _HANGUL_RUN.match(text, end)
        if not found:
            continue
        if rest and korean.is_particle(rest[0]):
            return rest.end(), found
        if not (rest and len(rest[0]) == 1 and _within_word(text, end)):  # 모델링 is not 모델
            return end, found
    return None


def _words(text: str) -> Iterator[str]:
    return (word for word in text.split() if word.lower() not in _CONNECTIVES)


def _within_word(text: str, index: int) -> bool:
    """Return whether ``index``, which is not 0, is between two Hangul syllables."""
    return _HANGUL_RUN.fullmatch(text, index - 1, index + 1) is not None


def _keys(text: str) -> Sequence[Key]:
    """The key of each word: ``강화 학습`` finds more notes than ``강화학습``."""
    return tuple(map(_key, text.split()))


def _key(text: str) -> Key:
    return tuple(_form(unit) for unit in _UNIT.findall(text))


def _form(unit: str) -> str:
    lower = unit.lower()
    if len(lower) < 3 or not lower.endswith("s") or lower.endswith("ss"):
        return lower
    return lower[:-3] + "y" if lower.endswith("ies") else lower[:-1]


@cache
def _glossary() -> Glossary:
    """Read the glossary when first needed. A key of several terms has the names of all.

    Abbreviations and names such as LoRA are the same in every language, and more frequent than their long forms.
    """
    names: dict[Key, Names] = {}
    with Path(__file__).with_name("glossary.toml").open("rb") as file:
        terms = tomllib.load(file)["terms"]
    for term in terms:
        short = [name for name in term["en"] if _SHORT.fullmatch(name)]
        given = tuple(term["en"] if code == "en" else short + term.get(code, []) for code in LANGUAGES)
        for key in {_key(name) for name in chain(*given, term.get("also", ()))}:
            known = names.get(key, ((),) * len(LANGUAGES))
            names[key] = tuple(tuple(dict.fromkeys([*old, *new])) for old, new in zip(known, given, strict=True))
    longest: dict[str, int] = {}
    for key in names:
        longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return Glossary(names, longest)
