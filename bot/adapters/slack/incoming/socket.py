"""Socket Mode: Slack sends everything over a connection that we open, so no public address is needed."""

import asyncio
import logging
from itertools import count

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.patience import outlast
from bot.core.reachability import Reachability

log = logging.getLogger(__name__)

PING_EVERY = 5.0
"""Seconds. A silently lost connection is replaced after about as long."""

GIVE_UP = 30.0
"""Seconds without a connection after which to ask for a new address: Slack takes each address once, and the SDK
retries with the one it has.
"""

NOTICED = 5.0
"""Seconds without a connection after which Slack counts as out of reach: Slack closes each connection now and then."""

LOOK_EVERY = 1.0
"""Seconds."""

_CONNECTION = "the connection"


async def listen(app: AsyncApp, app_token: str, client: AsyncWebClient, reachability: Reachability) -> None:
    """Pass requests from Slack to ``app`` until canceled, over one connection after the other.

    Raises ``SettingsError`` when Slack refuses the token at the first connection.
    """
    for number in count():
        handler = AsyncSocketModeHandler(app, app_token, logger=log, web_client=client, ping_interval=PING_EVERY)
        try:
            await _connected(handler.client, reachability, again=number > 0)
            log.warning("no connection to Slack for %.0f s; connecting again", GIVE_UP)
        finally:
            await _closed(handler.client)


async def _connected(client: SocketModeClient, reachability: Reachability, *, again: bool) -> None:
    """Connect, and return once there has been no connection for too long."""
    ask = client.issue_new_wss_url
    client.wss_uri = await outlast(ask, "SLACK_APP_TOKEN", reachability, even_if_refused=again)
    connecting = asyncio.create_task(client.connect())  # type: ignore[no-untyped-call]
    try:
        away = 0.0
        while away < GIVE_UP:
            await asyncio.sleep(LOOK_EVERY)
            away = 0.0 if await client.is_connected() else away + LOOK_EVERY
            if not away:
                reachability.works(_CONNECTION)
            elif away >= NOTICED:
                reachability.fails(_CONNECTION, "no connection")
    finally:
        connecting.cancel()


async def _closed(client: SocketModeClient) -> None:
    """Close the client and wait for the SDK's tasks, which it only cancels."""
    await client.close()  # type: ignore[no-untyped-call]
    tasks = (client.message_processor, client.current_session_monitor, client.message_receiver)
    await asyncio.gather(*(task for task in tasks if task is not None), return_exceptions=True)
