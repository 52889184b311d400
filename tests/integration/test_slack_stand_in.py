"""The stand-in Slack's Web API against Slack's own client: the work and the refusals that other tests rely on."""

import asyncio
import json
from collections.abc import AsyncIterator

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.slack.clients import (
    Clock,
    refused,
    section,
)
from tests.servers.slack.limits import Fault, FaultKind
from tests.servers.slack.server import SlackStandIn


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


async def test_the_bot_learns_who_it_is_and_which_scopes_it_holds(slack: SlackStandIn, client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert (answer["user_id"], answer["team"]) == (slack.workspace.bot_user, "Paper Lab")
    assert "chat:write" in answer.headers["X-OAuth-Scopes"].split(",")


async def test_a_wrong_or_missing_token_and_a_missing_scope_are_refused(
    slack: SlackStandIn, client: AsyncWebClient
) -> None:
    assert await refused(client.auth_test(token="xoxb-wrong")) == "invalid_auth"
    client.token = None
    assert await refused(client.api_call("auth.test")) == "not_authed"
    assert await refused(client.auth_test(token=slack.app_token)) == "not_allowed_token_type"
    slack.workspace.scopes.remove("chat:write")
    assert (
        await refused(client.chat_postMessage(token=slack.bot_token, channel=slack.channel("lab").id, text="x"))
        == "missing_scope"
    )


async def test_arguments_may_come_as_json_form_or_query(slack: SlackStandIn, client: AsyncWebClient) -> None:
    channel = slack.channel("lab")
    arguments = {"channel": channel.id, "blocks": json.dumps([section("as a string of JSON")]), "text": "fallback"}
    await client.api_call("chat.postMessage", json=arguments)
    await client.api_call("chat.postMessage", data=arguments)
    await client.api_call("chat.postMessage", http_verb="GET", params=arguments)
    assert [message.shown for message in channel.messages] == ["as a string of JSON"] * 3


async def test_the_bot_writes_only_where_it_may(slack: SlackStandIn, client: AsyncWebClient) -> None:
    ada = slack.person("Ada")
    apart, hidden = (
        slack.channel("apart", ada, bot_member=False),
        slack.channel("x", ada, bot_member=False, private=True),
    )
    archived, elsewhere = slack.channel("old", ada), slack.channel("other", team=slack.team("Other Lab"))
    await archived.archive()
    for channel, error in (
        (apart, "not_in_channel"),
        (hidden, "channel_not_found"),
        (archived, "is_archived"),
        (elsewhere, "channel_not_found"),
    ):
        assert await refused(client.chat_postMessage(channel=channel.id, text="x")) == error
    await client.conversations_join(channel=apart.id)
    await client.chat_postMessage(channel="#apart", text="now I am in")
    await client.chat_postMessage(channel=ada.id, text="hello")
    assert [message.text for message in slack.dm(ada).messages] == ["hello"]


async def test_threads_take_replies_and_a_bad_thread_ts_is_refused_or_lost(
    slack: SlackStandIn, client: AsyncWebClient
) -> None:
    channel = slack.channel("lab")
    root = (await client.chat_postMessage(channel=channel.id, text="root"))["ts"]
    await client.chat_postMessage(channel=channel.id, text="reply", thread_ts=root)
    assert await refused(client.chat_postMessage(channel=channel.id, text="x", thread_ts="")) == "invalid_thread_ts"
    await asyncio.sleep(0)
    slack.limits.enforced = False
    await client.chat_postMessage(channel=channel.id, text="nobody sees it", thread_ts="1234567890.123456")
    assert [message.text for message in slack.lost] == ["nobody sees it"]
    thread = await client.conversations_replies(channel=channel.id, ts=root)
    assert [message["text"] for message in thread["messages"]] == ["root", "reply"]
    history = await client.conversations_history(channel=channel.id)
    assert [(message["text"], message["reply_count"]) for message in history["messages"]] == [("root", 1)]


async def test_outside_of_the_marketplace_an_app_reads_one_page_of_fifteen_messages_a_minute(
    slack: SlackStandIn, client: AsyncWebClient, clock: Clock
) -> None:
    """Even where no other limit is enforced; each method and each workspace has its own minute."""
    slack.limits.enforced = False
    channel = slack.channel("lab")
    root = (await client.chat_postMessage(channel=channel.id, text="root"))["ts"]
    for number in range(20):
        await client.chat_postMessage(channel=channel.id, text=f"{number}", thread_ts=root, reply_broadcast=True)
    for read in (client.conversations_history, client.conversations_replies):
        about = {"channel": channel.id} | ({} if read == client.conversations_history else {"ts": root})
        assert await refused(read(**about, limit=16)) == "invalid_limit"
        clock.now += 60
        assert len((await read(**about))["messages"]) == 15
        clock.now += 59
        with pytest.raises(SlackApiError) as caught:
            await read(**about)
        assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "1")
        clock.now += 1
        await read(**about)


