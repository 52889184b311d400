"""One table per benchmark: on the screen, and as JSON for comparing runs."""

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
    """The keys of all ``rows`` are the headings, with units. ``remarks`` appear below the table.

    Rows with the same values in the first ``grouped`` columns form a group, which prints these values once.
    """

    title: str
    rows: Sequence[Mapping[str, Cell]]
    remarks: Sequence[str] = ()
    grouped: int = 0


def options(description: str) -> argparse.ArgumentParser:
    """Return a parser with the options of every benchmark."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the table there, as JSON")
    return parser


def publish(report: Report, file: Path | None) -> None:
    """Print ``report`` and, if ``file`` is given, write it as JSON."""
    _print(report)
    if file is not None:
        content = {**asdict(report), "machine": machine()}
        file.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def machine() -> dict[str, Cell]:
    """Return the conditions that two runs must share to be compared."""
    return {
        "python": platform.python_version(),
        "sqlite": sqlite3.sqlite_version,
        "system": platform.system(),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
    }


def percentile(values: Sequence[float], percent: float) -> float:
    """Return the smallest of ``values`` that at least ``percent`` of them do not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(len(values) * percent / 100) - 1)]


def megabytes(process: int | str, what: str) -> float | None:
    """Return memory in 10⁶ bytes from Linux's ``/proc``: ``VmHWM`` is the maximum so far, ``VmRSS`` the current one."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return None
    line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith(what))
    return int(line.split()[1]) * 1024 / 1e6


def _print(report: Report) -> None:
    # Imported here, because the start-up benchmark must stay small until it has measured.
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    console = Console()
    if not console.is_terminal:
        console.width = WIDTH
    print(report.title)
    numeric = {name for row in report.rows for name, value in row.items() if isinstance(value, int | float)}
    table = Table()
    for name in report.rows[0]:
        table.add_column(name, justify="right" if name in numeric else "left")
    before: list[Cell] = []
    for row in report.rows:
        values = list(row.values())
        same = report.grouped if values[: report.grouped] == before[: report.grouped] else 0
        if before and report.grouped and not same:
            table.add_section()
        table.add_row(*("" if index < same else _shown(value) for index, value in enumerate(values)))
        before = values
    console.print(table)
    for remark in report.remarks:
        print(remark)


def _shown(value: Cell) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}" if abs(value) < 10 else f"{value:.1f}"
    return f"{value:,}" if isinstance(value, int) else value
