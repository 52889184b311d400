"""Imports form no circles, so that every module and sub-package can be read and tested after those it uses."""

import ast
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ("bot", "handlers", "papers", "language", "storage", "exchange", "demo")

Graph = Mapping[str, set[str]]


def name_of(source: Path) -> str:
    return ".".join(source.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


SOURCES = {name_of(source): source for room in HOUSE for source in (ROOT / room).rglob("*.py")}


def imported(source: Path) -> Iterator[str]:
    """Every module of ours that a file imports: under ``TYPE_CHECKING`` and inside functions as well."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in SOURCES)
        elif isinstance(node, ast.ImportFrom) and node.module in SOURCES:
            inside = {f"{node.module}.{alias.name}" for alias in node.names}
            yield from inside & SOURCES.keys() or {node.module}


@cache
def modules() -> Graph:
    return {name: set(imported(source)) for name, source in SOURCES.items()}


def between_sub_packages(room: str) -> Graph:
    """The imports of a room from one sub-package, or module of the room itself, to another."""

    def part(module: str) -> str:
        return ".".join(module.split(".")[:2])

    inside = {name: {other for other in others if other.startswith(f"{room}.")} for name, others in modules().items()}
    graph: dict[str, set[str]] = {}
    for name, others in inside.items():
        if name.startswith(f"{room}."):
            graph.setdefault(part(name), set()).update({part(other) for other in others} - {part(name)})
    return graph


def circle(graph: Graph) -> list[str]:
    """One circle of the graph, each node before one that imports it; empty when there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        found: list[str] = error.args[1]
        return found
    return []


def test_no_module_imports_itself_through_others() -> None:
    assert "bot.core.context" in modules()["bot.core.commands"]
    assert circle(modules()) == []


@pytest.mark.parametrize("room", ["handlers", "papers", "storage"])
def test_no_sub_package_imports_itself_through_others(room: str) -> None:
    graph = between_sub_packages(room)
    assert any(graph.values())
    assert circle(graph) == []


def test_a_circle_is_found() -> None:
    assert circle({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) != []
