"""The sentences people read: Project Fluent files, one folder per language, one file per topic.

In a sentence, `backticks` mark text to type and **asterisks** emphasis. They are markup only in the sentence, not in
the values filled in, so a title with a backtick is shown as it is.
"""

import re
from collections.abc import KeysView, Sequence
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any

from babel.dates import format_date
from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import fluent_number

from bot.core.languages import LANGUAGES
from bot.core.messages import Bold, Code, Inlines, Node, Text, plain
from bot.locales.josa import shielded, unshielded, with_josa

_DAY = {"en": ("d MMM", "d MMM y"), "zh": ("M月d日", "y年M月d日"), "ko": ("M월 d일", "y년 M월 d일")}
"""CLDR patterns of short dates, without and with the year."""

# Private-use characters that hold the place of a node while Fluent formats the sentence around it.
_SLOT = re.compile("\ue000(\\d+)\ue001")
_MARKUP = re.compile(r"`([^`]+)`|\*\*(.+?)\*\*")
_KEY = re.compile(r"^([a-z][a-z0-9-]*) *=", re.MULTILINE)


class Catalogue:
    """The sentences of one language. Dates are formatted as the language writes them: ``2024년 1월 17일``.

    A sentence is parsed when it is first used; all five hundred would take 70 ms of every start.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self._bundle = FluentBundle([code], use_isolating=False)
        self._sources: dict[str, str] = {}
        for resource in sorted(files(__package__).joinpath(code).iterdir(), key=lambda entry: entry.name):
            if resource.name.endswith(".ftl"):
                self._sources |= _sources(resource.read_text(encoding="utf-8"))

    def text(self, key: str, **data: Any) -> str:
        """Return the sentence as plain text."""
        values = {name: self._value(value) for name, value in data.items()}
        return unshielded(self._format(key, {name: _shielded(value) for name, value in values.items()}, ()))

    def inlines(self, key: str, **data: Any) -> Inlines:
        """Return the sentence as rich text; strings, nodes and tuples of nodes in ``data`` are inserted unchanged."""
        slots: list[Inlines] = []
        values: dict[str, Any] = {}
        for name, value in data.items():
            content = _content(value)
            if content is None:
                values[name] = self._value(value)
            else:
                values[name] = f"\ue000{len(slots)}\ue001"
                slots.append(content)
        return _rich(self._format(key, values, slots), slots)

    def keys(self) -> KeysView[str]:
        return self._sources.keys()

    def has(self, key: str) -> bool:
        return key in self._sources

    def day(self, value: date, *, with_year: bool = False) -> str:
        return str(format_date(value, _DAY[self.code][with_year], locale=self.code))

    def date(self, value: date) -> str:
        return str(format_date(value, "long", locale=self.code))

    def time(self, value: datetime) -> str:
        return f"{value:%H:%M}"

    def _value(self, value: Any) -> Any:
        if isinstance(value, datetime):
            return f"{self.date(value)} {self.time(value)}"
        if isinstance(value, date):
            return self.date(value)
        if isinstance(value, int):
            # A note's number is its name: nobody types "/note show 1,234".
            return fluent_number(value, useGrouping=False)
        return value

    def _format(self, key: str, values: dict[str, Any], slots: Sequence[Inlines]) -> str:
        if not self._bundle.has_message(key):
            self._bundle.add_resource(FluentResource(self._sources[key]))
        message = self._bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        formatted, errors = self._bundle.format_pattern(message.value, values)
        if errors:
            raise errors[0]
        sentence = str(formatted)
        if self.code != "ko":
            return sentence
        return with_josa(sentence, lambda before: plain(_filled(before, slots)))


@cache
def catalogue(code: str) -> Catalogue:
    """Return the catalogue of a language; English for a language without one."""
    return Catalogue(code if code in LANGUAGES else "en")


def _sources(file: str) -> dict[str, str]:
    """Split a Fluent file into its messages, by key. No sentence refers to another, so each can be read alone."""
    keys = list(_KEY.finditer(file))
    ends = [key.start() for key in keys[1:]] + [len(file)]
    return {key[1]: file[key.start() : end] for key, end in zip(keys, ends, strict=True)}


def _content(value: Any) -> Inlines | None:
    if isinstance(value, str):
        return (Text(value),)
    if isinstance(value, Node):
        return (value,)  # type: ignore[return-value]  # only inline nodes are ever filled in
    if isinstance(value, tuple):
        return value
    return None


def _shielded(value: Any) -> Any:
    return shielded(value) if isinstance(value, str) else value


def _rich(sentence: str, slots: list[Inlines]) -> Inlines:
    parts: list[Any] = []
    position = 0
    for match in _MARKUP.finditer(sentence):
        parts.extend(_filled(sentence[position : match.start()], slots))
        code, bold = match.groups()
        inner = "".join(node.text for node in _filled(code or bold, slots))
        parts.append(Code(inner) if code else Bold(inner))
        position = match.end()
    parts.extend(_filled(sentence[position:], slots))
    return tuple(parts)


def _filled(text: str, slots: Sequence[Inlines]) -> Inlines:
    parts: list[Any] = []
    for index, piece in enumerate(_SLOT.split(text)):
        if index % 2:
            parts.extend(slots[int(piece)])
        elif piece:
            parts.append(Text(piece))
    return tuple(parts)
