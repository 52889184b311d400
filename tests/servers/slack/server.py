"""A stand-in for Slack: its Web API, Socket Mode, HTTP deliveries, and the people who use the app there.

The real clients talk to it over the loopback: point ``SLACK_API_URL`` at its address with ``/api/``. It refuses
requests as Slack does, keeps Slack's rates, and has faults on request. By hand or for a benchmark:
``python -m tests.servers.slack --speed 20 --channels 2000`` prints its address first; ``/stand-in/channels``
lists the channels' ids and ``/stand-in/report`` counts the delivered messages.
"""

import argparse
import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Literal

from aiohttp import web

from tests.servers.slack import files as slack_files
from tests.servers.slack import responses as slack_responses
from tests.servers.slack.blocks import Checks
from tests.servers.slack.channel import SlackChannel
from tests.servers.slack.deliveries import Deliveries
from tests.servers.slack.events import HttpDeliveries
from tests.servers.slack.limits import FaultKind, Faults, Limits
from tests.servers.slack.message import SlackMessage
from tests.servers.slack.methods import Rejection
from tests.servers.slack.oauth import OAuth
from tests.servers.slack.person import SlackPerson
from tests.servers.slack.socket import SocketMode
from tests.servers.slack.text import Json
from tests.servers.slack.web import WebApi
from tests.servers.slack.world import Team, World

APP_ID = "A0STANDIN"
# Slack's own are 0, 60 and 300 seconds, too long for a test.
REDELIVERIES = (0.05, 0.2, 1.0)


