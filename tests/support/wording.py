"""Messages by key, as the console prints them: tests check what is said, however it is worded.

    assert words("note-unknown", number=7) in answer
    assert said(answer, "note-saved-about", title="Emu2")
    assert times(answer, "digest-heading") == 1

A string in ``data`` is put in as it is.
"""

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from fluent.syntax import FluentParser, ast, visitor

from bot.adapters.console import plain
from bot.core.messages import Message, Paragraph
from bot.locales import catalogue as locales
from bot.locales.catalogue import catalogue

_LOCALES = Path(locales.__file__).parent
_BLANK = re.compile("\ue100([0-9]+)\ue101")
_LINK = r"(?: <[^<>\n]+>)?"


class Blanks(NamedTuple):
    """The names of a message's variables; ``selecting`` has those that choose a variant."""

    names: frozenset[str]
    selecting: frozenset[str]


def words(key: str, language: str = "en", **data: Any) -> str:
    """Return the message with all its blanks filled."""
    return plain.render(Message((Paragraph(catalogue(language).inlines(key, **data)),))).removesuffix("\n")


def said(answer: str, key: str, language: str = "en", **data: Any) -> bool:
    """Return whether ``answer`` has the message, as ``times`` counts it."""
    return times(answer, key, language, **data) > 0


def times(answer: str, key: str, language: str = "en", **data: Any) -> int:
    """Count the message in ``answer``.

    A blank that ``data`` leaves out may hold anything on one line; one that chooses a variant cannot be left out.
    A string also matches the text of a link. A command may be in backticks or, as the platforms show it, without;
    in Slack it follows ``/paperboy``.
    """
    return len(line(key, language, **data).findall(answer))


def line(key: str, language: str = "en", **data: Any) -> re.Pattern[str]:
    """Return what ``times`` looks for, for a screen that is waited on: ``await me.sees(line("note-saved"))``."""
    blanks = blanks_of(language)[key]
    assert data.keys() <= blanks.names, f"{key} has no {data.keys() - blanks.names}"
    patterns = [re.escape(value) + _LINK for value in data.values() if isinstance(value, str)]
    names = [name for name, value in data.items() if isinstance(value, str)]
    left_out = blanks.names - blanks.selecting - data.keys()
    slots = {name: f"\ue100{index}\ue101" for index, name in enumerate([*names, *left_out])}
    pieces = _BLANK.split(words(key, language, **data | slots))
    patterns += [".+?"] * len(left_out)
    found = (patterns[int(piece)] if index % 2 else re.escape(piece) for index, piece in enumerate(pieces))
    return re.compile("".join(found).replace("`/", "`/(?:paperboy[ -])?").replace("`", "`?"))


@cache
def blanks_of(language: str) -> dict[str, Blanks]:
    """Return the blanks of every message of a language."""
    found = {}
    for file in (_LOCALES / language).glob("*.ftl"):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Message):
                variables = _Variables()
                variables.visit(entry)
                found[entry.id.name] = Blanks(frozenset(variables.names), frozenset(variables.selecting))
    return found


class _Variables(visitor.Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.selecting: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802  (fluent's visitor names)
        self.names.add(node.id.name)

    def visit_SelectExpression(self, node: ast.SelectExpression) -> None:  # noqa: N802  (fluent's visitor names)
        if isinstance(node.selector, ast.VariableReference):
            self.selecting.add(node.selector.id.name)
        self.generic_visit(node)
