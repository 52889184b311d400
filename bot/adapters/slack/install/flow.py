"""Installing Paperboy in any number of workspaces (https://docs.slack.dev/authentication/installing-with-oauth)."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urljoin

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.slack.install.page import HEADERS, into_slack, language, page
from bot.adapters.slack.install.store import Installations, OrgWide, States, Transaction
from bot.adapters.slack.manifest import BOT_SCOPES, INSTALL_PATH, REDIRECT_PATH
from bot.core.errors import StorageUnavailable
from bot.core.ports.text import Translator

log = logging.getLogger(__name__)

AGREE_SECONDS = 600
"""The time a person has to read Slack's page and agree."""


@dataclass(frozen=True, slots=True)
class OAuth:
    """The settings for installations by anybody.

    ``client_id`` and ``client_secret`` are the app's credentials. ``keys`` are the Fernet keys that encrypt the tokens
    stored through ``transaction``. ``languages`` are those of the pages shown, by code, English first.
    """

    client_id: str
    client_secret: str = field(repr=False)
    keys: Sequence[str] = field(repr=False)
    transaction: Transaction
    languages: Mapping[str, Translator]


class Installing:
    """The first and the last page of an installation; Bolt does the steps between.

    After each installation ``installed`` is called with the team, and ``greet``, once set, with the team, the person
    who installed the app, and a key that no other installation has.
    """

    def __init__(
        self,
        oauth: OAuth,
        store: Installations,
        client: AsyncWebClient,
        public_url: str,
        installed: Callable[[str], None],
    ) -> None:
        self.greet: Callable[[str, str, str], None] | None = None
        self._languages = oauth.languages
        self._installed = installed
        self._start = public_url + INSTALL_PATH
        self._flow = AsyncOAuthFlow(
            client=client,
            logger=log,
            settings=AsyncOAuthSettings(
                client_id=oauth.client_id,
                client_secret=oauth.client_secret,
                scopes=BOT_SCOPES,
                user_scopes=(),
                redirect_uri=public_url + REDIRECT_PATH,
                install_page_rendering_enabled=False,
                callback_options=AsyncCallbackOptions(self._succeeded, self._failed),
                authorization_url=urljoin(client.base_url, "/oauth/v2/authorize"),
                installation_store=store,
                state_store=States(AGREE_SECONDS, oauth.transaction),
                state_expiration_seconds=AGREE_SECONDS,
                logger=log,
            ),
        )

    @property
    def routes(self) -> list[web.RouteDef]:
        return [
            web.get(INSTALL_PATH, self._begin, allow_head=False),
            web.get(REDIRECT_PATH, self._return, allow_head=False),
        ]

    @property
    def removed(self) -> str:
        """The answer where Paperboy is no longer installed, in every language because the reader's is unknown."""
        return "\n".join(words.text("install-removed", page=self._start) for words in self._languages.values())

    async def _begin(self, request: web.Request) -> web.Response:
        """Redirect to Slack. A ``team`` may be named, which Slack then offers first."""
        team = request.query.get("team", "")
        bolt_request = AsyncBoltRequest(body="", query={"team": team} if team.isalnum() else None)
        try:
            return await _answered(await self._flow.handle_installation(bolt_request))
        except StorageUnavailable:
            return await _answered(self._later(_accepted(request)))

    async def _return(self, request: web.Request) -> web.Response:
        bolt_request = AsyncBoltRequest(body="", query=request.query_string, headers=dict(request.headers))
        try:
            answer = await self._flow.handle_callback(bolt_request)
        except (StorageUnavailable, SlackRequestError, aiohttp.ClientError, TimeoutError) as error:
            log.warning("an installation failed: %s", error)
            answer = self._later(_accepted(request))
        return await _answered(answer)

    async def _succeeded(self, done: AsyncSuccessArgs) -> BoltResponse:
        made = done.installation
        app, team, name = made.app_id or "", made.team_id or "", made.team_name or ""
        log.info("installed in %s, %s", team, name)
        self._installed(team)
        if self.greet:
            self.greet(team, made.user_id, f"installed/{made.installed_at}")
        words = language(_accepted(done.request), self._languages)
        sentences = [words.inlines("install-done", team=name), words.inlines("install-next")]
        shown = page(words, sentences, (words.text("install-open"), into_slack(app, team)))
        return BoltResponse(status=HTTPStatus.OK, body=shown, headers=dict(HEADERS))

    async def _failed(self, failed: AsyncFailureArgs) -> BoltResponse:
        log.info("an installation failed: %r", failed.error or failed.reason)
        if isinstance(failed.error, OrgWide):
            why = "install-one-workspace"
        else:
            why = _WHY.get(failed.reason, "install-refused")
        return self._sorry(_accepted(failed.request), why, HTTPStatus.BAD_REQUEST)

    def _later(self, accepted: str) -> BoltResponse:
        return self._sorry(accepted, "install-later", HTTPStatus.SERVICE_UNAVAILABLE)

    def _sorry(self, accepted: str, why: str, status: HTTPStatus) -> BoltResponse:
        words = language(accepted, self._languages)
        shown = page(words, [words.inlines(why)], (words.text("install-again"), self._start))
        return BoltResponse(status=status, body=shown, headers=dict(HEADERS))


_WHY = {
    "access_denied": "install-denied",
    "invalid_browser": "install-expired",
    "invalid_state": "install-expired",
    "missing_code": "install-expired",
}
"""The page to show for the reasons that Bolt and Slack give for a failed installation."""


async def _answered(answer: BoltResponse) -> web.Response:
    response = await to_aiohttp_response(answer)
    response.charset = "utf-8"  # Bolt's adapter loses it
    return response


def _accepted(request: web.Request | AsyncBoltRequest) -> str:
    found = request.headers.get("accept-language", "")
    return found if isinstance(found, str) else ",".join(found)
