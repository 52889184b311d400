"""What ``paperboy doctor`` says about Slack."""

from collections.abc import AsyncIterator
from typing import NamedTuple

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.adapters.slack.http import PATH
from bot.adapters.slack.manifest import BOT_SCOPES

_APP_PAGE = "https://api.slack.com/apps, your app"


class Check(NamedTuple):
    """``advice`` says what to do."""

    what: str
    ok: bool
    detail: str
    advice: str = ""


async def examine(client: AsyncWebClient, app_token: str, public_url: str | None) -> AsyncIterator[Check]:
    """The bot token, its scopes, and the way Slack talks to us."""
    try:
        told = await client.auth_test()
    except SlackApiError as error:
        advice = f"copy it again from {_APP_PAGE}, OAuth & Permissions, Bot User OAuth Token"
        yield Check("Slack bot token", False, f"refused: {error.response['error']}", advice)
        return
    except (aiohttp.ClientError, TimeoutError) as error:
        yield Check("Slack", False, f"{client.base_url}: {error}", "check the network, and SLACK_API_URL")
        return
    yield Check("Slack bot token", True, f"@{told['user']} in {told['team']}")
    yield scopes(told)
    if public_url:
        yield Check("Slack HTTP", True, f"Slack is to call {public_url.rstrip('/')}{PATH}, as the manifest says")
    else:
        yield await _socket_mode(client, app_token)


def scopes(told: AsyncSlackResponse) -> Check:
    """``X-OAuth-Scopes`` comes with every answer of the Web API."""
    granted = {scope.strip() for scope in _header(told, "x-oauth-scopes").split(",")}
    missing = [scope for scope in BOT_SCOPES if scope not in granted]
    if not missing:
        return Check("Slack scopes", True, f"all {len(BOT_SCOPES)} granted")
    advice = f"{_APP_PAGE}, App Manifest: paste what 'paperboy manifest slack' prints, save, reinstall"
    return Check("Slack scopes", False, f"missing: {', '.join(missing)}", advice)


async def _socket_mode(client: AsyncWebClient, app_token: str) -> Check:
    advice = f"make one in {_APP_PAGE}, Basic Information, App-Level Tokens, with connections:write"
    if not app_token:
        return Check("Slack app token", False, "SLACK_APP_TOKEN is not set", advice)
    try:
        await client.apps_connections_open(app_token=app_token)
    except SlackApiError as error:
        return Check("Slack app token", False, f"refused: {error.response['error']}", advice)
    except (aiohttp.ClientError, TimeoutError) as error:
        return Check("Slack app token", False, str(error), "check the network, and SLACK_API_URL")
    return Check("Slack app token", True, "Socket Mode can connect")


def _header(told: AsyncSlackResponse, name: str) -> str:
    return next((str(value) for key, value in told.headers.items() if key.lower() == name), "")
