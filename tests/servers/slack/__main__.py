"""Serve the stand-in: ``python -m tests.servers.slack``."""

from tests.servers.slack.server import main

main()
