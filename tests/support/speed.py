"""Measures that make the suite fast without changing what it checks."""

import gc
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

MEMORY = Path("/dev/shm")
"""A file system in memory, on Linux. On a disk every commit waits several milliseconds for the write."""

ROOM = 2 * 1024**3
"""Free bytes that ``MEMORY`` must have; in many containers it has 64 MB. A run uses a tenth of this."""


class SharedStatements(dict[Any, Any]):
    """Compiled statements by dialect class and statement, for all engines of one database.

    SQLAlchemy's keys contain the dialect instance, and each test has an engine with its own instance.
    """

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get((type(key[0]), *key[1:]), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__((type(key[0]), *key[1:]), compiled)


_STATEMENTS: defaultdict[str, SharedStatements] = defaultdict(SharedStatements)


@event.listens_for(Engine, "engine_connect")
def _share_statements(connection: Connection) -> None:
    """Compile each statement once per process instead of once per test, a fifth of the work of a typical test."""
    connection.execution_options(compiled_cache=_STATEMENTS[connection.dialect.name])


def pytest_xdist_auto_num_workers() -> int:
    """Three workers for two cores: a quarter of the time, a test waits for a process or a socket."""
    return (os.cpu_count() or 1) * 3 // 2


def pytest_configure(config: pytest.Config) -> None:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(temporary_root()))


def temporary_root() -> Path:
    """Return the folder for temporary files: in memory if there is room."""
    in_memory = MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if in_memory else Path(tempfile.gettempdir())


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection() -> Generator[None, object, object]:
    """Exclude the thousands of collected tests from every garbage collection, also while they are collected."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()
