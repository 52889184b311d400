"""The commands in README and docs exist."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = "bot|handlers|papers|language|storage|exchange|demo|tests|benchmarks|training|docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
TEXT = "\n".join(page.read_text("utf-8") for page in PAGES)
TARGETS = sorted(set(re.findall(r"(?:^|`)make ([a-z-]+)", TEXT, re.MULTILINE)))
MODULES = sorted(set(re.findall(r"python -m ((?:benchmarks|training|tests|docs)[a-z_.]*)", TEXT)))


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_that_is_named_does_something(target: str) -> None:
    done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "Nothing to be done" not in done.stdout


@pytest.mark.parametrize("module", MODULES)
def test_every_module_that_is_named_can_be_run(module: str) -> None:
    place = ROOT / module.replace(".", "/")
    assert (place / "__main__.py").is_file() or "__main__" in place.with_suffix(".py").read_text("utf-8")


def test_every_file_that_a_document_names_exists() -> None:
    """``handlers/todos/move.py``, ``papers/ranking/``, ``../README.md``: code in backticks and links alike."""
    missing = []
    for page in PAGES:
        text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
        named = re.findall(rf"`((?:{ROOMS})/[\w/.*{{}},-]*)`", text)
        linked = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
        missing += [f"{page.name}: {name}" for name in named if not any(ROOT.glob(_one(name)))]
        missing += [f"{page.name}: {link}" for link in linked if not (page.parent / link).exists()]
    assert missing == []


def test_every_test_that_a_document_names_exists() -> None:
    """A name may be cut off by ``…``, and may be the name of a file."""
    files = list((ROOT / "tests").rglob("test_*.py"))
    tests = re.findall(r"def (test_\w+)", "\n".join(file.read_text("utf-8") for file in files))
    known = "\n".join(["", *tests, *(file.name for file in files), ""])
    named = re.findall(r"`(test_\w+(?:\.py)?)(…?)`", TEXT)
    assert [name for name, cut in named if f"\n{name}" not in known or (not cut and f"\n{name}\n" not in known)] == []


def _one(name: str) -> str:
    """A pattern for one of the alternatives in braces; ``SUBJECT`` and the like stand for any name."""
    return re.sub(r"[A-Z]{3,}", "*", re.sub(r"\{(\w+)[^}]*\}", r"\1", name)).rstrip("/")
