"""Fixtures every kind of test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

pytest_plugins = ["tests.databases", "tests.conversation"]

settings.register_profile("ci", deadline=None, print_blob=True)
settings.load_profile("ci")

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Real input that is not part of the project; ``PAPERBOY_SHARED_DATA`` may point elsewhere."""
    path = Path(os.environ.get("PAPERBOY_SHARED_DATA", SHARED))
    if not path.is_dir():
        pytest.skip(f"needs the shared data, which is not at {path}")
    return path
