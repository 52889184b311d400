"""``python -m tests.servers.arxiv`` serves the stand-in by itself."""

from tests.servers.arxiv.server import main

main()
