"""The checks of Slack for ``paperboy doctor``."""

from collections.abc import AsyncIterator

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from sqlalchemy.exc import DBAPIError

from bot.adapters.slack.install.flow import OAuth
from bot.adapters.slack.manifest import BOT_SCOPES, EVENTS_PATH, INSTALL_PATH
from bot.adapters.slack.workspaces import InstalledWorkspaces
from bot.core.errors import SettingsError, StorageUnavailable
from bot.core.ports.adapters import Check

_APP_PAGE = "https://api.slack.com/apps, your app"


async def examine(client: AsyncWebClient, app_token: str, public_url: str | None) -> AsyncIterator[Check]:
    """Check the bot token, its scopes, and how Slack reaches Paperboy."""
    again = f"copy it again from {_APP_PAGE}, OAuth & Permissions, Bot User OAuth Token"
    reinstall = f"{_APP_PAGE}, App Manifest: paste what 'paperboy manifest slack' prints, save, reinstall"
    found = await _token(client, "Slack bot token", again, reinstall)
    for check in found:
        yield check
    if found[0].ok:
        yield _http(public_url) if public_url else await _socket_mode(client, app_token)


async def examine_everywhere(
    client: AsyncWebClient, oauth: OAuth, workspaces: InstalledWorkspaces, public_url: str
) -> AsyncIterator[Check]:
    """Check the app's credentials and every workspace that it is installed in."""
    anywhere = f"open {public_url}{INSTALL_PATH}"
    yield await _credentials(client, oauth)
    yield _http(public_url)
    try:
        installed = await workspaces.everywhere()
    except SettingsError as error:
        yield Check("Slack workspaces", False, str(error), "or forget them, and install Paperboy again in each")
        return
    except StorageUnavailable as error:
        yield Check("Slack workspaces", False, str(error), "is the server running, and is DATABASE_URL right?")
        return
    except DBAPIError:
        yield Check("Slack workspaces", True, "not kept yet", "run paperboy migrate, or any other command")
        return
    if not installed:
        yield Check("Slack workspaces", True, "none yet", f"to install Paperboy in one: {anywhere}")
    for workspace, its_client in installed:
        advice = f"to install Paperboy there again: {anywhere}"
        for check in await _token(its_client, f"Slack workspace {workspace.name}", advice, advice):
            yield check


async def _token(client: AsyncWebClient, what: str, refused: str, lacking: str) -> list[Check]:
    """Check that Slack takes a bot token, and its scopes. ``refused`` and ``lacking`` are the advice if not."""
    try:
        answer = await client.auth_test()
    except SlackApiError as error:
        return [Check(what, False, f"refused: {error.response['error']}", refused)]
    except (aiohttp.ClientError, TimeoutError) as error:
        return [_unreachable(client, error)]
    return [Check(what, True, f"@{answer['user']} in {answer['team']}"), scopes(answer, lacking)]


async def _credentials(client: AsyncWebClient, oauth: OAuth) -> Check:
    """Try an invalid code: Slack refuses it only after it has found the credentials to be right."""
    what = "Slack client id and secret"
    try:
        await client.oauth_v2_access(client_id=oauth.client_id, client_secret=oauth.client_secret, code="none")
    except SlackApiError as error:
        if error.response["error"] == "invalid_code":
            return Check(what, True, oauth.client_id)
        advice = f"copy them again from {_APP_PAGE}, Basic Information, App Credentials"
        return Check(what, False, f"refused: {error.response['error']}", advice)
    except (aiohttp.ClientError, TimeoutError) as error:
        return _unreachable(client, error)
    return Check(what, True, oauth.client_id)


def scopes(answer: AsyncSlackResponse, advice: str) -> Check:
    """Check the scopes in ``X-OAuth-Scopes``, a header of every answer of the Web API."""
    granted = {scope.strip() for scope in _header(answer, "x-oauth-scopes").split(",")}
    missing = [scope for scope in BOT_SCOPES if scope not in granted]
    if not missing:
        return Check("Slack scopes", True, f"all {len(BOT_SCOPES)} granted")
    return Check("Slack scopes", False, f"missing: {', '.join(missing)}", advice)


def _http(public_url: str) -> Check:
    return Check("Slack HTTP", True, f"Slack is to call {public_url.rstrip('/')}{EVENTS_PATH}, as the manifest says")


def _unreachable(client: AsyncWebClient, error: Exception) -> Check:
    return Check("Slack", False, f"{client.base_url}: {error}", "check the network, and SLACK_API_URL")


async def _socket_mode(client: AsyncWebClient, app_token: str) -> Check:
    advice = f"create one in {_APP_PAGE}, Basic Information, App-Level Tokens, with connections:write"
    if not app_token:
        return Check("Slack app token", False, "SLACK_APP_TOKEN is not set", advice)
    try:
        await client.apps_connections_open(app_token=app_token)
    except SlackApiError as error:
        return Check("Slack app token", False, f"refused: {error.response['error']}", advice)
    except (aiohttp.ClientError, TimeoutError) as error:
        return Check("Slack app token", False, str(error), "check the network, and SLACK_API_URL")
    return Check("Slack app token", True, "Socket Mode can connect")


def _header(answer: AsyncSlackResponse, name: str) -> str:
    return next((str(value) for key, value in answer.headers.items() if key.lower() == name), "")
