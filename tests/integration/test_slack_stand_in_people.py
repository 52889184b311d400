"""People's actions in the stand-in Slack reach a Bolt app, over Socket Mode and over HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from tests.servers.slack.clients import (
    Clock,
    over_http,
    over_socket,
    refused,
    running,
    section,
)
from tests.servers.slack.server import SlackStandIn
from tests.servers.slack.text import Json


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def slack(clock: Clock) -> SlackStandIn:
    return SlackStandIn(clock=clock, ack_deadline=1.0, redeliveries=(0.02, 0.02, 0.02))


@pytest.fixture
async def client(slack: SlackStandIn) -> AsyncIterator[AsyncWebClient]:
    async with slack.serving() as url:
        yield AsyncWebClient(slack.bot_token, base_url=f"{url}/api/", retry_handlers=[])


@pytest.fixture
def app(slack: SlackStandIn, client: AsyncWebClient) -> AsyncApp:
    return AsyncApp(
        client=client,
        signing_secret=slack.signing_secret,
        process_before_response=True,
        ignoring_self_events_enabled=False,
    )


either_transport = pytest.mark.parametrize("transport", ["socket", "http"])


@either_transport
async def test_messages_are_reported_as_slack_reports_them(
    slack: SlackStandIn, client: AsyncWebClient, app: AsyncApp, transport: str
) -> None:
    heard: list[Json] = []

    @app.event("message")
    async def message(event: Json) -> None:
        heard.append(event)

    @app.event("app_mention")
    async def mention(event: Json, say: Any) -> None:
        heard.append(event)
        await say("here I am")

    @app.event("link_shared")
    async def link(event: Json) -> None:
        unfurls = {one["url"]: {"blocks": [section("A paper")]} for one in event["links"]}
        await client.chat_unfurl(channel=event["channel"], ts=event["message_ts"], unfurls=unfurls)

    ada = slack.person("Ada")
    channel, direct = slack.channel("lab", ada), slack.dm(ada)
    apart = slack.channel("apart", ada, bot_member=False)
    async with running(transport, slack, client, app):
        said = await channel.says(ada, f"{slack.mention} a < b & c")
        await direct.says(ada, "hello")
        await apart.says(ada, "not for the bot")
        linked = await channel.shares_link(ada, "https://arxiv.org/abs/2101.00001")
        await channel.edits(said, "changed")
        await slack.settled()
    kinds = [
        (event["type"], event.get("subtype"), event.get("channel_type")) for event in heard if "bot_id" not in event
    ]
    assert sorted(kinds, key=str) == [
        ("app_mention", None, None),
        ("message", "message_changed", "channel"),
        ("message", None, "channel"),
        ("message", None, "channel"),
        ("message", None, "im"),
    ]
    mentioned = next(event for event in heard if event["type"] == "app_mention")
    assert mentioned["text"] == f"{slack.mention} a &lt; b &amp; c"
    echoed = [event for event in heard if event.get("bot_id")]
    assert [(event["text"], event["user"]) for event in echoed] == [("here I am", slack.workspace.bot_user)]
    assert list(linked.unfurls) == ["https://arxiv.org/abs/2101.00001"]


@either_transport
async def test_an_event_not_acknowledged_comes_again_under_its_id(
    slack: SlackStandIn, client: AsyncWebClient, app: AsyncApp, transport: str
) -> None:
    ids: list[str] = []
    retries: list[Any] = []

    @app.event("message")
    async def message(body: Json, request: Any) -> None:
        ids.append(body["event_id"])
        retries.append(request.headers.get("x-slack-retry-num"))
        if len(ids) < 3:
            await asyncio.sleep(1.2)

    ada = slack.person("Ada")
    channel = slack.channel("lab", ada)
    async with running(transport, slack, client, app):
        said = await channel.says(ada, "hello")
        await slack.settled()
        assert slack.deliveries.log[0].acked
        assert len(ids) == 3
        await said.redeliver()
    assert (len(ids), len(set(ids))) == (4, 1)
    assert retries[0] in (None, ["0"])
    assert [retry[0] for retry in retries[1:]] == ["1", "2", "3"]


async def test_an_app_that_says_no_retry_is_not_told_again(slack: SlackStandIn, client: AsyncWebClient) -> None:
    ada = slack.person("Ada")
    asked = 0

    async def answer(_request: web.Request) -> web.Response:
        nonlocal asked
        asked += 1
        return web.Response(status=500, headers={"X-Slack-No-Retry": "1"} if asked == 2 else {})

    application = web.Application()
    application.add_routes([web.post("/slack/events", answer)])
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    slack.deliver_to = "http://{}:{}".format(*runner.addresses[0])
    await slack.dm(ada).says(ada, "hello")
    await slack.settled()
    assert asked == 2
    await runner.cleanup()


async def test_http_deliveries_are_signed_and_others_are_refused_by_bolt(
    slack: SlackStandIn, client: AsyncWebClient, app: AsyncApp
) -> None:
    body = json.dumps({"type": "event_callback", "team_id": slack.workspace.id, "event": {"type": "nothing"}}).encode()
    kind = {"Content-Type": "application/json"}
    async with over_http(slack, app):
        assert await slack.verify_url()
        assert await slack.deliver_raw(kind, body) == 401
        assert await slack.deliver_raw(kind | slack.http.signed(body, timestamp=1_700_000_000), body) == 401
        assert await slack.deliver_raw(kind | slack.http.signed(b"other"), body) == 401
        assert await slack.deliver_raw(kind | slack.http.signed(body), body) == 404


@either_transport
async def test_a_command_is_answered_at_once_and_over_its_response_url(
    slack: SlackStandIn, client: AsyncWebClient, app: AsyncApp, transport: str, clock: Clock
) -> None:
    urls: list[str] = []

    @app.command("/note")
    async def note(ack: Any, command: Json) -> None:
        urls.append(command["response_url"])
        await ack(f"saved: {command['text']}")

    @app.command("/slow")
    async def slow(ack: Any) -> None:
        await asyncio.sleep(1.2)
        await ack()

    ada = slack.person("Ada")
    channel = slack.channel("lab", ada, bot_member=False, private=True)
    async with running(transport, slack, client, app):
        done = await channel.commands(ada, "/note", "a & b")
        assert (done.acked, done.message and done.message.text) == (True, "saved: a &amp; b")
        assert done.message
        assert done.message.only_for == ada.id
        late = await channel.commands(ada, "/slow")
        assert (late.acked, late.error) == (False, "operation_timeout")
        assert (await channel.commands(ada, "/note", "x", thread=done.message)).error == "not_supported_in_threads"
        webhook = AsyncWebhookClient(urls[0])
        statuses = [(await webhook.send(text=str(n), response_type="in_channel")).status_code for n in range(6)]
        assert statuses == [200] * 5 + [404]
        await channel.commands(ada, "/note", "again")
        clock.now += 1801
        expired = await AsyncWebhookClient(urls[1]).send(text="too late")
        assert (expired.status_code, json.loads(expired.body)["error"]) == (404, "expired_url")
    assert [message.text for message in channel.messages if not message.only_for] == ["0", "1", "2", "3", "4"]


@either_transport
async def test_reactions_files_and_membership_are_reported(
    slack: SlackStandIn, client: AsyncWebClient, app: AsyncApp, transport: str
) -> None:
    heard: list[str] = []

    @app.middleware
    async def hear(body: Json, next: Any) -> None:  # noqa: A002  # bolt's name for it
        event = body["event"]
        heard.append(event["type"] + (f":{event['subtype']}" if event.get("subtype") else ""))
        await next()

    for kind in ("message", "reaction_added", "reaction_removed", "file_shared", "member_joined_channel"):

        @app.event(kind)
        async def ignore() -> None:
            pass

    for kind in ("channel_left", "channel_rename", "channel_archive"):

        @app.event(kind)
        async def ignore_too() -> None:
            pass

    ada = slack.person("Ada")
    channel = slack.channel("lab", ada, bot_member=False)
    async with running(transport, slack, client, app):
        await channel.add_bot(ada)
        photo = await channel.uploads(ada, "page.png", b"\x89PNG", "look")
        await channel.reacts(ada, photo, "thumbsup")
        await channel.unreacts(ada, photo, "thumbsup")
        await channel.rename("papers")
        await channel.archive(ada)
        await channel.remove_bot(ada)
    assert heard == [
        *("member_joined_channel", "message:channel_join", "message:file_share", "file_shared"),
        *("reaction_added", "reaction_removed", "channel_rename", "channel_archive", "channel_left"),
    ]


async def test_socket_mode_reconnects_when_told_and_when_cut(
    slack: SlackStandIn, client: AsyncWebClient, app: AsyncApp
) -> None:
    heard: list[str] = []

    @app.event("message")
    async def message(event: Json) -> None:
        heard.append(event["text"])

    ada = slack.person("Ada")
    direct = slack.dm(ada)
    async with over_socket(slack, client, app):
        await slack.sockets.disconnect("refresh_requested")
        await slack.sockets.wait_connected()
        await direct.says(ada, "after the refresh")
        slack.sockets.drop()
        await slack.sockets.wait_connected(ever=3)
        await direct.says(ada, "after the cut")
        await slack.settled()
    assert heard == ["after the refresh", "after the cut"]


async def test_ten_connections_are_the_limit(slack: SlackStandIn, client: AsyncWebClient) -> None:
    async with aiohttp.ClientSession() as session:
        sockets = []
        for _ in range(10):
            url = (await client.apps_connections_open(app_token=slack.app_token))["url"]
            sockets.append(await session.ws_connect(url))
            assert (await sockets[-1].receive_json())["type"] == "hello"
        assert await refused(client.apps_connections_open(app_token=slack.app_token)) == "too_many_websockets"
        assert await refused(client.apps_connections_open(app_token=slack.bot_token)) == "not_allowed_token_type"


async def test_messages_while_the_app_is_away_are_delivered_if_it_is_back_soon(
    slack: SlackStandIn, client: AsyncWebClient, app: AsyncApp
) -> None:
    heard: list[str] = []

    @app.event("message")
    async def message(event: Json) -> None:
        heard.append(event["text"])

    slack.deliveries.redeliveries = (0.3,)
    ada = slack.person("Ada")
    await slack.dm(ada).says(ada, "anybody there?")
    async with over_socket(slack, client, app):
        await slack.settled()
    assert heard == ["anybody there?"]


async def test_the_manifest_decides_which_events_the_app_gets(
    slack: SlackStandIn, client: AsyncWebClient, app: AsyncApp
) -> None:
    heard: list[str] = []

    @app.event("app_mention")
    async def mention(event: Json) -> None:
        heard.append(event["type"])

    @app.event("message")
    async def message(event: Json) -> None:
        heard.append(event["type"])

    slack.install(
        {
            "oauth_config": {"scopes": {"bot": ["app_mentions:read", "im:history"]}},
            "settings": {"event_subscriptions": {"bot_events": ["app_mention", "message.channels"]}},
            "features": {"slash_commands": [{"command": "/note"}]},
        }
    )
    ada = slack.person("Ada")
    channel = slack.channel("lab", ada)
    async with over_socket(slack, client, app):
        await channel.says(ada, f"{slack.mention} hi")
        await slack.dm(ada).says(ada, "hi")
        assert (await channel.commands(ada, "/search")).error == "not_a_valid_command"
    assert heard == ["app_mention"]  # message.channels without channels:history is not delivered