class SlackStandIn:
    """One Slack with one workspace and the app installed in it; times are seconds of ``clock``.

    ``schemas`` is the folder of Slack's block schemas; ``ack_deadline`` and ``redeliveries`` are real seconds.
    """

    def __init__(
        self,
        *,
        bot_token: str = "xoxb-1111-2222-standin",
        app_token: str = "xapp-1-A1-1-standin",
        signing_secret: str = "8f742231b10e8888abcd99yyyzzz85a5",
        client_id: str = "1111.2222",
        client_secret: str = "0123456789abcdef0123456789abcdef",
        clock: Callable[[], float] = time.time,
        limits: bool = True,
        schemas: Path | None = None,
        ack_deadline: float = 3.0,
        redeliveries: Sequence[float] = REDELIVERIES,
    ) -> None:
        self.bot_token, self.app_token, self.signing_secret = bot_token, app_token, signing_secret
        self.client_id, self.client_secret = client_id, client_secret
        self.http = HttpDeliveries(signing_secret)
        self.sockets = SocketMode(APP_ID)
        self.deliveries = Deliveries(ack_deadline, redeliveries)
        self.deliveries.use(self.http, self.sockets)
        self.world = World(APP_ID, Checks(schemas), self.deliveries, clock)
        self.limits = Limits(clock, enforced=limits)
        self.oauth = OAuth(self.world, client_id, client_secret)
        self.web = WebApi(self.world, self.limits, self.oauth, self.sockets, app_token)
        self.workspace = self.team("Paper Lab", bot_token=bot_token, installed=True)

    # For tests.

    @property
    def faults(self) -> Faults:
        return self.web.faults

    @property
    def calls(self) -> Counter[str]:
        """Every request of the Web API by method, including refused and faulty ones."""
        return self.web.calls

    @property
    def too_many(self) -> int:
        """The 429s from real limits, without those of faults."""
        return self.limits.refused

    @property
    def rejected(self) -> list[Rejection]:
        """The answers that blame the app for an invalid request."""
        return self.world.rejected

    @property
    def lost(self) -> list[SlackMessage]:
        """Messages posted into threads that do not exist, which Slack accepts and never shows."""
        return self.world.lost

    @property
    def mention(self) -> str:
        return self.workspace.mention

    @property
    def deliver_to(self) -> str | None:
        return self.http.deliver_to

    @deliver_to.setter
    def deliver_to(self, address: str | None) -> None:
        self.http.deliver_to = address

    def team(self, name: str, *, bot_token: str | None = None, installed: bool = False) -> Team:
        """Add a workspace; OAuth installs the app in it."""
        team_id = self.world.identifier("T")
        token = bot_token or f"xoxb-{team_id}-standin"
        bot_user, bot_id = self.world.identifier("U"), self.world.identifier("B")
        team = Team(team_id, name, name.lower().replace(" ", "-"), token, bot_user, bot_id, installed=installed)
        self.world.teams[team_id] = team
        return team

    def person(self, name: str, *, language: str = "en-US", tz: str = "UTC", team: Team | None = None) -> SlackPerson:
        person = SlackPerson(self.world, team or self.workspace, self.world.identifier("U"), name, language, tz)
        self.world.people[person.id] = person
        return person

    def dm(self, person: SlackPerson) -> SlackChannel:
        return person.direct()

    def channel(
        self, name: str, *members: SlackPerson, bot_member: bool = True, private: bool = False, team: Team | None = None
    ) -> SlackChannel:
        """Add a channel, made by its first member, to the members' workspace, or to ``team`` without members."""
        home = team or (members[0].team if members else self.workspace)
        ids = {person.id for person in members} | ({home.bot_user} if bot_member else set())
        kind: Literal["group", "channel"] = "group" if private else "channel"
        channel = SlackChannel(self.world, home, self.world.identifier("G" if private else "C"), name, kind, ids)
        channel.creator = members[0].id if members else ""
        self.world.channels[channel.id] = channel
        return channel

    def install(self, manifest: Mapping[str, Json]) -> None:
        """Give the app the scopes, events, commands, shortcuts and link domains of a manifest, and no others."""
        features, settings = manifest.get("features", {}), manifest.get("settings", {})
        self.workspace.scopes = list(manifest["oauth_config"]["scopes"]["bot"])
        self.oauth.redirect_urls = list(manifest["oauth_config"].get("redirect_urls", ()))
        self.world.subscribed = frozenset(settings.get("event_subscriptions", {}).get("bot_events", ()))
        self.world.commands = frozenset(one["command"] for one in features.get("slash_commands", ()))
        self.world.shortcuts = frozenset(one["callback_id"] for one in features.get("shortcuts", ()))
        self.world.link_domains = set(features.get("unfurl_domains", ()))

    async def uninstalls(self, team: Team) -> None:
        """Remove the app from a workspace, as a person does."""
        revoked = {"type": "tokens_revoked", "tokens": {"oauth": [], "bot": [team.bot_user]}}
        told = self.world.events(team, revoked, {"type": "app_uninstalled"})
        team.revoked = True
        await told

    async def verify_url(self) -> bool:
        """Send the app's address a challenge, as Slack does when it is entered in the app's settings."""
        challenge = "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"
        payload: Json = {"token": "verification-token", "challenge": challenge, "type": "url_verification"}
        outcome = await self.http.send("events_api", payload, 0, "", self.deliveries.ack_deadline)
        return outcome.acked and challenge in {outcome.answer.get("challenge"), outcome.answer.get("text")}

    async def deliver_raw(self, headers: Mapping[str, str], body: bytes) -> int:
        """Post exactly this to the app's address; return the status. ``http.signed(body)`` gives the right headers."""
        return (await self.http.raw(headers, body))[0]

    async def redeliver_last(self, reason: str = "http_timeout") -> None:
        """Deliver the last event, command or interaction again, unchanged."""
        await self.deliveries.log[-1].repeat(reason)

    async def settled(self) -> None:
        """Wait until every event is acknowledged or given up."""
        await self.deliveries.settled()

    # The server.

    @asynccontextmanager
    async def serving(self, port: int = 0) -> AsyncIterator[str]:
        """Serve on the loopback; gives the address, without a slash at the end."""
        runner = web.AppRunner(self._application(), shutdown_timeout=0.1, access_log=None)
        await runner.setup()
        self.web.open()
        try:
            await web.TCPSite(runner, "127.0.0.1", port).start()
            self.world.url = "http://{}:{}".format(*runner.addresses[0])
            yield self.world.url
        finally:
            self.web.close()
            await self.deliveries.close()
            await self.http.close()
            await self.sockets.close()
            await runner.cleanup()

    def _application(self) -> web.Application:
        application = web.Application(client_max_size=64 * 1024 * 1024)
        application.add_routes(
            [
                web.route("*", "/api/{method}", self.web.call),
                web.get("/link/", self.sockets.serve),
                web.post("/response/{ticket:.+}", self._respond),
                web.post("/upload/v1/{file}", self._upload),
                web.get("/files-pri/{file}/{name}", self._download),
                web.get("/oauth/v2/authorize", self._authorize),
                web.get("/stand-in/report", self._report),
                web.get("/stand-in/channels", self._channels),
            ]
        )
        return application

    async def _respond(self, request: web.Request) -> web.StreamResponse:
        fault = self.faults.draw("response_url")
        if fault and fault.kind is not FaultKind.COMMIT_THEN_DROP:
            return await self.web.spoil(request, fault)
        answer = slack_responses.answer(self.world, request.match_info["ticket"], await request.read())
        return await self.web.spoil(request, fault) if fault else answer

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        fault = self.faults.draw("files.upload")
        return await (self.web.spoil(request, fault) if fault else slack_files.receive(self.world, request))

    async def _download(self, request: web.Request) -> web.StreamResponse:
        if fault := self.faults.draw("files.download"):
            return await self.web.spoil(request, fault)
        return slack_files.send(self.world, request, self.web.team_of(request))

    async def _authorize(self, request: web.Request) -> web.StreamResponse:
        return self.oauth.authorize(request)

    async def _channels(self, _request: web.Request) -> web.Response:
        return web.json_response([channel.id for channel in self.world.channels.values()])

    async def _report(self, _request: web.Request) -> web.Response:
        return web.json_response(self.report())

    def report(self) -> Json:
        """The bot's messages by channel, repeated texts, 429s, and the times of the first and the last message.

        Times are the clock's seconds since 1970.
        """
        delivered, doubled, times = {}, 0, []
        for channel in self.world.channels.values():
            said = [message for message in channel.kept() if message.by_bot]
            if said:
                delivered[channel.id] = len(said)
                texts = Counter(message.text for message in said)
                again = [(one.text, one.shown) for one in said if texts[one.text] > 1]
                doubled += len(again) - len(set(again))
                times += [float(said[0].ts), float(said[-1].ts)]
        return {
            "messages": sum(delivered.values()),
            "delivered": delivered,
            "doubled": doubled,
            "lost": len(self.lost),
            "too_many": self.too_many,
            "rejected": len(self.rejected),
            "calls": dict(self.calls),
            "faults": Counter(kind for _, kind in self.faults.seen),
            "first": min(times, default=None),
            "last": max(times, default=None),
        }


