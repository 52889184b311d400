"""Serve the stand-in: ``python -m tests.servers.arxiv``."""

from tests.servers.arxiv.server import main

main()
