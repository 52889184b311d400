"""The HTTP server for the platforms' webhooks and for ``/health``, which monitoring queries."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from contextlib import asynccontextmanager
from types import MappingProxyType
from typing import Any

from aiohttp import web

from bot.core.errors import StorageUnavailable
from bot.core.reachability import Reachability, State

LARGEST = 4 * 1024 * 1024
"""Bytes of a request; platforms send far less, because we fetch files ourselves."""


NO_PLATFORMS: Mapping[str, Reachability] = MappingProxyType({})


@asynccontextmanager
async def listening(
    listen: tuple[str, int],
    routes: Iterable[web.AbstractRouteDef],
    alive: Callable[[], Awaitable[None]],
    platforms: Mapping[str, Reachability] = NO_PLATFORMS,
) -> AsyncIterator[int]:
    """Serve until the context ends; yield the port. ``alive`` raises ``StorageUnavailable`` if the database is away.

    ``/health`` answers 503 only then: a platform that is out of reach is named, but no restart brings it back.

    Raises ``OSError`` if the address is in use.
    """

    async def health(_: web.Request) -> web.Response:
        said = {"platforms": {name: _said(each.state) for name, each in platforms.items()}} if platforms else {}
        try:
            await alive()
        except StorageUnavailable:
            return web.json_response({"status": "the database does not answer", **said}, status=503)
        return web.json_response({"status": "ok", **said})

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


def _said(state: State) -> dict[str, Any]:
    said = {"reachable": state.reachable, "since": state.since.isoformat(timespec="seconds")}
    return said | ({"reason": state.reason} if state.reason else {})
