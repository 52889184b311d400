"""``python -m tests.servers.slack`` serves the stand-in by itself."""

from tests.servers.slack.server import main

main()
