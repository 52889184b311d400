"""Serve the stand-in: ``python -m tests.servers.telegram``."""

from tests.servers.telegram.server import main

main()
