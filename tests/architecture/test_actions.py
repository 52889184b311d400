"""An action's name is written once; buttons are made with ``encode``."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.core.registry import Registry
from handlers.commands import COMMANDS

HANDLERS = Path(__file__).resolve().parents[2] / "handlers"
NAMES = Registry(COMMANDS).actions.keys()
PREFIXES = tuple(f"{name.partition('.')[0]}." for name in NAMES if "." in name)


def declared(tree: ast.AST) -> set[ast.AST]:
    """Names where they are declared, as the argument of ``Action`` or ``ActionName``."""
    return {
        node.args[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"Action", "ActionName"}
    }


def spelled(tree: ast.AST) -> Iterator[str]:
    """Encoded actions and names of actions that are written out instead of being taken from the action."""
    for node in set(ast.walk(tree)) - declared(tree):
        if isinstance(node, ast.JoinedStr):
            first, *rest = [*node.values, ast.Constant("")]
            begins = first.value if isinstance(first, ast.Constant) else ""
            named = isinstance(first, ast.FormattedValue) and ast.unparse(first.value).endswith(".name")
            encodes = named and isinstance(rest[0], ast.Constant) and str(rest[0].value).startswith(":")
            if encodes or str(begins).startswith((*PREFIXES, *(f"{name}:" for name in NAMES))):
                yield ast.unparse(node)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            name, colon, _ = node.value.partition(":")
            if name in NAMES and (colon or "." in name):
                yield node.value


@pytest.mark.parametrize("path", sorted(HANDLERS.rglob("*.py")), ids=lambda path: str(path.relative_to(HANDLERS)))
def test_no_button_spells_the_action_it_presses(path: Path) -> None:
    assert not list(spelled(ast.parse(path.read_text(encoding="utf-8"))))


def test_an_action_is_named_in_one_place() -> None:
    counts = Counter(
        node.value
        for path in HANDLERS.rglob("*.py")
        for node in declared(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    )
    assert not [name for name, count in counts.items() if count > 1]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('Action("note.edit", parse, edit)', False),
        ('ActionName(f"profile.{name}")', False),
        ("EDIT.encode(12)", False),
        ('button("note.edit:12")', True),
        ('button(f"note.edit:{number}")', True),
        ('button(f"note.{verb}:{number}")', True),
        ('button(f"{EDIT.name}:{number}")', True),
        ('button(f"similar:{number}")', True),
        ('pager(ctx, "notes.page")', True),
    ],
)
def test_a_spelled_action_is_found(source: str, found: bool) -> None:
    assert bool(list(spelled(ast.parse(source)))) is found
