"""A process killed at any moment loses nothing it acknowledged and repeats at most one message part."""

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

SAVED = re.compile(rb"note (\d+)\b", re.IGNORECASE)
KILLS = 4

NOTES = 8
"""New notes before each kill; those that the kill prevented are typed again."""


class Process:
    """``paperboy chat`` with its input and output connected to this test."""

    def __init__(self, data_dir: Path, lines: list[str]) -> None:
        self.output = b""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "chat"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=os.environ
            | {
                "PAPERBOY_DATA_DIR": str(data_dir),
                "PAPERBOY_LANGUAGE": "en",
                "PAPERBOY_EMBEDDINGS": "off",
                "DATABASE_URL": "",
            },
        )
        assert self.process.stdin
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self.process.stdin.write("".join(f"{line}\n" for line in lines).encode())
        self.process.stdin.flush()

    def _read(self) -> None:
        assert self.process.stdout
        while chunk := os.read(self.process.stdout.fileno(), 4096):
            self.output += chunk

    def wait_for_output(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while not self.output and time.monotonic() < until:
            time.sleep(0.01)

    def kill(self) -> None:
        os.kill(self.process.pid, signal.SIGKILL)
        self._finish()

    def leave(self) -> None:
        assert self.process.stdin
        self.process.stdin.close()
        self._finish()
        assert self.process.returncode == 0, self.output.decode(errors="replace")

    @property
    def saved(self) -> list[int]:
        """The numbers of the notes that it acknowledged."""
        return [int(number) for number in SAVED.findall(self.output)]

    def _finish(self) -> None:
        self.process.wait(60)
        self._reader.join(60)
        for stream in (self.process.stdin, self.process.stdout):
            assert stream
            stream.close()


def missing(bodies: list[str], data_dir: Path) -> list[str]:
    """The lines to type for notes that are not in the database yet."""
    there = stored(data_dir)
    return [f"/note {body}" for body in bodies if body not in there]


def stored(data_dir: Path) -> dict[str, int]:
    """Body and number of every note in the database, as the next process finds them."""
    database = data_dir / "paperboy.db"
    if not database.exists():
        return {}
    connection = sqlite3.connect(database)
    try:
        return dict(connection.execute("SELECT body, number FROM notes").fetchall())
    except sqlite3.OperationalError:
        return {}  # killed before the first migration was committed
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.parametrize("seed", [20260101, 20260102, 20260103])
def test_kill_minus_nine_at_random_moments_loses_and_doubles_nothing(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    bodies = [f"thought number {index} about diffusion" for index in range(KILLS * NOTES)]
    printed: Counter[int] = Counter()
    for kill in range(1, KILLS + 1):
        process = Process(tmp_path, missing(bodies[: kill * NOTES], tmp_path))
        if kill % 4:
            process.wait_for_output(20)
        time.sleep(chance.uniform(0, 0.25))
        process.kill()
        printed.update(process.saved)
    last = Process(tmp_path, missing(bodies, tmp_path))
    last.leave()
    printed.update(last.saved)

    notes = stored(tmp_path)
    assert sorted(notes) == sorted(bodies), "each note is there exactly once"
    assert set(printed) == set(notes.values()), "each note was acknowledged, and nothing else was"
    assert sum(printed.values()) - len(printed) <= KILLS, "a kill repeats at most one part"
