"""How long a person waits for the first answer, and how much memory that takes, in separate processes.

Each process gets ``/help`` on its standard input, or answers without being asked, and is then left alone. The time
is measured from its start to the first line of its answer. Python's bytecode exists, as for every start but the first;
a start that compiles everything, including dependencies, has its own row. The memory is the maximum resident size
according to Linux (``VmHWM``); other systems leave it out.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import table

TIME_AIM, MEMORY_AIM = 1.5, 150.0
"""Seconds and MB."""

_SAYS_HELLO = "print('hello', flush=True); import sys; sys.stdin.read()"
_IMPORTS = f"import sqlalchemy.ext.asyncio, aiosqlite; {_SAYS_HELLO}"
_CHAT = ("-m", "bot", "chat")


@dataclass
class Start:
    """A way to start; each start finds the folders ``emptied`` empty."""

    name: str
    arguments: Sequence[str]
    emptied: Sequence[str] = ()
    seconds: list[float] = field(default_factory=list)
    megabytes: list[float | None] = field(default_factory=list)

    def row(self) -> dict[str, table.Cell]:
        memory = [each for each in self.megabytes if each is not None]
        return {
            "process": self.name,
            "first answer, median s": statistics.median(self.seconds),
            "max s": max(self.seconds),
            "peak memory, median MB": statistics.median(memory) if memory else None,
            "max MB": max(memory, default=None),
        }


def main() -> None:
    options = _options()
    starts = [
        Start("python, nothing imported", ("-c", _SAYS_HELLO)),
        Start("python, SQLAlchemy and aiosqlite imported", ("-c", _IMPORTS)),
        Start("paperboy chat, existing data", _CHAT),
        Start("paperboy chat, fresh data (with migration)", _CHAT, ("data",)),
        Start("paperboy chat, fresh data, no bytecode", _CHAT, ("data", "bytecode")),
    ]
    with tempfile.TemporaryDirectory(prefix="paperboy-bench-") as name:
        folder = Path(name)
        for run in range(options.runs + 1):
            for start in starts:
                seconds, megabytes = _measured(start, folder)
                if run:  # the first round creates bytecode and data for the others
                    start.seconds.append(seconds)
                    start.megabytes.append(megabytes)
    remarks = [
        f"{options.runs} runs of each, in turn. Time is from the start of the process to the first line of its answer.",
        f"The aim for the chat is below {TIME_AIM} s and {MEMORY_AIM:.0f} MB.",
    ]
    table.publish(table.Report("Start-up of the terminal chat", [each.row() for each in starts], remarks), options.json)


def _options() -> argparse.Namespace:
    parser = table.options("Time to the first answer and peak memory of real processes.")
    parser.add_argument("--runs", type=int, default=7, help="starts of each kind (default: %(default)s)")
    return parser.parse_args()


def _measured(start: Start, folder: Path) -> tuple[float, float | None]:
    """Seconds and MB."""
    for name in start.emptied:
        shutil.rmtree(folder / name, ignore_errors=True)
    began = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *start.arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=_environment(folder),
    )
    assert process.stdin is not None
    assert process.stdout is not None
    with process:
        process.stdin.write(b"/help\n")
        process.stdin.flush()
        answer = process.stdout.readline()
        seconds = time.perf_counter() - began
        # ``getrusage`` would include the parent's memory before the start.
        megabytes = table.megabytes(process.pid, "VmHWM") if answer else None
        process.communicate()
    if not answer.strip() or process.returncode:
        raise RuntimeError(f"{start.name}: no answer, exit code {process.returncode}")
    return seconds, megabytes


def _environment(folder: Path) -> Mapping[str, str]:
    """This environment, but with all data in ``folder``, and with bytecode."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    ours = {
        "PYTHONPYCACHEPREFIX": str(folder / "bytecode"),
        "PAPERBOY_DATA_DIR": str(folder / "data"),
        "DATABASE_URL": "",
        "PAPERBOY_LANGUAGE": "en",
    }
    return kept | ours


if __name__ == "__main__":
    main()
