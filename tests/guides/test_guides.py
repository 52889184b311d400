"""Each guide works as it is written: its example is built in a copy of the checkout, and its commands are run.

A fence's first line says what the block is:

- ```` ```python handlers/notes/random_note.py ```` is a new file;
- ```` ```diff ```` is a patch whose old lines must be in the file exactly once;
- ```` ```ftl bot/locales/en/note.ftl ```` is appended to a file, for any kind of file that exists;
- ```` ```sh ```` is run;
- ```` ```text ```` says what the block before it prints: each line appears, in order, and ``…`` stands for anything.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
ROOMS = ("bot", "handlers", "papers", "language", "storage", "exchange", "demo", "tests")
FENCE = re.compile(r"^```(\w+)(?: +(\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@dataclass(frozen=True)
class Block:
    kind: str
    file: str
    text: str


def blocks(guide: Path) -> Iterator[Block]:
    for kind, file, text in FENCE.findall(guide.read_text(encoding="utf-8")):
        yield Block(kind, file, text)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of the code, the tests and the settings of the tools."""
    copy = tmp_path / "paperboy"
    for room in ROOMS:
        shutil.copytree(ROOT / room, copy / room, ignore=shutil.ignore_patterns("*.pyc.*"))  # half written
    for name in ("pyproject.toml", "README.md", "Makefile"):
        shutil.copy(ROOT / name, copy / name)
    shutil.copytree(ROOT / "docs", copy / "docs")
    return copy


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_the_guide_builds_what_it_says(guide: Path, checkout: Path) -> None:
    printed = ""
    for block in blocks(guide):
        if block.kind == "sh":
            printed = run(block.text, checkout)
        elif block.kind == "text":
            assert_printed(block.text, printed)
        elif block.kind == "diff":
            patch(block.text, checkout)
        elif (file := checkout / block.file).exists():
            file.write_text(file.read_text(encoding="utf-8") + block.text, encoding="utf-8")
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")


def patch(text: str, checkout: Path) -> None:
    """Replace the old lines of each hunk, which must be there exactly once, with the new ones."""
    file = checkout / re.search(r"^\+\+\+ (\S+)$", text, re.MULTILINE)[1]
    for hunk in re.split(r"^@@.*\n", text, flags=re.MULTILINE)[1:]:
        lines = hunk.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if line[0] in " -")
        new = "".join(line[1:] for line in lines if line[0] in " +")
        source = file.read_text(encoding="utf-8")
        assert source.count(old) == 1, f"{file.name} does not have these lines once:\n{old}"
        file.write_text(source.replace(old, new), encoding="utf-8")


def run(script: str, checkout: Path) -> str:
    """Run what a reader would type, with the tools of this environment on the path; it must succeed."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PAPERBOY", "DATABASE"))}
    environment |= {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}",
        "PYTHONPATH": str(checkout),
        "PAPERBOY_DATA_DIR": str(checkout.parent / "data"),
        "PAPERBOY_LANGUAGE": "en",
        "PAPERBOY_TIMEZONE": "UTC",
    }
    done = subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", script],
        cwd=checkout,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def assert_printed(expected: str, printed: str) -> None:
    lines = [".*".join(re.escape(part) for part in line.strip().split("…")) for line in expected.splitlines() if line]
    assert re.search("(?s:.*)".join(lines), printed), f"expected\n{expected}\nin\n{printed}"


def test_there_is_a_guide_for_each_thing_to_add() -> None:
    assert [guide.stem for guide in GUIDES] == ["command", "language", "platform", "source"]
