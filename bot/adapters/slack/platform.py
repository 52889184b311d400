"""Slack, put together: what ``paperboy run`` and ``paperboy doctor`` need of it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import aiohttp
from aiohttp import web
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack import socket
from bot.adapters.slack.adapter import SlackAdapter
from bot.adapters.slack.app import build_app
from bot.adapters.slack.checks import Check, examine
from bot.adapters.slack.http import Endpoint
from bot.adapters.slack.in_flight import ANSWER_BY, InFlight
from bot.adapters.slack.incoming import Incoming
from bot.adapters.slack.names import slash_name
from bot.adapters.slack.patience import outlast
from bot.adapters.slack.payload import Json
from bot.adapters.slack.unfurl import Previews
from bot.adapters.slack.workspaces import OneWorkspace, web_client
from bot.core.clock import Clock, system_clock
from bot.core.errors import SourceError
from bot.core.identity import Address
from bot.core.ports.adapters import Desk

SLACK = "https://slack.com/api/"

REQUEST_SECONDS = 30.0
TRY_AGAIN_SECONDS = 10.0

LARGEST_FILE = 20_000_000
"""Bytes. Slack takes files of a gigabyte, and a file is held in memory while it is fetched."""


@asynccontextmanager
async def open_slack(
    *,
    bot_token: str,
    app_token: str = "",
    signing_secret: str = "",
    api_url: str = "",
    public_url: str | None = None,
    commands: Sequence[str] = (),
    previews: Previews | None = None,
    clock: Clock = system_clock,
    answer_by: float = ANSWER_BY,
) -> AsyncIterator["SlackPlatform"]:
    """With ``public_url`` Slack calls us and ``signing_secret`` is needed, without it ``app_token`` is (Socket Mode).

    ``commands`` are the core's, some of which are called otherwise in Slack; without ``previews`` links are not
    unfurled. Slack is answered within ``answer_by`` seconds. Nothing is asked of Slack yet.
    """
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=REQUEST_SECONDS)) as session:
        client = web_client(bot_token, api_url or SLACK, session)
        names = {name: slash_name(name) for name in commands if slash_name(name) != f"/{name}"}
        platform = SlackPlatform(
            session, client, names, app_token, public_url, signing_secret, previews, clock, answer_by
        )
        yield platform


class SlackPlatform:
    """Also the ``FileSource`` of what people sent on Slack."""

    def __init__(
        self,
        session: aiohttp.ClientSession,
        client: AsyncWebClient,
        names: Mapping[str, str],
        app_token: str,
        public_url: str | None,
        signing_secret: str,
        previews: Previews | None,
        clock: Clock,
        answer_by: float,
    ) -> None:
        self._session = session
        self._client = client
        self._names = names
        self._workspaces = OneWorkspace(client)
        self._app_token = app_token
        self._public_url = public_url
        self._endpoint = Endpoint(signing_secret) if public_url else None
        self._previews = previews
        self._clock = clock
        self._in_flight = InFlight(answer_by)
        self.adapter = SlackAdapter(self._workspaces.client, names)

    @property
    def routes(self) -> Sequence[web.AbstractRouteDef]:
        """For the one web application; none in Socket Mode."""
        return self._endpoint.routes if self._endpoint else ()

    async def run(self, desk: Desk) -> None:
        """Hand all that happens to the desk, until cancelled; then what was begun is finished first.

        Waits while Slack is out of reach. Raises ``SettingsError`` when it refuses a token.
        """
        await outlast(self._workspaces.bot, "SLACK_BOT_TOKEN")
        incoming = Incoming(desk, self._workspaces, self._names, self._in_flight, self._clock, self._previews)
        app = build_app(self._workspaces, incoming, self._in_flight)
        try:
            if self._endpoint is None:
                await socket.listen(app, self._app_token, self._client)
            else:
                await self._endpoint.serve(app)
        finally:
            await self.finished()

    async def finished(self) -> None:
        """Return when all that was begun is done."""
        await self._in_flight.finished()

    async def download(self, address: Address, reference: str) -> bytes:
        client = await self._workspaces.client(address.workspace)
        try:
            told = await client.files_info(file=reference)
            file = told["file"]
            if file.get("size", 0) > LARGEST_FILE:
                raise SourceError(f"larger than {LARGEST_FILE:,} bytes")
            return await self._fetch(file, client)
        except SlackApiError as error:
            again = TRY_AGAIN_SECONDS if error.response.status_code >= 429 else None
            raise SourceError(f"Slack: {error.response['error']}", again) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise SourceError(f"Slack: {error}", TRY_AGAIN_SECONDS) from error

    async def _fetch(self, file: Json, client: AsyncWebClient) -> bytes:
        url = file["url_private_download"]
        async with self._session.get(url, headers={"Authorization": f"Bearer {client.token}"}) as response:
            response.raise_for_status()
            # Without the right to read files Slack shows its sign-in page, with status 200 (undocumented, seen).
            if response.content_type == "text/html" != file.get("mimetype"):
                raise SourceError("Slack asks to sign in: is files:read granted?")
            return await response.read()

    def checks(self) -> AsyncIterator[Check]:
        """For ``paperboy doctor``: each finding as soon as it is known."""
        return examine(self._client, self._app_token, self._public_url)
