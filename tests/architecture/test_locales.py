"""Every sentence exists in every language, with the same blanks to fill, and is used somewhere."""

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast, visitor

from bot.core.commands import Command
from bot.core.languages import LANGUAGES
from bot.locales.catalogue import catalogue
from handlers.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ROOT / "bot" / "locales"


class Variables(visitor.Visitor):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802  (fluent's visitor names)
        self.names.add(node.id.name)


def sentences(language: str) -> dict[str, set[str]]:
    """Return each key with the names of its variables; fail if part of a file does not parse."""
    found: dict[str, set[str]] = {}
    for file in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            assert not isinstance(entry, ast.Junk), f"{file.name}: {entry.content}"
            if isinstance(entry, ast.Message):
                assert entry.id.name not in found, f"{file.name}: {entry.id.name} is there twice"
                variables = Variables()
                variables.visit(entry)
                found[entry.id.name] = variables.names
    return found


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_every_language_says_everything_english_says(language: str) -> None:
    english, other = sentences("en"), sentences(language)
    assert english.keys() == other.keys()
    assert {key: names for key, names in other.items() if names - english[key]} == {}


def test_every_sentence_is_used_and_every_used_one_exists() -> None:
    """Keys are literals in the code; help keys are derived from the declarations of commands."""
    keys = set(sentences("en"))
    source = "\n".join(
        path.read_text(encoding="utf-8")
        for room in ("bot", "handlers", "papers", "exchange", "language", "storage", "demo")
        for path in (ROOT / room).rglob("*.py")
    )
    literals = set(re.findall(r'"([a-z][a-z0-9]*(?:-[a-z0-9]+)*)"', source))
    declared = {f"help-{name}" for name in command_names()}
    assert keys - literals - declared == set(), "nobody says these"
    assert declared - keys == set(), "these commands have no summary"


def command_names() -> set[str]:
    def verbs(command: Command[object]) -> set[str]:
        return {f"{command.name}-{verb.name}" for verb in command.subcommands}

    return {command.name for command in COMMANDS}.union(*(verbs(command) for command in COMMANDS))


@pytest.mark.parametrize("code", LANGUAGES)
def test_used_keys_of_calls_exist(code: str) -> None:
    """``say``, ``words``, ``heading``, ``button``, ``text`` and the errors name an existing key."""
    pattern = re.compile(
        r'(?:\.(?:say|words|heading|button|text|inlines)|PersonError|UsageError)\(\s*"([a-z][a-z0-9-]*)"'
    )
    used = {
        key
        for room in ("bot", "handlers", "papers", "demo")
        for path in (ROOT / room).rglob("*.py")
        for key in pattern.findall(path.read_text(encoding="utf-8"))
    }
    assert {key for key in used if not catalogue(code).has(key)} == set()
