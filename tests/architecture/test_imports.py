"""Dependencies point one way; a new arrow fails here and has to be argued for in docs/architecture.md."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("handlers", "papers", "language", "storage", "exchange", "demo")
STANDARD_LIBRARY_IO = {"socket", "sqlite3", "subprocess", "urllib", "http", "shutil", "tempfile", "pathlib", "os"}

# What each place may import in addition to itself. All our other modules are closed to it.
ALLOWED = {
    "bot.core": set(),
    "bot.locales": {"bot.core"},
    "bot.adapters": {"bot.core", "papers.arxiv.identifiers"},
    "bot.delivery": {"bot.core"},
    "bot.embedding": {"bot.core"},
    "bot.jobs": {"bot.core"},
    "bot.web": {"bot.core"},
    "bot.scheduler": {"bot.core"},
    "bot.settings": {"bot.core"},
    "handlers": {"bot.core", "papers.arxiv.identifiers", "papers.arxiv.taxonomy"},
    "papers": {"bot.core"},
    "language": {"bot.core"},
    "storage": {"bot.core"},
    "exchange": {"bot.core"},
    "demo": {"bot.core"},
}


def modules(place: str) -> Iterator[tuple[Path, str]]:
    path = ROOT / place.replace(".", "/")
    for source in [path.with_suffix(".py")] if path.with_suffix(".py").exists() else sorted(path.rglob("*.py")):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield source, alias.name
            elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
                yield source, node.module


def within(module: str, place: str) -> bool:
    return module == place or module.startswith(place + ".")


@pytest.mark.parametrize("place", ALLOWED)
def test_a_room_imports_only_the_core_and_itself(place: str) -> None:
    wrong = [
        f"{source.relative_to(ROOT)} imports {module}"
        for source, module in modules(place)
        if module.split(".")[0] in {"bot", *ROOMS}
        and not any(within(module, allowed) for allowed in {place, *ALLOWED[place]})
    ]
    assert not wrong


def test_every_module_under_bot_declares_its_imports() -> None:
    """A new module under ``bot`` declares its imports here; only the composition root may import everything."""
    listed = {place.split(".")[1] for place in ALLOWED if place.startswith("bot.")}
    there = {path.stem for path in (ROOT / "bot").iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert there - listed == {"__init__", "__main__", "app", "cli", "connections", "doctor", "serve", "terminal"}


def test_the_core_does_no_input_or_output() -> None:
    wrong = [
        f"{source.relative_to(ROOT)} imports {module}"
        for source, module in modules("bot.core")
        if module.split(".")[0] in STANDARD_LIBRARY_IO | {"aiohttp", "sqlalchemy"}
    ]
    assert not wrong


def test_nothing_is_imported_for_its_side_effects() -> None:
    assert (ROOT / "bot" / "__init__.py").read_text(encoding="utf-8") == ""
    assert (ROOT / "handlers" / "__init__.py").read_text(encoding="utf-8") == ""
