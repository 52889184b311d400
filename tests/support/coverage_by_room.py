"""Print coverage by room, from the data that ``make cover`` has just collected.

Exits with 1 when a module that is not in ``EXCEPTIONS`` pulls its room below the floor.
"""

import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from coverage import Coverage

FLOOR = 95.0
"""Percent of a room's lines that the suite runs."""

COUNTS = ("num_statements", "covered_lines", "num_branches", "covered_branches")
"""The counts of a module, by the names that coverage gives them."""

EXCEPTIONS: Mapping[str, str] = {}
"""Modules that do not count, and why."""


def main() -> int:
    files = measured()
    rooms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for name, summary in files.items():
        if name not in EXCEPTIONS:
            rooms[room_of(name)].update(summary)
    print(f"{'room':<24}{'lines':>8}{'line %':>8}{'branch %':>10}")
    for room, sums in sorted(rooms.items()):
        print(row(room, sums))
    print(row("all", sum(rooms.values(), Counter())))
    for name, reason in EXCEPTIONS.items():
        print(f"not counted: {name}, {lines(files[name]):.1f} % of lines: {reason}")
    low = [room for room, sums in rooms.items() if lines(sums) < FLOOR]
    if low:
        print(f"below {FLOOR:.0f} % of lines: {', '.join(sorted(low))}", file=sys.stderr)
    return 1 if low else 0


def measured() -> dict[str, dict[str, int]]:
    """The counts of every measured module by its path."""
    data = Coverage()
    data.load()
    with tempfile.NamedTemporaryFile(suffix=".json") as report:
        data.json_report(outfile=report.name)
        files: dict[str, Any] = json.loads(Path(report.name).read_text("utf-8"))["files"]
    return {name: {count: entry["summary"][count] for count in COUNTS} for name, entry in files.items()}


def room_of(name: str) -> str:
    """The package, or the sub-package of a package, that a module is in."""
    return "/".join(Path(name).parent.parts[:2])


def row(name: str, sums: Mapping[str, int]) -> str:
    branches = percent(sums["covered_branches"], sums["num_branches"])
    return f"{name:<24}{sums['num_statements']:>8}{lines(sums):>8.1f}{branches:>10.1f}"


def lines(sums: Mapping[str, int]) -> float:
    return percent(sums["covered_lines"], sums["num_statements"])


def percent(part: int, whole: int) -> float:
    return 100.0 * part / whole if whole else 100.0


if __name__ == "__main__":
    sys.exit(main())