async def test_history_comes_in_pages_between_times_and_with_metadata_on_request(
    slack: SlackStandIn, client: AsyncWebClient
) -> None:
    slack.limits.enforced, slack.world.marketplace = False, True
    channel = slack.channel("lab")
    stamps = []
    for number in range(5):
        metadata = {"event_type": "paperboy_part", "event_payload": {"key": number}}
        answer = await client.chat_postMessage(channel=channel.id, text=f"part {number}", metadata=metadata)
        stamps.append(answer["ts"])
    first = await client.conversations_history(channel=channel.id, limit=2)
    assert [message["text"] for message in first["messages"]] == ["part 4", "part 3"]
    cursor = first["response_metadata"]["next_cursor"]
    second = await client.conversations_history(channel=channel.id, limit=2, cursor=cursor)
    assert [message["text"] for message in second["messages"]] == ["part 2", "part 1"]
    since = await client.conversations_history(
        channel=channel.id, oldest=stamps[3], inclusive=True, include_all_metadata=True
    )
    assert [message["metadata"]["event_payload"]["key"] for message in since["messages"]] == [4, 3]
    assert "metadata" not in first["messages"][0]
    assert await refused(client.conversations_history(channel=channel.id, cursor="nonsense")) == "invalid_cursor"


async def test_only_the_bots_own_lasting_messages_can_be_changed(slack: SlackStandIn, client: AsyncWebClient) -> None:
    ada = slack.person("Ada")
    channel = slack.channel("lab", ada)
    said = await channel.says(ada, "mine")
    posted = await client.chat_postMessage(channel=channel.id, text="yours", blocks=[section("yours")])
    whispered = await client.chat_postEphemeral(channel=channel.id, user=ada.id, text="between us")
    await client.chat_update(channel=channel.id, ts=posted["ts"], text="changed", blocks=[section("changed")])
    ephemeral = whispered["message_ts"]
    assert await refused(client.chat_update(channel=channel.id, ts=said.ts, text="x")) == "cant_update_message"
    assert await refused(client.chat_update(channel=channel.id, ts=ephemeral, text="x")) == "message_not_found"
    assert [message.shown for message in channel.messages] == ["mine", "changed", "between us"]
    assert channel.messages[2].only_for == ada.id
    await client.chat_delete(channel=channel.id, ts=posted["ts"])
    history = await client.conversations_history(channel=channel.id)
    assert [message["text"] for message in history["messages"]] == ["mine"]


async def test_a_channel_takes_one_message_a_second_and_a_workspace_six_hundred_a_minute(
    slack: SlackStandIn, client: AsyncWebClient, clock: Clock
) -> None:
    channel = slack.channel("lab")
    for number in range(3):
        await client.chat_postMessage(channel=channel.id, text=str(number))
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=channel.id, text="too soon")
    assert (caught.value.response.status_code, caught.value.response["error"]) == (429, "ratelimited")
    assert caught.value.response.headers["Retry-After"] == "1"
    clock.now += 1
    await client.chat_postMessage(channel=channel.id, text="in time")
    others = [slack.channel(f"lab-{number}") for number in range(11)]
    for other in others:
        await client.chat_postMessage(channel=other.id, text="x")
    slack.limits.per_minute = 600
    assert slack.too_many == 1
    assert [message.text for message in channel.messages] == ["0", "1", "2", "in time"]


async def test_tiers_hold_per_method(slack: SlackStandIn, client: AsyncWebClient, clock: Clock) -> None:
    for _ in range(20):
        await client.users_list()
    with pytest.raises(SlackApiError) as caught:
        await client.users_list()
    assert caught.value.response.headers["Retry-After"] == "60"
    await client.auth_test()
    clock.now += 60
    await client.users_list()
    assert slack.too_many == 1


@pytest.mark.parametrize(("kind", "status"), [(FaultKind.ERROR_500, 500), (FaultKind.ERROR_502, 502)])
async def test_server_errors_come_on_request_and_do_nothing(
    slack: SlackStandIn, client: AsyncWebClient, kind: FaultKind, status: int
) -> None:
    channel = slack.channel("lab")
    slack.faults.next("chat.postMessage", Fault(kind))
    with pytest.raises(SlackApiError) as caught:
        await client.chat_postMessage(channel=channel.id, text="x")
    assert caught.value.response.status_code == status
    assert channel.messages == []
    await client.chat_postMessage(channel=channel.id, text="x")
    assert (len(channel.messages), slack.calls["chat.postMessage"]) == (1, 2)


