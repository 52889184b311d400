"""The HTTP server for the platforms' webhooks and for ``/health``, which monitoring queries."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager

from aiohttp import web

from bot.core.errors import StorageUnavailable

LARGEST = 4 * 1024 * 1024
"""Bytes of a request; platforms send far less, because we fetch files ourselves."""


@asynccontextmanager
async def listening(
    listen: tuple[str, int], routes: Iterable[web.AbstractRouteDef], alive: Callable[[], Awaitable[None]]
) -> AsyncIterator[int]:
    """Serve until the context ends; yield the port. ``alive`` raises ``StorageUnavailable`` if the database is away.

    Raises ``OSError`` if the address is in use.
    """

    async def health(_: web.Request) -> web.Response:
        try:
            await alive()
        except StorageUnavailable:
            return web.json_response({"status": "the database does not answer"}, status=503)
        return web.json_response({"status": "ok"})

    application = web.Application(client_max_size=LARGEST)
    application.add_routes([web.get("/health", health), *routes])
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        site = web.TCPSite(runner, *listen)
        await site.start()
        yield runner.addresses[0][1]
    finally:
        await runner.cleanup()
