"""``python -m tests.servers.telegram`` serves the stand-in by itself."""

from tests.servers.telegram.server import main

main()