def sped_up(speed: float) -> Callable[[], float]:
    """A clock that starts now and runs ``speed`` times as fast."""
    start, origin = time.time(), time.monotonic()
    return lambda: start + (time.monotonic() - origin) * speed


async def _serve(arguments: argparse.Namespace) -> None:
    clock = sped_up(arguments.speed)
    stand_in = SlackStandIn(clock=clock, limits=not arguments.no_limits, schemas=arguments.schemas)
    stand_in.limits.per_minute = arguments.per_minute
    for number in range(arguments.channels):
        stand_in.channel(f"lab-{number}")
    if arguments.fail:
        troubles = (FaultKind.ERROR_500, FaultKind.ERROR_502, FaultKind.ERROR_503, FaultKind.RESET)
        stand_in.faults.random("*", arguments.fail, (*troubles, FaultKind.COMMIT_THEN_DROP), arguments.seed)
    async with stand_in.serving(arguments.port) as url:
        print(url, flush=True)  # noqa: T201
        await asyncio.Event().wait()


def main() -> None:
    parser = argparse.ArgumentParser(description="Stand in for Slack on this machine.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--speed", type=float, default=1.0, help="how many times as fast its clock runs")
    parser.add_argument("--channels", type=int, default=0, help="how many channels there are, the bot in all of them")
    parser.add_argument("--per-minute", type=float, default=600, help="messages a minute the workspace takes")
    parser.add_argument("--no-limits", action="store_true")
    parser.add_argument("--fail", type=float, default=0.0, help="the share of calls to spoil, 0 to 1")
    parser.add_argument("--seed", type=int, default=0, help="which calls those are")
    parser.add_argument("--schemas", type=Path, help="the folder of Slack's block schemas")
    try:
        asyncio.run(_serve(parser.parse_args()))
    except KeyboardInterrupt:
        return
