"""Slack put together, for ``paperboy run`` and ``paperboy doctor``."""

from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

import aiohttp
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.adapter import SlackAdapter
from bot.adapters.slack.blockkit.render import SlackRenderer
from bot.adapters.slack.checks import examine, examine_everywhere
from bot.adapters.slack.incoming import socket
from bot.adapters.slack.incoming.apologies import Apologies
from bot.adapters.slack.incoming.app import build_app
from bot.adapters.slack.incoming.home import HomeTabs
from bot.adapters.slack.incoming.http import Endpoint
from bot.adapters.slack.incoming.in_flight import ANSWER_BY, InFlight
from bot.adapters.slack.incoming.insistence import TRY_FOR, Insistence
from bot.adapters.slack.incoming.people import People
from bot.adapters.slack.incoming.receiver import Receiver
from bot.adapters.slack.install.flow import Installing, OAuth
from bot.adapters.slack.install.store import Installations
from bot.adapters.slack.names import shown_names
from bot.adapters.slack.roles import SlackRoles
from bot.adapters.slack.workspaces import InstalledWorkspaces, OneWorkspace, Workspaces, web_client
from bot.core.clock import Clock, system_clock
from bot.core.errors import ConversationGone, SourceError
from bot.core.identity import Address
from bot.core.ports.adapters import Check, Core
from bot.core.ports.text import Translator
from bot.core.reachability import Reachability

SLACK = "https://slack.com/api/"

CONNECTIONS = 320
"""Enough for all conversations that the outbox serves at once (``AT_ONCE`` in ``bot/delivery/worker.py``), plus what
people do: a call that hangs holds its connection.
"""

REQUEST_SECONDS = 30.0
RETRY_SECONDS = 10.0

LARGEST_FILE = 20_000_000
"""Bytes. Slack takes files of a gigabyte, but Paperboy holds a file in memory while it fetches it."""


