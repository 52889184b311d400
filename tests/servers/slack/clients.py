"""Slack's own clients and Bolt, connected to a stand-in over either transport; and a few blocks to send."""

from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.slack.server import SlackStandIn
from tests.servers.slack.text import Json


class Clock:
    """A clock that stands still until a test moves it; seconds since 1970."""

    def __init__(self) -> None:
        self.now = 1_750_000_000.0

    def __call__(self) -> float:
        return self.now


async def refused(call: Awaitable[Any]) -> str:
    """The error with which Slack refuses a call."""
    with pytest.raises(SlackApiError) as caught:
        await call
    return str(caught.value.response["error"])


def section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(label: str, action_id: str, **more: Any) -> Json:
    return {"type": "button", "text": {"type": "plain_text", "text": label}, "action_id": action_id, **more}


def modal(*blocks: Json, **more: Any) -> Json:
    plain = {"type": "plain_text", "text": "Note"}
    return {"type": "modal", "callback_id": "note", "title": plain, "submit": plain, "blocks": list(blocks), **more}


def text_input(block_id: str, label: str, **more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "value"}
    return {
        "type": "input",
        "block_id": block_id,
        "label": {"type": "plain_text", "text": label},
        "element": element,
    } | more


@asynccontextmanager
async def over_socket(slack: SlackStandIn, client: AsyncWebClient, app: AsyncApp) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(app, slack.app_token, web_client=client, ping_interval=0.2)
    await handler.connect_async()
    await slack.sockets.wait_connected()
    try:
        yield
    finally:
        await handler.close_async()


@asynccontextmanager
async def over_http(slack: SlackStandIn, app: AsyncApp) -> AsyncIterator[None]:
    runner = web.AppRunner(app.server(port=0, path="/slack/events").web_app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.deliver_to = "http://{}:{}".format(*runner.addresses[0])
    try:
        yield
    finally:
        slack.deliver_to = None
        await runner.cleanup()


@asynccontextmanager
async def running(transport: str, slack: SlackStandIn, client: AsyncWebClient, app: AsyncApp) -> AsyncIterator[None]:
    async with over_socket(slack, client, app) if transport == "socket" else over_http(slack, app):
        yield
