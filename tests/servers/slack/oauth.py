"""Installing the app into a workspace (https://docs.slack.dev/authentication/installing-with-oauth)."""

import base64
import binascii
from dataclasses import dataclass
from urllib.parse import urlencode

from aiohttp import web

from tests.servers.slack.methods import Call, Refused
from tests.servers.slack.text import Json
from tests.servers.slack.world import Team, World

CODE_LIFE = 600.0  # seconds


@dataclass(slots=True)
class _Code:
    team: Team
    scopes: list[str]
    redirect_uri: str
    expires: float


class OAuth:
    def __init__(self, world: World, client_id: str, client_secret: str) -> None:
        self.client_id = client_id
        self.client_secret = client_secret
        self.redirect_urls: list[str] | None = None  # as in the manifest; None means any
        self.refuses = False  # the person presses Cancel
        self.grid = False  # the workspaces belong to an organization
        self.org_wide = False  # the person chooses their whole organization
        self._world = world
        self._codes: dict[str, _Code] = {}

    def authorize(self, request: web.Request) -> web.Response:
        """The page where a person allows the app; opening it allows it.

        The app is installed in the workspace ``team``, or else in the newest workspace without it.
        """
        asked = request.query
        if asked.get("client_id") != self.client_id:
            return web.Response(status=400, text="Invalid client_id parameter")
        waiting = [team for team in self._world.teams.values() if not team.installed]
        team = self._world.teams.get(asked.get("team", "")) or (waiting or list(self._world.teams.values()))[-1]
        redirect = asked.get("redirect_uri", "")
        if self.redirect_urls is not None and not redirect.startswith(tuple(self.redirect_urls)):
            return web.Response(status=400, text="redirect_uri did not match any configured URIs")
        if self.refuses:
            raise _back(redirect, error="access_denied", state=asked.get("state", ""))
        code = f"{next(self._world.numbers)}.code"
        scopes = [scope for scope in asked.get("scope", "").replace(" ", ",").split(",") if scope]
        self._codes[code] = _Code(team, scopes, redirect, self._world.clock() + CODE_LIFE)
        raise _back(redirect, code=code, state=asked.get("state", ""))

    def access(self, call: Call, authorization: str) -> Json:
        """Exchange a code for the workspace's bot token, once."""
        given = _basic(authorization) or (call.text("client_id"), call.text("client_secret"))
        if given[0] != self.client_id:
            raise Refused("invalid_client_id")
        if given[1] != self.client_secret:
            raise Refused("bad_client_secret")
        code = self._codes.pop(call.text("code"), None)
        if code is None or self._world.clock() > code.expires:
            raise Refused("invalid_code")
        if call.text("redirect_uri") != code.redirect_uri:
            raise Refused("bad_redirect_uri")
        team = code.team
        if team.revoked:  # Slack never gives the same token twice
            team.bot_token = f"xoxb-{team.id}-{next(self._world.numbers)}"
        team.installed, team.revoked, team.scopes = True, False, code.scopes
        installer = next((one.id for one in self._world.people.values() if one.team is team), "U0INSTALLER")
        return {
            "access_token": team.bot_token,
            "token_type": "bot",
            "scope": ",".join(code.scopes),
            "bot_user_id": team.bot_user,
            "app_id": self._world.app_id,
            "team": None if self.org_wide else {"id": team.id, "name": team.name},
            "enterprise": {"id": "E0STANDIN", "name": "Paper Org"} if self.grid or self.org_wide else None,
            "is_enterprise_install": self.org_wide,
            "authed_user": {"id": installer},
        }


def _back(redirect: str, **told: str) -> web.HTTPFound:
    return web.HTTPFound(f"{redirect}{'&' if '?' in redirect else '?'}{urlencode(told)}")


def _basic(authorization: str) -> tuple[str, str] | None:
    if not authorization.startswith("Basic "):
        return None
    try:
        user, _, password = base64.b64decode(authorization.removeprefix("Basic ")).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return user, password
