"""The Web API over HTTP: arguments, tokens, scopes, rates, faults on request."""

import asyncio
import socket
import struct
from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

import msgspec
from aiohttp import web

from tests.servers.slack import chat as slack_chat
from tests.servers.slack import files as slack_files
from tests.servers.slack import rooms as slack_rooms
from tests.servers.slack import views as slack_views
from tests.servers.slack.limits import Fault, FaultKind, Faults, Limits, Tier
from tests.servers.slack.methods import BAD_ARGUMENTS, Call, Method, Refused, Rejection
from tests.servers.slack.oauth import OAuth
from tests.servers.slack.socket import SocketMode
from tests.servers.slack.text import Json
from tests.servers.slack.world import Team, World

METHODS = slack_chat.METHODS | slack_files.METHODS | slack_rooms.METHODS | slack_views.METHODS
_STATUS = {FaultKind.ERROR_500: 500, FaultKind.ERROR_502: 502, FaultKind.ERROR_503: 503}


class WebApi:
    def __init__(self, world: World, limits: Limits, oauth: OAuth, sockets: SocketMode, app_token: str) -> None:
        self.faults = Faults()
        self.calls: Counter[str] = Counter()
        self._world = world
        self._limits = limits
        self._oauth = oauth
        self._sockets = sockets
        self._app_token = app_token
        self._recovered = asyncio.Event()

    def open(self) -> None:
        self._recovered.clear()

    def close(self) -> None:
        """Release the calls that hang."""
        self._recovered.set()

    async def call(self, request: web.Request) -> web.StreamResponse:
        """Handle ``/api/{method}``."""
        name = request.match_info["method"]
        self.calls[name] += 1
        method, team, fault, arguments = METHODS.get(name), None, None, {}
        try:
            arguments = await _arguments(request)
            token = _token(request, arguments)
            team = self._team(token)
            if method:
                allowed = _allowed(method, team, token)
                tier = Tier.THREE if self._world.marketplace and method.tier is Tier.HISTORY else method.tier
                wait = self._limits.admit(allowed.id, name, tier, str(arguments.get("channel", "")))
                if wait:
                    return _too_many(wait)
            fault = self.faults.draw(name)
            if fault and fault.kind is not FaultKind.COMMIT_THEN_DROP:
                return await self.spoil(request, fault)
            answer = self._run(name, method, team, token, arguments, request)
        except Refused as refusal:
            answer = self._refusal(name, refusal, arguments)
        if fault:
            return await self.spoil(request, fault)
        return _json(answer, _scopes(team, method))

    async def spoil(self, request: web.Request, fault: Fault) -> web.StreamResponse:
        """Cause the requested fault."""
        match fault.kind:
            case FaultKind.TOO_MANY:
                return _too_many(fault.retry_after)
            case FaultKind.INTERNAL_ERROR:
                return _json({"ok": False, "error": "internal_error"}, {})
            case FaultKind.HANG:
                await self._recovered.wait()
                return web.Response(status=504)
            case FaultKind.RESET | FaultKind.COMMIT_THEN_DROP:
                reset(request)
                return web.Response(status=500)  # discarded
        return web.Response(status=_STATUS[fault.kind], text="<html>upstream trouble</html>", content_type="text/html")

    def team_of(self, request: web.Request) -> Team | None:
        return self._team(_token(request, {}))

    def _team(self, token: str) -> Team | None:
        return next((one for one in self._world.teams.values() if one.bot_token == token and one.installed), None)

    def _run(
        self, name: str, method: Method | None, team: Team | None, token: str, arguments: Json, request: web.Request
    ) -> Json:
        if method and team:
            return {"ok": True, **method.run(Call(self._world, team, arguments))}
        if name == "api.test":
            if "error" in arguments:
                raise Refused(str(arguments["error"]))
            return {"ok": True, "args": arguments}
        if name == "apps.connections.open":
            return {"ok": True, "url": self._socket_url(token)}
        if name == "oauth.v2.access":
            call = Call(self._world, next(iter(self._world.teams.values())), arguments)
            return {"ok": True, **self._oauth.access(call, request.headers.get("Authorization", ""))}
        raise Refused("unknown_method", req_method=name)

    def _socket_url(self, token: str) -> str:
        if token != self._app_token:
            known = self._team(token) is not None
            raise Refused("not_allowed_token_type" if known else "invalid_auth" if token else "not_authed")
        ticket = self._sockets.ticket()
        if ticket is None:
            raise Refused("too_many_websockets")
        return f"{self._world.url.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={self._world.app_id}"

    def _refusal(self, name: str, refusal: Refused, arguments: Json) -> Json:
        if refusal.error in BAD_ARGUMENTS:
            self._world.rejected.append(Rejection(name, refusal.error, refusal.messages, arguments))
        answer: Json = {"ok": False, "error": refusal.error, **refusal.fields}
        if refusal.messages:
            answer["response_metadata"] = {"messages": list(refusal.messages)}
        return answer


def reset(request: web.Request) -> None:
    """Cut the connection, so that the caller sees a reset and an incomplete answer."""
    transport = request.transport
    assert transport is not None
    connection = transport.get_extra_info("socket")
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    transport.abort()


def _allowed(method: Method, team: Team | None, token: str) -> Team:
    if not token:
        raise Refused("not_authed")
    if team is None:
        raise Refused("not_allowed_token_type" if token.startswith("xapp-") else "invalid_auth")
    if team.revoked:
        raise Refused("token_revoked")
    if method.scope and not set(method.scope.split("|")) & set(team.scopes):
        raise Refused("missing_scope", needed=method.scope.replace("|", ","), provided=",".join(team.scopes))
    return team


def _token(request: web.Request, arguments: Json) -> str:
    authorization = request.headers.get("Authorization", "")
    if authorization.startswith("Bearer "):
        return authorization.removeprefix("Bearer ")
    return str(arguments.pop("token", ""))


async def _arguments(request: web.Request) -> Json:
    arguments: Json = dict(request.query) if request.query_string else {}
    if request.method != "POST":
        return arguments
    kind = request.content_type
    if kind.startswith("multipart/"):
        return arguments | {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
    body = await request.read()
    if kind == "application/json" and body:
        try:
            given: Any = msgspec.json.decode(body)
        except msgspec.DecodeError as error:
            raise Refused("invalid_json") from error
        if not isinstance(given, dict):
            raise Refused("json_not_object")
        return arguments | given
    if kind == "application/x-www-form-urlencoded":
        return arguments | dict(parse_qsl(body.decode(), keep_blank_values=True))
    return arguments


def _scopes(team: Team | None, method: Method | None) -> dict[str, str]:
    if team is None:
        return {}
    accepted = method.scope.replace("|", ",") if method else ""
    return {"X-OAuth-Scopes": ",".join(team.scopes), "X-Accepted-OAuth-Scopes": accepted}


def _json(answer: Json, headers: Mapping[str, str]) -> web.Response:
    body = msgspec.json.encode(answer)
    return web.Response(body=body, headers=headers, content_type="application/json", charset="utf-8")


def _too_many(seconds: int | None) -> web.Response:
    refusal: Json = {"ok": False, "error": "ratelimited"}
    headers = {} if seconds is None else {"Retry-After": str(seconds)}
    return web.json_response(refusal, status=429, headers=headers)
