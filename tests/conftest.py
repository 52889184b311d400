"""Fixtures for every kind of test."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["tests.support.speed", "tests.support.databases", "tests.support.conversation"]

# The suite tries the same examples each time, so that a change fails for its own mistakes; ``make fuzz`` tries others.
settings.register_profile("suite", deadline=None, derandomize=True)
settings.register_profile("fuzz", deadline=None, max_examples=1000, print_blob=True)
settings.load_profile("suite")

SHARED = Path(os.environ.get("PAPERBOY_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real input that is not part of the project; ``PAPERBOY_SHARED_DATA`` overrides its place."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the shared data, which is not at {SHARED}")
    return SHARED


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Fail in continuous integration if a test was skipped, unless the shared data is missing."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") and SHARED.is_dir() and skipped:
        reporter.write_line(f"{len(skipped)} tests were skipped, which CI does not accept", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
