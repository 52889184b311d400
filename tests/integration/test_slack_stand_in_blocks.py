"""Blocks, texts, modals and the Home tab in the stand-in Slack: accepted, refused and used as in Slack."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from slack_bolt.async_app import AsyncApp
from slack_sdk.models.blocks import HeaderBlock, SectionBlock
from slack_sdk.web.async_client import AsyncWebClient

from tests.servers.slack.clients import Clock, button, modal, refused, running, section, text_input
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


@pytest.mark.parametrize(
    ("blocks", "complaint"),
    [
        ([section("x")] * 51, "no more than 50 items"),
        ([section("x" * 3001)], "less than 3001"),
        ([section("")], "more than 0"),
        ([{"type": "header", "text": {"type": "plain_text", "text": "x" * 151}}], "less than 151"),
        ([{"type": "actions", "elements": [button("x" * 76, "a")]}], "less than 76"),
        ([{"type": "actions", "elements": [button("x", "a", value="v" * 2001)]}], "less than 2001"),
        ([{"type": "actions", "elements": [button("x", "a"), button("y", "a")]}], "`action_id` already exists"),
        ([{"type": "actions", "elements": [button("x", str(i)) for i in range(26)]}], "no more than 25"),
        ([section("x", block_id="b"), section("y", block_id="b")], "`block_id` already exists"),
        ([section("x", block_id="b" * 256)], "less than 256"),
    ],
)
async def test_blocks_beyond_slacks_limits_are_refused_and_noted(
    slack: SlackStandIn, client: AsyncWebClient, blocks: list[Json], complaint: str
) -> None:
    call = client.chat_postMessage(channel=slack.channel("lab").id, text="x", blocks=blocks)
    assert await refused(call) == "invalid_blocks"
    assert complaint in slack.rejected[0].messages[0]


@pytest.mark.parametrize(
    "block",
    [
        {"type": "header", "text": {"type": "mrkdwn", "text": "only plain text"}},
        {"type": "section", "text": {"type": "mrkdwn", "text": "x", "color": "red"}},
        {"type": "poem", "text": {"type": "mrkdwn", "text": "x"}},
        {"type": "actions", "elements": [{"type": "plain_text_input"}]},
        {"type": "context", "elements": [button("x", "a")]},
    ],
)
async def test_blocks_the_schemas_do_not_know_are_refused(shared_data: Path, block: Json) -> None:
    slack = SlackStandIn(schemas=shared_data / "specs")
    async with slack.serving() as url:
        client = AsyncWebClient(slack.bot_token, base_url=f"{url}/api/")
        call = client.chat_postMessage(channel=slack.channel("lab").id, text="x", blocks=[block])
        assert await refused(call) == "invalid_blocks"


async def test_every_kind_of_block_the_schemas_know_is_accepted(shared_data: Path) -> None:
    slack = SlackStandIn(schemas=shared_data / "specs")
    elements = [{"type": "text", "text": "a ", "style": {"bold": True}}, {"type": "link", "url": "https://x.org"}]
    options = [{"text": {"type": "mrkdwn", "text": "*one*"}, "value": "1"}]
    blocks = [
        HeaderBlock(text="Title").to_dict(),
        SectionBlock(text="Words", fields=["*a*", "b"]).to_dict(),
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "small"}]},
        {"type": "divider"},
        {"type": "actions", "elements": [button("Go", "go"), {"type": "checkboxes", "options": options}]},
    ]
    async with slack.serving() as url:
        client = AsyncWebClient(slack.bot_token, base_url=f"{url}/api/")
        channel = slack.channel("lab")
        await client.chat_postMessage(channel=channel.id, text="x", blocks=blocks)
        person = slack.person("Ada")
        home = {"type": "home", "blocks": blocks}
        await client.views_publish(user_id=person.id, view=home)
    assert channel.messages[0].shown == "Title\nWords\na\nb\na https://x.org\nsmall"
    assert channel.messages[0].buttons == ["Go", "one"]
    assert slack.rejected == []


async def test_a_message_needs_words_and_has_a_largest_size(slack: SlackStandIn, client: AsyncWebClient) -> None:
    channel = slack.channel("lab")
    assert await refused(client.api_call("chat.postMessage", json={"channel": channel.id})) == "no_text"
    long = [section("x" * 3000)] * 5
    assert await refused(client.chat_postMessage(channel=channel.id, text="x", blocks=long)) == "msg_blocks_too_long"
    await client.chat_postMessage(channel=channel.id, text="x" * 40_001)
    assert len(channel.messages[0].text) == 40_000


@pytest.mark.parametrize(
    ("text", "shown", "pings"),
    [
        ("&lt;!channel&gt; &amp; &lt;@U1&gt;", "<!channel> & <@U1>", []),
        ("<!channel> <@U0000001|ada> <!here|here>", "channel ada here", ["channel", "U0000001", "here"]),
        ("*bold* _slanted_ ~gone~ `co*d*e` a*b*c <https://x.org|link>", "bold slanted gone co*d*e a*b*c link", []),
        ("@everyone @channel", "@everyone @channel", []),
    ],
)
async def test_mrkdwn_shows_and_pings_as_slack_has_it(
    slack: SlackStandIn, client: AsyncWebClient, text: str, shown: str, pings: list[str]
) -> None:
    channel = slack.channel("lab")
    await client.chat_postMessage(channel=channel.id, text=text, blocks=[section(text)])
    await client.chat_postMessage(channel=channel.id, text=text)
    assert [(message.shown, message.pings) for message in channel.messages] == [(shown, pings)] * 2


async def test_rich_text_is_literal_but_its_mentions_ping(slack: SlackStandIn, client: AsyncWebClient) -> None:
    channel = slack.channel("lab")
    leaves = [{"type": "text", "text": "<!channel> *x* &lt; "}, {"type": "broadcast", "range": "here"}]
    block = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": leaves}]}
    await client.chat_postMessage(channel=channel.id, blocks=[block], text="x")
    assert (channel.messages[0].shown, channel.messages[0].pings) == ("<!channel> *x* &lt; @here", ["here"])


@either_transport
async def test_buttons_boxes_and_menus_report_the_choice(
    slack: SlackStandIn, client: AsyncWebClient, app: AsyncApp, transport: str
) -> None:
    actions: list[Json] = []
    bodies: list[Json] = []

    @app.action({"block_id": "tools"})
    async def action(ack: Any, body: Json, action: Json, respond: Any) -> None:
        await ack()
        actions.append(action)
        bodies.append(body)
        if action["action_id"] == "done":
            await respond(text="all done", replace_original=True)

    options = [
        {"text": {"type": "plain_text", "text": name}, "value": name.lower()} for name in ("One", "Two & a half")
    ]
    tools = [
        button("Done", "done", value="7"),
        {"type": "checkboxes", "action_id": "boxes", "options": options, "initial_options": options[:1]},
        {"type": "overflow", "action_id": "more", "options": [dict(option, value="m") for option in options[:1]]},
    ]
    ada = slack.person("Ada")
    channel = slack.channel("lab", ada)
    blocks = [section("x"), {"type": "actions", "block_id": "tools", "elements": tools}]
    async with running(transport, slack, client, app):
        await client.chat_postMessage(channel=channel.id, text="x", blocks=blocks)
        message = channel.messages[0]
        assert (await channel.ticks(ada, message, "Two & a half")).acked
        await channel.presses(ada, message, "more")
        await channel.presses(ada, message, "Done")
        with pytest.raises(LookupError, match="nothing is called"):
            await channel.presses(ada, message, "Undone")
    assert [option["value"] for option in actions[0]["selected_options"]] == ["one", "two & a half"]
    assert actions[2]["value"] == "7"
    assert len(bodies[2]["state"]["values"]["tools"]["boxes"]["selected_options"]) == 2
    assert bodies[2]["container"]["message_ts"] == message.ts
    assert (message.shown, message.edited is not None) == ("all done", True)


@either_transport
async def test_modals_open_in_time_show_errors_and_close(
    slack: SlackStandIn, client: AsyncWebClient, app: AsyncApp, transport: str, clock: Clock
) -> None:
    triggers: list[str] = []
    saved: list[str] = []

    @app.shortcut("save_note")
    async def shortcut(ack: Any, body: Json) -> None:
        triggers.append(body["trigger_id"])
        text = body["message"]["text"] if "message" in body else ""
        await client.views_open(
            trigger_id=body["trigger_id"], view=modal(text_input("words", "Words"), private_metadata=text)
        )
        await ack()

    @app.view("note")
    async def submitted(ack: Any, view: Json) -> None:
        words = view["state"]["values"]["words"]["value"]["value"]
        if len(words) < 3:
            await ack(response_action="errors", errors={"words": "too short"})
        else:
            saved.append(f"{words} ({view['private_metadata']})")
            await ack()

    ada = slack.person("Ada")
    channel = slack.channel("lab", ada)
    async with running(transport, slack, client, app):
        said = await channel.says(ada, "a paper")
        await channel.shortcut(ada, said, "save_note")
        assert ada.modal
        assert set((await ada.submits({})).errors) == {"words"}  # the client's own complaint
        assert (await ada.submits({"Words": "x"})).errors == {"words": "too short"}
        assert (await ada.submits({"words": "long enough"})).closed
        assert saved == ["long enough (a paper)"]
        assert ada.views == []
        view = modal(text_input("words", "Words"))
        assert await refused(client.views_open(trigger_id=triggers[0], view=view)) == "exchanged_trigger_id"
        await ada.shortcut("save_note")
        await ada.closes()
        fresh = slack.world.trigger(ada)
        clock.now += 3.1
        assert await refused(client.views_open(trigger_id=fresh, view=view)) == "expired_trigger_id"


async def test_views_beyond_slacks_limits_are_refused(slack: SlackStandIn, client: AsyncWebClient) -> None:
    ada = slack.person("Ada")
    plain = {"type": "plain_text", "text": "x" * 25}
    without_submit = modal(text_input("words", "Words"))
    del without_submit["submit"]
    for view in (modal(title=plain), modal(private_metadata="x" * 3001), without_submit, modal(*[section("x")] * 101)):
        call = client.views_open(trigger_id=slack.world.trigger(ada), view=view)
        assert await refused(call) == "invalid_arguments"
    assert len(slack.rejected) == 4


async def test_views_are_pushed_updated_and_kept_from_conflicts(slack: SlackStandIn, client: AsyncWebClient) -> None:
    ada = slack.person("Ada")
    opened = await client.views_open(trigger_id=slack.world.trigger(ada), view=modal(section("one")))
    for _ in range(2):
        await client.views_push(trigger_id=slack.world.trigger(ada), view=modal(section("two")))
    push = client.views_push(trigger_id=slack.world.trigger(ada), view=modal(section("three")))
    assert await refused(push) == "push_limit_reached"
    view_id, stale = opened["view"]["id"], opened["view"]["hash"]
    await client.views_update(view_id=view_id, view=modal(section("new")), hash=stale)
    assert await refused(client.views_update(view_id=view_id, view=modal(), hash=stale)) == "hash_conflict"
    assert await refused(client.views_update(view_id="V0", view=modal())) == "not_found"


@either_transport
async def test_the_home_tab_is_published_ticked_and_typed_into(
    slack: SlackStandIn, client: AsyncWebClient, app: AsyncApp, transport: str
) -> None:
    heard: list[Any] = []
    options = [{"text": {"type": "plain_text", "text": "Read it"}, "value": "r"}]
    blocks = [
        {
            "type": "actions",
            "block_id": "list",
            "elements": [{"type": "checkboxes", "action_id": "tick", "options": options}],
        },
        text_input("search", "Search", dispatch_action=True),
    ]

    @app.event("app_home_opened")
    async def opened(event: Json) -> None:
        await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})

    @app.action("tick")
    async def tick(ack: Any, action: Json) -> None:
        await ack()
        heard.append(len(action["selected_options"]))

    @app.action("value")
    async def search(ack: Any, action: Json) -> None:
        await ack()
        heard.append(action["value"])

    ada = slack.person("Ada")
    async with running(transport, slack, client, app):
        await ada.opens_home()
        await ada.ticks_in_home("Read it")
        await ada.ticks_in_home("Read it")
        await ada.types_in_home("Search", "diffusion <x>")
    assert heard == [1, 0, "diffusion <x>"]
