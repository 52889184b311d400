"""The commands in README and docs exist."""

import re
import subprocess
from itertools import chain
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = "\n".join(file.read_text("utf-8") for file in chain([ROOT / "README.md"], sorted((ROOT / "docs").glob("*.md"))))
TARGETS = sorted(set(re.findall(r"(?:^|`)make ([a-z-]+)", TEXT, re.MULTILINE)))
MODULES = sorted(set(re.findall(r"python -m ((?:benchmarks|tests)[a-z_.]*)", TEXT)))


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_that_is_named_does_something(target: str) -> None:
    done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    assert "Nothing to be done" not in done.stdout


@pytest.mark.parametrize("module", MODULES)
def test_every_module_that_is_named_can_be_run(module: str) -> None:
    place = ROOT / module.replace(".", "/")
    assert (place / "__main__.py").is_file() or "__main__" in place.with_suffix(".py").read_text("utf-8")