@asynccontextmanager
async def open_slack(
    *,
    bot_token: str = "",
    app_token: str = "",
    signing_secret: str = "",
    api_url: str = "",
    public_url: str | None = None,
    oauth: OAuth | None = None,
    languages: Mapping[str, Translator],
    commands: Collection[str] = (),
    own_commands: bool = False,
    clock: Clock = system_clock,
    answer_by: float = ANSWER_BY,
    try_for: float = TRY_FOR,
) -> AsyncIterator["SlackPlatform"]:
    """Put the platform together without calling Slack yet.

    With ``public_url`` Slack calls Paperboy, which needs ``signing_secret``. Without it Paperboy connects to Slack
    (Socket Mode), which needs ``app_token``. Paperboy serves the workspace of ``bot_token`` or, with ``oauth`` (which
    needs ``public_url``), every workspace that installs the app. ``commands`` are the names of the core's commands;
    with ``own_commands`` the app's manifest declares each of them, otherwise ``/paperboy`` alone.
    ``languages`` are those of the sentences that the adapter says itself, by code, English first. Slack is answered
    within ``answer_by`` seconds; what was not committed by then is tried for ``try_for``.
    """
    timeout, connector = aiohttp.ClientTimeout(total=REQUEST_SECONDS), aiohttp.TCPConnector(limit=CONNECTIONS)
    async with aiohttp.ClientSession(timeout=timeout, connector=connector) as session:
        reachability = Reachability(clock)
        client = web_client(bot_token or None, api_url or SLACK, session)
        endpoint = Endpoint(signing_secret) if public_url else None
        installing = None
        workspaces: Workspaces = OneWorkspace(client, reachability)
        checks = partial(examine, client, app_token, public_url)
        if oauth:
            if not public_url:
                raise ValueError("installations need a public address")
            store = Installations(oauth.client_id, oauth.transaction, oauth.keys)
            workspaces = installed = InstalledWorkspaces(
                store, lambda token: web_client(token, client.base_url, session)
            )
            reachability.works("the workspaces' own tokens")  # Slack calls us, so no token shows it
            installing = Installing(oauth, store, client, public_url, installed.forget)
            checks = partial(examine_everywhere, client, oauth, installed, public_url)
        names = shown_names(commands, own=own_commands)
        yield SlackPlatform(
            adapter=SlackAdapter(workspaces.client, names, clock),
            roles=SlackRoles(workspaces.client),
            reachability=reachability,
            session=session,
            workspaces=workspaces,
            names=names,
            commands=frozenset(commands),
            routes=[*(endpoint.routes if endpoint else ()), *(installing.routes if installing else ())],
            listen=endpoint.serve if endpoint else lambda app: socket.listen(app, app_token, client, reachability),
            installing=installing,
            checks=checks,
            clock=clock,
            languages=languages,
            in_flight=InFlight(answer_by),
            try_for=try_for,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SlackPlatform:
    """The platform, and the ``FileSource`` of the files people sent on Slack.

    ``routes`` are for the web application. ``checks`` yields the findings for ``paperboy doctor`` one by one.
    """

    adapter: SlackAdapter
    roles: SlackRoles
    reachability: Reachability
    session: aiohttp.ClientSession
    workspaces: Workspaces
    names: Mapping[str, str]
    commands: Collection[str]
    routes: Sequence[web.AbstractRouteDef]
    listen: Callable[[AsyncApp], Awaitable[None]]
    installing: Installing | None
    checks: Callable[[], AsyncIterator[Check]]
    clock: Clock
    languages: Mapping[str, Translator]
    in_flight: InFlight
    try_for: float

    async def run(self, core: Core) -> None:
        """Pass all events to the core until canceled, then finish the work under way.

        Waits while Slack is out of reach. Raises ``SettingsError`` when Slack refuses a token or no key fits.
        """
        await self.workspaces.ready()
        people = People(self.workspaces.client)
        insistence = Insistence(self.in_flight, self.try_for)
        home = HomeTabs(core, self.workspaces, self.names, insistence)
        receiver = Receiver(core, self.workspaces, people, self.names, self.commands, insistence, home, self.clock)
        apologies = Apologies(self.workspaces, people, self.languages, SlackRenderer(self.names))
        removed_from = ""
        if self.installing:
            self.installing.greet = lambda *who: self.in_flight.later(receiver.installed(*who))
            removed_from = self.installing.removed
        try:
            await self.listen(build_app(self.workspaces, receiver, insistence, apologies, removed_from))
        finally:
            self.in_flight.stop()
            await self.finished()

    async def finished(self) -> None:
        """Return when all work is done."""
        await self.in_flight.finished()

    async def download(self, address: Address, reference: str) -> bytes:
        try:
            client = await self.workspaces.client(address.workspace)
            answer = await client.files_info(file=reference)
            file = answer["file"]
            if file.get("size", 0) > LARGEST_FILE:
                raise SourceError(f"larger than {LARGEST_FILE:,} bytes")
            return await self._fetch(file, client)
        except SlackApiError as error:
            retry_after = RETRY_SECONDS if error.response.status_code >= 429 else None
            raise SourceError(f"Slack: {error.response['error']}", retry_after) from error
        except ConversationGone as error:
            raise SourceError(f"Slack: {error.reason}") from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise SourceError(f"Slack: {error}", RETRY_SECONDS) from error

    async def _fetch(self, file: Mapping[str, Any], client: AsyncWebClient) -> bytes:
        url = file.get("url_private_download")
        if not url:  # it is stored elsewhere, where our token must not be sent
            raise SourceError("Slack does not store this file itself")
        async with self.session.get(url, headers={"Authorization": f"Bearer {client.token}"}) as response:
            response.raise_for_status()
            # Without the scope files:read Slack sends its sign-in page with status 200 (undocumented, seen).
            if response.content_type == "text/html" != file.get("mimetype"):
                raise SourceError("Slack asks to sign in: is files:read granted?")
            return await response.read()
