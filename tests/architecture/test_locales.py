"""Every sentence exists in every language, with the same blanks to fill, and is used somewhere."""

import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast, visitor

from bot.core.commands import Command
from bot.core.languages import LANGUAGES
from bot.core.messages import TOAST_CHARACTERS
from bot.locales.catalogue import catalogue
from handlers.commands import COMMANDS

ROOT = Path(__file__).resolve().parents[2]
LOCALES = ROOT / "bot" / "locales"


class Variables(visitor.Visitor):
    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def visit_VariableReference(self, node: ast.VariableReference) -> None:  # noqa: N802  (fluent's visitor names)
        self.names.add(node.id.name)

    def visit_MessageReference(self, node: ast.MessageReference) -> None:  # noqa: N802  (fluent's visitor names)
        raise AssertionError(f"{node.id.name} is in another sentence, and the catalogue reads each sentence alone")


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


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_has_every_sentence(language: str) -> None:
    assert catalogue(language).keys() == sentences(language).keys()


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


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_refusal_fits_into_a_toast(code: str) -> None:
    """A press in a channel has no other answer."""
    refusals = [key for key in sentences("en") if key.startswith("rights-") or key in {"too-fast", "outside"}]
    assert len(refusals) > 8
    said = {key: catalogue(code).text(key, seconds=30) for key in refusals}
    assert {key: text for key, text in said.items() if len(text) > TOAST_CHARACTERS} == {}


# Slips that a reader would stumble on, by language. CODE is text to type, VALUE is filled in, and DATE is a day.
DATES = "on|first|last|since|due|newest|at|shows|date|after|before"
CJK = "\u4e00-\u9fff"
SLIPS = {
    "en": {
        r" …(?!\s*(and|`))": "a blank before an ellipsis",
        r"\b(?i:anew|whom|besides?|learnt|whoever|lately|organisation|colour|cancelled)\b": "a word we do not use",
        r"\b(?i:is|are) no [a-z]+ (?i:id|date|time|number)\b": "“is no …” for “isn't a …”",
    },
    "zh": {
        "您": "您 for 你",
        rf"DATE (?=[{CJK}])|日 (?=[{CJK}])": "a blank after a date",
        rf"(?<=[{CJK}])[,;:?!]|[,;:?!](?=[{CJK}])": "half-width punctuation",
        rf"(?<=[{CJK}])(?!DATE|CODE)[A-Za-z0-9]|[A-Za-z0-9](?<!DATE)(?<!CODE)(?=[{CJK}])": "no blank by Latin letters",
        r" ……": "a blank before an ellipsis",
    },
    "ko": {
        r"CODE (?:을|를|은|는|이|가|과|와|로|으로|에|라고|처럼)(?=[ .,?!]|$)": "a particle apart from what it follows",
        r"VALUE (?:을|를|은|는|이|가|과|와|로|으로)(?=[ .,?!]|$)": "a particle apart from what it follows",
        r"(?:CODE|”)(?:을|를|은|는|과|와|으로|라고)(?=[ .,?!]|$)": "a particle that may not fit: write 을(를)",
        r"(?:습니다|니까)[.?]": "another register than 해요",
        r"(?<!\.) …$": "a blank before an ellipsis",
    },
}


def lines(language: str) -> list[tuple[str, str]]:
    """Each sentence's lines by key, code and values replaced by words."""
    found = []
    for file in sorted((LOCALES / language).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            if isinstance(entry, ast.Message):
                text = file.read_text(encoding="utf-8")[entry.span.start : entry.span.end].partition("=")[2]
                text = re.sub(r"`[^`]*`", "CODE", text)
                text = re.sub(rf"\{{ *\$(?:{DATES}) *\}}", "DATE", text)
                text = re.sub(r"\{ *\$\w+ *\}", "VALUE", text)
                found += [(entry.id.name, line.strip()) for line in text.split("\n")]
    return found


@pytest.mark.parametrize("language", SLIPS)
def test_no_sentence_has_a_known_slip(language: str) -> None:
    found = [
        f"{key}: {what}: {line}"
        for key, line in lines(language)
        for pattern, what in SLIPS[language].items()
        if re.search(pattern, line)
    ]
    assert found == []
