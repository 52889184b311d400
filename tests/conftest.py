"""Fixtures every kind of test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["tests.support.speed", "tests.support.databases", "tests.support.conversation"]

settings.register_profile("ci", deadline=None, print_blob=True)
settings.load_profile("ci")

SHARED = Path(os.environ.get("PAPERBOY_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real input that is not part of the project; ``PAPERBOY_SHARED_DATA`` says where else it is."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the shared data, which is not at {SHARED}")
    return SHARED


def pytest_sessionfinish(session: pytest.Session) -> None:
    """In continuous integration a skipped test is a failure, unless it is the shared data that is not there."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") and SHARED.is_dir() and skipped:
        reporter.write_line(f"{len(skipped)} tests were skipped, which CI does not accept", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