async def test_resets_hangs_and_lost_answers_come_on_request(slack: SlackStandIn, client: AsyncWebClient) -> None:
    channel = slack.channel("lab")
    for kind in (FaultKind.RESET, FaultKind.HANG, FaultKind.COMMIT_THEN_DROP):
        slack.faults.next("chat.postMessage", Fault(kind))
    client.timeout = 1
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=channel.id, text="reset")
    with pytest.raises(TimeoutError):
        await client.chat_postMessage(channel=channel.id, text="hang")
    with pytest.raises(aiohttp.ClientError):
        await client.chat_postMessage(channel=channel.id, text="done, answer lost")
    assert [message.text for message in channel.messages] == ["done, answer lost"]


async def test_slack_sdks_own_retry_doubles_a_message_whose_answer_was_lost(slack: SlackStandIn) -> None:
    channel = slack.channel("lab")
    slack.faults.next("chat.postMessage", Fault(FaultKind.COMMIT_THEN_DROP))
    async with slack.serving() as url:
        await AsyncWebClient(slack.bot_token, base_url=f"{url}/api/").chat_postMessage(channel=channel.id, text="x")
    assert len(channel.messages) == 2
    assert slack.report()["doubled"] == 1


async def test_faults_by_chance_are_the_same_for_the_same_seed() -> None:
    def spoilt(seed: int) -> list[bool]:
        slack = SlackStandIn()
        slack.faults.random("*", 0.3, [FaultKind.ERROR_500], seed)
        return [slack.faults.draw("chat.postMessage") is not None for _ in range(200)]

    assert spoilt(1) == spoilt(1) != spoilt(2)
    assert 40 < sum(spoilt(1)) < 80


async def test_files_go_up_in_three_steps_and_down_only_with_the_token(
    slack: SlackStandIn, client: AsyncWebClient
) -> None:
    ada = slack.person("Ada")
    channel = slack.channel("lab", ada)
    await client.files_upload_v2(channel=channel.id, filename="notes.md", content="# Notes", initial_comment="here")
    message = channel.messages[0]
    assert (message.text, message.files[0]["name"], message.by_bot) == ("here", "notes.md", True)
    url = message.files[0]["url_private"]
    async with aiohttp.ClientSession() as session:
        async with session.get(url, headers={"Authorization": f"Bearer {slack.bot_token}"}) as response:
            assert await response.text() == "# Notes"
        async with session.get(url) as response:
            assert (response.status, response.content_type) == (200, "text/html")
    assert (await client.files_info(file=message.files[0]["id"]))["file"]["size"] == 7


# slack_sdk still uses a login that aiohttp deprecates
@pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
async def test_oauth_installs_the_app_into_another_workspace(slack: SlackStandIn, client: AsyncWebClient) -> None:
    other = slack.team("Other Lab")
    assert await refused(client.auth_test(token=other.bot_token)) == "invalid_auth"
    query = {"client_id": slack.client_id, "scope": "chat:write,commands", "state": "s1"}
    query["redirect_uri"] = "https://paperboy.example/slack/oauth_redirect"
    async with aiohttp.ClientSession() as session:
        url = f"{slack.world.url}/oauth/v2/authorize"
        async with session.get(url, params=query, allow_redirects=False) as response:
            location = response.headers["Location"]
    assert location.startswith(query["redirect_uri"])
    code = location.partition("code=")[2].partition("&")[0]
    given = {"client_id": slack.client_id, "client_secret": slack.client_secret, "code": code}
    wrong = {**given, "client_secret": "guess"}
    assert await refused(client.oauth_v2_access(**wrong)) == "bad_client_secret"
    installed = await client.oauth_v2_access(**given, redirect_uri=query["redirect_uri"])
    assert (installed["team"]["id"], installed["access_token"]) == (other.id, other.bot_token)
    assert (await client.auth_test(token=other.bot_token))["team_id"] == other.id
    assert await refused(client.oauth_v2_access(**given)) == "invalid_code"


async def test_people_have_languages_and_time_zones(slack: SlackStandIn, client: AsyncWebClient) -> None:
    min_jun = slack.person("Min-jun", language="ko-KR", tz="Asia/Seoul")
    user = (await client.users_info(user=min_jun.id, include_locale=True))["user"]
    assert (user["locale"], user["tz"], user["tz_offset"]) == ("ko-KR", "Asia/Seoul", 9 * 3600)
    opened = await client.conversations_open(users=min_jun.id)
    assert opened["channel"]["id"] == slack.dm(min_jun).id


async def test_the_report_counts_what_each_channel_got(slack: SlackStandIn, client: AsyncWebClient) -> None:
    channels = [slack.channel("a"), slack.channel("b")]
    for text in ("one", "two", "two"):
        await client.chat_postMessage(channel=channels[0].id, text=text)
    async with aiohttp.ClientSession() as session, session.get(f"{slack.world.url}/stand-in/report") as response:
        report = await response.json()
    assert report["delivered"] == {channels[0].id: 3}
    assert (report["messages"], report["doubled"], report["too_many"]) == (3, 1, 0)
    assert report["first"] < report["last"]
