"""One table per benchmark: on the screen, and as JSON for whoever compares runs."""

import argparse
import json
import math
import os
import platform
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

Cell = str | int | float | None

WIDTH = 120
"""Columns of a table that is not printed on a terminal."""


@dataclass(frozen=True, slots=True)
class Report:
    """``rows`` have the same keys, which are the headings with their units. ``remarks`` stand below the table."""

    title: str
    rows: Sequence[Mapping[str, Cell]]
    remarks: Sequence[str] = ()


def options(description: str) -> argparse.ArgumentParser:
    """A parser with what every benchmark understands."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the table there, as JSON")
    return parser


def publish(report: Report, file: Path | None) -> None:
    """Print ``report`` and, where ``file`` is given, write it there."""
    _print(report)
    if file is not None:
        content = {**asdict(report), "machine": machine()}
        file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def machine() -> dict[str, Cell]:
    """What figures of two runs must have in common to be compared."""
    return {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": platform.system(),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
    }


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest of ``values`` that at least ``percent`` of them do not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]


def _print(report: Report) -> None:
    # Not at import: the start-up benchmark must stay small until it has measured.
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    console = Console()
    if not console.is_terminal:
        console.width = WIDTH
    table = Table(title=report.title, title_justify="left", caption="\n".join(report.remarks), caption_justify="left")
    numeric = {name for name, value in report.rows[0].items() if not isinstance(value, str)}
    for name in report.rows[0]:
        table.add_column(name, justify="right" if name in numeric else "left")
    before: Mapping[str, Cell] = {}
    for row in report.rows:
        first = next(iter(row))
        if before and before[first] != row[first]:
            table.add_section()
        table.add_row(*(_shown(value) for value in row.values()))
        before = row
    console.print(table)


def _shown(value: Cell) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}" if abs(value) < 10 else f"{value:.1f}"
    return f"{value:,}" if isinstance(value, int) else value
